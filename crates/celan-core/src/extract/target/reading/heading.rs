//! What headings say of the sentences below them: whether they plan or review, and by when.

use celan_data::Context;

use super::{LONGEST_HEADING, Paragraph, Reading, Sentence, clause, tense, whens};
use crate::extract::scan::Scan;
use crate::extract::target::when::When;

/// What the headings at and above a section say of what stands in it.
pub(super) struct Headed {
    pub(super) weight: i32,
    /// The year that the nearest of them names: 三、2026年重点工作.
    pub(super) when: Option<When>,
    /// The account that the nearest of them names.
    pub(super) account: Option<String>,
}

static UNHEADED: Headed = Headed { weight: 0, when: None, account: None };

impl Reading<'_> {
    /// Reads all headings, a section's behind that of the section which holds it.
    pub(super) fn read_headings(&mut self) {
        for section in &self.doc.sections {
            let chars = Scan::new(&self.doc.heading(section), self.tables).chars;
            let above = self.headed(section.parent);
            let headed = Headed {
                weight: above.weight + self.weight_as_heading(&chars),
                when: self.when_of_heading(&chars).unwrap_or(above.when),
                account: clause::account(&chars, self.grammar).or_else(|| above.account.clone()),
            };
            self.headed.push(headed);
        }
    }

    /// What the headings at and above a section say; outside of sections, nothing.
    pub(super) fn headed(&self, section: Option<usize>) -> &Headed {
        section.and_then(|at| self.headed.get(at)).unwrap_or(&UNHEADED)
    }

    /// The year that a heading names for what stands below it, 2011年的工作 as well; `Some(None)` where it names several or one that
    /// is masked, and `None` where it names none.
    pub(super) fn when_of_heading(&self, chars: &[char]) -> Option<Option<When>> {
        let joined = |at: &usize| chars[*at] == '的' && *at > 0 && chars[at - 1] == '年';
        let mut kept = Vec::with_capacity(chars.len());
        kept.extend((0..chars.len()).filter(|at| !joined(at)).map(|at| chars[at]));
        let mut whens = whens(&kept, 0, kept.len(), self.year, self.grammar);
        whens.retain(|when| when.firm && when.until.is_some());
        let masked = kept.windows(2).any(|pair| pair[1] == '年' && self.grammar.is(Context::Mask, pair[0]));
        let (last, others) =
            whens.split_last().map_or((None, &[][..]), |(last, others)| (Some(*last), others));
        let one = !masked && others.iter().all(|other| Some(other.until) == last.map(|last| last.until));
        (masked || last.is_some()).then(|| last.filter(|_| one))
    }

    /// The first and the last year of what is promised: those that its sentence says, else those that govern or head it.
    pub(super) fn years_of(
        &self,
        when: Option<When>,
        governing: Option<When>,
        paragraph: &Paragraph,
        past: bool,
    ) -> (Option<i32>, Option<i32>) {
        let headed =
            self.headed(paragraph.section).when.or(paragraph.line_when).filter(|when| !when.past && !past);
        // “十三五”时期主要任务, and below it 今后五年: these five.
        let spanned = |span: &When| headed.filter(|when| span.until.is_none() && when.spans() == span.years);
        let said = when.map(|when| when.years.and(spanned(&when)).unwrap_or(when)).or(headed);
        let from = said.and_then(|when| when.from);
        let until = said.and_then(|when| when.until.or_else(|| self.end_of_span(when)));
        // 到2020年,…;五年累计突破400亿元: within the years that govern.
        let within = governing.filter(|_| said.is_some_and(|when| when.years.is_some()));
        (from, until.or(within.and_then(|when| when.until)))
    }

    /// What a heading says for the sentences below it.
    pub(super) fn weight_as_heading(&self, chars: &[char]) -> i32 {
        let whens = whens(chars, 0, chars.len(), self.year, self.grammar);
        tense::heading_weight(chars, self.grammar)
            + whens.iter().map(|when| self.heading_when_weight(when)).sum::<i32>()
    }

    /// Whether a line by itself reads as a heading: short, one clause, no figure, no stop.
    pub(super) fn is_heading_line(&self, sentences: &[Sentence], start: usize, end: usize) -> bool {
        let stops = |char: &char| matches!(char, ',' | '。' | ';' | ':' | '!' | '?');
        let is_short = end - start <= LONGEST_HEADING && self.scan.chars.get(end) == Some(&'\n');
        is_short
            && sentences.iter().all(|sentence| sentence.figures.is_empty())
            && !self.scan.chars[start..end].iter().any(stops)
    }

    /// In a heading, too, but the document's own year stands over a review of it as well.
    fn heading_when_weight(&self, when: &When) -> i32 {
        let own = self.year.is_some() && when.until == self.year;
        self.when_weight(when) * if own { 2 } else { 6 }
    }

    /// Three years in a plan for three years are those of the plan.
    fn end_of_span(&self, when: When) -> Option<i32> {
        let period = self.doc.head.period?;
        (when.years == Some(period.end - period.start + 1)).then_some(period.end)
    }
}
