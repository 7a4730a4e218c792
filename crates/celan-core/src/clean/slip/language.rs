//! How likely a text is: the repair model, and the document's own habits of writing.
//!
//! A plan repeats itself: the names of its county, its programmes and its products. What the undamaged lines of the
//! document say counts as evidence beside the model, the more the longer the match.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use celan_data::repair::{Context, Letter, RepairModel, letter_form};
use celan_data::{Order, Script as Forms};

use super::odd::{ODD, odd_places};

/// How much the document's own single characters weigh beside the model.
const OWN_CHARACTERS: f32 = 0.1;
/// How many times the model is trusted more than the document, by letters of context (1, 2, 3).
const TRUST: [f32; 3] = [8.0, 3.0, 1.0];

/// Likelihood in one document.
pub(super) struct Language<'a> {
    forms: &'a Forms,
    model: &'a RepairModel,
    /// Characters that the model doesn't know but the document has, in order.
    own: Vec<char>,
    /// How often sequences of one to four letters stand in the document.
    seen: HashMap<u64, u32, Plain>,
    /// After sequences of up to three letters: how many letters follow, and how many different ones.
    followed: HashMap<u64, (u32, u32), Plain>,
}

/// What was read so far, as far as it matters for what comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Past {
    model: Context,
    /// The last three letters, 16 bits each, the nearest lowest.
    letters: u64,
}

/// Letters of a [`Past`].
const MEMORY: usize = 3;

impl<'a> Language<'a> {
    /// What the model knows, for any document.
    pub(super) fn new(forms: &'a Forms, model: &'a RepairModel) -> Self {
        Self { forms, model, own: Vec::new(), seen: HashMap::default(), followed: HashMap::default() }
    }

    /// The same with the habits of a document.
    pub(super) fn of(text: &str, forms: &'a Forms, model: &'a RepairModel) -> Self {
        let mut language = Self::new(forms, model);
        language.learn(text);
        language
    }

    /// The letter of a character: the model's, or the document's own.
    pub(super) fn letter(&self, c: char) -> Letter {
        let c = letter_form(self.forms.simplified(c));
        match self.model.letter(c) {
            RepairModel::UNKNOWN => match self.own.binary_search(&c) {
                Ok(at) => Letter(u16::MAX - at as u16),
                Err(_) => RepairModel::UNKNOWN,
            },
            letter => letter,
        }
    }

    /// The beginning of a line.
    pub(super) fn line_start(&self) -> Past {
        let edge = u64::from(RepairModel::EDGE.0);
        Past { model: self.model.line_start(), letters: edge << 32 | edge << 16 | edge }
    }

    /// What is past behind the beginning of a line; only its last characters matter.
    pub(super) fn behind(&self, line: &[char]) -> Past {
        let blank = line.iter().take_while(|c| c.is_whitespace()).count();
        let near = &line[blank.max(line.len().saturating_sub(2 * MEMORY))..];
        near.iter().fold(self.line_start(), |past, &c| self.step(past, self.letter(c)).1)
    }

    /// How likely (natural logarithm) a letter is, and what is past then.
    pub(super) fn step(&self, past: Past, letter: Letter) -> (f32, Past) {
        let (likelihood, model) = self.model.step(past.model, letter);
        let letters = (past.letters << 16 | u64::from(letter.0)) & 0xFFFF_FFFF_FFFF;
        let next = Past { model, letters };
        let Some(&(all, _)) = self.followed.get(&0) else { return (likelihood, next) };
        let alone = self.seen.get(&u64::from(letter.0)).copied().unwrap_or(0);
        let own = alone as f32 / all as f32;
        let mut share = likelihood.exp() * (1.0 - OWN_CHARACTERS) + own * OWN_CHARACTERS;
        for (length, trust) in (1..).zip(TRUST) {
            let context = past.letters & ((1 << (16 * length)) - 1);
            let Some(&(times, kinds)) = self.followed.get(&context) else { break };
            // Most characters that are tried don't stand in the document at all.
            let together = match alone {
                0 => 0,
                _ => self.seen.get(&(context << 16 | u64::from(letter.0))).copied().unwrap_or(0),
            };
            let doubt = trust * kinds as f32;
            share = (together as f32 + doubt * share) / (times as f32 + doubt);
        }
        (share.ln(), next)
    }

    /// Counts the document's own sequences, but for what stands behind a mark and looks odd.
    fn learn(&mut self, text: &str) {
        let simplified = |c| letter_form(self.forms.simplified(c));
        let unknown = text.chars().map(simplified).filter(|&c| self.model.letter(c) == RepairModel::UNKNOWN);
        self.own = unknown.take(MOST_OWN).collect();
        self.own.order_by(Ord::cmp);
        self.own.dedup();
        let lines: Vec<Vec<Letter>> = text.lines().filter_map(|line| self.sound_part(line)).collect();
        for line in &lines {
            self.count(line);
        }
    }

    /// The letters of a line between its edges, up to where it looks damaged.
    fn sound_part(&self, line: &str) -> Option<Vec<Letter>> {
        let chars: Vec<char> = line.trim().chars().collect();
        let odd = odd_places(&chars, ODD, self.forms, self.model).next().unwrap_or(chars.len());
        let mut letters = vec![RepairModel::EDGE; MEMORY];
        letters.extend(chars[..odd].iter().map(|&c| self.letter(c)));
        if odd == chars.len() {
            letters.push(RepairModel::EDGE);
        }
        (odd > 0).then_some(letters)
    }

    fn count(&mut self, line: &[Letter]) {
        for at in MEMORY..line.len() {
            for length in 0..=MEMORY {
                let context =
                    line[at - length..at].iter().fold(0, |key, letter| key << 16 | u64::from(letter.0));
                let seen = self.seen.entry(context << 16 | u64::from(line[at].0)).or_default();
                *seen += 1;
                let followed = self.followed.entry(context).or_default();
                followed.0 += 1;
                followed.1 += u32::from(*seen == 1);
            }
        }
    }
}

/// More of a document's own characters than this are not told apart.
const MOST_OWN: usize = 4096;

/// A hash for keys that are spread well by one multiplication: looking up is most of the work of a search.
type Plain = BuildHasherDefault<Multiply>;

#[derive(Default)]
struct Multiply(u64);

impl Hasher for Multiply {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = (self.0.rotate_left(5) ^ key).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}
