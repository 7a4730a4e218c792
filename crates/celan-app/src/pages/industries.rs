//! 产业: for one industry everything the corpus says.

use std::rc::Rc;

use celan_wire::{DocumentHead, Duty, IndustryAnswer, IndustryRow, Request, Response};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::components::{Failed, Go, TargetRows, Waiting, cut, marked};
use crate::queries::{document_facts, path_words};
use crate::shell::{Shell, use_shell};
use crate::state::{Action, Address, View, Width};
use crate::tasks::use_answer;

/// Documents whose passages are shown.
const SHOWN: usize = 30;

/// The view.
#[component]
pub fn Industries() -> Html {
    let shell = use_shell();
    let texts = shell.texts;
    let rows = shell.corpus.as_ref().map(|corpus| corpus.industries.clone()).unwrap_or_default();
    let wanted = shell.address().industry.clone();
    let most = rows.iter().filter(|row| row.parent.is_empty()).max_by_key(|row| row.passages);
    let id = if wanted.is_empty() { most.map(|row| row.id.clone()).unwrap_or_default() } else { wanted };
    let request =
        (!id.is_empty()).then(|| Request::Industry { id: id.clone(), browse: shell.state.browse(SHOWN) });
    let answer = use_answer(request);
    let content = match answer.response.as_deref() {
        Some(Response::Industry(industry)) => html! { <Said industry={Rc::new(industry.clone())} /> },
        Some(Response::Failed(failure)) => html! { <Failed failure={failure.clone()} /> },
        _ => html! { <Waiting /> },
    };
    html! {
        <div class="industries">
            if shell.state.width < Width::Wide {
                { select(&shell, &rows, &id) }
            } else {
                <nav class="industry-list" aria-label={texts.say("industries.list")}>
                    <ul>{ for rows.iter().filter(|row| row.parent.is_empty()).map(|row| entry(&shell, &rows, row, &id)) }</ul>
                </nav>
            }
            <div class="industry">{ content }</div>
        </div>
    }
}

/// The list for a narrow page: the browser's own, which takes one line.
fn select(shell: &Shell, rows: &[IndustryRow], chosen: &str) -> Html {
    let onchange = {
        let shell = shell.clone();
        Callback::from(move |event: Event| {
            let industry = event.target_unchecked_into::<HtmlSelectElement>().value();
            shell.act(Action::Go(Address { industry, open: None, ..shell.address().clone() }));
        })
    };
    let option = |row: &IndustryRow| {
        let name = shell.texts.pick(&row.name_zh, &row.name_hant, &row.name_en);
        let indent = if row.parent.is_empty() { "" } else { "\u{3000}" };
        html! { <option value={row.id.clone()} selected={row.id == chosen}>{ format!("{indent}{name} · {}", row.passages) }</option> }
    };
    let classes = rows.iter().filter(|row| row.parent.is_empty());
    let below = |class: &IndustryRow| {
        let id = class.id.clone();
        rows.iter().filter(move |row| row.parent == id && (row.passages > 0 || row.id == chosen))
    };
    html! {
        <label class="industry-select">
            { shell.texts.say("industries.list") }
            <select {onchange}>{ for classes.flat_map(|class| std::iter::once(class).chain(below(class))).map(option) }</select>
        </label>
    }
}

/// A class with those below it that the corpus names.
fn entry(shell: &Shell, rows: &[IndustryRow], row: &IndustryRow, chosen: &str) -> Html {
    let below =
        rows.iter().filter(|child| child.parent == row.id && (child.passages > 0 || child.id == chosen));
    html! {
        <li>
            { link(shell, row, chosen) }
            <ul>{ for below.map(|child| html! { <li>{ link(shell, child, chosen) }</li> }) }</ul>
        </li>
    }
}

fn link(shell: &Shell, row: &IndustryRow, chosen: &str) -> Html {
    let to = Address { industry: row.id.clone(), open: None, ..shell.address().clone() };
    let name = shell.texts.pick(&row.name_zh, &row.name_hant, &row.name_en).to_owned();
    let none = (row.passages == 0).then_some("none");
    html! {
        <Go {to} class={classes!(none)} here={row.id == chosen}>
            <span>{ name }</span><span class="facet-count">{ row.passages }</span>
        </Go>
    }
}

#[derive(Properties, PartialEq)]
struct SaidProps {
    industry: Rc<IndustryAnswer>,
}

/// What is said of one.
#[component]
fn Said(props: &SaidProps) -> Html {
    let shell = use_shell();
    let texts = shell.texts;
    let industry = &props.industry;
    let row = &industry.industry;
    let name = texts.pick(&row.name_zh, &row.name_hant, &row.name_en).to_owned();
    let counts: [(&str, &dyn std::fmt::Display); 5] = [
        ("name", &name),
        ("docs", &industry.docs.total),
        ("passages", &industry.passages.total),
        ("targets", &industry.targets.total),
        ("duties", &industry.duties.total),
    ];
    let names: Vec<&str> = row.own_names.iter().take(12).map(String::as_str).collect();
    html! {
        <>
            <h1 aria-live="polite">{ name.clone() }</h1>
            <p class="lead">{ texts.fill("industries.lead", &counts) }</p>
            if !names.is_empty() {
                <p class="facts">{ texts.fill("industries.own_names", &[("names", &texts.list(&names))]) }</p>
            }
            if !industry.docs.items.is_empty() {
                <section>
                    <h2>{ texts.say("industries.who") }</h2>
                    { cut(&shell, industry.docs.items.len(), industry.docs.total) }
                    <ul class="shelf-short">{ for industry.docs.items.iter().map(|doc| document(&shell, doc)) }</ul>
                </section>
            }
            if !industry.targets.items.is_empty() {
                <section>
                    <h2>{ texts.say("view.targets") }</h2>
                    { cut(&shell, industry.targets.items.len(), industry.targets.total) }
                    <TargetRows targets={industry.targets.items.iter().cloned().map(Rc::new).collect::<Vec<_>>()}
                        caption={texts.fill("targets.table", &[("n", &industry.targets.total)])} />
                </section>
            }
            if !industry.duties.items.is_empty() {
                <section>
                    <h2>{ texts.say("view.duties") }</h2>
                    { cut(&shell, industry.duties.items.len(), industry.duties.total) }
                    <ul class="duty-list">{ for industry.duties.items.iter().map(|one| duty(&shell, one)) }</ul>
                </section>
            }
            if industry.passages.total > 0 {
                <section>
                    <h2>{ texts.say("industries.passages") }</h2>
                    { for industry.passages.groups.iter().map(|group| passages(&shell, group)) }
                </section>
            }
        </>
    }
}

fn document(shell: &Shell, doc: &DocumentHead) -> Html {
    let to = shell.address().opening(&doc.id, None, "");
    html! { <li><Go {to}>{ &doc.title }</Go><span class="facts">{ document_facts(shell.texts, doc).join(" · ") }</span></li> }
}

fn duty(shell: &Shell, duty: &Duty) -> Html {
    let to = shell.address().opening(
        duty.doc.as_deref().unwrap_or_default(),
        Some((duty.start, duty.end)),
        &duty.quote,
    );
    html! {
        <li><Go {to} class="hit-link">{ &duty.measure }</Go><span class="facts">{ shell.texts.list(&duty.lead) }</span></li>
    }
}

fn passages(shell: &Shell, group: &celan_wire::HitGroup) -> Html {
    let hit = |hit: &celan_wire::Hit| {
        let to = shell.address().opening(&group.doc.id, Some((hit.start, hit.end)), "");
        html! {
            <li class="hit"><Go {to} class="hit-link">
                <span class="path">{ path_words(&hit.path) }</span>
                <span class="snippet">{ marked(hit.snippet.trim_end(), &hit.marks) }</span>
            </Go></li>
        }
    };
    let rest = group.total.saturating_sub(group.hits.len());
    let mut filters = shell.address().filters.clone();
    filters.docs = vec![group.doc.id.clone()];
    filters.industries =
        vec![shell.address().industry.clone()].into_iter().filter(|id| !id.is_empty()).collect();
    let to = Address { filters, ..shell.address().view(View::Search) };
    html! {
        <section class="group">
            <h3>{ &group.doc.title }</h3>
            <ol>{ for group.hits.iter().map(hit) }</ol>
            if rest > 0 {
                <p class="group-more"><Go {to}>{ shell.texts.fill("search.unfold", &[("n", &rest)]) }</Go></p>
            }
        </section>
    }
}
