//! The text of a document: as cleaned, as it was found, or both side by side. Large, so it is only made anew when the
//! document or the open passage changes.

use celan_data::Order;
use std::rc::Rc;

use celan_wire::{Block, DocumentView, Edit};
use yew::prelude::*;
use yew::virtual_dom::VTag;

use crate::charts::target_figure;
use crate::queries::{Cover, pieces, utf16_len, utf16_slice};
use crate::state::Reading;
use crate::strings::Texts;

/// What is read.
#[derive(Properties)]
pub(super) struct ReaderTextProps {
    pub(super) view: Rc<DocumentView>,
    pub(super) at: Option<(usize, usize)>,
    pub(super) reading: Reading,
    pub(super) texts: Texts,
    /// Level of the heading above the text.
    pub(super) below: u8,
}

impl PartialEq for ReaderTextProps {
    fn eq(&self, other: &Self) -> bool {
        let same = (self.at, self.reading, self.texts, self.below)
            == (other.at, other.reading, other.texts, other.below);
        same && Rc::ptr_eq(&self.view, &other.view)
    }
}

/// What covers a piece of text.
enum What {
    Open,
    Target(String),
    Duty(String),
    Damage(String),
    Note(String),
}

/// The text.
#[component]
pub(super) fn ReaderText(props: &ReaderTextProps) -> Html {
    match props.reading {
        Reading::Clean => clean_text(props),
        Reading::Source => source_text(props),
        Reading::Compare => compare_text(props),
    }
}

fn clean_text(props: &ReaderTextProps) -> Html {
    let covers = covers(props);
    let mut last_level = props.below;
    let block = |block: &Block| {
        let text = block.text.trim_end_matches(['\n', '\r']);
        if text.trim().is_empty() {
            return Html::default();
        }
        let words = words(text, block.start, &covers);
        let at = (block.level > 0).then(|| block.start.to_string());
        if block.kind == "heading" {
            // No level is left out, whatever the document does: a screen reader's list of headings must make sense.
            last_level = (props.below + block.level.max(1)).min(last_level + 1).min(6);
            let mut heading = VTag::new(format!("h{last_level}"));
            heading.add_attribute("class", format!("block heading level-{}", block.level));
            if let Some(at) = at {
                heading.add_attribute("data-at", at);
            }
            heading.add_child(words);
            return heading.into();
        }
        html! { <p class={format!("block {}", block.kind)} data-at={at}>{ words }</p> }
    };
    html! { <div class="text" lang="zh-Hans">{ for props.view.blocks.iter().map(block) }</div> }
}

fn covers(props: &ReaderTextProps) -> Vec<Cover<What>> {
    let (view, texts) = (&props.view, props.texts);
    let mut covers = Vec::new();
    covers.extend(props.at.map(|(start, end)| Cover { start, end, what: What::Open }));
    for target in &view.targets {
        let year = target.deadline.map(|year| format!(" · {year}")).unwrap_or_default();
        let words = format!("{}:{}{year}", target.indicator, target_figure(texts, target));
        covers.push(Cover { start: target.start, end: target.end, what: What::Target(words) });
    }
    for duty in &view.duties {
        let words = format!("{}:{}", texts.say("role.lead"), texts.list(&duty.lead));
        covers.push(Cover { start: duty.start, end: duty.end, what: What::Duty(words) });
    }
    for mark in &view.marks {
        let words = match &mark.suggestion {
            Some(words) => texts.fill("reader.damage_suggestion", &[("words", words)]),
            None => texts.say("reader.damage"),
        };
        covers.push(Cover { start: mark.start, end: mark.end, what: What::Damage(words) });
    }
    for note in view.notes.iter().filter(|note| note.kind != "damaged") {
        let values: [(&str, &dyn std::fmt::Display); 2] =
            [("found", &note.found), ("expected", &note.expected)];
        let words = texts.fill(&format!("note.{}", note.kind), &values);
        covers.push(Cover { start: note.start, end: note.end, what: What::Note(words) });
    }
    covers
}

fn words(text: &str, start: usize, covers: &[Cover<What>]) -> Html {
    let piece = |text: &str, over: &[&What]| {
        if over.is_empty() {
            return html! { { text.to_owned() } };
        }
        let mut class = Classes::new();
        let mut title = Vec::new();
        let mut open = false;
        for what in over {
            match what {
                What::Open => open = true,
                What::Target(words) => (class.push("is-target"), title.push(words.clone())).1,
                What::Duty(words) => (class.push("is-duty"), title.push(words.clone())).1,
                What::Damage(words) => (class.push("is-damage"), title.push(words.clone())).1,
                What::Note(words) => (class.push("is-note"), title.push(words.clone())).1,
            }
        }
        let title = (!title.is_empty()).then(|| title.join("\n"));
        if open {
            html! { <mark class={class} {title} data-open="">{ text.to_owned() }</mark> }
        } else {
            html! { <span class={class} {title}>{ text.to_owned() }</span> }
        }
    };
    html! { { for pieces(text, start, covers).iter().map(|one| piece(one.text, &one.covers)) } }
}

fn source_text(props: &ReaderTextProps) -> Html {
    let edits = edit_covers(&props.view.edits, true);
    html! { <pre class="source" tabindex="0" aria-label={props.texts.say("reading.source")}>{ changed(props.texts, &props.view.source, 0, &edits, "del") }</pre> }
}

fn edit_covers(edits: &[Edit], source: bool) -> Vec<Cover<&Edit>> {
    let range =
        |edit: &Edit| if source { (edit.source_start, edit.source_end) } else { (edit.start, edit.end) };
    edits
        .iter()
        .map(|edit| {
            let (start, end) = range(edit);
            Cover { start, end, what: edit }
        })
        .collect()
}

fn changed(texts: Texts, text: &str, start: usize, covers: &[Cover<&Edit>], tag: &'static str) -> Html {
    let piece = |text: &str, over: &[&&Edit]| match over.first() {
        None => html! { { text.to_owned() } },
        Some(edit) => {
            let title = texts.name("rule", &edit.rule);
            let mut change = VTag::new(tag);
            change.add_attribute("title", title);
            change.add_child(html! { { text.to_owned() } });
            change.into()
        }
    };
    html! { { for pieces(text, start, covers).iter().map(|one| piece(one.text, &one.covers)) } }
}

/// Block by block, what was found on the left and what it was made on the right.
fn compare_text(props: &ReaderTextProps) -> Html {
    let view = &props.view;
    let texts = props.texts;
    if view.edits.is_empty() {
        return html! { <p class="remark">{ texts.say("reader.unchanged") }</p> };
    }
    let mut way = SourceWay::new(&view.edits);
    let mut from = 0;
    let mut edit = 0;
    let row = |block: &Block| {
        let end = block.start + utf16_len(&block.text);
        let to = way.source_of(end);
        let source = utf16_slice(&view.source, from, to);
        let first = edit;
        while edit < view.edits.len() && view.edits[edit].source_start < to {
            edit += 1;
        }
        let own = &view.edits[first..edit];
        let start = from;
        from = to;
        if source.trim().is_empty() && block.text.trim().is_empty() {
            return Html::default();
        }
        let before = changed(texts, source.trim_end(), start, &edit_covers(own, true), "del");
        let after = changed(texts, block.text.trim_end(), block.start, &edit_covers(own, false), "ins");
        let same = own.is_empty().then_some("same");
        html! { <div class={classes!("pair", same)}><p class="before">{ before }</p><p class="after">{ after }</p></div> }
    };
    let rows: Vec<Html> = view.blocks.iter().map(row).collect();
    html! {
        <div class="compare" lang="zh-Hans">
            { rules(texts, &view.edits) }
            <div class="pair pair-head" aria-hidden="true">
                <p>{ texts.say("reading.source") }</p><p>{ texts.say("reading.clean") }</p>
            </div>
            { for rows }
        </div>
    }
}

/// How often each rule changed something.
fn rules(texts: Texts, edits: &[Edit]) -> Html {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for edit in edits {
        match counts.iter_mut().find(|(rule, _)| *rule == edit.rule) {
            Some((_, count)) => *count += 1,
            None => counts.push((&edit.rule, 1)),
        }
    }
    counts.order_by_key(|(_, count)| std::cmp::Reverse(*count));
    let item = |(rule, count): (&str, usize)| {
        html! { <li>{ texts.name("rule", rule) }<b>{ count }</b></li> }
    };
    html! {
        <div class="rules">
            <p>{ texts.fill("reader.changes", &[("n", &edits.len())]) }</p>
            <ul>{ for counts.into_iter().map(|(rule, count)| item((rule, count))) }</ul>
        </div>
    }
}

/// From the clean text back to the source, for positions that only go forward.
struct SourceWay<'a> {
    edits: std::slice::Iter<'a, Edit>,
    next: Option<&'a Edit>,
    /// Source position less clean position.
    shift: isize,
}

impl<'a> SourceWay<'a> {
    fn new(edits: &'a [Edit]) -> Self {
        let mut edits = edits.iter();
        let next = edits.next();
        Self { edits, next, shift: 0 }
    }

    fn source_of(&mut self, clean: usize) -> usize {
        while let Some(edit) = self.next.filter(|edit| edit.end <= clean) {
            let grown = (edit.source_end - edit.source_start) as isize - (edit.end - edit.start) as isize;
            self.shift += grown;
            self.next = self.edits.next();
        }
        clean.saturating_add_signed(self.shift)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_counts_what_was_removed_and_put_in() {
        let edit = |source: (usize, usize), clean: (usize, usize)| Edit {
            rule: "r".into(),
            source_start: source.0,
            source_end: source.1,
            start: clean.0,
            end: clean.1,
            before: String::new(),
            after: String::new(),
        };
        // "關(guān)于x" → "關于x": 6 units removed behind the first.
        let edits = [edit((1, 7), (1, 1)), edit((8, 9), (2, 4))];
        let mut way = SourceWay::new(&edits);
        assert_eq!([way.source_of(0), way.source_of(1), way.source_of(2), way.source_of(4)], [0, 7, 8, 9]);
    }
}
