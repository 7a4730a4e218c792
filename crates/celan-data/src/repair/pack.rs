//! The model as a file, both ways.

use std::ops::Range;

use super::coder::{Coder, NumberOdds, Reader, StepOdds, Writer};
use super::{LAST_STEP, Letter, Level, ORDER, RepairModel, STEP};
use crate::Order;
use crate::bundle::DataError;
use crate::by_han::ByHan;

/// More letters or sequences than this are a damaged file.
const MOST: usize = 1 << 20;

/// A sequence of letters that a model is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The characters, in the form of [`super::letter_form`]; `'\n'` is the edge of a line.
    pub sequence: Vec<char>,
    /// How likely (natural logarithm) the last one is after those before it.
    pub likelihood: f32,
}

/// What the coder has learnt about each kind of number in the file.
struct AllOdds {
    letters: NumberOdds,
    unigrams: StepOdds,
    /// By level and by how many letters there are to choose from (logarithm).
    counts: Vec<[NumberOdds; 16]>,
    /// By level and by how thinly the list is spread over them (logarithm).
    gaps: Vec<[NumberOdds; 16]>,
    /// By level and by likelihood after the shorter context.
    steps: Vec<[StepOdds; 16]>,
}

impl AllOdds {
    fn new() -> Self {
        Self {
            letters: NumberOdds::EVEN,
            unigrams: StepOdds::EVEN,
            counts: (0..ORDER).map(|_| [const { NumberOdds::EVEN }; 16]).collect(),
            gaps: (0..ORDER).map(|_| [const { NumberOdds::EVEN }; 16]).collect(),
            steps: (0..ORDER).map(|_| [const { StepOdds::EVEN }; 16]).collect(),
        }
    }
}

impl RepairModel {
    /// A model of these sequences. Each must come with all its beginnings and ends: 高质量 with 高质, 质量 and each
    /// character; what comes without them is left out.
    pub fn new(listed: &[Listed]) -> Self {
        let mut alone: Vec<(u8, char)> = listed.iter().filter_map(single).collect();
        alone.push((LAST_STEP, '\n'));
        alone.order_by_key(|&(steps, c): &(u8, char)| (c != '\n', steps, c));
        alone.dedup_by_key(|&mut (_, c)| c);
        let mut model = Self::of_letters(&alone);
        for level in 1..ORDER {
            let mut nodes: Vec<(u32, Letter, u8, u32)> = listed
                .iter()
                .filter(|listed| listed.sequence.len() == level + 1)
                .filter_map(|listed| model.place(listed))
                .collect();
            nodes.order_by(Ord::cmp);
            nodes.dedup_by_key(|&mut (parent, letter, ..)| (parent, letter));
            model.add_level(&nodes);
        }
        model.settle();
        model
    }

    /// Parent, letter, steps and shorter sequence of a sequence whose shorter ones are already there.
    fn place(&self, listed: &Listed) -> Option<(u32, Letter, u8, u32)> {
        let letters: Vec<Letter> = listed.sequence.iter().map(|&c| self.known(c)).collect::<Option<_>>()?;
        let (&last, before) = letters.split_last()?;
        Some((self.index(before)?, last, steps_of(listed.likelihood), self.index(&letters[1..])?))
    }

    pub(super) fn known(&self, c: char) -> Option<Letter> {
        let at = self.letters.binary_search_by_key(&c, |&(known, _)| known).ok()?;
        Some(self.letters[at].1)
    }

    /// Where a sequence stands in its level.
    fn index(&self, sequence: &[Letter]) -> Option<u32> {
        let mut at = 0;
        for (level, &letter) in sequence.iter().enumerate() {
            at = self.child(super::Context { level: level as u8, at }, letter)? as u32;
        }
        Some(at)
    }

    /// A model that knows single letters only; they come likeliest first behind the edge.
    fn of_letters(alone: &[(u8, char)]) -> Self {
        let count = alone.len() as u32;
        let first = Level {
            letter: (1..=count).map(|number| Letter(number as u16)).collect(),
            steps: alone.iter().map(|&(steps, _)| steps).collect(),
            shorter: vec![0; alone.len()],
            ..Level::default()
        };
        let root = Level { children: vec![0, count], ..Level::default() };
        let mut letters: Vec<(char, Letter)> =
            alone.iter().enumerate().map(|(at, &(_, c))| (c, Letter(at as u16 + 1))).collect();
        letters.order_by_key(|&(c, _)| c);
        let by_han = ByHan::new(letters.iter().copied());
        Self { letters, by_han, variants: Vec::new(), levels: vec![root, first] }
    }

    /// Adds a level below the last one: parent, letter, steps and shorter sequence of each node, in order.
    fn add_level(&mut self, nodes: &[(u32, Letter, u8, u32)]) {
        let above = self.levels.last_mut().expect("a model has its letters");
        let parents = 0..=above.letter.len() as u32;
        above.children = parents.map(|parent| nodes.partition_point(|node| node.0 < parent) as u32).collect();
        self.levels.push(Level {
            letter: nodes.iter().map(|node| node.1).collect(),
            steps: nodes.iter().map(|node| node.2).collect(),
            shorter: nodes.iter().map(|node| node.3).collect(),
            ..Level::default()
        });
    }

    /// The model as the bytes of its file.
    pub fn pack(&self) -> Vec<u8> {
        let mut out = Writer::new();
        let mut odds = AllOdds::new();
        let mut before = 0;
        out.number(&mut odds.letters, self.letters.len() as u32);
        for &(c, letter) in &self.letters {
            out.number(&mut odds.letters, u32::from(c) - before);
            out.steps(&mut odds.unigrams, self.levels[1].steps[usize::from(letter.0) - 1]);
            before = u32::from(c);
        }
        for level in 1..ORDER {
            let likeliest = self.likeliest(level);
            for at in 0..self.levels[level].letter.len() {
                let choice = &likeliest[self.shorter_list(level, at)];
                let own = self.levels[level].children_of(at as u32);
                let letters = &self.levels[level + 1].letter[own.clone()];
                let steps = &self.levels[level + 1].steps[own];
                out.number(&mut odds.counts[level][bucket(choice.len())], letters.len() as u32);
                let gap_odds = &mut odds.gaps[level][bucket(choice.len() / letters.len().max(1))];
                let mut gap = 0;
                for &node in choice {
                    let letter = self.levels[level].letter[node];
                    let Ok(found) = letters.binary_search(&letter) else {
                        gap += 1;
                        continue;
                    };
                    out.number(gap_odds, gap);
                    gap = 0;
                    let shorter_steps = self.levels[level].steps[node];
                    out.steps(&mut odds.steps[level][usize::from(shorter_steps / 4)], steps[found]);
                }
            }
        }
        out.finish()
    }

    /// The model of a file.
    pub(super) fn unpack(bytes: &[u8]) -> Result<Self, DataError> {
        let mut input = Reader::new(bytes);
        let mut odds = AllOdds::new();
        let mut model = Self::of_letters(&unpack_letters(&mut input, &mut odds)?);
        for level in 1..ORDER {
            let nodes = model.unpack_level(level, &mut input, &mut odds)?;
            model.add_level(&nodes);
        }
        input.finish()?;
        model.settle();
        Ok(model)
    }

    fn unpack_level(
        &self,
        level: usize,
        input: &mut Reader<'_>,
        odds: &mut AllOdds,
    ) -> Result<Vec<(u32, Letter, u8, u32)>, DataError> {
        let mut nodes = Vec::new();
        let likeliest = self.likeliest(level);
        for at in 0..self.levels[level].letter.len() {
            let choice = &likeliest[self.shorter_list(level, at)];
            let count = input.number(&mut odds.counts[level][bucket(choice.len())], 0) as usize;
            let gap_odds = &mut odds.gaps[level][bucket(choice.len() / count.max(1))];
            let (first, mut next) = (nodes.len(), 0);
            for _ in 0..count {
                next += input.number(gap_odds, 0) as usize;
                let &node = choice.get(next).ok_or_else(damaged)?;
                next += 1;
                let shorter_steps = self.levels[level].steps[node];
                let steps = input.steps(&mut odds.steps[level][usize::from(shorter_steps / 4)], 0);
                nodes.push((at as u32, self.levels[level].letter[node], steps, node as u32));
            }
            if input.ran_out() || nodes.len() > MOST {
                return Err(damaged());
            }
            nodes[first..].order_by_key(|node| node.1);
        }
        Ok(nodes)
    }

    /// What is listed after the shorter form of a sequence: all that may be listed after the sequence itself.
    fn shorter_list(&self, level: usize, at: usize) -> Range<usize> {
        self.levels[level - 1].children_of(self.levels[level].shorter[at])
    }

    /// The nodes of a level, those of one parent by likelihood instead of letter.
    fn likeliest(&self, level: usize) -> Vec<usize> {
        let nodes = &self.levels[level];
        let mut order: Vec<usize> = (0..nodes.letter.len()).collect();
        for parent in 0..self.levels[level - 1].children.len() as u32 {
            let own = self.levels[level - 1].children_of(parent);
            order[own].order_by_key(|&node: &usize| (nodes.steps[node], nodes.letter[node]));
        }
        order
    }
}

/// Characters with their steps, likeliest first behind the edge.
fn unpack_letters(input: &mut Reader<'_>, odds: &mut AllOdds) -> Result<Vec<(u8, char)>, DataError> {
    let count = input.number(&mut odds.letters, 0) as usize;
    if count > usize::from(u16::MAX) - 1 {
        return Err(damaged());
    }
    let mut alone = Vec::with_capacity(count);
    let mut before = 0u32;
    for _ in 0..count {
        before = before.saturating_add(input.number(&mut odds.letters, 0));
        let c = char::from_u32(before).ok_or_else(damaged)?;
        alone.push((input.steps(&mut odds.unigrams, 0), c));
    }
    alone.order_by_key(|&(steps, c): &(u8, char)| (c != '\n', steps, c));
    alone.dedup_by_key(|&mut (_, c)| c);
    Ok(alone)
}

fn single(listed: &Listed) -> Option<(u8, char)> {
    match *listed.sequence.as_slice() {
        [c] => Some((steps_of(listed.likelihood), c)),
        _ => None,
    }
}

fn steps_of(likelihood: f32) -> u8 {
    (-likelihood / STEP).round().clamp(0.0, f32::from(LAST_STEP)) as u8
}

fn bucket(count: usize) -> usize {
    (usize::BITS - count.leading_zeros()).min(15) as usize
}

fn damaged() -> DataError {
    DataError::new("a repair model that is cut short or damaged")
}

#[cfg(test)]
mod tests {
    use super::super::Context;
    use super::*;

    fn listed(text: &str, likelihood: f32) -> Listed {
        Listed { sequence: text.chars().collect(), likelihood }
    }

    fn small() -> RepairModel {
        let one_by_one = ["高", "质", "量", "发", "\n"].map(|text| listed(text, -2.0));
        let longer = [("高质", -0.5), ("质量", -0.25), ("量发", -1.0), ("高质量", -0.25), ("质量发", -0.75)];
        let longer = longer.map(|(text, likelihood)| listed(text, likelihood));
        RepairModel::new(&[one_by_one.as_slice(), &longer, &[listed("高质量发", -0.25)]].concat())
    }

    #[test]
    fn a_packed_model_comes_back() {
        let model = small();
        assert_eq!(model.sizes(), [5, 3, 2, 1]);
        assert_eq!(RepairModel::unpack(&model.pack()), Ok(model));
    }

    #[test]
    fn the_longest_known_context_answers() {
        let model = small();
        let mut context = model.line_start();
        let mut likelihoods = Vec::new();
        for c in "高质量发".chars() {
            let (likelihood, next) = model.step(context, model.letter(c));
            likelihoods.push(likelihood);
            context = next;
        }
        assert_eq!(likelihoods, [-2.0, -0.5, -0.25, -0.25]);
        assert!(
            model.step(Context::default(), model.letter('猫')).0 < -10.0,
            "an unknown character is unlikely"
        );
    }

    #[test]
    fn a_damaged_file_is_refused_or_read_but_never_panics() {
        let bytes = small().pack();
        for cut in 0..bytes.len() {
            assert!(RepairModel::unpack(&bytes[..cut]).is_err());
            let mut changed = bytes.clone();
            changed[cut] ^= 0x55;
            let _ = RepairModel::unpack(&changed);
        }
    }
}
