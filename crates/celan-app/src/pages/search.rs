//! 检索: passages as one types, grouped by document; beside them the document, where there is room.

use celan_wire::{Browse, Help, Hit, HitGroup, Request, Response, SearchAnswer};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;

use super::landing::Landing;
use crate::components::{Failed, Go, Reader, Waiting, marked};
use crate::queries::{document_facts, path_words};
use crate::shell::{Shell, use_shell};
use crate::state::{Action, FIRST_FOUND, FacetKind, Ticks, Width};
use crate::tasks::use_answer;

/// The view.
#[component]
pub fn Search() -> Html {
    let shell = use_shell();
    let address = shell.address();
    let shown = use_state(|| FIRST_FOUND);
    {
        let shown = shown.setter();
        use_effect_with((address.query.clone(), address.filters.clone()), move |_| shown.set(FIRST_FOUND));
    }
    let landing = shell.state.is_landing();
    let request = (!landing).then(|| Request::Search(shell.state.browse(*shown)));
    let answer = use_answer(request);
    let beside = shell.state.width >= Width::Wide;
    let open = address.open.clone();
    if let (Some(open), false) = (&open, beside) {
        return html! { <Reader open={open.clone()} beside={false} /> };
    }
    let list = match (answer.response.as_deref(), &answer.asked) {
        _ if landing => html! { <Landing /> },
        (Some(Response::Search(found)), Some(Request::Search(asked))) => {
            let more = {
                let shown = shown;
                Callback::from(move |_: MouseEvent| shown.set(*shown + FIRST_FOUND))
            };
            results(&shell, asked.query.trim(), found, &more)
        }
        (Some(Response::Failed(failure)), _) => html! { <Failed failure={failure.clone()} /> },
        _ => html! { <Waiting /> },
    };
    let onkeydown = {
        let shell = shell.clone();
        Callback::from(move |event: KeyboardEvent| walk(&shell, &event))
    };
    let split = open.is_some().then_some("split");
    // With keys the list stays the same element, and keeps the focus, when the reader comes and goes beside it.
    let mut panes = vec![html! { <div key="results" class="results" {onkeydown}>{ list }</div> }];
    panes.extend(open.map(|open| html! { <Reader key="reader" {open} beside={true} /> }));
    html! { <div class={classes!("search", split)}>{ for panes }</div> }
}

/// What was found for `query`.
fn results(shell: &Shell, query: &str, found: &SearchAnswer, more: &Callback<MouseEvent>) -> Html {
    let texts = shell.texts;
    let counts: [(&str, &dyn std::fmt::Display); 3] =
        [("query", &query), ("n", &found.total), ("docs", &found.total_docs)];
    let title = match (query.is_empty(), found.total) {
        (true, _) => texts.fill("search.count_all", &counts),
        (false, 0) => texts.fill("search.count_none", &counts),
        (false, _) => texts.fill("search.count", &counts),
    };
    let rest = found.total_docs.saturating_sub(found.groups.len());
    html! {
        <>
            <h1 aria-live="polite">{ title }</h1>
            { helps(shell, &found.helps) }
            if found.total == 0 {
                { nothing(shell, query, found) }
            }
            { for found.groups.iter().map(|group| html! { <Group key={group.doc.id.clone()} group={group.clone()} /> }) }
            if rest > 0 || shell.status.unread {
                <button type="button" class="more" onclick={more.clone()}>
                    if rest > 0 {
                        { texts.fill("search.more_docs", &[("n", &rest)]) }
                    } else {
                        // Of a corpus in parts nobody knows how many there are.
                        { texts.say("search.more") }
                    }
                </button>
            }
        </>
    }
}

/// What was done to find something, and what could not be read.
fn helps(shell: &Shell, helps: &[Help]) -> Html {
    if helps.is_empty() {
        return Html::default();
    }
    let help = |help: &Help| {
        let values: [(&str, &dyn std::fmt::Display); 2] = [("from", &help.from), ("to", &help.to)];
        let key = format!("help.{}", help.kind);
        let key = if shell.texts.find(&key).is_some() { key } else { "help.other".to_owned() };
        html! { <li>{ shell.texts.fill(&key, &values) }</li> }
    };
    html! { <ul class="remark helps">{ for helps.iter().map(help) }</ul> }
}

/// Nothing found: what can be loosened, each with one click.
fn nothing(shell: &Shell, query: &str, found: &SearchAnswer) -> Html {
    let texts = shell.texts;
    let filters = shell.address().filters.count();
    let plain: String = query.chars().filter(|c| !"\"“”-".contains(*c)).collect();
    let quoted = plain != query;
    let words: Vec<&str> = query.split_whitespace().collect();
    html! {
        <div class="nothing">
            <p>{ texts.say("nothing.why") }</p>
            <ul>
                if filters > 0 {
                    <li><button type="button" class="as-link" onclick={shell.on(Action::Cleared)}>
                        { texts.fill("nothing.filters", &[("n", &filters)]) }
                    </button></li>
                }
                if quoted {
                    <li><button type="button" class="as-link" onclick={shell.on(Action::Typed(plain.trim().to_owned()))}>
                        { texts.fill("nothing.plain", &[("words", &plain.trim())]) }
                    </button></li>
                }
                if words.len() > 1 {
                    { for words.iter().filter(|word| word.len() > 1).map(|word| html! {
                        <li><button type="button" class="as-link" onclick={shell.on(Action::Typed((*word).to_owned()))}>
                            { texts.fill("nothing.word", &[("word", word)]) }
                        </button></li>
                    }) }
                }
                if filters == 0 && !quoted && words.len() < 2 && found.total == 0 {
                    <li>{ texts.say("nothing.shorter") }</li>
                }
            </ul>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct GroupProps {
    group: HitGroup,
}

/// A document with its best passages, or all of them.
#[component]
fn Group(props: &GroupProps) -> Html {
    let shell = use_shell();
    let texts = shell.texts;
    let all = use_state(|| false);
    let group = &props.group;
    let doc = &group.doc;
    let request = (*all).then(|| {
        let filters = &shell.address().filters;
        let filters = celan_wire::Filters { docs: vec![doc.id.clone()], ..filters.clone() };
        Request::Search(Browse { filters, ..shell.state.browse(1) })
    });
    let unfolded = use_answer(request);
    let hits = match unfolded.response.as_deref() {
        Some(Response::Search(answer)) if *all => answer.groups.first().map(|group| group.hits.clone()),
        _ => None,
    };
    let hits = hits.unwrap_or_else(|| group.hits.clone());
    let rest = group.total.saturating_sub(group.hits.len());
    let toggle = {
        let all = all.clone();
        Callback::from(move |_: MouseEvent| all.set(!*all))
    };
    let only = shell.on(Action::Ticked(FacetKind::Docs, doc.id.clone()));
    let chosen = shell.address().filters.docs.contains(&doc.id);
    html! {
        <section class="group">
            <h2><Go to={shell.address().opening(&doc.id, None, "")}>{ &doc.title }</Go></h2>
            <p class="facts">{ document_facts(texts, doc).join(" · ") }</p>
            <ol>{ for hits.iter().map(|hit| hit_item(&shell, &doc.id, hit)) }</ol>
            if rest > 0 {
                <p class="group-more">
                    <button type="button" class="as-link" aria-expanded={all.to_string()} onclick={toggle}>
                        { if *all { texts.say("search.fold") } else { texts.fill("search.unfold", &[("n", &rest)]) } }
                    </button>
                    if !chosen {
                        <button type="button" class="as-link" onclick={only}>{ texts.say("search.only_here") }</button>
                    }
                </p>
            }
        </section>
    }
}

fn hit_item(shell: &Shell, doc: &str, hit: &Hit) -> Html {
    // The words find the passage again when the text before it has changed.
    let quote = if hit.cut_before { "" } else { hit.snippet.as_str() };
    let to = shell.address().opening(doc, Some((hit.start, hit.end)), quote);
    let open = shell.address().open.as_ref();
    let here = open.is_some_and(|open| open.doc == doc && open.at == Some((hit.start, hit.end)));
    let path = path_words(&hit.path);
    html! {
        <li key={hit.passage} class={classes!("hit", here.then_some("here"))}>
            <Go {to} class="hit-link" {here}>
                if !path.is_empty() {
                    <span class="path">{ path }</span>
                }
                <span class="snippet">
                    { if hit.cut_before { "…" } else { "" } }
                    { marked(hit.snippet.trim_end(), &hit.marks) }
                    { if hit.cut_after { "…" } else { "" } }
                </span>
            </Go>
        </li>
    }
}

/// Down and up go from hit to hit, Escape back to the box or out of the document.
fn walk(shell: &Shell, event: &KeyboardEvent) {
    let Some(root) = shell.root.cast::<Element>() else { return };
    let focus = |element: Option<Element>| {
        if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    };
    let Ok(hits) = root.query_selector_all("main .hit-link") else { return };
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let focused = |node: web_sys::Node| target.as_ref().is_some_and(|target| node.is_same_node(Some(target)));
    let here = (0..hits.length()).find(|at| hits.item(*at).is_some_and(focused));
    let at = |at: u32| hits.item(at).and_then(|node| node.dyn_into::<Element>().ok());
    match (event.key().as_str(), here) {
        ("ArrowDown", Some(here)) if here + 1 < hits.length() => focus(at(here + 1)),
        ("ArrowUp", Some(here)) if here > 0 => focus(at(here - 1)),
        ("ArrowUp", Some(_)) => focus(root.query_selector(".search-box input").ok().flatten()),
        ("Escape", _) if shell.address().open.is_some() => shell.act(Action::Go(shell.address().closed())),
        ("Escape", _) => focus(root.query_selector(".search-box input").ok().flatten()),
        _ => return,
    }
    event.prevent_default();
}
