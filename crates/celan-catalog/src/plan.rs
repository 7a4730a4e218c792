//! What of a query tells documents apart, as the engine writes it: one step a line, the parts of a step before it.
//!
//! ```text
//! plan = { "=" word | "*" | "&" count | "|" count }
//! ```
//! `=` are the documents that hold a folded word, `*` all of them, `&` those of the last `count` steps in common, `|` those
//! of any of them.

use celan_index::Bits;

use crate::key;

/// Pairs by which a word is told: those of most words, and of a long one some from its whole length.
const PAIRS: usize = 5;

/// A step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step<'a> {
    Word(&'a str),
    All,
    And(usize),
    Or(usize),
}

fn steps(plan: &str) -> impl Iterator<Item = Step<'_>> {
    plan.lines().filter_map(|line| {
        let rest = line.get(1..).unwrap_or_default();
        match line.as_bytes().first()? {
            b'=' => Some(Step::Word(rest)),
            b'&' => rest.parse().ok().map(Step::And),
            b'|' => rest.parse().ok().map(Step::Or),
            _ => Some(Step::All),
        }
    })
}

/// The words of `plan`.
pub(crate) fn words(plan: &str) -> impl Iterator<Item = &str> {
    steps(plan).filter_map(|step| if let Step::Word(word) = step { Some(word) } else { None })
}

/// The keys by which a word is told.
pub(crate) fn keys(word: &str) -> Vec<u64> {
    let chars: Vec<char> = word.chars().collect();
    if let [one] = chars[..] {
        return vec![key(one, None)];
    }
    let pairs: Vec<u64> = chars.windows(2).map(|pair| key(pair[0], Some(pair[1]))).collect();
    let shown = pairs.len().min(PAIRS);
    (0..shown).map(|at| pairs[at * (pairs.len() - 1) / (shown - 1).max(1)]).collect()
}

/// The documents below `bound` that `plan` leaves, `holding` telling those of a word.
pub(crate) fn documents(plan: &str, bound: usize, mut holding: impl FnMut(&str) -> Bits) -> Bits {
    let mut stack: Vec<Bits> = Vec::new();
    for step in steps(plan) {
        let (count, and) = match step {
            Step::Word(word) => {
                stack.push(holding(word));
                continue;
            }
            Step::All => {
                stack.push(Bits::all(bound));
                continue;
            }
            Step::And(count) => (count, true),
            Step::Or(count) => (count, false),
        };
        let parts = stack.split_off(stack.len().saturating_sub(count));
        let whole = parts.into_iter().reduce(|mut whole, part| {
            if and {
                whole.and(&part);
            } else {
                whole.or(&part);
            }
            whole
        });
        stack.push(whole.unwrap_or_else(|| Bits::all(bound)));
    }
    stack.pop().unwrap_or_else(|| Bits::all(bound))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_worked_off_from_its_parts() {
        let holding = |word: &str| {
            let mut bits = Bits::none(4);
            word.bytes().for_each(|byte| bits.set(usize::from(byte - b'0')));
            bits
        };
        let left = |plan: &str| documents(plan, 4, holding).iter().collect::<Vec<_>>();
        assert_eq!(left("=01\n=12\n&2"), [1]);
        assert_eq!(left("=01\n=12\n|2"), [0, 1, 2]);
        assert_eq!(left("=01\n=3\n|2\n*\n=13\n&3"), [1, 3]);
        assert_eq!(left(""), [0, 1, 2, 3]);
        assert_eq!(left("&7\n?"), [0, 1, 2, 3], "what no engine writes does no harm");
    }

    #[test]
    fn a_long_word_is_told_by_pairs_from_its_whole_length() {
        assert_eq!(keys("一"), [key('一', None)]);
        assert_eq!(keys("一二"), [key('一', Some('二'))]);
        let long = keys("甲乙丙丁戊己庚辛壬癸");
        assert_eq!(long.len(), PAIRS);
        assert_eq!((long[0], long[PAIRS - 1]), (key('甲', Some('乙')), key('壬', Some('癸'))));
    }
}
