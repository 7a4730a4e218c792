//! What the page around a document says: forum forms, share and print buttons, engine lines, disclaimers.
//!
//! By shape and place, not by site. A line goes where it stands before the first or behind the last running text and
//! holds nothing but words of pages (`page-chrome.tsv`), figures and signs; or where it begins with, or holds, what only an
//! engine or a portal writes there. Of a line that names a date first, the words of the page behind `|` go. A disclaimer
//! goes from the first or last lines even though it is a sentence; 来源 alone stays: it may name who issued the document.
//!
//! In: `回复\n\n使用道具 举报\n\nPowered by Discuz! X3.5` Out: nothing

use celan_data::Order;
use std::ops::Range;

use celan_data::PageChrome;

use super::{Finds, Scan, Tables};
use crate::clean::text::{is_running, lines, trimmed};

/// So many written lines at each end may be the page's.
const REACH: usize = 80;
/// A disclaimer is one of so many written lines at either end, and no longer than so many bytes.
const DISCLAIMER_REACH: usize = 3;
const DISCLAIMER_LENGTH: usize = 900;

pub(super) fn find(scan: &Scan<'_>, tables: &Tables, finds: &mut Finds) {
    let text = scan.text;
    let chrome = &tables.damage.chrome;
    let mut drops = Vec::new();
    let mut trims = Vec::new();
    let mut body = false;
    let mut body_end = 0;
    for (nth, line) in written(text, lines(text)).take(REACH).enumerate() {
        let words = &text[line.clone()];
        if nth < DISCLAIMER_REACH && is_disclaimer(words, chrome) {
            drops.push(line);
        } else if !judge(words, &line, chrome, &mut drops, &mut trims) && is_running(words) {
            body = true;
            body_end = line.end;
            break;
        }
    }
    // A text without running text is a list, or a page without a document: nothing tells its ends apart.
    if !body {
        return;
    }
    let mut foot: Vec<_> = Vec::new();
    for (nth, line) in written(text, lines_backwards(text)).take(REACH).enumerate() {
        let words = &text[line.clone()];
        if line.start < body_end {
            break;
        } else if nth < DISCLAIMER_REACH && is_disclaimer(words, chrome) {
            foot.push(line);
        } else if !judge(words, &line, chrome, &mut foot, &mut trims) && is_running(words) {
            break;
        }
    }
    let mut gone: Vec<_> = drops.into_iter().map(|line| with_blanks_behind(text, line)).collect();
    gone.extend(foot.into_iter().map(|line| with_blanks_before(text, line)));
    gone.extend(trims);
    gone.order_by_key(|range| range.start);
    for range in gone {
        finds.remove(range);
    }
}

/// The lines that hold something, without blanks at their ends.
fn written(text: &str, lines: impl Iterator<Item = Range<usize>>) -> impl Iterator<Item = Range<usize>> {
    lines.map(|line| trimmed(text, line)).filter(|line| !line.is_empty())
}

fn lines_backwards(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut next = Some(text.len());
    std::iter::from_fn(move || {
        let end = next?;
        let start = text[..end].rfind('\n');
        next = start;
        Some(start.map_or(0, |start| start + 1)..end)
    })
}

/// Takes out what of a line is the page's; says whether that was all of it.
fn judge(
    words: &str,
    line: &Range<usize>,
    chrome: &PageChrome,
    drops: &mut Vec<Range<usize>>,
    trims: &mut Vec<Range<usize>>,
) -> bool {
    let dropped = chrome.is_engine(words) || is_chrome(words, chrome);
    if dropped {
        drops.push(line.clone());
    } else if let Some(keep) = before_chrome(words, chrome) {
        trims.push(line.start + keep..line.end);
    }
    dropped
}

/// Whether nothing is left but figures and signs when the words of pages are taken out, and one was there.
fn is_chrome(words: &str, chrome: &PageChrome) -> bool {
    let mut rest = words;
    let mut found = false;
    while let Some(c) = rest.chars().next() {
        if let Some(word) = chrome.word(rest) {
            found = true;
            rest = &rest[word.len()..];
        } else if c.is_alphabetic() {
            return false;
        } else {
            rest = &rest[c.len_utf8()..];
        }
    }
    found
}

/// How much of a line stays whose last parts between `|` are words of the page.
fn before_chrome(words: &str, chrome: &PageChrome) -> Option<usize> {
    let mut keep = words.len();
    while let Some(bar) = words[..keep].rfind('|') {
        if !is_chrome(&words[bar + 1..keep], chrome) {
            break;
        }
        keep = bar;
    }
    (keep < words.len()).then(|| words[..keep].trim_end().len())
}

fn is_disclaimer(words: &str, chrome: &PageChrome) -> bool {
    words.len() <= DISCLAIMER_LENGTH && chrome.is_disclaimer(words)
}

/// A line at the head goes with the blank lines behind it.
fn with_blanks_behind(text: &str, line: Range<usize>) -> Range<usize> {
    let start = text[..line.start].rfind('\n').map_or(0, |at| at + 1);
    let blanks = text[line.end..].len() - text[line.end..].trim_start().len();
    let gap = &text[line.end..line.end + blanks];
    start..line.end + gap.rfind('\n').map_or(gap.len(), |at| at + 1)
}

/// A line at the foot goes with the blank lines before it.
fn with_blanks_before(text: &str, line: Range<usize>) -> Range<usize> {
    let start = text[..line.start].trim_end().len();
    let end = text[line.end..].find('\n').map_or(text.len(), |length| line.end + length);
    start..end
}
