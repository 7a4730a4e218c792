//! The filters: tick boxes with live counts for the present result.

use std::rc::Rc;

use celan_data::Order;
use celan_wire::{Facet, FacetValue, Request, Response};
use yew::prelude::*;

use crate::shell::{Shell, use_shell};
use crate::state::{Action, FacetKind, Ticks, View};
use crate::tasks::use_answer;

/// Values of a long flat filter that are shown without asking for more.
const FIRST: usize = 8;

/// The same for the top of a tree: as many as there are strategic emerging industries.
const FIRST_OF_TREE: usize = 9;

/// Trees of up to so many values are always open.
const SMALL_TREE: usize = 24;

/// Levels of a tree that are followed.
const DEPTH: usize = 6;

/// The filters with the counts of an answer; equal if they are the same ones, so that thousands are not compared.
#[derive(Clone)]
pub struct CountedFacets(Rc<Vec<Facet>>);

impl PartialEq for CountedFacets {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl CountedFacets {
    /// The values of a filter.
    pub fn values(&self, kind: FacetKind) -> &[FacetValue] {
        let facet = self.0.iter().find(|facet| facet.name == kind.name());
        facet.map_or(&[], |facet| &facet.values)
    }
}

/// Answers, equal if they are the very same.
struct Came([Option<Rc<Response>>; 2]);

impl PartialEq for Came {
    fn eq(&self, other: &Self) -> bool {
        let at = |came: &Option<Rc<Response>>| came.as_ref().map(Rc::as_ptr);
        self.0.iter().map(at).eq(other.0.iter().map(at))
    }
}

impl Came {
    /// The filters of the first answer with the counts of the second one.
    fn counted(&self) -> Option<CountedFacets> {
        let [Some(facets), Some(answer)] = &self.0 else { return None };
        let counts = match &**answer {
            Response::Search(answer) => &answer.counts,
            Response::Targets(page) => &page.counts,
            Response::Duties(page) => &page.counts,
            Response::Documents(page) => &page.counts,
            _ => return None,
        };
        match &**facets {
            Response::Facets(facets) => facets.counted(counts).map(|facets| CountedFacets(Rc::new(facets))),
            _ => None,
        }
    }
}

/// The filters with the counts of what the present view shows; `None` before the first answer, or where they are not
/// `wanted`.
#[hook]
pub fn use_facets(wanted: bool) -> Option<CountedFacets> {
    let shell = use_shell();
    let answer = use_answer(wanted.then(|| shell.state.listed())).response;
    let facets = use_answer(wanted.then_some(Request::Facets)).response;
    (*use_memo(Came([facets, answer]), Came::counted)).clone()
}

/// The name of a value in the language of the page, where our tables have one.
pub fn facet_label(shell: &Shell, facet: FacetKind, value: &FacetValue) -> String {
    let known = match facet {
        FacetKind::Industries => shell.industry_name(&value.id),
        FacetKind::Indicators => shell.texts.find(&format!("group.{}", value.id)).map(str::to_owned),
        FacetKind::Kinds => Some(shell.texts.name("kind", &value.label)),
        _ => None,
    };
    known.unwrap_or_else(|| value.label.clone())
}

/// All filters.
#[component]
pub fn Rail() -> Html {
    let shell = use_shell();
    let facets = use_facets(true);
    let group = |kind: FacetKind| {
        // The view of industries has its own list of them.
        if kind == FacetKind::Industries && shell.address().view == View::Industries {
            return None;
        }
        let facets = facets.as_ref().filter(|facets| !facets.values(kind).is_empty())?.clone();
        Some(html! { <Group key={kind.name()} {kind} {facets} /> })
    };
    html! {
        <div class="facets">
            <h2 class="off-screen">{ shell.texts.say("filters") }</h2>
            { for FacetKind::ALL.into_iter().filter_map(group) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct GroupProps {
    kind: FacetKind,
    facets: CountedFacets,
}

/// One filter.
#[component]
fn Group(props: &GroupProps) -> Html {
    let shell = use_shell();
    let texts = shell.texts;
    let more = use_state(|| false);
    let wanted = use_state(String::new);
    let opened = use_state(Vec::<String>::new);
    let (kind, values) = (props.kind, props.facets.values(props.kind));
    let chosen = shell.address().filters.chosen(kind);
    let title = texts.say(kind.key());
    let tree = values.iter().any(|value| !value.parent.is_empty());
    let top = values.iter().filter(|value| value.parent.is_empty()).count();
    let long = if tree { top > FIRST_OF_TREE + 3 } else { values.len() > FIRST + 2 };
    let name = |value: &FacetValue| facet_label(&shell, kind, value);
    let rows: Vec<Row<'_>> = if tree {
        let mut rows = Vec::new();
        let tree = Tree::new(values);
        let above = tree.above(&chosen);
        let open = |value: &FacetValue| {
            values.len() <= SMALL_TREE || opened.contains(&value.id) || above.contains(&value.id.as_str())
        };
        tree.branch("", 0, &open, &mut rows);
        if long && !*more {
            first_of_tree(&mut rows, &chosen);
        }
        rows
    } else {
        let fits = |value: &&FacetValue| name(value).contains(wanted.as_str());
        let row = |value| Row { depth: 0, value, open: None };
        flat(values, &chosen, long && !*more).into_iter().filter(fits).map(row).collect()
    };
    let toggle = {
        let (more, wanted) = (more.clone(), wanted.clone());
        Callback::from(move |_| {
            wanted.set(String::new());
            more.set(!*more);
        })
    };
    let oninput = {
        let wanted = wanted.clone();
        Callback::from(move |event: InputEvent| {
            wanted.set(event.target_unchecked_into::<web_sys::HtmlInputElement>().value());
        })
    };
    let twist = |row: &Row<'_>| {
        let open = row.open.filter(|_| values.len() > SMALL_TREE)?;
        let (opened, id) = (opened.clone(), row.value.id.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            let mut now = (*opened).clone();
            now.retain(|other| *other != id);
            if !open {
                now.push(id.clone());
            }
            opened.set(now);
        });
        let label = texts.fill("filters.below", &[("name", &name(row.value))]);
        Some(html! {
            <button type="button" class="twist" aria-expanded={open.to_string()} aria-label={label} {onclick}>
                <span aria-hidden="true">{ if open { "−" } else { "+" } }</span>
            </button>
        })
    };
    let row = |row: Row<'_>| {
        let value = row.value;
        let on = chosen.contains(&value.id);
        let onchange = shell.on(Action::Ticked(kind, value.id.clone()));
        let none = (value.count == 0 && !on).then_some("none");
        html! {
            <li key={value.id.clone()} class={classes!(format!("depth-{}", row.depth.min(2)), none)}>
                <label>
                    <input type="checkbox" checked={on} {onchange} />
                    <span class="facet-name">{ name(value) }</span>
                    <span class="facet-count">{ value.count }</span>
                </label>
                { for twist(&row) }
            </li>
        }
    };
    html! {
        <fieldset class={classes!("facet", (tree && values.len() > SMALL_TREE).then_some("twisted"))}>
            <legend>{ title.clone() }</legend>
            if *more && !tree && values.len() > 20 {
                <input type="text" class="facet-search" placeholder={texts.say("filters.find")}
                    aria-label={texts.fill("filters.find_in", &[("name", &title)])} value={(*wanted).clone()} {oninput} />
            }
            <ul class={(*more).then_some("all")}>{ for rows.into_iter().map(row) }</ul>
            if long {
                <button type="button" class="as-link more" aria-expanded={more.to_string()} onclick={toggle}>
                    { if *more { texts.say("filters.fewer") } else { texts.fill("filters.more", &[("n", &if tree { top } else { values.len() })]) } }
                </button>
            }
        </fieldset>
    }
}

/// A tick box of the list.
struct Row<'a> {
    depth: usize,
    value: &'a FacetValue,
    /// Whether what is below it is shown; `None` where nothing is.
    open: Option<bool>,
}

/// Values that stand below one another.
struct Tree<'a> {
    /// In the order of their ids.
    by_id: Vec<&'a FacetValue>,
    /// In the order of what they stand below, at the top of "".
    by_parent: Vec<(&'a str, &'a FacetValue)>,
}

impl<'a> Tree<'a> {
    /// A value whose parent is missing stands at the top.
    fn new(values: &'a [FacetValue]) -> Self {
        let mut tree = Self { by_id: values.iter().collect(), by_parent: Vec::new() };
        tree.by_id.order_by(|a, b| a.id.cmp(&b.id));
        let parent = |value: &'a FacetValue| tree.parent(&value.id).map_or("", |parent| parent.id.as_str());
        tree.by_parent = values.iter().map(|value| (parent(value), value)).collect();
        tree.by_parent.order_by(|a, b| a.0.cmp(b.0));
        tree
    }

    fn value(&self, id: &str) -> Option<&'a FacetValue> {
        let at = self.by_id.binary_search_by(|value| value.id.as_str().cmp(id)).ok()?;
        Some(self.by_id[at])
    }

    /// The value above another one.
    fn parent(&self, id: &str) -> Option<&'a FacetValue> {
        self.value(&self.value(id)?.parent)
    }

    /// The values below one, in their order.
    fn below(&self, id: &str) -> &[(&'a str, &'a FacetValue)] {
        let start = self.by_parent.partition_point(|(parent, _)| *parent < id);
        let end = self.by_parent.partition_point(|(parent, _)| *parent <= id);
        &self.by_parent[start..end]
    }

    /// The values in reading order, below the open ones only.
    fn branch(
        &self,
        parent: &str,
        depth: usize,
        open: &dyn Fn(&FacetValue) -> bool,
        into: &mut Vec<Row<'a>>,
    ) {
        if depth == DEPTH {
            return;
        }
        for (_, value) in self.below(parent) {
            let shown = (!self.below(&value.id).is_empty()).then(|| open(value));
            into.push(Row { depth, value, open: shown });
            if shown == Some(true) {
                self.branch(&value.id, depth + 1, open, into);
            }
        }
    }

    /// The ids of what stands above the chosen values.
    fn above(&self, chosen: &[String]) -> Vec<&'a str> {
        let mut above = Vec::new();
        for id in chosen {
            let mut at = self.parent(id);
            while let Some(parent) = at.filter(|_| above.len() < DEPTH * chosen.len()) {
                above.push(parent.id.as_str());
                at = self.parent(&parent.id);
            }
        }
        above
    }
}

/// Keeps the first branches of a tree, and what is chosen in the others.
fn first_of_tree(rows: &mut Vec<Row<'_>>, chosen: &[String]) {
    let mut top = 0;
    rows.retain(|row| {
        top += usize::from(row.depth == 0);
        top <= FIRST_OF_TREE || chosen.contains(&row.value.id)
    });
}

/// The first values and all that are chosen, or all.
fn flat<'a>(values: &'a [FacetValue], chosen: &[String], short: bool) -> Vec<&'a FacetValue> {
    let keep = |(at, value): &(usize, &FacetValue)| !short || *at < FIRST || chosen.contains(&value.id);
    values.iter().enumerate().filter(keep).map(|(_, value)| value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(id: &str, parent: &str) -> FacetValue {
        FacetValue { id: id.into(), label: id.into(), parent: parent.into(), count: 1 }
    }

    #[test]
    fn a_tree_is_told_in_reading_order_and_loses_nothing() {
        let values = [value("b", "a"), value("a", ""), value("d", "gone"), value("c", "")];
        let mut rows = Vec::new();
        Tree::new(&values).branch("", 0, &|_| true, &mut rows);
        let told: Vec<_> = rows.iter().map(|row| (row.depth, row.value.id.as_str())).collect();
        assert_eq!(told, [(0, "a"), (1, "b"), (0, "d"), (0, "c")]);
    }

    #[test]
    fn a_tree_opens_down_to_what_is_chosen() {
        let values = [value("a", ""), value("b", "a"), value("c", "b"), value("d", "")];
        let above = Tree::new(&values).above(&["c".to_owned()]);
        assert_eq!(above, ["b", "a"]);
    }
}
