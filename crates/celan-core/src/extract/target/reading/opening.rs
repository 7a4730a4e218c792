//! How paragraphs and the items of lists open, and what that says of the rest.

use celan_data::{Context, Grammar};

use super::{ITEM_WEIGHT, Reading, Sentence, tense};
use crate::numeral::is_numeral;

/// A first sentence up to this long stands for the heading of its paragraph.
const LONGEST_OPENING: usize = 24;

/// What such a sentence says where it begins with a verb. In public reports plans begin their paragraphs so four times as often
/// as reviews, which would be 10 on the scale of the tense table; but a review that does, does it throughout.
const ASKING_WEIGHT: i32 = 6;

/// What it says where its verb stands behind: 民生福祉持续增进。 In public reports reviews begin eight times as often so, which
/// would be 15 on that scale; but goals are told so as well.
const TELLING_WEIGHT: i32 = -8;

/// The most that the sentence which leads in a list can say of its items.
const MOST_LED: i32 = 12;

/// A sentence up to this long may name what its paragraph is about: 目标任务。
const LONGEST_NAMING: usize = 8;

/// One in the middle of a paragraph says so much less.
const INNER_OPENING: i32 = 2;

/// Behind its adverb such a sentence ends soon.
const LONGEST_TELLING: usize = 6;

impl Reading<'_> {
    /// What the first sentence of a paragraph says of it, where it is short (扩大有效投资。 asks; 有效投资持续扩大。 may be either) or
    /// an item of a list: 12.完成….
    pub(super) fn opening_weight(&self, sentence: &Sentence) -> i32 {
        let text = &self.scan.chars[sentence.start..sentence.end];
        let asks = self.grammar.verbs.prefix(text).is_some_and(|(length, _)| length > 1);
        if asks && sentence.start > 0 && matches!(self.scan.chars[sentence.start - 1], '.' | '、' | ')') {
            return ITEM_WEIGHT;
        }
        self.opening(text, sentence.figures.is_empty())
    }

    /// What a short sentence without figures says of those behind it.
    fn opening(&self, text: &[char], bare: bool) -> i32 {
        let short = text.len() <= LONGEST_OPENING && text.last() == Some(&'。') && bare;
        if !short || text.iter().any(char::is_ascii_digit) {
            return 0;
        }
        let text = &text[ordinal(text, self.grammar)..text.len() - 1];
        // 目标任务。 is a heading.
        if text.len() <= LONGEST_NAMING {
            let named = tense::heading_weight(text, self.grammar).clamp(-MOST_LED, MOST_LED);
            if named != 0 {
                return named;
            }
        }
        let asks = self.grammar.verbs.prefix(text).is_some_and(|(length, _)| length > 1);
        // ——产业规模稳步增长。 is as often a goal.
        match (asks, text.first() != Some(&'—') && self.tells(text, asks)) {
            (_, true) => TELLING_WEIGHT,
            (true, false) => ASKING_WEIGHT,
            (false, false) => 0,
        }
    }

    /// Whether the last clause says how something went: a noun, an adverb, and a verb that ends it, or a verb that tells by itself
    /// (党建引领作用|凸显). `asks` where it begins with a verb.
    fn tells(&self, opening: &[char], asks: bool) -> bool {
        let clause = opening.rsplit(|char| *char == ',').next().unwrap_or_default();
        let near = clause.len().saturating_sub(LONGEST_TELLING + 2).max(2)..clause.len().saturating_sub(1);
        let adverb = |at: usize| self.grammar.begins(Context::Telling, &clause[at..]) > 0;
        let told = || !asks && (1..clause.len()).contains(&self.grammar.ends(Context::Told, clause));
        // 以产业兴旺引领乡村全面振兴, 促进农民持续增收: asked all the same.
        let asked = self.grammar.begins(Context::Adverbial, clause) > 0
            || self.grammar.tense_start.prefix(clause).is_some_and(|(_, sign)| *sign > 0);
        !asked && (near.into_iter().any(adverb) || told())
    }

    /// What a further item or opening in the same paragraph says: …;2.改造老旧小区15个,惠及….
    pub(super) fn item_weight(&self, sentence: &Sentence) -> i32 {
        let text = &self.scan.chars[sentence.start..sentence.end];
        let mark = marker(text);
        let asks = mark > 0 && self.grammar.verbs.prefix(&text[mark..]).is_some_and(|(length, _)| length > 1);
        ITEM_WEIGHT * i32::from(asks) + self.opening(text, sentence.figures.is_empty()) / INNER_OPENING
    }

    /// What the sentence that leads in a list says of its items: 主要项目完成情况如下:|1.…. The line between `start` and `end` may be
    /// one of them, or lead in the next list.
    pub(super) fn lead_in(&mut self, sentences: &[Sentence], start: usize, end: usize) -> i32 {
        if self.is_item(start) {
            return self.lead_in;
        }
        let leads = self.scan.chars[end - 1] == ':';
        let last = sentences.last().filter(|_| leads);
        self.lead_in = last.map_or(0, |sentence| sentence.weight.clamp(-MOST_LED, MOST_LED));
        0
    }

    /// Whether a line is an item of a list.
    pub(super) fn is_item(&self, start: usize) -> bool {
        let line = &self.scan.chars[start..];
        matches!(line[0], '—' | '-' | '•' | '·' | '●' | '■' | '◆')
            || is_numbered(line)
            || is_lettered(line, self.grammar)
    }

    /// Whether numbered items follow a sentence that ends its line without a stop and has no number as headings do:
    /// 今年办好十件实事|1.….
    pub(super) fn heads_list(&self, sentence: &Sentence) -> bool {
        let (first, end) = (self.scan.chars[sentence.start], sentence.end);
        let stops = matches!(self.scan.chars[end - 1], '。' | ';' | '!' | '?' | ',');
        let is_heading = first == '(' || is_numeral(first, self.grammar);
        !stops
            && !is_heading
            && self.scan.chars.get(end) == Some(&'\n')
            && is_numbered(&self.scan.chars[end + 1..])
    }

    /// Whether a sentence is the first item of a list: (1), 一是.
    pub(super) fn begins_list(&self, sentence: &Sentence) -> bool {
        match &self.scan.chars[sentence.start..sentence.end] {
            ['(', first, ')', ..] => matches!(first, '1' | '一'),
            ['一', '是' | '要', ..] => true,
            _ => false,
        }
    }
}

/// How long the ordinal is that a sentence begins with: 四是|突破瓶颈, 三、|提升水平, (二)|….
fn ordinal(text: &[char], grammar: &Grammar) -> usize {
    let bracket = usize::from(text.first() == Some(&'('));
    let numerals = text[bracket..].iter().take(3).take_while(|char| is_numeral(**char, grammar)).count();
    let end = bracket + numerals;
    let closes = match text.get(end) {
        Some(')') => bracket > 0,
        Some('是' | '、') => bracket == 0,
        _ => false,
    };
    if numerals > 0 && closes { end + 1 } else { 0 }
}

/// How many characters mark an item at the start of a paragraph: `19.`, `●`.
pub(super) fn marker(paragraph: &[char]) -> usize {
    let digits = paragraph.iter().take(3).take_while(|char| char.is_ascii_digit()).count();
    match &paragraph[digits..] {
        ['.' | '、' | ')', next, ..] if digits > 0 && !next.is_ascii_digit() => digits + 1,
        ['●' | '■' | '◆' | '★' | '▲' | '•' | '·', _, ..] if digits == 0 => 1,
        _ => 0,
    }
}

/// Whether a paragraph is an item with a Chinese number in brackets: (三).
fn is_lettered(paragraph: &[char], grammar: &Grammar) -> bool {
    let Some(inner) = paragraph.strip_prefix(&['(']) else { return false };
    let length = inner.iter().take(3).take_while(|char| is_numeral(**char, grammar)).count();
    length > 0 && inner.get(length) == Some(&')')
}

/// Whether a paragraph is an item with a number: 3., (3).
fn is_numbered(paragraph: &[char]) -> bool {
    let inner = paragraph.strip_prefix(&['(']).unwrap_or(paragraph);
    let digits = inner.iter().take(3).take_while(|char| char.is_ascii_digit()).count();
    let mark = |char: &char| matches!(char, '.' | '、' | ')');
    let decimal = inner.get(digits + 1).is_some_and(char::is_ascii_digit);
    digits > 0 && inner.get(digits).is_some_and(mark) && !decimal
}
