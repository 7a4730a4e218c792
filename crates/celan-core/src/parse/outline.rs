//! From lines to sections and blocks: each line is classified by itself, then its number is checked against those before it.
//!
//! A number is a heading's when it goes on where the same form stopped (in its own part or, running on, anywhere before),
//! or when it begins anew with 1. Strong forms (一、 (一) 第一章 ——) may skip numbers, since lines get lost; Arabic ones only
//! when the next of them goes on from there. An annex (附件), an interpretation (解读) and what follows a signature begin anew.

use std::ops::Range;

use celan_data::{Structure, Tables};

use super::line::Line;
use super::marker::{Form, Marker, marker};
use super::part::{Part, part};
use super::{Block, BlockKind, Section};
use crate::span::Span;

/// The longest sentence that is taken for a heading as a whole, in characters.
const HEADING_CHARS: usize = 60;
/// The longest words before a colon that are taken for a heading.
const LABEL_CHARS: usize = 36;
/// More annexes than this are damage.
const MOST_ATTACHMENTS: usize = 100;
const FORMS: usize = Form::Dash as usize + 1;

/// Sections, blocks and what was met on the way.
#[derive(Default)]
pub(super) struct Outline {
    pub(super) sections: Vec<Section>,
    pub(super) blocks: Vec<Block>,
    /// Titles of what is attached, in order.
    pub(super) attachments: Vec<String>,
    /// Lines of signatures and tails.
    pub(super) tail: Vec<usize>,
}

/// Builds the outline of the lines; those before `body` belong to the head.
pub(super) fn outline(
    lines: &[Line<'_>],
    body: usize,
    contents: &Range<usize>,
    text: &str,
    tables: &Tables,
) -> Outline {
    let markers = markers(lines, body, contents, tables);
    let next = next_numbers(&markers);
    let parts: Vec<_> = lines.iter().map(|line| part(line, tables)).collect();
    let mut builder = Builder {
        tables,
        text,
        lines,
        parts: &parts,
        markers: &markers,
        out: Outline::default(),
        open: Vec::new(),
        last: [0; FORMS],
        state: State::Body,
    };
    for at in 0..lines.len() {
        if lines[at].is_blank() {
            builder.block(at, BlockKind::Blank);
        } else if at < body {
            builder.block(at, BlockKind::Head);
        } else {
            builder.line(at, next[at]);
        }
    }
    builder.close(1);
    builder.out
}

/// The mark of each line of the body, contents pages left out.
fn markers(lines: &[Line<'_>], body: usize, contents: &Range<usize>, tables: &Tables) -> Vec<Option<Marker>> {
    let mark = |(at, line): (usize, &Line<'_>)| {
        let is_entry = at < body || contents.contains(&at) || is_contents_line(line);
        if is_entry { None } else { marker(line.text, tables) }
    };
    lines.iter().enumerate().map(mark).collect()
}

/// The lines of a table of contents: from 目录 to where its first entry comes again.
pub(super) fn contents(lines: &[Line<'_>], words: &Structure) -> Range<usize> {
    let titles = words.words("contents");
    let is_title = |line: &Line<'_>| titles.contains(&line.key);
    let Some(start) = lines.iter().position(is_title) else { return 0..0 };
    let Some(first) = (start + 1..lines.len()).find(|&at| !lines[at].is_blank()) else { return 0..0 };
    let wanted = entry(&lines[first]);
    let again = (first + 1..lines.len()).find(|&at| !lines[at].is_blank() && entry(&lines[at]) == wanted);
    // Without it the contents reach to the last entry with leaders.
    let leaders = || {
        (first..lines.len().min(first + 200)).rev().find(|&at| is_contents_line(&lines[at])).map(|at| at + 1)
    };
    start..again.or_else(leaders).unwrap_or(start + 1)
}

/// What an entry of the contents and its heading have in common.
fn entry(line: &Line<'_>) -> String {
    let key = line.key.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '…' | '·' | '-'));
    key.chars().take(20).collect()
}

/// An entry with leaders and a page number behind it.
pub(super) fn is_contents_line(line: &Line<'_>) -> bool {
    let words = line.key.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    words.len() < line.key.len() && ["...", "……", "···"].iter().any(|leaders| words.ends_with(leaders))
}

/// For each line the number of the next line marked in the same form.
fn next_numbers(markers: &[Option<Marker>]) -> Vec<Option<u32>> {
    let mut last = [None; FORMS];
    let mut next = vec![None; markers.len()];
    for (at, marker) in markers.iter().enumerate().rev() {
        if let Some(marker) = marker {
            next[at] = last[marker.form as usize].replace(marker.number);
        }
    }
    next
}

/// A section that is not closed yet.
#[derive(Clone, Copy)]
struct Open {
    section: usize,
    /// `None` for an annex and the like.
    form: Option<Form>,
    number: u32,
    level: u8,
}

struct Builder<'t> {
    tables: &'t Tables,
    text: &'t str,
    lines: &'t [Line<'t>],
    parts: &'t [Option<Part>],
    markers: &'t [Option<Marker>],
    out: Outline,
    open: Vec<Open>,
    /// The last number of each form since the last fresh start.
    last: [u32; FORMS],
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Body,
    /// Behind a signature, copies or a source line.
    Tail,
    /// Behind a line that only says 附件: its title is next.
    AwaitsTitle,
    /// Behind 附件:1.…: more of them may follow.
    Listing,
}

impl Builder<'_> {
    /// Takes in one line of the body that is not blank.
    fn line(&mut self, at: usize, next: Option<u32>) {
        let line = &self.lines[at];
        if self.state == State::AwaitsTitle {
            self.state = State::Body;
            if self.is_annex_title(at) {
                return self.annex_title(at);
            }
        }
        match &self.parts[at] {
            Some(Part::Annex) => return self.begin_annex(at),
            Some(Part::AnnexTitle { title }) => return self.attachment(at, *title),
            Some(Part::Interpretation) => return self.begin_part(at, "", line.text_span()),
            Some(Part::Question { text }) => return self.question(at, *text),
            Some(Part::Tail) => return self.tail(at),
            Some(Part::Date) if self.state == State::Tail || self.signs_above(at) => return self.tail(at),
            Some(Part::Organ) if self.is_signed_below(at) => return self.tail(at),
            _ => {}
        }
        if let Some(marker) = self.markers[at] {
            if self.state == State::Listing && self.lists_on(at, marker) {
                return self.listed(at, marker);
            }
            if self.fits(marker, next) {
                return self.heading(at, marker);
            }
        }
        self.plain(at);
    }

    /// Running text, rows, and what stands behind a signature.
    fn plain(&mut self, at: usize) {
        let line = &self.lines[at];
        let short = line.text.chars().count() <= 40 && !line.ends_sentence();
        if self.state == State::Tail && short {
            let begins_inner = self.out.sections.is_empty();
            if !begins_inner {
                self.out.tail.push(at);
            }
            return self.block(at, if begins_inner { BlockKind::Head } else { BlockKind::Tail });
        }
        self.state = State::Body;
        let row = self.parts[at] == Some(Part::Row) || self.continues_row(at);
        self.block(at, if row { BlockKind::Row } else { BlockKind::Paragraph });
    }

    /// A second name below 副群长:: no label, but a blank between name and post.
    fn continues_row(&self, at: usize) -> bool {
        let after_row = self.out.blocks.iter().rev().find(|block| block.kind != BlockKind::Blank);
        let line = &self.lines[at];
        let parted = line.text.contains(char::is_whitespace) && line.text.chars().count() <= 40;
        after_row.is_some_and(|block| block.kind == BlockKind::Row) && parted && !line.ends_sentence()
    }

    fn block(&mut self, at: usize, kind: BlockKind) {
        let span = self.lines[at].span;
        for open in &self.open {
            let whole = &mut self.out.sections[open.section].span;
            *whole = whole.cover(span);
        }
        match self.out.blocks.last_mut() {
            Some(last) if kind == BlockKind::Blank && last.kind == kind => last.span = last.span.cover(span),
            _ => {
                let section = self.open.last().map(|open| open.section);
                self.out.blocks.push(Block { kind, span, section });
            }
        }
    }

    /// Whether the number goes on from what was before.
    fn fits(&self, marker: Marker, next: Option<u32>) -> bool {
        if marker.form == Form::Dash || marker.number == 1 {
            return true;
        }
        let own = self.open.iter().rev().find(|open| open.form == Some(marker.form)).map(|open| open.number);
        let last = self.last[marker.form as usize];
        let goes_on = own == Some(marker.number - 1) || last + 1 == marker.number;
        let followed = next == Some(marker.number + 1);
        let skips = marker.number > last && marker.number - last <= 3;
        goes_on
            || (followed && (skips || last == 0))
            || (marker.form.is_strong() && (skips || last == 0 || own == Some(marker.number)))
    }

    fn heading(&mut self, at: usize, marker: Marker) {
        let line = &self.lines[at];
        let rank = |form: Option<Form>| form.map_or(0, |form| form as usize + 1);
        while self.open.last().is_some_and(|open| rank(open.form) >= rank(Some(marker.form))) {
            self.open.pop();
        }
        let above =
            self.open.iter().filter(|open| open.form.is_some_and(|form| form.level() == 0)).count() as u8;
        // Below chapters and articles the place in the outline counts, else the form.
        let level = match marker.form.level() {
            0 => above + 1,
            level if above == 0 => level,
            _ => self.open.last().map_or(1, |open| open.level + 1),
        };
        for form in marker.form as usize + 1..FORMS {
            // A new part begins its own numbers, but some documents number on: keep the last one beside.
            if form != Form::Arabic as usize && form != Form::ParenCn as usize {
                self.last[form] = 0;
            }
        }
        self.last[marker.form as usize] = marker.number;
        let heading = heading_words(&line.text[marker.end..], marker.form);
        let number = line.text[marker.written.0..marker.written.1].to_owned();
        let end = line.start + marker.end + heading;
        let whole = heading == line.text.len() - marker.end;
        let text = &line.text[marker.end..marker.end + heading];
        let text =
            text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '。' | ':' | '：' | ';' | '；'));
        self.push(
            Section {
                level: level.min(5),
                number: if marker.form == Form::Dash { String::new() } else { number },
                heading: text.to_owned(),
                heading_span: Span::new(line.start, end),
                span: line.span,
                parent: None,
            },
            Some(marker.form),
            marker.number,
        );
        self.state = State::Body;
        self.block(at, if whole { BlockKind::Heading } else { BlockKind::Paragraph });
    }

    fn push(&mut self, mut section: Section, form: Option<Form>, number: u32) {
        section.parent = self.open.last().map(|open| open.section);
        self.open.push(Open { section: self.out.sections.len(), form, number, level: section.level });
        self.out.sections.push(section);
    }

    /// Ends all sections of `level` and below.
    fn close(&mut self, level: u8) {
        while self.open.last().is_some_and(|open| open.level >= level) {
            self.open.pop();
        }
    }

    /// An annex or an interpretation: all numbers begin anew.
    fn begin_part(&mut self, at: usize, number: &str, heading: Span) {
        self.open.clear();
        self.last = [0; FORMS];
        let line = &self.lines[at];
        self.push(
            Section {
                level: 1,
                number: number.to_owned(),
                heading: heading.of(self.text).to_owned(),
                heading_span: line.text_span(),
                span: line.span,
                parent: None,
            },
            None,
            0,
        );
        self.state = State::Body;
        self.block(at, BlockKind::Heading);
    }

    fn begin_annex(&mut self, at: usize) {
        let line = &self.lines[at];
        let number: String = line
            .text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, ':' | '：' | '.' | '．' | '、'))
            .collect();
        self.begin_part(at, &number, Span::new(line.end(), line.end()));
        if let Some(block) = self.out.blocks.last_mut() {
            block.kind = BlockKind::Attachment;
        }
        self.state = State::AwaitsTitle;
    }

    fn is_annex_title(&self, at: usize) -> bool {
        let line = &self.lines[at];
        self.markers[at].is_none() && !line.ends_sentence() && line.text.chars().count() <= HEADING_CHARS
    }

    fn annex_title(&mut self, at: usize) {
        let line = &self.lines[at];
        self.block(at, BlockKind::Attachment);
        if let Some(section) = self.open.first().map(|open| &mut self.out.sections[open.section]) {
            section.heading = line.text.to_owned();
            section.heading_span = section.heading_span.cover(line.text_span());
        }
        self.attached(line.text);
    }

    /// 附件:title — of the list before the signature, or at the head of an annex.
    fn attachment(&mut self, at: usize, title: usize) {
        let line = &self.lines[at];
        let words = line.text[title..].to_owned();
        self.attached(&words);
        if self.begins_annex(at) {
            let number: String = line.text[..title]
                .chars()
                .filter(|c| !c.is_whitespace() && !matches!(c, ':' | '：' | '.' | '．' | '、'))
                .collect();
            self.begin_part(at, &number, Span::new(line.start + title, line.end()));
            if let Some(block) = self.out.blocks.last_mut() {
                block.kind = BlockKind::Attachment;
            }
            return;
        }
        self.close(1);
        self.state = State::Listing;
        self.block(at, BlockKind::Attachment);
    }

    /// Whether the next line that is not blank belongs into an annex rather than behind a list of annexes.
    fn begins_annex(&self, at: usize) -> bool {
        let Some(next) = (at + 1..self.lines.len()).find(|&next| !self.lines[next].is_blank()) else {
            return false;
        };
        let numbered = self.lines[at].key.chars().nth(2).is_some_and(|c| c.is_ascii_digit());
        match &self.parts[next] {
            Some(Part::Row) => true,
            Some(Part::AnnexTitle { .. }) => {
                numbered && self.state == State::Body && self.out.attachments.len() > 1
            }
            Some(_) => false,
            None => match self.markers[next] {
                Some(marker) => marker.number == 1 && marker.form <= Form::ParenCn,
                None => self.lines[next].ends_sentence() || self.lines[next].is_long(),
            },
        }
    }

    /// 2.title below 附件:1.title.
    fn lists_on(&self, at: usize, marker: Marker) -> bool {
        let line = &self.lines[at];
        marker.form == Form::Arabic
            && marker.number > 1
            && !line.ends_sentence()
            && line.text.chars().count() <= 2 * HEADING_CHARS
    }

    fn listed(&mut self, at: usize, marker: Marker) {
        let title = self.lines[at].text[marker.end..].to_owned();
        self.attached(&title);
        self.block(at, BlockKind::Attachment);
    }

    fn attached(&mut self, title: &str) {
        let title = title.trim_end_matches(['.', '。', ';', '；']);
        // 1.清单 of a list: its own number is no part of the title.
        let title = marker(title, self.tables).map_or(title, |marker| &title[marker.end..]);
        let known = self.out.attachments.iter().take(MOST_ATTACHMENTS).any(|known| known == title);
        if !title.is_empty() && !known && self.out.attachments.len() < MOST_ATTACHMENTS {
            self.out.attachments.push(title.to_owned());
        }
    }

    fn question(&mut self, at: usize, text: usize) {
        let line = &self.lines[at];
        self.close(2);
        // A question belongs to its interview, not to the last heading of a plan before it.
        if self.open.last().is_some_and(|open| open.form.is_some()) {
            self.close(1);
        }
        let number = line.text[..text].trim_end_matches([':', '：']).trim_end();
        self.push(
            Section {
                level: 2,
                number: number.to_owned(),
                heading: line.text[text..].trim_start().to_owned(),
                heading_span: line.text_span(),
                span: line.span,
                parent: None,
            },
            None,
            0,
        );
        self.state = State::Body;
        self.block(at, BlockKind::Question);
    }

    fn tail(&mut self, at: usize) {
        self.close(1);
        self.state = State::Tail;
        self.out.tail.push(at);
        self.block(at, BlockKind::Tail);
    }

    /// Whether the line above signs.
    fn signs_above(&self, at: usize) -> bool {
        let above = (0..at).rev().find(|&above| !self.lines[above].is_blank());
        above.is_some_and(|above| self.parts[above] == Some(Part::Organ)) || self.ends_text(at)
    }

    /// Whether nothing but a tail follows.
    fn ends_text(&self, at: usize) -> bool {
        let mut below = (at + 1..self.lines.len()).filter(|&below| !self.lines[below].is_blank()).take(3);
        below.all(|below| matches!(self.parts[below], Some(Part::Tail | Part::Organ | Part::Annex)))
    }

    /// Whether this organ, perhaps with others below it, signs: a date follows, or nothing but a tail.
    fn is_signed_below(&self, at: usize) -> bool {
        let below = (at + 1..self.lines.len()).filter(|&below| !self.lines[below].is_blank());
        for below in below.take(8) {
            match &self.parts[below] {
                Some(Part::Organ) => {}
                Some(Part::Date | Part::Tail) => return true,
                _ => return false,
            }
        }
        self.state == State::Tail
    }
}

/// How many bytes of the words behind a mark are its heading: to the end of the first sentence, or of its first clause where
/// the sentence is no heading.
fn heading_words(words: &str, form: Form) -> usize {
    let mut clause = None;
    for (count, (at, c)) in words.char_indices().enumerate() {
        let behind = at + c.len_utf8();
        match c {
            '。' | '！' | '？' if count <= HEADING_CHARS => return behind,
            ':' | '：' if count <= LABEL_CHARS || form == Form::Dash => return behind,
            '\u{3000}' if (2..LABEL_CHARS).contains(&count) => return at,
            ',' | '，' | ';' | '；' | '。' => clause = clause.or(Some(at)),
            _ => {}
        }
        if count > HEADING_CHARS {
            return clause.unwrap_or(words.len());
        }
    }
    words.len()
}
