//! The table of targets: each row with its sentence, and the way to it.

use std::rc::Rc;

use celan_wire::{Target, TargetPlace};
use yew::prelude::*;

use super::{Go, marked};
use crate::charts::target_figure;
use crate::queries::{path_words, sorted, utf16_len, utf16_slice};
use crate::shell::{Shell, use_shell};
use crate::state::{Action, Column};

/// Rows shown before more are asked for.
const FIRST: usize = 40;

/// How much of a long sentence is shown on either side of the quote, in UTF-16 units.
const AROUND: usize = 40;

/// The rows.
#[derive(Properties, PartialEq)]
pub struct TargetRowsProps {
    /// The targets, as they stand in the documents.
    pub targets: Vec<Rc<Target>>,
    /// What the table shows.
    pub caption: String,
}

/// The table.
#[component]
pub fn TargetRows(props: &TargetRowsProps) -> Html {
    let shell = use_shell();
    let texts = shell.texts;
    let shown = use_state(|| FIRST);
    let rows = sorted(&props.targets, shell.address().sort);
    let rest = rows.len().saturating_sub(*shown);
    let more = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(*shown + 200))
    };
    html! {
        <div class="table-room">
            <table class="targets" part="table">
                <caption>{ props.caption.clone() }</caption>
                <thead><tr>
                    { for Column::ALL.map(|column| head(&shell, column)) }
                    <th scope="col">{ texts.say("column.sentence") }</th>
                </tr></thead>
                <tbody>{ for rows.iter().take(*shown).map(|target| row(&shell, target)) }</tbody>
            </table>
            if rest > 0 {
                <button type="button" class="more" onclick={more}>{ texts.fill("table.more", &[("n", &rest)]) }</button>
            }
        </div>
    }
}

fn head(shell: &Shell, column: Column) -> Html {
    let (sort, mark) = match shell.address().sort {
        Some((sorted, false)) if sorted == column => ("ascending", "↑"),
        Some((sorted, true)) if sorted == column => ("descending", "↓"),
        _ => ("none", ""),
    };
    let number = (column == Column::Value).then_some("number");
    html! {
        <th scope="col" aria-sort={sort} class={classes!(number)}>
            <button type="button" class="sort" onclick={shell.on(Action::Sorted(column))}>
                { shell.texts.say(column.key()) }<span aria-hidden="true">{ format!(" {mark}") }</span>
            </button>
        </th>
    }
}

fn row(shell: &Shell, target: &Rc<Target>) -> Html {
    let texts = shell.texts;
    let Some(place) = &target.place else { return Html::default() };
    let to = shell.address().opening(&place.doc, Some((target.start, target.end)), &target.quote);
    let figure = target_figure(texts, target);
    let place_name = if place.region.is_empty() { place.title.clone() } else { place.region.clone() };
    // A part is told by whose part it is.
    let region = target.subject.clone().filter(|_| target.parent.is_some()).unwrap_or(place_name);
    let name =
        texts.fill("target.open", &[("who", &region), ("indicator", &target.indicator), ("figure", &figure)]);
    let part = target.parent.is_some().then_some("part");
    let subject = target.subject.as_ref().filter(|subject| **subject != region);
    let deadline = target.deadline.map_or_else(|| "—".to_owned(), |year| year.to_string());
    html! {
        <tr key={format!("{}-{}", place.doc, place.index)} class={classes!(part)}>
            <td class="region">{ &region }<small>{ document_words(place, &region) }</small></td>
            <td>{ &target.indicator }{ for subject.map(|subject| html! { <small>{ subject }</small> }) }</td>
            <td class="number">{ figure }{ check(shell, place) }</td>
            <td class="deadline">{ deadline }</td>
            <td class="sentence">
                <Go {to} class="hit-link quote" name={name}>{ sentence(place, target) }</Go>
                <small>{ path_words(&target.section) }</small>
            </td>
        </tr>
    }
}

fn document_words(place: &TargetPlace, region: &str) -> String {
    match &place.number {
        Some(number) => number.clone(),
        None if place.title == region => String::new(),
        None => place.title.clone(),
    }
}

fn check(shell: &Shell, place: &TargetPlace) -> Html {
    match place.parts_add_up {
        Some(true) => {
            html! { <small title={shell.texts.say("parts.right")}>{ "✓ " }{ shell.texts.say("parts.right_short") }</small> }
        }
        Some(false) => html! { <small class="warn">{ shell.texts.say("parts.wrong_short") }</small> },
        None => Html::default(),
    }
}

fn sentence(place: &TargetPlace, target: &Target) -> Html {
    if place.sentence.is_empty() {
        return html! { { &target.quote } };
    }
    let (start, end) = place.sentence_mark;
    let length = utf16_len(&place.sentence);
    let from = start.saturating_sub(AROUND);
    let from = if from < AROUND / 2 { 0 } else { from };
    let to = if end + AROUND + AROUND / 2 > length { length } else { end + AROUND };
    let before = if from > 0 { "…" } else { "" };
    let behind = if to < length { "…" } else { "" };
    let shown = utf16_slice(&place.sentence, from, to);
    html! { <>{ before }{ marked(shown, &[(start - from, end - from)]) }{ behind }</> }
}
