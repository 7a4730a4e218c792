//! The filters: tick boxes with live counts for the present result.

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

/// The facets of the present result: counts of what the present view shows.
#[hook]
pub fn use_facets() -> Option<Vec<Facet>> {
    let shell = use_shell();
    let browse = shell.state.browse(0);
    let request = match shell.address().view {
        View::Search | View::Industries => Request::Search(browse),
        View::Targets => Request::Targets(browse),
        View::Duties => Request::Duties(browse),
        View::Documents => Request::Documents(browse),
    };
    let answer = use_answer(Some(request));
    let facets = use_answer(Some(Request::Facets));
    let counts = match answer.response.as_deref()? {
        Response::Search(answer) => &answer.counts,
        Response::Targets(page) => &page.counts,
        Response::Duties(page) => &page.counts,
        Response::Documents(page) => &page.counts,
        _ => return None,
    };
    match facets.response.as_deref()? {
        Response::Facets(facets) => facets.counted(counts),
        _ => None,
    }
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
    let facets = use_facets().unwrap_or_default();
    let group = |kind: FacetKind| {
        // The view of industries has its own list of them.
        if kind == FacetKind::Industries && shell.address().view == View::Industries {
            return None;
        }
        let facet = facets.iter().find(|facet| facet.name == kind.name())?;
        let shown = !facet.values.is_empty();
        shown.then(|| html! { <Group key={kind.name()} {kind} facet={facet.clone()} /> })
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
    facet: Facet,
}

/// One filter.
#[component]
fn Group(props: &GroupProps) -> Html {
    let shell = use_shell();
    let texts = shell.texts;
    let more = use_state(|| false);
    let wanted = use_state(String::new);
    let opened = use_state(Vec::<String>::new);
    let (kind, values) = (props.kind, &props.facet.values);
    let chosen = shell.address().filters.chosen(kind);
    let title = texts.say(kind.key());
    let tree = values.iter().any(|value| !value.parent.is_empty());
    let top = values.iter().filter(|value| value.parent.is_empty()).count();
    let long = if tree { top > FIRST_OF_TREE + 3 } else { values.len() > FIRST + 2 };
    let name = |value: &FacetValue| facet_label(&shell, kind, value);
    let rows: Vec<Row<'_>> = if tree {
        let mut rows = Vec::new();
        let open = |value: &FacetValue| {
            values.len() <= SMALL_TREE || opened.contains(&value.id) || holds_chosen(values, value, &chosen)
        };
        branch(values, "", 0, &open, &mut rows);
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

/// The values of a tree in reading order, below the open ones only. A value whose parent is missing stands at the top.
fn branch<'a>(
    values: &'a [FacetValue],
    parent: &str,
    depth: usize,
    open: &dyn Fn(&FacetValue) -> bool,
    into: &mut Vec<Row<'a>>,
) {
    let known = |id: &str| values.iter().any(|value| value.id == id);
    for value in values {
        let here =
            value.parent == parent || (depth == 0 && !value.parent.is_empty() && !known(&value.parent));
        if here && depth < DEPTH {
            let parent = values.iter().any(|child| child.parent == value.id);
            let shown = parent.then(|| open(value));
            into.push(Row { depth, value, open: shown });
            if shown == Some(true) {
                branch(values, &value.id, depth + 1, open, into);
            }
        }
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

/// Whether something below `value` is chosen.
fn holds_chosen(values: &[FacetValue], value: &FacetValue, chosen: &[String]) -> bool {
    values.iter().filter(|one| chosen.contains(&one.id)).any(|one| {
        let mut at = one;
        for _ in 0..DEPTH {
            match values.iter().find(|above| above.id == at.parent) {
                Some(above) if above.id == value.id => return true,
                Some(above) => at = above,
                None => return false,
            }
        }
        false
    })
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
        branch(&values, "", 0, &|_| true, &mut rows);
        let told: Vec<_> = rows.iter().map(|row| (row.depth, row.value.id.as_str())).collect();
        assert_eq!(told, [(0, "a"), (1, "b"), (0, "d"), (0, "c")]);
    }

    #[test]
    fn a_tree_opens_down_to_what_is_chosen() {
        let values = [value("a", ""), value("b", "a"), value("c", "b"), value("d", "")];
        let chosen = ["c".to_owned()];
        let holds: Vec<bool> = values.iter().map(|value| holds_chosen(&values, value, &chosen)).collect();
        assert_eq!(holds, [true, true, false, false]);
    }
}
