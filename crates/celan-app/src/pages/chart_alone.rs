//! One chart of 目标 and nothing else: what a portal puts into a page of its own.

use celan_wire::{Request, Response};
use yew::prelude::*;

use super::ALL;
use super::targets::{compare_charts, use_targets};
use crate::components::{EngineState, Failed, Waiting};
use crate::queries::of_indicator;
use crate::shell::use_shell;
use crate::tasks::{use_answer, use_width};

/// The chart.
#[component]
pub fn ChartAlone() -> Html {
    let shell = use_shell();
    let answer = use_answer(Some(Request::Targets(shell.state.browse(ALL))));
    let node = use_node_ref();
    let width = use_width(&node, 640.0);
    let targets = use_targets(&answer.response);
    let wanted = shell.address().indicator.clone();
    let first = shell.corpus.as_ref().and_then(|corpus| corpus.indicators.first()).map(|row| row.id.clone());
    let id = if wanted.is_empty() { first.unwrap_or_default() } else { wanted };
    let content = match (&*targets, answer.response.as_deref()) {
        (_, Some(Response::Failed(failure))) => html! { <Failed failure={failure.clone()} /> },
        (Some(targets), _) => {
            let own = of_indicator(targets, &id);
            let name = shell.indicator_name(&id).unwrap_or_default();
            html! {
                <>
                    <h2>{ shell.texts.fill("targets.title", &[("name", &name)]) }</h2>
                    { compare_charts(&shell, &own, width) }
                </>
            }
        }
        _ => html! { <Waiting /> },
    };
    html! { <main ref={node} class="chart-alone" part="main"><EngineState />{ content }</main> }
}
