//! Words found at the start or the end of a piece of text, the longest first.

use crate::CharFilter;

/// Words, each known by a number. A few hundred at most, each of a few characters.
#[derive(Debug)]
pub struct WordSet {
    /// The words, one behind the other.
    chars: Vec<char>,
    /// Where each ends in `chars`, and its number.
    words: Vec<(u32, u32)>,
    by_first: Buckets,
    by_last: Buckets,
}

/// Places of words in buckets, by the lowest bits of the character at one of their ends.
#[derive(Debug)]
struct Buckets {
    /// A bit for each bucket that holds words: most characters of a text are turned away here.
    bits: [u64; WORDS],
    /// How many buckets before each word of `bits` hold some.
    before: [u16; WORDS],
    /// Where each bucket that holds words begins in `words`, and the end of the last one.
    starts: Vec<u32>,
    words: Vec<u32>,
}

/// Few, for a sentence is held against a hundred sets.
const WORDS: usize = 16;

const BUCKETS: usize = WORDS * 64;

impl Buckets {
    /// Takes the characters at one end of all words, in the order of the words.
    fn new<'w>(ends: impl Iterator<Item = &'w char> + Clone) -> Self {
        let (mut bits, mut before, mut starts) = ([0; WORDS], [0; WORDS], Vec::new());
        // How many words each bucket holds, then where its next word goes.
        let mut places = [0_u32; BUCKETS];
        for end in ends.clone() {
            places[*end as usize % BUCKETS] += 1;
        }
        let mut start = 0;
        for (bucket, place) in places.iter_mut().enumerate() {
            let (word, bit) = (bucket / 64, bucket % 64);
            if bit == 0 {
                before[word] = starts.len() as u16;
            }
            if *place > 0 {
                bits[word] |= 1 << bit;
                starts.push(start);
            }
            start += std::mem::replace(place, start);
        }
        starts.push(start);
        let mut words = vec![0; start as usize];
        for (word, end) in (0..).zip(ends) {
            let place = &mut places[*end as usize % BUCKETS];
            words[*place as usize] = word;
            *place += 1;
        }
        Self { bits, before, starts, words }
    }

    /// Whether a word with `c` at this end may be here; never false where one is.
    #[inline]
    fn may_hold(&self, c: char) -> bool {
        self.bits[c as usize / 64 % WORDS] >> (c as usize % 64) & 1 == 1
    }

    /// The words with `c`, or one of the same bucket, at this end: of a bucket that holds some.
    fn of(&self, c: char) -> &[u32] {
        let (word, bit) = (c as usize / 64 % WORDS, c as usize % 64);
        let below = self.bits[word] & ((1 << bit) - 1);
        let bucket = self.before[word] as usize + below.count_ones() as usize;
        &self.words[self.starts[bucket] as usize..self.starts[bucket + 1] as usize]
    }
}

impl WordSet {
    /// Takes words with their numbers, sorted by length, the longest first, none of them empty.
    pub fn new(sorted: &[(Vec<char>, u32)]) -> Self {
        let mut set = Self {
            chars: Vec::new(),
            words: Vec::new(),
            by_first: Buckets::new(sorted.iter().filter_map(|(word, _)| word.first())),
            by_last: Buckets::new(sorted.iter().filter_map(|(word, _)| word.last())),
        };
        for (word, number) in sorted {
            set.chars.extend_from_slice(word);
            set.words.push((set.chars.len() as u32, *number));
        }
        set
    }

    /// The longest word that `text` begins with: its length in characters and its number.
    #[inline]
    pub fn prefix(&self, text: &[char]) -> Option<(usize, usize)> {
        let first = *text.first()?;
        if self.by_first.may_hold(first) { self.prefix_in_bucket(first, text) } else { None }
    }

    fn prefix_in_bucket(&self, first: char, text: &[char]) -> Option<(usize, usize)> {
        self.pick(self.by_first.of(first), |word| word.len() <= text.len() && same(word, text))
    }

    /// The longest word that `text` ends with: its length in characters and its number.
    #[inline]
    pub fn suffix(&self, text: &[char]) -> Option<(usize, usize)> {
        let last = *text.last()?;
        if self.by_last.may_hold(last) { self.suffix_in_bucket(last, text) } else { None }
    }

    fn suffix_in_bucket(&self, last: char, text: &[char]) -> Option<(usize, usize)> {
        self.pick(self.by_last.of(last), |word| {
            text.len().checked_sub(word.len()).is_some_and(|start| same(word, &text[start..]))
        })
    }

    /// How many characters the longest word has that `text` begins with; 0 for none.
    pub fn begins(&self, text: &[char]) -> usize {
        self.prefix(text).map_or(0, |(length, _)| length)
    }

    /// How many characters the longest word has that `text` ends with; 0 for none.
    pub fn ends(&self, text: &[char]) -> usize {
        self.suffix(text).map_or(0, |(length, _)| length)
    }

    /// The first place in `text` where a word stands: its start, its length and its number.
    pub fn find(&self, text: &[char]) -> Option<(usize, usize, usize)> {
        (0..text.len()).find_map(|at| self.prefix(&text[at..]).map(|(length, word)| (at, length, word)))
    }

    /// All words with their numbers, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&[char], u32)> {
        (0..self.words.len()).map(|at| (self.word(at), self.words[at].1))
    }

    /// Adds the characters that words begin with to `firsts`.
    pub fn add_firsts(&self, firsts: &mut CharFilter<64>) {
        firsts.extend(self.iter().map(|(word, _)| word[0]));
    }

    fn pick(&self, words: &[u32], fits: impl Fn(&[char]) -> bool) -> Option<(usize, usize)> {
        let mut words = words.iter().map(|at| (self.word(*at as usize), *at as usize));
        let (word, at) = words.find(|(word, _)| fits(word))?;
        Some((word.len(), self.words[at].1 as usize))
    }

    #[inline]
    fn word(&self, at: usize) -> &[char] {
        let start = at.checked_sub(1).map_or(0, |before| self.words[before].0);
        &self.chars[start as usize..self.words[at].0 as usize]
    }
}

/// Whether all characters of `word` are those that `text` begins with. Words are short: comparing them here is quicker than a
/// call that compares memory.
#[inline]
fn same(word: &[char], text: &[char]) -> bool {
    word.iter().zip(text).all(|(one, other)| one == other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_wins_at_either_end() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        let set = WordSet::new(&[(chars("达到"), 7), (chars("到"), 8), (chars("达"), 9)]);
        assert_eq!(set.prefix(&chars("达到百")), Some((2, 7)));
        assert_eq!(set.suffix(&chars("将达到")), Some((2, 7)));
        assert_eq!(set.find(&chars("提高到")), Some((2, 1, 8)));
        assert_eq!(set.suffix(&[]), None);
        assert_eq!(set.iter().map(|(_, number)| number).collect::<Vec<_>>(), [7, 8, 9]);
    }
}
