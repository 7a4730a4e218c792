//! What a person sees first: what is here, and things to try that are sure to answer.

use celan_data::Order;
use celan_wire::{Browse, DocumentHead, IndicatorCount, IndustryRow, Request, Response};
use yew::prelude::*;

use crate::components::{Go, Waiting};
use crate::queries::document_facts;
use crate::shell::{Shell, use_shell};
use crate::state::{Address, View};
use crate::tasks::use_answer;

/// Documents that are listed.
const FIRST: usize = 12;

/// The start of the search view.
#[component]
pub fn Landing() -> Html {
    let shell = use_shell();
    let texts = shell.texts;
    let first = Browse { limit: FIRST, ..Browse::default() };
    let first = use_answer(Some(Request::Documents(first)));
    let Some(corpus) = shell.corpus.clone() else { return html! { <Waiting /> } };
    let loaded = shell.status.phase == celan_wasm::Phase::Ready;
    if corpus.docs == 0 {
        return if loaded {
            empty(&shell)
        } else {
            html! { <Waiting /> }
        };
    }
    let counts: [(&str, &dyn std::fmt::Display); 4] = [
        ("docs", &corpus.all_docs()),
        ("passages", &corpus.passages),
        ("targets", &corpus.targets),
        ("duties", &corpus.duties),
    ];
    let mut industries: Vec<&IndustryRow> = corpus.industries.iter().filter(|row| row.passages > 0).collect();
    industries.order_by_key(|row| std::cmp::Reverse(row.passages));
    let first = match first.response.as_deref() {
        Some(Response::Documents(page)) => page.items.as_slice(),
        _ => &[],
    };
    html! {
        <div class="landing">
            <h1>{ texts.say("landing.title") }</h1>
            <p class="lead">{ texts.fill("landing.lead", &counts) }</p>
            <div class="ways">
                if !corpus.indicators.is_empty() {
                    <section>
                        <h2>{ texts.say("landing.compare") }</h2>
                        <ul class="tries">{ for corpus.indicators.iter().take(8).map(|row| indicator(&shell, row)) }</ul>
                    </section>
                }
                if !industries.is_empty() {
                    <section>
                        <h2>{ texts.say("landing.industries") }</h2>
                        <ul class="tries">{ for industries.iter().take(8).map(|row| industry(&shell, row)) }</ul>
                    </section>
                }
                <section>
                    <h2>{ texts.say("landing.syntax") }</h2>
                    <dl class="syntax">{ syntax(&shell) }</dl>
                </section>
            </div>
            <section>
                <h2>{ texts.say("landing.documents") }</h2>
                <ul class="shelf-short">{ for first.iter().map(|doc| document(&shell, doc)) }</ul>
                if corpus.all_docs() > FIRST {
                    <Go to={Address::default().view(View::Documents)}>{ texts.fill("landing.all_documents", &[("n", &corpus.all_docs())]) }</Go>
                }
            </section>
        </div>
    }
}

fn empty(shell: &Shell) -> Html {
    let texts = shell.texts;
    html! {
        <div class="landing">
            <h1>{ texts.say("landing.empty") }</h1>
            <p class="lead">{ texts.say("landing.empty_hint") }</p>
            <Go to={Address::default().view(View::Documents)} class="strong">{ texts.say("import.title") }</Go>
        </div>
    }
}

fn indicator(shell: &Shell, row: &IndicatorCount) -> Html {
    let to = Address { indicator: row.id.clone(), ..Address::default().view(View::Targets) };
    let name = shell.texts.pick(&row.name_zh, &row.name_hant, &row.name_en).to_owned();
    let docs = shell.texts.fill("landing.docs", &[("n", &row.docs)]);
    html! { <li><Go {to}>{ name }<span class="soft">{ docs }</span></Go></li> }
}

fn industry(shell: &Shell, row: &IndustryRow) -> Html {
    let to = Address { industry: row.id.clone(), ..Address::default().view(View::Industries) };
    let name = shell.texts.pick(&row.name_zh, &row.name_hant, &row.name_en).to_owned();
    let count = shell.texts.fill("landing.passages", &[("n", &row.passages)]);
    html! { <li><Go {to}>{ name }<span class="soft">{ count }</span></Go></li> }
}

/// What the box understands, as examples that can be clicked.
fn syntax(shell: &Shell) -> Html {
    let texts = shell.texts;
    let example = |words: String, meaning: String| {
        let to = Address { query: words.clone(), ..Address::default() };
        html! { <><dt><Go {to}><code>{ words }</code></Go></dt><dd>{ meaning }</dd></> }
    };
    html! {
        <>
            { example(texts.say("syntax.phrase"), texts.say("syntax.phrase_means")) }
            { example(texts.say("syntax.not"), texts.say("syntax.not_means")) }
            { example(texts.say("syntax.field"), texts.say("syntax.field_means")) }
            { example(texts.say("syntax.figure"), texts.say("syntax.figure_means")) }
            { example(texts.say("syntax.pinyin"), texts.say("syntax.pinyin_means")) }
        </>
    }
}

fn document(shell: &Shell, doc: &DocumentHead) -> Html {
    let to = Address::default().view(View::Documents).opening(&doc.id, None, "");
    let facts = document_facts(shell.texts, doc).join(" · ");
    html! { <li key={doc.id.clone()}><Go {to}>{ &doc.title }</Go><span class="facts">{ facts }</span></li> }
}
