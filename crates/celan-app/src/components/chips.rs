//! The chosen filters as chips above the result, each removable, and all in one go.

use yew::prelude::*;

use super::rail::{CountedFacets, facet_label, use_facets};
use crate::shell::use_shell;
use crate::state::{Action, FacetKind, Ticks, Width};

/// The chips; on a narrow page also the button that opens the filters.
#[component]
pub fn Chips() -> Html {
    let shell = use_shell();
    let texts = shell.texts;
    let filters = &shell.address().filters;
    let count = filters.count();
    let facets = use_facets(count > 0);
    let narrow = shell.state.width < Width::Wide;
    if count == 0 && !narrow {
        return Html::default();
    }
    let chip = |facet: FacetKind, id: String| {
        let label = label_of(&shell, facets.as_ref(), facet, &id);
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

fn label_of(
    shell: &crate::shell::Shell,
    facets: Option<&CountedFacets>,
    facet: FacetKind,
    id: &str,
) -> String {
    if facet == FacetKind::Docs {
        let corpus = shell.corpus.as_ref();
        let doc = corpus.and_then(|corpus| corpus.docs.iter().find(|doc| doc.id == id));
        return doc.map_or_else(|| id.to_owned(), |doc| doc.title.clone());
    }
    let value = facets.and_then(|facets| facets.values(facet).iter().find(|value| value.id == id));
    value.map_or_else(|| id.to_owned(), |value| facet_label(shell, facet, value))
}
