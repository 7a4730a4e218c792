//! Why a target is one: the steps that made it, told again from the text for a person who doubts it.
//!
//! Nothing here is kept while documents are read; each question reads the sentence anew, so that whoever never asks does not
//! pay for it.

use celan_data::{Grammar, Tables};

use super::figure::{bound_before, figures};
use super::tense::{SignsOf, figure_weight, signs};
use super::{Target, genre, when};
use crate::extract::scan::Scan;
use crate::parse::Document;

/// The reasons for `target`, one line each, in the order of reading. `year` is that of the document, where it is known.
pub fn why(doc: &Document, target: &Target, year: Option<i32>, tables: &Tables) -> Vec<String> {
    let scan = Scan::new(&doc.text, tables);
    let place = |byte: usize| (0..scan.chars.len()).find(|at| scan.byte(*at) >= byte);
    let (Some(start), end) = (place(target.quote.start()), place(target.quote.end())) else {
        return Vec::new();
    };
    let quote = (start, end.unwrap_or(scan.chars.len()));
    let year = genre::known_year(doc, year).or_else(|| genre::likely_year(doc, &scan.chars, &tables.grammar));
    let mut reasons = vec![figure_reason(&scan.chars[quote.0..quote.1], &tables.grammar)];
    reasons.push(format!("indicator {}: {}", target.indicator, target.rules.join(", ")));
    reasons.push(deadline_reason(&scan.chars, quote.0, target.deadline, year, &tables.grammar));
    let sentence = sentence(&scan.chars, quote);
    let sentence = &scan.chars[sentence.0..sentence.1];
    let said = signs_text(sentence, SignsOf::Sentence, &tables.grammar);
    reasons.push(format!("sentence: {}", said.unwrap_or("no sign of plan or result".to_owned())));
    for heading in doc.path(target.section) {
        let chars = Scan::new(&heading, tables).chars;
        let said = signs_text(&chars, SignsOf::Heading, &tables.grammar);
        reasons.extend(said.map(|said| format!("heading {heading}: {said}")));
    }
    reasons.push(format!("document read as {:?}", genre::genre(doc, &scan.chars, tables)));
    reasons
}

/// Which figure of the quote is the value, and what bounds it.
fn figure_reason(quote: &[char], grammar: &Grammar) -> String {
    let found = figures(quote, grammar);
    let Some(figure) = found.last() else { return "value: a cell of a table".to_owned() };
    let text = |from: usize, to: usize| quote[from..to].iter().collect::<String>();
    let before = bound_before(&quote[..figure.start], grammar).map_or(0, |(length, _)| length);
    let mut reason = format!("value {} read as {:?}", text(figure.start, figure.end), figure.role);
    if before > 0 {
        reason += &format!(", behind {}", text(figure.start - before, figure.start));
    }
    if figure.tail > figure.end {
        reason += &format!(", before {}", text(figure.end, figure.tail));
    }
    if found.len() > 1 {
        let others = found[..found.len() - 1].iter().map(|other| text(other.start, other.end));
        reason += &format!("; left to the name: {}", others.collect::<Vec<_>>().join(" "));
    }
    reason
}

/// The time phrase nearest before the figure that names the deadline.
fn deadline_reason(
    chars: &[char],
    at: usize,
    deadline: Option<i32>,
    year: Option<i32>,
    grammar: &Grammar,
) -> String {
    let Some(deadline) = deadline else { return "deadline: no phrase governs it".to_owned() };
    let (from, to) = sentence(chars, (at, at + 1));
    let phrase = |found: &when::When| chars[found.start..found.end].iter().collect::<String>();
    let says = |found: &&when::When| found.until == Some(deadline);
    if let Some(found) = when::whens(chars, from, to, year, grammar).iter().rfind(says) {
        return format!("deadline {deadline}: {} in the sentence", phrase(found));
    }
    let earlier = from.saturating_sub(FARTHEST);
    match when::whens(chars, earlier, from, year, grammar).iter().rfind(says) {
        Some(found) => {
            format!("deadline {deadline}: {}, {} characters before", phrase(found), at - found.start)
        }
        None => format!("deadline {deadline}: from the same promise said elsewhere"),
    }
}

/// A time phrase governs no farther than this.
const FARTHEST: usize = 2000;

/// The sentence around a place.
fn sentence(chars: &[char], (start, end): (usize, usize)) -> (usize, usize) {
    let stops = |char: &char| matches!(char, '。' | ';' | '!' | '?' | '\n');
    let from = chars[..start].iter().rposition(stops).map_or(0, |at| at + 1);
    let to = chars[end..].iter().position(stops).map_or(chars.len(), |length| end + length);
    (from, to)
}

/// The signs of plan and result in a text with their weights, and their sum.
fn signs_text(chars: &[char], of: SignsOf, grammar: &Grammar) -> Option<String> {
    let (mut words, mut weight) = (Vec::new(), 0);
    let mut add = |word: &[char], sign: i32| {
        weight += sign;
        words.push(format!("{} {sign:+}", word.iter().collect::<String>()));
    };
    signs(chars, of, grammar, &mut |at, length, sign| add(&chars[at..at + length], sign));
    if of == SignsOf::Sentence {
        for figure in figures(chars, grammar) {
            match figure_weight(&figure, grammar) {
                0 => {}
                sign => add(&chars[figure.start..figure.tail], sign),
            }
        }
    }
    (!words.is_empty()).then(|| format!("{}; in all {weight:+}", words.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_tells_figure_deadline_and_signs() {
        let tables = Tables::embedded();
        let doc = crate::parse(&crate::clean("到2025年，力争高新技术企业突破60家。", tables), tables);
        let facts = crate::extract(&doc, Some(2021), tables);
        let why = why(&doc, &facts.targets[0], Some(2021), tables).join("\n");
        assert!(why.contains("60家 read as Count, behind 突破"), "{why}");
        assert!(why.contains("deadline 2025: 到2025年 in the sentence"), "{why}");
    }
}
