//! The repair model: how likely a character is after the characters before it, learnt from plans and pruned hard.
//!
//! An n-gram model with back-off. Each *context* (up to `ORDER - 1` letters) lists the letters that are likelier
//! after it than its shorter context says; everything else is asked of the shorter context. It holds no text: sequences
//! that were seen once or seldom are not in it. Written by `examples/repair_model.rs`, kept as `data/repair/model.bin`,
//! loaded only when a document shows damage that it can help with.
//!
//! The file, all of it behind one arithmetic coder (`coder.rs`): the letters by frequency, then level by level for each
//! context how many letters it lists, which ones and how likely. A letter can only be listed after a context if it is
//! listed after the shorter one, so letters are given as gaps in that shorter list, the likeliest first.

mod coder;
mod pack;

use std::ops::Range;
use std::sync::OnceLock;

use crate::Order;
use crate::bundle::{Bundle, DataError};
use crate::by_han::ByHan;
use crate::tsv::Tsv;

pub use pack::Listed;

/// The repair model where it is wanted: given once a document asked for it, or part of the program and read then.
#[derive(Default)]
pub struct Repair {
    packed: Option<&'static [u8]>,
    model: OnceLock<RepairModel>,
}

impl Repair {
    /// The model in a bundle that is part of the program; it is read when it is first asked for.
    pub const fn part_of_program(packed: &'static [u8]) -> Self {
        Self { packed: Some(packed), model: OnceLock::new() }
    }

    /// Takes the bundle `repair` that was loaded. What was there before stays.
    ///
    /// # Errors
    /// A bundle or a model that is cut short or damaged.
    pub fn give(&self, bundle: &[u8]) -> Result<(), DataError> {
        let model = RepairModel::load(bundle)?;
        self.model.get_or_init(|| model);
        Ok(())
    }

    /// The model, if it is here.
    pub fn model(&self) -> Option<&RepairModel> {
        let read =
            |packed| RepairModel::load(packed).expect("tests prove the model that is part of the program");
        match self.packed {
            Some(packed) => Some(self.model.get_or_init(|| read(packed))),
            None => self.model.get(),
        }
    }
}

/// Letters that are looked at together: the one that is asked for and up to three before it.
const ORDER: usize = 4;

/// A letter of the model: a character it knows, by number, likelier ones first. Numbers beyond its own are free for those
/// who want to count other characters with it; it knows nothing about them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Letter(pub u16);

/// What the model remembers of the letters before: a context, the longest that it knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Context {
    /// How many letters it has.
    level: u8,
    /// Which of the contexts of that length.
    at: u32,
}

/// What one step of likelihood is worth, in nats: likelihoods are kept as whole numbers of steps.
const STEP: f32 = 0.25;
/// The unlikeliest step.
const LAST_STEP: u8 = 63;
/// Likelihood (natural logarithm) of any one character that the model doesn't know.
const UNKNOWN: f32 = -16.0;
/// A context gives at least this share to the letters that it does not list.
const LEAST_REST: f32 = 0.002;

/// The model: a tree of contexts, level by level. A node is a sequence of letters; its parent is the sequence without
/// the last letter.
#[derive(Clone, Debug, PartialEq)]
pub struct RepairModel {
    /// Characters with their letters, by character.
    letters: Vec<(char, Letter)>,
    /// The letters of Chinese characters.
    by_han: ByHan<Letter>,
    /// Forms of characters that traditional texts seldom use, in order.
    variants: Vec<char>,
    /// Level 0 is the empty context, level `n` holds sequences of `n` letters.
    levels: Vec<Level>,
}

/// The sequences of one length; those with the same parent stand side by side, by letter.
#[derive(Clone, Debug, Default, PartialEq)]
struct Level {
    /// Last letter of the sequence.
    letter: Vec<Letter>,
    /// How unlikely it is after the letters before it, in steps.
    steps: Vec<u8>,
    /// Which sequence of the level before is this one without its first letter.
    shorter: Vec<u32>,
    /// Where the node's children begin in the next level; one more entry than nodes, or none on the last level.
    children: Vec<u32>,
    /// What is left (natural logarithm) for letters that are not among the children, relative to the shorter context.
    rest: Vec<f32>,
}

impl RepairModel {
    /// The letter for every character that the model doesn't know.
    pub const UNKNOWN: Letter = Letter(0);
    /// The letter for the edge of a line, before and after its text.
    pub const EDGE: Letter = Letter(1);

    /// Reads the bundle `repair`.
    ///
    /// # Errors
    /// A bundle or a model that is cut short or damaged.
    pub fn load(repair: &[u8]) -> Result<Self, DataError> {
        let bundle = Bundle::parse(repair)?;
        let mut model = Self::unpack(bundle.bytes("model.bin")?)?;
        for row in Tsv::load(&bundle, "variants.tsv")?.rows() {
            model.variants.extend(row.get("variants")?.chars());
        }
        model.variants.order_by(Ord::cmp);
        Ok(model)
    }

    /// Whether traditional texts usually write another form of this character: 線 for 綫.
    pub fn is_variant(&self, c: char) -> bool {
        self.variants.binary_search(&c).is_ok()
    }

    /// The letter of a simplified character: digits count as one letter, as do Latin letters, whatever their width.
    pub fn letter(&self, c: char) -> Letter {
        let c = letter_form(c);
        self.by_han.get(c).or_else(|| self.known(c)).unwrap_or(Self::UNKNOWN)
    }

    /// The context at the beginning of a line.
    pub fn line_start(&self) -> Context {
        self.step(Context::default(), Self::EDGE).1
    }

    /// How likely (natural logarithm, at most 0) `letter` is after `context`, and the context that it makes.
    pub fn step(&self, mut context: Context, letter: Letter) -> (f32, Context) {
        if letter == Self::UNKNOWN {
            return (UNKNOWN, Context::default());
        }
        let mut owed = 0.0;
        loop {
            let level = &self.levels[usize::from(context.level)];
            if let Some(child) = self.child(context, letter) {
                let steps = self.levels[usize::from(context.level) + 1].steps[child];
                let longer = Context { level: context.level + 1, at: child as u32 };
                return (owed - f32::from(steps) * STEP, self.useful(longer));
            }
            if context.level == 0 {
                return (UNKNOWN, Context::default());
            }
            owed += level.rest[context.at as usize];
            context = self.shorter(context);
        }
    }

    /// How many sequences of each length it knows, for those who make it.
    pub fn sizes(&self) -> Vec<usize> {
        self.levels.iter().skip(1).map(|level| level.letter.len()).collect()
    }

    /// The longest end of the sequence after which something is listed.
    fn useful(&self, mut context: Context) -> Context {
        while context.level > 0 && self.levels[usize::from(context.level)].children_of(context.at).is_empty()
        {
            context = self.shorter(context);
        }
        context
    }

    fn shorter(&self, context: Context) -> Context {
        let at = self.levels[usize::from(context.level)].shorter[context.at as usize];
        Context { level: context.level - 1, at }
    }

    /// Where in the next level the context with `letter` behind it stands.
    fn child(&self, context: Context, letter: Letter) -> Option<usize> {
        let range = self.levels[usize::from(context.level)].children_of(context.at);
        if range.is_empty() {
            return None;
        }
        let children = &self.levels[usize::from(context.level) + 1].letter[range.clone()];
        // The empty context lists nearly all letters, each at its own place.
        let own = usize::from(letter.0.wrapping_sub(children[0].0));
        if children.get(own) == Some(&letter) {
            return Some(range.start + own);
        }
        children.binary_search(&letter).ok().map(|at| range.start + at)
    }

    /// Fills in what each context leaves to the letters that it does not list, so that all likelihoods add up to one.
    fn settle(&mut self) {
        for level in 1..self.levels.len() - 1 {
            let nodes = 0..self.levels[level].letter.len() as u32;
            let rest = nodes.map(|at| self.rest(Context { level: level as u8, at })).collect();
            self.levels[level].rest = rest;
        }
    }

    fn rest(&self, context: Context) -> f32 {
        let next = usize::from(context.level) + 1;
        let (mut listed, mut listed_shorter) = (0.0, 0.0);
        for child in self.levels[next - 1].children_of(context.at) {
            let shorter = self.levels[next].shorter[child] as usize;
            listed += likelihood(self.levels[next].steps[child]);
            listed_shorter += likelihood(self.levels[next - 1].steps[shorter]);
        }
        ((1.0 - listed).max(LEAST_REST) / (1.0 - listed_shorter).max(LEAST_REST)).min(1.0).ln()
    }
}

impl Level {
    fn children_of(&self, at: u32) -> Range<usize> {
        let at = at as usize;
        match (self.children.get(at), self.children.get(at + 1)) {
            (Some(&start), Some(&end)) => start as usize..end as usize,
            _ => 0..0,
        }
    }
}

fn likelihood(steps: u8) -> f32 {
    (-STEP * f32::from(steps)).exp()
}

/// The character that stands for `c` in the model.
pub fn letter_form(c: char) -> char {
    let narrow = match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    };
    match narrow {
        '0'..='9' => '0',
        'a'..='z' | 'A'..='Z' => 'a',
        _ => narrow,
    }
}
