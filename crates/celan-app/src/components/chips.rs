//! The chosen filters as chips above the result, each removable, and all in one go.

use celan_wire::{Browse, Filters, Request, Response};
use yew::prelude::*;

use super::rail::{facet_label, use_facets};
use crate::shell::use_shell;
use crate::state::{Action, FacetKind, Ticks, Width};
use crate::tasks::use_answer;

/// The chips; on a narrow page also the button that opens the filters.
#[component]
pub fn Chips() -> Html {
    let shell = use_shell();
    let texts = shell.texts;
    let filters = &shell.address().filters;
    let count = filters.count();
    let facets = use_facets(count > 0);
    let titles = use_titles(&filters.docs);
    let narrow = shell.state.width < Width::Wide;
    if count == 0 && !narrow {
        return Html::default();
    }
    let chip = |facet: FacetKind, id: String| {
        let label = match facet {
            FacetKind::Docs => titles.iter().find(|(doc, _)| *doc == id).map(|(_, title)| title.clone()),
            _ => facets.as_ref().and_then(|facets| {
                let value = facets.values(facet).iter().find(|value| value.id == id)?;
                Some(facet_label(&shell, facet, value))
            }),
        };
        let label = label.unwrap_or_else(|| id.clone());
        let onclick = shell.on(Action::Ticked(facet, id));
        let name = texts.fill("filters.remove", &[("name", &label)]);
        html! {
            <li><button type="button" class="chip" aria-label={name} {onclick}>
                { label }<span aria-hidden="true">{ " ×" }</span>
            </button></li>
        }
    };
    let chips = FacetKind::ALL
        .into_iter()
        .flat_map(|facet| filters.chosen(facet).into_iter().map(move |id| (facet, id)))
        .map(|(facet, id)| chip(facet, id));
    let open = shell.on(Action::Sheet(true));
    html! {
        <div class="chips">
            if narrow {
                <button type="button" class="sheet-button" aria-haspopup="dialog" onclick={open}>
                    { texts.say("filters") }
                    if count > 0 {
                        { format!(" {count}") }
                    }
                </button>
            }
            if count > 0 {
                <ul aria-label={texts.say("filters.chosen")}>{ for chips }</ul>
                <button type="button" class="as-link" onclick={shell.on(Action::Cleared)}>{ texts.say("filters.clear") }</button>
            }
        </div>
    }
}

/// The titles of documents, by id.
#[hook]
fn use_titles(docs: &[String]) -> Vec<(String, String)> {
    let filters = Filters { docs: docs.to_vec(), ..Filters::default() };
    let browse = Browse { filters, limit: docs.len(), ..Browse::default() };
    let answer = use_answer((!docs.is_empty()).then_some(Request::Documents(browse)));
    match answer.response.as_deref() {
        Some(Response::Documents(page)) => {
            page.items.iter().map(|doc| (doc.id.clone(), doc.title.clone())).collect()
        }
        _ => Vec::new(),
    }
}
