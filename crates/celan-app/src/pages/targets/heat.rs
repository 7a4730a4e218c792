//! 热图: how much each document has for each industry.

use std::rc::Rc;

use celan_wire::{Browse, DocumentHead, FacetValue, Filters, Request, Response, Target};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{Chosen, figure};
use crate::charts::{Heat, draw_heat, heat};
use crate::components::{Choice, Switch};
use crate::shell::Shell;
use crate::state::{Action, Address, ChartKind, Counted, View};

/// Columns of the heat map at most.
const COLUMNS: usize = 24;

/// Documents with their passages by industry.
pub(super) type Passages = Rc<Vec<(DocumentHead, Vec<FacetValue>)>>;

/// How many passages of each document the filters leave for each industry, where the map of them is shown.
#[hook]
pub(super) fn use_passages(shell: &Shell, ready: bool) -> Passages {
    let address = shell.address();
    let wanted = ready && address.chart == ChartKind::Heat && address.counted == Counted::Passages;
    let passages = use_state(Passages::default);
    let newest = use_mut_ref(|| 0u32);
    let key = (wanted, shell.state.browse(0), shell.state.revision, shell.status.generation);
    {
        let (client, passages) = (shell.client.clone(), passages.setter());
        use_effect_with(key, move |(wanted, browse, ..)| {
            *newest.borrow_mut() += 1;
            let (number, wanted, browse) = (*newest.borrow(), *wanted, browse.clone());
            if !wanted {
                passages.set(Passages::default());
                return;
            }
            spawn_local(async move {
                let mut counted = Vec::new();
                let Response::Facets(facets) = client.call(&Request::Facets).await else { return };
                let filters = Filters { docs: browse.filters.docs.clone(), ..Filters::default() };
                let columns = Browse { filters, limit: COLUMNS, ..Browse::default() };
                let Response::Documents(page) = client.call(&Request::Documents(columns)).await else {
                    return;
                };
                for doc in page.items {
                    let mut browse = browse.clone();
                    browse.filters.docs = vec![doc.id.clone()];
                    let Response::Search(answer) = client.call(&Request::Search(browse)).await else {
                        continue;
                    };
                    let all = facets.counted(&answer.counts).unwrap_or_default();
                    let facet = all.into_iter().find(|facet| facet.name == "industries");
                    counted.extend(facet.map(|facet| (doc, facet.values)));
                }
                if *newest.borrow() == number {
                    passages.set(Rc::new(counted));
                }
            });
        });
    }
    (*passages).clone()
}

/// 热图.
pub(super) fn heat_chart(shell: &Shell, chosen: &Chosen, passages: &Passages, width: f64) -> Html {
    let texts = shell.texts;
    let heat = heat_of(shell, chosen, passages);
    let counted = |counted: Counted| Choice {
        label: texts.say(counted.key()),
        on: counted == shell.address().counted,
        onclick: shell.on(Action::Go(Address { counted, ..shell.address().clone() })),
        lang: None,
    };
    let switch =
        html! { <Switch name={texts.say("heat.counted")} choices={Counted::ALL.map(counted).to_vec()} /> };
    if heat.rows.is_empty() {
        return html! { <>{ switch }<p class="remark">{ texts.say("heat.none") }</p></> };
    }
    let drawing = draw_heat(texts, &heat, &texts.say(shell.address().counted.key()), width);
    let what = texts.say(shell.address().counted.key());
    let counts: [(&str, &dyn std::fmt::Display); 3] =
        [("rows", &heat.rows.len()), ("columns", &heat.columns.len()), ("what", &what)];
    let summary = texts.fill("heat.summary", &counts);
    figure(texts.say("chart.heat"), summary.clone(), drawing, summary, switch)
}

/// How much each document has for each industry.
pub(super) fn heat_of(shell: &Shell, chosen: &Chosen, passages: &Passages) -> Heat {
    let texts = shell.texts;
    let Some(corpus) = shell.corpus.as_deref() else { return Heat::default() };
    let class_of = |id: &str| {
        let mut id = id.to_owned();
        for _ in 0..4 {
            match corpus.industries.iter().find(|row| row.id == id) {
                Some(row) if !row.parent.is_empty() => id.clone_from(&row.parent),
                _ => break,
            }
        }
        id
    };
    let classes: Vec<(String, String)> = corpus
        .industries
        .iter()
        .filter(|row| row.parent.is_empty())
        .map(|row| (row.id.clone(), texts.pick(&row.name_zh, &row.name_hant, &row.name_en).to_owned()))
        .collect();
    let counted = shell.address().counted;
    let docs: Vec<DocumentHead> = match counted {
        Counted::Passages => passages.iter().map(|(doc, _)| doc.clone()).collect(),
        _ => chosen.docs.iter().take(COLUMNS).cloned().collect(),
    };
    let count = |industry: &str, doc: &str| {
        if counted == Counted::Passages {
            let values = passages.iter().find(|(head, _)| head.id == doc).map(|(_, values)| values);
            let value = values.and_then(|values| values.iter().find(|value| value.id == industry));
            return value.map_or(0, |value| value.count);
        }
        let here = |target: &&Rc<Target>| {
            target.place.as_ref().is_some_and(|place| place.doc == doc)
                && (counted == Counted::Targets || target.value.is_some())
                && target.industries.iter().any(|own| class_of(own) == industry)
        };
        chosen.all.iter().filter(here).count()
    };
    let to = |industry: &str, doc: &str| {
        let mut chosen = shell.address().filters.clone();
        chosen.industries = vec![industry.to_owned()];
        chosen.docs = vec![doc.to_owned()];
        let there = shell.address().with_filters(chosen);
        if counted == Counted::Passages {
            return there.view(View::Search);
        }
        Address { indicator: "*".to_owned(), chart: ChartKind::Compare, ..there }
    };
    heat(&classes, &docs, count, to)
}
