//! A few words that are asked for at many places of a text.

use crate::Order;
use celan_words::CharFilter;

/// Words, longest first, and a quick no for most places where none of them stands.
#[derive(Default)]
pub(crate) struct WordList {
    words: Vec<String>,
    /// Characters that begin words.
    firsts: CharFilter<64>,
    /// Characters that end words.
    lasts: CharFilter<64>,
}

impl WordList {
    pub(crate) fn new(mut words: Vec<String>) -> Self {
        // Longest first, so that the first that fits is the right one.
        words.order_by_key(|word| usize::MAX - word.len());
        let firsts = words.iter().filter_map(|word| word.chars().next()).collect();
        let lasts = words.iter().filter_map(|word| word.chars().next_back()).collect();
        Self { words, firsts, lasts }
    }

    /// All words, longest first.
    pub(crate) fn words(&self) -> &[String] {
        &self.words
    }

    /// The longest word that `text` begins with.
    pub(crate) fn prefix(&self, text: &str) -> Option<&str> {
        let first = text.chars().next()?;
        self.longest(self.firsts.may_hold(first), |word| text.starts_with(word))
    }

    /// The longest word that `text` ends with.
    pub(crate) fn suffix(&self, text: &str) -> Option<&str> {
        let last = text.chars().next_back()?;
        self.longest(self.lasts.may_hold(last), |word| text.ends_with(word))
    }

    /// The first place in `text` at which a word stands, and the longest one there.
    pub(crate) fn find(&self, text: &str) -> Option<(usize, &str)> {
        let mut places = text.char_indices().filter(|&(_, c)| self.firsts.may_hold(c));
        places.find_map(|(at, _)| Some((at, self.prefix(&text[at..])?)))
    }

    fn longest(&self, may_fit: bool, fits: impl Fn(&str) -> bool) -> Option<&str> {
        let mut words = self.words.iter().map(String::as_str);
        if may_fit { words.find(|word| fits(word)) } else { None }
    }
}
