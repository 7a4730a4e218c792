//! Stage 4: the index: any substring of any passage is found, whatever a segmenter would have thought.
//!
//! Passages stand in one row of ids over the whole corpus. Each is cut into chunks of [`CHUNK`] bytes; pairs of
//! neighbouring characters point to chunks ([`Segment`]). A pair is answered by its list alone, and so is a word that is one
//! of the [`Terms`]; any other longer word by the rarest of its pairs, looked up in the text of the few chunks that have it.
//! The index holds no text.

use std::sync::Arc;

use celan_data::{Order, Tables};
use celan_words::PairFilter;

use crate::bits::{Bits, Stretches};
use crate::found::Found;
use crate::needle::{Form, Needles};
use crate::normal::Normal;
use crate::segment::{END, List, MAX_CHUNKS, Segment, WORD, posting};
use crate::terms::Terms;

/// Bytes of text that one id of the lists stands for.
const CHUNK: usize = 192;
/// Postings that are collected before they become a segment; more only where one passage has more.
const FLUSH: usize = 1 << 18;
/// Segments beyond this size are merged no more, so that merging never needs much memory.
const LARGEST: usize = 4 << 20;

/// Candidates whose texts are fetched at the same time.
const BATCH: usize = 64;

/// Pairs of a long word among which the rarest is looked for.
const WEIGHED: usize = 48;

/// How much longer than the candidates a list may be that is read to have fewer of them.
const WORTH: usize = 16;

/// Finds words in passages.
#[derive(Clone, Debug)]
pub struct Index {
    segments: Vec<Segment>,
    /// Postings of the chunks behind the last segment.
    pending: Vec<u64>,
    /// Chunks in segments.
    committed: u32,
    /// The chunks of each passage.
    chunks: Stretches,
    /// Chunks with blanks between characters, and chunks with Chinese characters or digits in another form than is compared.
    spaced: Bits,
    folded: Bits,
    normal: Normal,
    /// Every pair that was added: help for a wrong character asks for thousands of which few stand anywhere.
    pairs: PairFilter,
    /// Words with lists of their own, known from the first passage on.
    terms: Option<Arc<Terms>>,
}

/// Where the index looks a passage up.
pub trait Texts {
    /// The text of a passage, as it was given to [`Index::push`].
    fn text(&self, passage: u32) -> &str;

    /// Its bytes.
    fn bytes(&self, passage: u32) -> &[u8] {
        self.text(passage).as_bytes()
    }
}

/// Bits of [`Index::pairs`], as a power of two: some hundred thousand different pairs stand in thousands of documents.
const PAIR_BITS: u32 = 20;

impl Default for Index {
    fn default() -> Self {
        Self {
            segments: Vec::new(),
            pending: Vec::new(),
            committed: 0,
            chunks: Stretches::default(),
            spaced: Bits::default(),
            folded: Bits::default(),
            normal: Normal::default(),
            pairs: PairFilter::new(PAIR_BITS),
            terms: None,
        }
    }
}

impl Index {
    /// An empty index that knows the terms of `tables`: its copies need not sort them out.
    pub fn ready(tables: &Tables) -> Self {
        Self { terms: Some(Arc::new(Terms::new(tables))), ..Self::default() }
    }

    /// Adds the next passage.
    pub fn push(&mut self, text: &str, tables: &Tables) {
        let chunks = text.len().div_ceil(CHUNK).max(1);
        let many = (self.bound() - self.committed) as usize + chunks >= MAX_CHUNKS as usize;
        if many || self.pending.len() + text.len() > FLUSH {
            self.flush();
        }
        self.pending.reserve_exact(if self.pending.is_empty() { FLUSH } else { 0 });
        let first = self.bound();
        self.chunks.push(chunks);
        let mut normal = std::mem::take(&mut self.normal);
        normal.set(text, 0, tables);
        for (bits, places) in [(&mut self.spaced, &normal.spaced), (&mut self.folded, &normal.folded)] {
            (0..chunks).for_each(|_| bits.push(false));
            places.iter().for_each(|at| bits.set(first as usize + *at as usize / CHUNK));
        }
        let terms = self.terms.get_or_insert_with(|| Arc::new(Terms::new(tables)));
        let first = first - self.committed;
        for (i, (&c, at)) in normal.chars.iter().zip(&normal.at).enumerate() {
            let next = normal.chars.get(i + 1).map_or(END, |&next| next as u32);
            let chunk = first + at / CHUNK as u32;
            self.pending.push(posting(c as u32, next, chunk));
            self.pairs.add(c as u32, next);
            self.pending.extend(terms.at(&normal.chars[i..]).map(|term| posting(WORD, term, chunk)));
        }
        self.normal = normal;
    }

    /// Makes everything that was added findable.
    pub fn commit(&mut self) {
        self.flush();
    }

    /// How many chunks there are.
    fn bound(&self) -> u32 {
        self.chunks.bound() as u32
    }

    fn flush(&mut self) {
        let end = self.bound();
        if end == self.committed {
            return;
        }
        // Merging needs the room that postings take until then.
        let pending = std::mem::take(&mut self.pending);
        self.segments.push(Segment::build(self.committed, end - self.committed, pending));
        self.committed = end;
        while let [.., before, last] = self.segments.as_slice() {
            let (small, large) = (last.size(), before.size());
            let many = before.chunks() + last.chunks() >= MAX_CHUNKS;
            if many || large > 2 * small || small + large > LARGEST {
                break;
            }
            let merged = before.merge(last);
            self.segments.truncate(self.segments.len() - 2);
            self.segments.push(merged);
        }
    }

    /// Bytes of the index.
    pub fn size(&self) -> usize {
        let lists: usize = self.segments.iter().map(Segment::size).sum();
        lists + self.chunks.size()
    }

    /// How Chinese characters and digits stand in `passage`.
    pub fn form(&self, passage: u32) -> Form {
        let (first, last) = self.chunks.stretch(passage);
        self.form_of(first, last)
    }

    /// How they stand in the chunks `first..=last`.
    #[inline]
    fn form_of(&self, first: usize, last: usize) -> Form {
        if self.folded.has_any(first, last) {
            Form::Folded
        } else if self.spaced.has_any(first, last) {
            Form::Spaced
        } else {
            Form::Plain
        }
    }

    /// The passages that hold `word`, which is normalised.
    pub fn find(&self, word: &[char], texts: &dyn Texts, tables: &Tables) -> Found {
        self.first(usize::MAX, word, texts, tables)
    }

    /// The first `most` passages that hold `word`, which is normalised.
    pub fn first(&self, most: usize, word: &[char], texts: &dyn Texts, tables: &Tables) -> Found {
        let mut found = Found::new(self.chunks.count(), most);
        match *word {
            [] => {}
            [one] => {
                let chunks = self.one(one);
                let _ = chunks.iter().all(|chunk| found.add(self.chunks.of(chunk)));
            }
            _ if let Some(key) = self.key(word) => self.in_lists(key, &mut found),
            _ => self.long(word, texts, tables, &mut |passage| found.add(passage)),
        }
        found
    }

    /// Whether `word`, which is normalised, stands anywhere.
    pub fn has(&self, word: &[char], texts: &dyn Texts, tables: &Tables) -> bool {
        match *word {
            [] => false,
            [one] => self.segments.iter().any(|segment| segment.group(one as u32).next().is_some()),
            _ if let Some(key) = self.key(word) => self.count(key) > 0,
            _ => {
                let mut found = false;
                self.long(word, texts, tables, &mut |_| {
                    found = true;
                    false
                });
                found
            }
        }
    }

    /// The key of a word that has a list of its own.
    fn key(&self, word: &[char]) -> Option<Key> {
        match *word {
            [a, b] => Some(pair(a, b)),
            _ => Some((WORD, self.terms.as_ref()?.number(word)?)),
        }
    }

    /// Whether `a` may stand before `b` somewhere, told at once; `false` only where it does not.
    pub fn may_have(&self, a: char, b: char) -> bool {
        self.pairs.may_hold(a as u32, b as u32)
    }

    /// In how many chunks `a` stands before `b`.
    pub fn pair_count(&self, a: char, b: char) -> u32 {
        if self.may_have(a, b) { self.count(pair(a, b)) } else { 0 }
    }

    fn count(&self, key: Key) -> u32 {
        self.lists(key).map(|list| list.count).sum()
    }

    /// A bound for the passages that hold `word`, told without reading a text; 0 only where none does.
    pub fn at_most(&self, word: &[char]) -> u32 {
        if let Some(key) = self.key(word) {
            return self.count(key);
        }
        let pairs = word.windows(2).map(|pair| self.pair_count(pair[0], pair[1]));
        pairs.min().unwrap_or(u32::MAX)
    }

    /// The characters that stand behind `a`, in order.
    pub fn behind(&self, a: char) -> Vec<char> {
        let mut all: Vec<u32> = Vec::new();
        let mut joined = Vec::new();
        for segment in &self.segments {
            let mut known = all.drain(..).peekable();
            for (c, _) in segment.group(a as u32) {
                while let Some(before) = known.next_if(|known| *known < c) {
                    joined.push(before);
                }
                known.next_if(|known| *known == c);
                joined.push(c);
            }
            joined.extend(known);
            std::mem::swap(&mut all, &mut joined);
        }
        all.into_iter().filter(|c| *c != END).filter_map(char::from_u32).collect()
    }

    fn one(&self, c: char) -> Bits {
        let lists = self.segments.iter().flat_map(|segment| segment.group(c as u32)).map(|(_, list)| list);
        let mut chunks = Bits::none(self.chunks.bound());
        each_chunk(lists, |chunk| chunks.set(chunk));
        chunks
    }

    /// Adds the passages of a key.
    fn in_lists(&self, key: Key, found: &mut Found) {
        let mut ids = Vec::new();
        for list in self.lists(key) {
            ids.clear();
            list.append_to(&mut ids);
            let mut passages = self.chunks.of_all(ids.iter().map(|chunk| *chunk as usize));
            if found.takes_all() {
                found.add_all(passages, ids.len());
            } else if !passages.all(|passage| found.add(passage)) {
                return;
            }
        }
    }

    /// Tells `each` where a word of three characters or more stands, chunk by chunk, until it wants no more: the chunks of the
    /// rarest of its pairs, each proved by its text.
    fn long(&self, word: &[char], texts: &dyn Texts, tables: &Tables, each: &mut dyn FnMut(u32) -> bool) {
        let Some(pairs) = self.weighed(word) else { return };
        let Some(rarest) = pairs.first() else { return };
        let mut proof = Proof::new(word, rarest.at, texts, tables);
        let mut candidates = Vec::with_capacity(rarest.count);
        rarest.lists.iter().for_each(|list| list.append_to(&mut candidates));
        let mut rest = candidates.split_off(candidates.len().min(BATCH));
        let Some(proved) = self.tell(&candidates, &mut proof, each) else { return };
        // Where most of the first ones hold the word, most of the others will: to sort them out beforehand would be in vain.
        if proved < candidates.len() * 3 / 4 {
            for other in pairs[1..].iter().take(2) {
                if other.count <= WORTH * rest.len() {
                    self.keep_near(&mut rest, word, rarest.at, other);
                }
            }
        }
        self.tell(&rest, &mut proof, each);
    }

    /// Tells `each` which of `candidates` hold the word, and says how many do; `None` where it wants no more.
    fn tell(
        &self,
        candidates: &[u32],
        proof: &mut Proof<'_>,
        each: &mut dyn FnMut(u32) -> bool,
    ) -> Option<usize> {
        let mut proved = 0;
        let mut places = Vec::with_capacity(BATCH);
        for chunks in candidates.chunks(BATCH) {
            places.clear();
            places.extend(chunks.iter().map(|chunk| self.place(*chunk, proof.texts)));
            fetch(&places);
            for (&chunk, place) in chunks.iter().zip(&places) {
                if proof.holds(place, self.form_around(chunk, place, proof.word.len())) {
                    proved += 1;
                    each(place.passage).then_some(())?;
                }
            }
        }
        Some(proved)
    }

    /// The text of `chunk`.
    fn place<'a>(&self, chunk: u32, texts: &'a dyn Texts) -> Candidate<'a> {
        let passage = self.chunks.of(chunk as usize);
        let from = (chunk as usize - self.chunks.first(chunk as usize)) * CHUNK;
        Candidate { passage, text: texts.bytes(passage), from }
    }

    /// By which form a word of `length` characters is found whose anchor stands in `chunk`, which lies at `place`.
    fn form_around(&self, chunk: u32, place: &Candidate<'_>, length: usize) -> Form {
        // No character takes more than four bytes.
        let reach = 4 * length;
        let before = (place.from - place.from.saturating_sub(reach)).div_ceil(CHUNK);
        let end = (place.from + CHUNK + reach).min(place.text.len());
        let behind = end.saturating_sub(place.from + CHUNK).div_ceil(CHUNK);
        match self.form_of(chunk as usize - before, chunk as usize + behind) {
            Form::Plain => Form::Plain,
            // Only the anchor is looked for as it stands.
            _ if self.folded.has(chunk as usize) => Form::Folded,
            _ => Form::Spaced,
        }
    }

    /// The pairs of `word`, each once, the rarest first; `None` where one stands nowhere.
    fn weighed(&self, word: &[char]) -> Option<Vec<Pair<'_>>> {
        // Any pair proves as well as another; of a whole page only the first ones are weighed.
        let weighed = word.windows(2).take(WEIGHED).enumerate();
        let mut pairs =
            weighed.map(|(at, pair)| self.pair_at(at, pair[0], pair[1])).collect::<Option<Vec<_>>>()?;
        pairs.order_by_key(|pair| (pair.count, pair.at));
        pairs.dedup_by_key(|pair| (pair.count, word[pair.at], word[pair.at + 1]));
        Some(pairs)
    }

    fn pair_at(&self, at: usize, a: char, b: char) -> Option<Pair<'_>> {
        let lists: Vec<List> =
            if self.may_have(a, b) { self.lists(pair(a, b)).collect() } else { Vec::new() };
        let count = lists.iter().map(|list| list.count as usize).sum();
        (count > 0).then_some(Pair { at, count, lists })
    }

    fn lists(&self, key: Key) -> impl Iterator<Item = List<'_>> {
        self.segments.iter().filter_map(move |segment| segment.pair(key.0, key.1))
    }

    /// Keeps the chunks, found by pair number `anchor` of `word`, that have pair number `other` where the word would
    /// have it; in a passage with blanks, which stretch a word, anywhere in the passage.
    fn keep_near(&self, chunks: &mut Vec<u32>, word: &[char], anchor: usize, other: &Pair<'_>) {
        let (left, right) = (anchor.min(other.at), anchor.max(other.at));
        // A character may stand in a form that takes more bytes: three for a digit, four for a Chinese one.
        let least = word[left..right].iter().map(|c| c.len_utf8().min(3)).sum::<usize>() / CHUNK;
        let most = 4 * (right - left) / CHUNK + 1;
        let bound = self.chunks.bound();
        let mut near = Bits::none(bound);
        each_chunk(other.lists.iter().copied(), |chunk| {
            // The anchor stands before the other pair, or behind it.
            let places = if anchor == left {
                chunk.saturating_sub(most)..=chunk.saturating_sub(least)
            } else {
                chunk + least..=chunk + most
            };
            places.filter(|chunk| *chunk < bound).for_each(|chunk| near.set(chunk));
        });
        // Which are kept cannot be foreseen: nothing is decided by it.
        let mut kept = 0;
        for at in 0..chunks.len() {
            let chunk = chunks[at] as usize;
            chunks[kept] = chunks[at];
            // The first blank in a word that begins as it is compared is no further away than its end would be without one.
            let is_spaced = self.spaced.has_any(chunk.saturating_sub(most), (chunk + most).min(bound - 1));
            let is_near = near.has(chunk)
                || is_spaced && near.has_any(self.chunks.first(chunk), self.chunks.last(chunk));
            kept += usize::from(is_near);
        }
        chunks.truncate(kept);
    }
}

/// What proves of a chunk that it holds a word with its anchor, the first character of a pair.
struct Proof<'a> {
    word: &'a [char],
    anchor: usize,
    needles: Needles,
    texts: &'a dyn Texts,
    tables: &'a Tables,
    normal: Normal,
}

impl<'a> Proof<'a> {
    fn new(word: &'a [char], anchor: usize, texts: &'a dyn Texts, tables: &'a Tables) -> Self {
        let needles = Needles::new(word, anchor);
        Self { word, anchor, needles, texts, tables, normal: Normal::default() }
    }

    fn holds(&mut self, place: &Candidate<'_>, form: Form) -> bool {
        match self.needles.of(form) {
            Some(needle) => needle.stands(place.text, place.from, place.from + CHUNK, self.tables),
            None => self.holds_folded(place),
        }
    }

    fn holds_folded(&mut self, place: &Candidate<'_>) -> bool {
        let Self { word, anchor, tables, .. } = *self;
        let text = self.texts.text(place.passage);
        let (from, to) = (place.from, (place.from + CHUNK).min(text.len()));
        let start = back(text, text.floor_char_boundary(from), anchor);
        let end = forth(text, text.ceil_char_boundary(to), word.len());
        self.normal.set(&text[start..end], start, tables);
        let normal = &self.normal;
        normal.find(word).any(|i| (from..to).contains(&(normal.at[i + anchor] as usize)))
    }
}

/// What a list is looked up by: two characters, or [`WORD`] and the number of a word.
type Key = (u32, u32);

fn pair(a: char, b: char) -> Key {
    (a as u32, b as u32)
}

/// Tells `each` the chunks of one list after the other.
fn each_chunk<'a>(lists: impl Iterator<Item = List<'a>>, mut each: impl FnMut(usize)) {
    // All of a frequent character at once would take a megabyte.
    let mut ids = Vec::new();
    for list in lists {
        ids.clear();
        list.append_to(&mut ids);
        ids.iter().for_each(|chunk| each(*chunk as usize));
    }
}

/// Two neighbouring characters of a word.
struct Pair<'a> {
    /// Number of the first one in the word.
    at: usize,
    /// In how many chunks they stand.
    count: usize,
    lists: Vec<List<'a>>,
}

/// A chunk that may hold a word.
struct Candidate<'a> {
    passage: u32,
    /// The text of the passage, and at which byte the chunk begins.
    text: &'a [u8],
    from: usize,
}

/// Reads a byte of every line of memory that `places` lie in. They lie all over the corpus: asked for one behind the other
/// with nothing between them, they come at the same time, and proving does not wait for each.
fn fetch(places: &[Candidate<'_>]) {
    const LINE: usize = 64;
    let mut all = 0;
    for place in places {
        for at in (place.from..place.from + CHUNK).step_by(LINE) {
            all ^= place.text.get(at).copied().unwrap_or_default();
        }
    }
    std::hint::black_box(all);
}

/// The byte from which `count` characters that are no blanks stand before byte `at`.
fn back(text: &str, at: usize, count: usize) -> usize {
    let solid = text[..at].char_indices().rev().filter(|(_, c)| !c.is_whitespace());
    solid.take(count).last().map_or(at, |(at, _)| at)
}

/// The byte up to which `count` characters that are no blanks stand behind byte `at`.
fn forth(text: &str, at: usize, count: usize) -> usize {
    let solid = text[at..].char_indices().filter(|(_, c)| !c.is_whitespace());
    solid.take(count).last().map_or(at, |(i, c)| at + i + c.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    impl Texts for Vec<String> {
        fn text(&self, passage: u32) -> &str {
            &self[passage as usize]
        }
    }

    proptest! {
        /// The judge is a scan over normalised text.
        #[test]
        fn every_substring_is_found_where_it_stands_and_nowhere_else(
            // 新材料 and 新材料产业 are terms.
            texts in proptest::collection::vec("([甲乙丙丁發发 a1２，\n]{0,60}|[新材料产业 ]{0,30}|新材料产业|甲乙 {150,400}丙1|甲{55,63}|[２]{60,70}){0,5}", 1..6),
            at in any::<proptest::sample::Index>(),
            length in prop_oneof![1usize..12, 60usize..150],
            commits in 1usize..4,
        ) {
            let tables = Tables::embedded();
            let mut index = Index::default();
            for (i, text) in texts.iter().enumerate() {
                index.push(text, tables);
                if i % commits == 0 {
                    index.commit();
                }
            }
            index.commit();
            let normal: Vec<Vec<char>> = texts.iter().map(|text| Normal::of(text, tables).chars).collect();
            if normal[0].is_empty() {
                return Ok(());
            }
            let start = at.index(normal[0].len());
            let piece = &normal[0][start..(start + length).min(normal[0].len())];
            // A blank stands between characters only.
            let word = Normal::of(&piece.iter().collect::<String>(), tables).chars;
            prop_assume!(!word.is_empty());
            let all = index.find(&word, &texts, tables);
            let found: Vec<u32> = all.passages.iter().map(|passage| passage as u32).collect();
            let holds = |text: &Vec<char>| text.windows(word.len()).any(|piece| piece == word);
            let want: Vec<u32> = (0..texts.len() as u32).filter(|i| holds(&normal[*i as usize])).collect();
            prop_assert_eq!((&found, all.count), (&want, want.len()));
            let first = index.first(2, &word, &texts, tables);
            prop_assert_eq!(first.passages.iter().collect::<Vec<_>>(), all.passages.iter().take(2).collect::<Vec<_>>());
            prop_assert!(all.again().iter().all(|(passage, times)| *times > 1 && all.passages.has(*passage as usize)));
            prop_assert!(all.again().is_sorted_by(|a, b| a.0 < b.0));
        }
    }
}
