//! The reader: one document with its head, its outline and its text, the open passage in view.

use std::rc::Rc;

use celan_wire::{Browse, DocumentView, Request, Response, Section};
use web_sys::Element;
use yew::prelude::*;

use super::outline::Outline;
use super::reader_text::ReaderText;
use super::take_away::{copy_link, copy_words};
use super::{Choice, Failed, Go, Switch, Waiting};
use crate::queries::{citation, document_facts, find_quote};
use crate::shell::{Shell, use_shell};
use crate::state::{Action, Address, Open, Reading};
use crate::tasks::use_answer;

/// What is read.
#[derive(Properties, PartialEq)]
pub struct ReaderProps {
    /// The open document.
    pub open: Open,
    /// It stands beside a list, in a pane of its own, and not on a page of its own.
    pub beside: bool,
}

/// The reader.
#[component]
pub fn Reader(props: &ReaderProps) -> Html {
    let script = use_state(|| None::<&'static str>);
    let asked = Request::Document { doc: props.open.doc.clone(), script: script.map(str::to_owned) };
    let answer = use_answer(Some(asked));
    let view = match answer.response.as_deref() {
        Some(Response::Document(view)) if view.head.id == props.open.doc => Some(Rc::new((**view).clone())),
        _ => None,
    };
    // One allocation for each answer, so that the text is not made anew with every key press.
    let view =
        use_memo((props.open.doc.clone(), view.as_ref().map(|v| (v.head.clone(), v.script.clone()))), |_| {
            view.clone()
        });
    let refused = script.is_some() && matches!(answer.response.as_deref(), Some(Response::Failed(_)));
    {
        let (shell, script) = (use_shell(), script.clone());
        use_effect_with(refused, move |refused| {
            if *refused {
                script.set(None);
                shell.act(Action::Said(shell.texts.say("script.missing")));
            }
        });
    }
    let in_script = Callback::from(move |wanted| script.set(wanted));
    match (&*view, answer.response.as_deref()) {
        (Some(view), _) => {
            html! { <Opened view={view.clone()} open={props.open.clone()} beside={props.beside} {in_script} /> }
        }
        (None, Some(Response::Failed(failure))) => {
            html! { <><Elsewhere open={props.open.clone()} /><Failed failure={failure.clone()} /></> }
        }
        _ => html! { <Waiting /> },
    }
}

#[derive(Properties, PartialEq)]
struct ElsewhereProps {
    open: Open,
}

/// A document that is not here by its id may be here with another wording: goes to where its quoted words stand.
#[component]
fn Elsewhere(props: &ElsewhereProps) -> Html {
    let shell = use_shell();
    let quote = props.open.quote.replace('"', " ");
    let browse = Browse { query: format!("\"{quote}\""), limit: 2, ..Browse::default() };
    let answer = use_answer((quote.chars().count() > 5).then_some(Request::Search(browse)));
    let found = match answer.response.as_deref() {
        Some(Response::Search(answer)) => match answer.groups.as_slice() {
            [group] => group.hits.first().map(|hit| (group.doc.id.clone(), (hit.start, hit.end))),
            _ => None,
        },
        _ => None,
    };
    use_effect_with((found, props.open.quote.clone()), move |(found, quote)| {
        if let Some((doc, at)) = found {
            // Takes the place of the old address, so that going back does not end here again.
            shell.act(Action::Arrived(Ok(shell.address().opening(doc, Some(*at), quote))));
            shell.act(Action::Said(shell.texts.say("reader.found_elsewhere")));
        }
    });
    Html::default()
}

#[derive(Properties, PartialEq)]
struct OpenedProps {
    view: Rc<DocumentView>,
    open: Open,
    beside: bool,
    /// Asks for the text in a script; in that of the source with none.
    in_script: Callback<Option<&'static str>>,
}

/// The scripts that a text can be shown in, and the words for them.
const SCRIPTS: [(Option<&str>, &str); 3] = [
    (None, "script.source"),
    (Some("simplified"), "script.simplified"),
    (Some("traditional"), "script.traditional"),
];

#[component]
fn Opened(props: &OpenedProps) -> Html {
    let shell = use_shell();
    let (view, open) = (&props.view, &props.open);
    let pane = use_node_ref();
    let text = use_node_ref();
    let at = *use_memo((view.head.id.clone(), open.at, open.quote.clone()), |_| place(view, open));
    {
        let (pane, beside) = (pane.clone(), props.beside);
        use_effect_with((view.head.id.clone(), at, open.reading), move |(_, at, _)| {
            if let Some(pane) = pane.cast::<Element>() {
                show_passage(&pane, beside, at.is_some());
            }
        });
    }
    let below = if props.beside { 2 } else { 1 };
    html! {
        <article ref={pane} class={classes!("reader", if props.beside { "beside" } else { "alone" })} part="reader"
            tabindex={props.beside.then_some("0")} aria-label={view.head.title.clone()}>
            { bar(&shell, props, at) }
            { head(&shell, props) }
            <div class={classes!("reader-body", format!("reading-{}", open.reading.name()))}>
                if !props.beside && open.reading == Reading::Clean {
                    <Outline view={view.clone()} open={open.clone()} text={text.clone()} />
                }
                <div ref={text} class="reader-text">
                    <ReaderText view={view.clone()} {at} reading={open.reading} texts={shell.texts} {below} />
                </div>
            </div>
        </article>
    }
}

/// Where the open passage is: at its place if its words stand there, else where its words are found nearest to it: all
/// that the link has of them, or half.
fn place(view: &DocumentView, open: &Open) -> Option<(usize, usize)> {
    let (start, end) = open.at?;
    let blocks = || view.blocks.iter().map(|block| (block.start, block.text.as_str()));
    let quote = open.quote.trim_end();
    let middle = quote.char_indices().nth(quote.chars().count() / 2).map_or(0, |(at, _)| at);
    let (front, back) = quote.split_at(middle);
    let halves = [front, back].into_iter().filter(|half| half.chars().count() > 4);
    match std::iter::once(quote).chain(halves).find_map(|words| find_quote(blocks(), words, start)) {
        Some((found, quote_end)) if found != start => Some((found, quote_end.max(found + (end - start)))),
        _ => Some((start, end)),
    }
}

/// Brings the open passage, or the top, into view, without moving what stands around a pane.
fn show_passage(pane: &Element, beside: bool, has_passage: bool) {
    let Some(window) = web_sys::window() else { return };
    let passage = pane.query_selector("[data-open]").ok().flatten();
    let top = |element: &Element| element.get_bounding_client_rect().top();
    match (passage, beside) {
        (Some(passage), true) => {
            let down = top(&passage) - top(pane) - f64::from(pane.client_height()) * 0.3;
            pane.set_scroll_top(pane.scroll_top() + down as i32);
        }
        (Some(passage), false) => {
            let height = window.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(600.0);
            window.scroll_by_with_x_and_y(0.0, top(&passage) - height * 0.35);
        }
        (None, true) => pane.set_scroll_top(0),
        (None, false) if !has_passage => {
            let above = top(pane);
            if above < 0.0 {
                window.scroll_by_with_x_and_y(0.0, above - 80.0);
            }
        }
        (None, false) => {}
    }
}

fn bar(shell: &Shell, props: &OpenedProps, at: Option<(usize, usize)>) -> Html {
    let texts = shell.texts;
    let open = &props.open;
    let back = shell.address().closed();
    let reading = |reading: Reading| {
        let to = Address { open: Some(Open { reading, ..open.clone() }), ..shell.address().clone() };
        Choice {
            label: texts.say(reading.key()),
            on: reading == open.reading,
            onclick: shell.on(Action::Go(to)),
            lang: None,
        }
    };
    let script = |(script, words): (Option<&'static str>, &str)| Choice {
        label: texts.say(words),
        on: script == props.view.script.as_deref(),
        onclick: props.in_script.reform(move |_| script),
        lang: None,
    };
    let path = at.map(|(start, _)| path_to(&props.view.outline, start)).unwrap_or_default();
    let cited = citation(&props.view.head, &path);
    let done = texts.fill("reader.cited", &[("words", &cited)]);
    let back_words = if props.beside { texts.say("reader.close") } else { texts.say("reader.back") };
    html! {
        <div class="reader-bar">
            <Go to={back} class="back">{ back_words }</Go>
            <Switch name={texts.say("reading")} choices={Reading::ALL.map(reading).to_vec()} />
            if open.reading == Reading::Clean {
                <Switch name={texts.say("script")} choices={SCRIPTS.map(script).to_vec()} />
            }
            <div class="take-away">
                <button type="button" class="as-link" onclick={copy_words(shell, cited, done)}>{ texts.say("reader.cite") }</button>
                if shell.addressed {
                    <button type="button" class="as-link" onclick={copy_link(shell)}>{ texts.say("take.link") }</button>
                }
            </div>
        </div>
    }
}

/// The sections that hold a place, outermost first.
fn path_to(outline: &[Section], at: usize) -> Vec<&Section> {
    outline.iter().filter(|section| section.start <= at && at < section.end).collect()
}

fn head(shell: &Shell, props: &OpenedProps) -> Html {
    let texts = shell.texts;
    let view = &props.view;
    let doc = &view.head;
    let title = if props.beside {
        html! { <h2 class="title">{ &doc.title }</h2> }
    } else {
        html! { <h1 class="title">{ &doc.title }</h1> }
    };
    let facts = document_facts(texts, doc);
    let organs =
        (!doc.organs.is_empty()).then(|| texts.fill("reader.organs", &[("names", &texts.list(&doc.organs))]));
    let checks: Vec<_> = view.notes.iter().filter(|note| note.kind != "damaged").collect();
    html! {
        <header class="reader-head">
            { title }
            <p class="facts">{ facts.join(" · ") }</p>
            { for organs.map(|organs| html! { <p class="facts">{ organs }</p> }) }
            if doc.title_inferred {
                <p class="remark">{ texts.say("reader.title_inferred") }</p>
            }
            if !view.marks.is_empty() {
                <p class="remark warn">{ texts.fill("reader.damaged", &[("n", &view.marks.len())]) }</p>
            }
            if !props.beside && !checks.is_empty() {
                <details class="checks">
                    <summary>{ texts.fill("reader.checks", &[("n", &checks.len())]) }</summary>
                    <ul>{ for checks.into_iter().map(|note| check(shell, &props.open, note)) }</ul>
                </details>
            }
            if !props.beside && !view.cites.is_empty() {
                <details class="checks">
                    <summary>{ texts.fill("reader.cites", &[("n", &view.cites.len())]) }</summary>
                    <ul>{ for view.cites.iter().map(|cite| cited(shell, cite)) }</ul>
                </details>
            }
        </header>
    }
}

fn check(shell: &Shell, open: &Open, note: &celan_wire::Note) -> Html {
    let values: [(&str, &dyn std::fmt::Display); 2] = [("found", &note.found), ("expected", &note.expected)];
    let words = shell.texts.fill(&format!("note.{}", note.kind), &values);
    let here = Open { at: Some((note.start, note.end)), quote: String::new(), ..open.clone() };
    let to = Address { open: Some(here), ..shell.address().clone() };
    html! { <li><Go {to}>{ words }</Go></li> }
}

fn cited(shell: &Shell, cite: &celan_wire::Citation) -> Html {
    let title = cite.title.as_ref().map(|title| format!("《{title}》")).unwrap_or_default();
    let words = format!("{title}{}", cite.number.as_deref().unwrap_or_default());
    match &cite.doc {
        Some(doc) => html! { <li><Go to={shell.address().opening(doc, None, "")}>{ words }</Go></li> },
        None => html! { <li>{ words }<span class="soft">{ shell.texts.say("reader.not_here") }</span></li> },
    }
}
