//! The chain of documents: which other documents those on the shelf name, and which of these are not here.

use std::collections::BTreeMap;

use celan_data::Order;
use celan_wire::{Citation, Request, Response};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::targets::file_name;
use crate::charts::{Cell, Table};
use crate::components::{Go, TakeAway, Waiting};
use crate::shell::{Shell, use_shell};
use crate::strings::Texts;
use crate::tasks::use_answer;

/// Documents that are read for their citations at most.
const READ: usize = 200;

/// A document that others name.
#[derive(Clone, Debug, Default, PartialEq)]
struct Cited {
    /// Its id, where it is here.
    doc: Option<String>,
    /// Ids and titles of those that name it.
    by: Vec<(String, String)>,
}

/// Title and number as they stand in the text: what a cited document is known by.
fn name_of(cite: &Citation) -> String {
    let title = cite.title.as_ref().map(|title| format!("《{title}》")).unwrap_or_default();
    format!("{title}{}", cite.number.as_deref().unwrap_or_default())
}

/// The section. Nothing is read before it is opened: citations stand in whole documents.
#[component]
pub(super) fn Chain() -> Html {
    let shell = use_shell();
    let texts = shell.texts;
    let open = use_state(|| false);
    let ontoggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    html! {
        <section class="chain">
            <h2>{ texts.say("chain.title") }</h2>
            <p>{ texts.say("chain.hint") }</p>
            <button type="button" aria-expanded={open.to_string()} onclick={ontoggle}>
                { texts.say(if *open { "filters.fewer" } else { "chain.show" }) }
            </button>
            if *open {
                <Links />
            }
        </section>
    }
}

#[component]
fn Links() -> Html {
    let shell = use_shell();
    let texts = shell.texts;
    let listed = use_answer(Some(Request::Documents(shell.state.browse(READ))));
    let found = use_state(|| None::<Vec<(String, Cited)>>);
    let docs: Vec<String> = match listed.response.as_deref() {
        Some(Response::Documents(page)) => page.items.iter().map(|doc| doc.id.clone()).collect(),
        _ => Vec::new(),
    };
    {
        let (client, found) = (shell.client.clone(), found.setter());
        use_effect_with((docs, listed.response.is_some()), move |(docs, ready)| {
            let (docs, ready) = (docs.clone(), *ready);
            spawn_local(async move {
                let mut cited: BTreeMap<String, Cited> = BTreeMap::new();
                for doc in docs {
                    let Response::Document(view) =
                        client.call(&Request::Document { doc, script: None }).await
                    else {
                        continue;
                    };
                    for cite in &view.cites {
                        let row = cited.entry(name_of(cite)).or_default();
                        row.doc.clone_from(&cite.doc);
                        let by = (view.head.id.clone(), view.head.title.clone());
                        if !row.by.contains(&by) {
                            row.by.push(by);
                        }
                    }
                }
                let mut rows: Vec<(String, Cited)> = cited.into_iter().collect();
                // The one that most of them rest on comes first.
                rows.order_by_key(|(_, row)| usize::MAX - row.by.len());
                found.set(ready.then_some(rows));
            });
        });
    }
    let Some(rows) = &*found else { return html! { <Waiting /> } };
    let missing = rows.iter().filter(|(_, row)| row.doc.is_none()).count();
    let lead = texts.fill("chain.lead", &[("n", &rows.len()), ("missing", &missing)]);
    let table = {
        let rows = rows.clone();
        Callback::from(move |()| table(&rows, texts))
    };
    html! {
        <>
            <p class="lead" role="status">{ lead }</p>
            if !rows.is_empty() {
                <TakeAway name={file_name(&texts.say("chain.title"))} {table} />
                <div class="table-room"><table part="table">
                    <caption>{ texts.say("chain.title") }</caption>
                    <thead><tr>{ for ["chain.cited", "chain.here", "chain.by"].map(|key| html! { <th scope="col">{ texts.say(key) }</th> }) }</tr></thead>
                    <tbody>{ for rows.iter().map(|(name, cited)| row(&shell, name, cited)) }</tbody>
                </table></div>
            }
        </>
    }
}

fn row(shell: &Shell, name: &str, cited: &Cited) -> Html {
    let link = |id: &str, words: &str| {
        html! { <Go to={shell.address().opening(id, None, "")}>{ words.to_owned() }</Go> }
    };
    let here = match &cited.doc {
        Some(_) => html! { { "✓" } },
        None => html! { <span class="warn">{ shell.texts.say("chain.missing") }</span> },
    };
    html! {
        <tr>
            <td>{ cited.doc.as_ref().map_or_else(|| html! { { name.to_owned() } }, |id| link(id, name)) }</td>
            <td>{ here }</td>
            <td><ul>{ for cited.by.iter().map(|(id, title)| html! { <li>{ link(id, title) }</li> }) }</ul></td>
        </tr>
    }
}

fn table(rows: &[(String, Cited)], texts: Texts) -> Table {
    let row = |(name, cited): &(String, Cited)| {
        let titles: Vec<&str> = cited.by.iter().map(|(_, title)| title.as_str()).collect();
        let mark = if cited.doc.is_some() { "✓".to_owned() } else { texts.say("chain.missing") };
        vec![Cell::from(name.as_str()), Cell::from(mark.as_str()), Cell::from(texts.list(&titles).as_str())]
    };
    Table {
        columns: vec![
            ("cited", texts.say("chain.cited")),
            ("here", texts.say("chain.here")),
            ("by", texts.say("chain.by")),
        ],
        rows: rows.iter().map(row).collect(),
    }
}
