//! Meets the reader: rewrites a query that finds nothing as typed, or that has other words for the same.
//!
//! Each word that stands in no quotes gets, in this order: words that mean the same and numbers written another way, beside
//! the word itself; and only where the word stands nowhere: pinyin, words parted, one wrong character, both.

use celan_index::Normal;

use super::Lexicon;
use super::pinyin;
use super::split::split;
use super::typo::{most_frequent, one_wrong};
use crate::corpus::Corpus;
use crate::query::{Expr, Help, HelpKind, number_forms};

/// Alternatives of one kind that are followed at once.
const MOST: usize = 3;
/// Alternatives that are looked up to find those that stand somewhere.
const TRIED: usize = 40;

pub(super) struct Helper<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) lexicon: Lexicon<'a>,
    pub(super) helps: Vec<Help>,
    /// Words that were looked for as typed: whether they stand somewhere.
    pub(super) known: Vec<(Vec<char>, bool)>,
}

impl Helper<'_> {
    /// The query with help, or `None` where there is none to give.
    pub(super) fn rewrite(&mut self, expr: &Expr) -> Option<Expr> {
        match expr {
            Expr::Word { typed, quoted: false } => self.word(typed),
            Expr::And(parts) => match self.joined_pinyin(parts) {
                Some(expr) => Some(expr),
                None => self.parts(parts).map(flat_and),
            },
            Expr::Or(parts) => self.parts(parts).map(Expr::Or),
            _ => None,
        }
    }

    fn parts(&mut self, parts: &[Expr]) -> Option<Vec<Expr>> {
        let rewritten: Vec<Option<Expr>> = parts.iter().map(|part| self.rewrite(part)).collect();
        if rewritten.iter().all(Option::is_none) {
            return None;
        }
        Some(parts.iter().zip(rewritten).map(|(part, new)| new.unwrap_or_else(|| part.clone())).collect())
    }

    fn word(&mut self, typed: &str) -> Option<Expr> {
        let chars = Normal::of(typed, self.lexicon.tables).chars;
        if chars.is_empty() {
            return None;
        }
        let word: String = chars.iter().collect();
        let mut others = self.other_words(typed, &word);
        let stands = self.stands(&chars);
        if !others.is_empty() {
            let own = Expr::Word { typed: typed.to_owned(), quoted: false };
            others.insert(0, own);
            return Some(Expr::Or(others));
        }
        if stands || chars.len() > 64 {
            return None;
        }
        self.pinyin(typed, &word)
            .or_else(|| self.parted(typed, &chars, false))
            .or_else(|| self.typo(typed, &chars))
            .or_else(|| self.parted(typed, &chars, true))
    }

    /// Words that mean the same, and other forms of a number, that stand somewhere.
    fn other_words(&mut self, typed: &str, word: &str) -> Vec<Expr> {
        let tables = self.lexicon.tables;
        let mut others = Vec::new();
        for synonym in tables.query.synonyms(word) {
            if self.stands(&Normal::of(synonym, tables).chars) {
                others.push(self.alternative(HelpKind::Synonym, typed, synonym));
            }
        }
        let digits = word
            .chars()
            .filter(|c| !number_forms(&c.to_string(), &tables.grammar).is_empty() || c.is_ascii_digit())
            .count();
        if digits > 0 && word.chars().count() > 1 {
            for form in number_forms(word, &tables.grammar) {
                if self.stands(&Normal::of(&form, tables).chars) {
                    others.push(self.alternative(HelpKind::Number, typed, &form));
                }
            }
        }
        others
    }

    /// Several words of letters of which none stands anywhere: pinyin with blanks.
    fn joined_pinyin(&mut self, parts: &[Expr]) -> Option<Expr> {
        let mut letters = String::new();
        for part in parts {
            let Expr::Word { typed, quoted: false } = part else { return None };
            if !typed.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                return None;
            }
            letters.push_str(&typed.to_ascii_lowercase());
        }
        let standing = parts.iter().all(|part| match part {
            Expr::Word { typed, .. } => self.stands(&Normal::of(typed, self.lexicon.tables).chars),
            _ => false,
        });
        if standing { None } else { self.pinyin(&letters, &letters) }
    }

    fn pinyin(&mut self, typed: &str, word: &str) -> Option<Expr> {
        let dictionary = self.lexicon.dictionary?;
        let letters: String = word.chars().filter(|c| *c != '\'' && *c != ' ').collect();
        if letters.len() < 2 || !letters.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        let index = &self.corpus.index;
        let mut words = self.standing(pinyin::whole(&letters, dictionary, index));
        if words.is_empty() {
            words = self.standing(pinyin::initials(&letters, dictionary, index));
        }
        self.either(HelpKind::Pinyin, typed, words)
    }

    /// The word in pieces that all stand somewhere; with `mend` one piece may have a wrong character.
    fn parted(&mut self, typed: &str, chars: &[char], mend: bool) -> Option<Expr> {
        if chars.len() < 3 {
            return None;
        }
        let pieces = split(chars, self.lexicon, &self.corpus.index);
        if pieces.len() < 2 || pieces.len() > 12 {
            return None;
        }
        let single = |piece: &Vec<char>| piece.len() == 1 && !piece[0].is_ascii_alphanumeric();
        // A lone character between words is held to by its neighbours only if all else is there.
        if pieces.iter().filter(|piece| single(piece)).count() * 2 > pieces.len() {
            return None;
        }
        let mut mended = 0;
        let mut words = Vec::new();
        for piece in pieces {
            if self.stands(&piece) {
                words.push(piece);
                continue;
            }
            mended += 1;
            if !mend || mended > 1 {
                return None;
            }
            words.push(one_wrong(&piece, 1, self.corpus, self.lexicon).pop()?);
        }
        let text: Vec<String> = words.iter().map(|word| word.iter().collect()).collect();
        let kind = if mended > 0 { HelpKind::Typo } else { HelpKind::Split };
        self.helps.push(Help { kind, from: typed.to_owned(), to: text.join(" ") });
        let parts = text.into_iter().map(|typed| Expr::Word { typed, quoted: true });
        Some(Expr::And(parts.collect()))
    }

    fn typo(&mut self, typed: &str, chars: &[char]) -> Option<Expr> {
        if chars.iter().any(char::is_ascii_digit) {
            return None;
        }
        let words = one_wrong(chars, MOST, self.corpus, self.lexicon);
        self.either(HelpKind::Typo, typed, words)
    }

    fn either(&mut self, kind: HelpKind, typed: &str, words: Vec<Vec<char>>) -> Option<Expr> {
        let mut parts: Vec<Expr> = Vec::new();
        for word in words {
            let word: String = word.into_iter().collect();
            parts.push(self.alternative(kind, typed, &word));
        }
        if parts.len() > 1 { Some(Expr::Or(parts)) } else { parts.pop() }
    }

    fn alternative(&mut self, kind: HelpKind, from: &str, to: &str) -> Expr {
        self.helps.push(Help { kind, from: from.to_owned(), to: to.to_owned() });
        Expr::Word { typed: to.to_owned(), quoted: true }
    }

    /// Those of `words` that stand somewhere, the most frequent first, a few of them.
    fn standing(&self, words: Vec<Vec<char>>) -> Vec<Vec<char>> {
        let bound = |word: &Vec<char>| self.corpus.index.at_most(word);
        let words = words.into_iter().take(TRIED).map(|word| (0, bound(&word), word));
        let words = words.filter(|(_, bound, _)| *bound > 0).collect();
        most_frequent(words, MOST, self.corpus, self.lexicon)
    }

    fn stands(&self, chars: &[char]) -> bool {
        if let Some((_, stands)) = self.known.iter().find(|(word, _)| word == chars) {
            return *stands;
        }
        self.corpus.index.has(chars, self.corpus.passages(), self.lexicon.tables)
    }
}

/// All of them, those of an inner list as their own parts.
fn flat_and(parts: Vec<Expr>) -> Expr {
    let flat = parts.into_iter().flat_map(|part| match part {
        Expr::And(inner) => inner,
        part => vec![part],
    });
    Expr::And(flat.collect())
}
