//! One chart or one list of 目标 and nothing else: what a portal puts into a page of its own. A figure opens its sentence in
//! the same place.

use std::rc::Rc;

use celan_wire::{Request, Response, Target};
use yew::prelude::*;

use super::targets::{compare_charts, use_targets};
use crate::components::{EngineState, Failed, Reader, TargetRows, Waiting};
use crate::queries::of_indicator;
use crate::shell::{Shell, use_shell};
use crate::state::LISTED;
use crate::tasks::{use_answer, use_width};

/// Whether an element with this `view` shows one thing alone.
pub fn is_alone(view: &str) -> bool {
    matches!(view, "chart" | "list")
}

/// The chart or the list.
#[component]
pub fn Alone() -> Html {
    let shell = use_shell();
    let answer = use_answer(Some(Request::Targets(shell.state.browse(LISTED))));
    let node = use_node_ref();
    let width = use_width(&node, 640.0);
    let listed = use_targets(&answer.response);
    let content = match (&*listed, answer.response.as_deref()) {
        _ if shell.address().open.is_some() => Html::default(),
        (_, Some(Response::Failed(failure))) => html! { <Failed failure={failure.clone()} /> },
        (Some(listed), _) if shell.options.view == "list" => list(&shell, &listed.targets),
        (Some(listed), _) => chart(&shell, &listed.targets, width),
        _ => html! { <Waiting /> },
    };
    let open = shell.address().open.clone();
    html! {
        <main ref={node} class="only" part="main">
            <EngineState />
            { content }
            { for open.map(|open| html! { <Reader {open} beside={false} /> }) }
        </main>
    }
}

fn chart(shell: &Shell, targets: &[Rc<Target>], width: f64) -> Html {
    let wanted = shell.address().indicator.clone();
    let first = shell.corpus.as_ref().and_then(|corpus| corpus.indicators.first()).map(|row| row.id.clone());
    let id = if wanted.is_empty() { first.unwrap_or_default() } else { wanted };
    let name = shell.indicator_name(&id).unwrap_or_default();
    html! {
        <>
            <h2>{ shell.texts.fill("targets.title", &[("name", &name)]) }</h2>
            { compare_charts(shell, &of_indicator(targets, &id), width) }
        </>
    }
}

fn list(shell: &Shell, targets: &[Rc<Target>]) -> Html {
    let id = &shell.address().indicator;
    let (targets, title) = if id.is_empty() {
        (targets.to_vec(), shell.texts.say("targets.title_all"))
    } else {
        let name = shell.indicator_name(id).unwrap_or_default();
        (of_indicator(targets, id), shell.texts.fill("targets.title", &[("name", &name)]))
    };
    if targets.is_empty() {
        return html! { <><h2>{ title }</h2><p class="remark">{ shell.texts.say("targets.none") }</p></> };
    }
    let caption = shell.texts.fill("targets.table", &[("n", &targets.len())]);
    html! { <><h2>{ title }</h2><TargetRows {targets} {caption} /></> }
}
