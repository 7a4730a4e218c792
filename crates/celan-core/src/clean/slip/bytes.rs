//! What bytes can spell: the characters of GBK by first and by second byte, and the pairs that vanish.

use celan_data::repair::Letter;

use super::language::Language;
use super::script::Script;
use celan_data::Gbk;

/// A mark that a tool may have cut out of the bytes of two characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// The second byte of the character before.
    pub(super) before: u8,
    /// The first byte of the character behind.
    pub(super) behind: u8,
}

/// The cut that `c` may stand for, in either width.
pub(super) fn cut(c: char) -> Option<Cut> {
    match c {
        '；' | ';' => Some(Cut { before: 0xA3, behind: 0xBB }),
        '？' | '?' => Some(Cut { before: 0xA3, behind: 0xBF }),
        '。' => Some(Cut { before: 0xA1, behind: 0xA3 }),
        _ => None,
    }
}

/// The cut that character `at` of a line may stand for. A row of three or more of the same mark is what a decoder shows
/// for text of some other encoding, or an author for much emphasis.
pub(super) fn cut_at(line: &[char], at: usize) -> Option<Cut> {
    let found = cut(line[at])?;
    let is_same = |&&c: &&char| c == line[at];
    let before = line[..at].iter().rev().take(2).take_while(is_same).count();
    let behind = line[at + 1..].iter().take(2).take_while(is_same).count();
    (before + behind < 2).then_some(found)
}

/// Whether `c` is a mark that a tool may have cut out.
#[inline]
pub(crate) fn is_cut(c: char) -> bool {
    cut(c).is_some()
}

/// A character of which one byte is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// The other byte.
    pub(super) byte: u8,
    pub(super) c: char,
    pub(super) letter: Letter,
    /// What the document's script says about it, in nats (at most 0).
    pub(super) script: f32,
}

/// The characters of GBK, arranged for the search.
pub(super) struct Bytes<'a> {
    gbk: &'a Gbk,
    by_first: Vec<Vec<Candidate>>,
    by_second: Vec<Vec<Candidate>>,
    /// For each first byte: which of its candidates, counted from 1, it spells with a second one; 0 where it spells nothing.
    spelt: Vec<[u8; 256]>,
    /// Second bytes of characters that may vanish together with the first byte of a usual character behind them.
    vanishing: Vec<u8>,
    /// First bytes of the usual characters of the document's script.
    usual: [std::ops::RangeInclusive<u8>; 2],
}

/// First bytes of the usual marks and simplified characters, and of the others that traditional script needs.
const USUAL: [std::ops::RangeInclusive<u8>; 2] = [0xA1..=0xA3, 0xB0..=0xF7];
const USUAL_TRADITIONAL: [std::ops::RangeInclusive<u8>; 2] = [0x81..=0xA3, 0xAA..=0xFE];

impl<'a> Bytes<'a> {
    pub(super) fn new(gbk: &'a Gbk, language: &Language<'_>, script: &Script<'_>) -> Self {
        let mut by_first = vec![Vec::<Candidate>::new(); 256];
        let mut by_second = vec![Vec::new(); 256];
        let mut spelt = vec![[0; 256]; 256];
        for first in 0x81..=0xFE_u8 {
            for second in 0x40..=0xFE_u8 {
                let Some(c) = defined(gbk, first, second) else { continue };
                let (letter, script) = (language.letter(c), script.cost(c) + one_of_many(c));
                by_first[usize::from(first)].push(Candidate { byte: second, c, letter, script });
                spelt[usize::from(first)][usize::from(second)] = by_first[usize::from(first)].len() as u8;
                by_second[usize::from(second)].push(Candidate { byte: first, c, letter, script });
            }
        }
        let usual = if script.is_simplified() { USUAL } else { USUAL_TRADITIONAL };
        let vanishes = |&byte: &u8| {
            usual.clone().into_iter().flatten().any(|next| spelt[usize::from(byte)][usize::from(next)] == 0)
        };
        let vanishing = (0x81..=0xFE).filter(vanishes).collect();
        Self { gbk, by_first, by_second, spelt, vanishing, usual }
    }

    /// A character that stands there as a whole.
    pub(super) fn single(&self, c: char, language: &Language<'_>) -> Candidate {
        Candidate { byte: 0, c, letter: language.letter(c), script: one_of_many(c) }
    }

    /// The pair that stands for a character; an undefined one where the decoder kept it as a private character.
    pub(super) fn pair_of(&self, c: char) -> Option<[u8; 2]> {
        self.gbk.pair_of(c)
    }

    /// The characters that begin with `first`.
    pub(super) fn beginning(&self, first: u8) -> &[Candidate] {
        &self.by_first[usize::from(first)]
    }

    /// The characters that end with `second`.
    pub(super) fn ending(&self, second: u8) -> &[Candidate] {
        &self.by_second[usize::from(second)]
    }

    /// The character of two bytes.
    pub(super) fn spelt(&self, first: u8, second: u8) -> Option<Candidate> {
        let which = self.spelt[usize::from(first)][usize::from(second)];
        self.beginning(first).get(usize::from(which).checked_sub(1)?).copied()
    }

    /// Whether a decoder drops the pair.
    pub(super) fn vanishes(&self, first: u8, second: u8) -> bool {
        self.spelt[usize::from(first)][usize::from(second)] == 0
    }

    /// The bytes that may vanish with what comes after them.
    pub(super) fn vanishing(&self) -> &[u8] {
        &self.vanishing
    }

    /// The first bytes that vanish behind `byte`.
    pub(super) fn vanished_behind(&self, byte: u8) -> impl Iterator<Item = u8> {
        self.usual.clone().into_iter().flatten().filter(move |&next| self.vanishes(byte, next))
    }
}

/// What a pair spells for the older decoders that damaged pages went through: GBK without the later additions.
fn defined(gbk: &Gbk, first: u8, second: u8) -> Option<char> {
    let later =
        matches!((first, second), (0xFE, ..=0xA0) | (0xA6, 0xD9..=0xDF | 0xEC..=0xED | 0xF3) | (0xA3, 0xA0));
    gbk.char_of(first, second).filter(|_| !later)
}

/// Digits are one letter of the model, as are Latin letters: which of them it is costs this much (nats).
fn one_of_many(c: char) -> f32 {
    match celan_data::repair::letter_form(c) {
        '0' => -2.3,
        'a' => -4.0,
        _ => 0.0,
    }
}
