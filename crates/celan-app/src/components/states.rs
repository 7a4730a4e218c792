//! How the engine is, in words: loading with progress, failed with a way on, restarted.

use celan_wasm::Phase;
use celan_wire::Failure;
use yew::prelude::*;

use crate::shell::{Shell, use_shell};
use crate::state::Action;

/// What there is to say about the engine; nothing while all is well.
#[component]
pub fn EngineState() -> Html {
    let shell = use_shell();
    let texts = shell.texts;
    let status = &shell.status;
    match status.phase {
        Phase::Starting => html! { <p class="loading" role="status">{ texts.say("engine.starting") }</p> },
        Phase::Loading if status.total > 0 => {
            let words = texts.fill("engine.loading", &[("done", &status.done), ("total", &status.total)]);
            html! {
                <div class="loading" role="status">
                    <p>{ words }</p>
                    <progress max={status.total.to_string()} value={status.done.to_string()}
                        aria-label={texts.say("engine.progress")} />
                </div>
            }
        }
        Phase::Failed => {
            let trouble = status.trouble.clone().unwrap_or_default();
            html! {
                <div class="card warn" role="alert">
                    <h2>{ texts.say("engine.failed") }</h2>
                    <p>{ texts.say("engine.failed_hint") }</p>
                    <p class="soft">{ trouble }</p>
                    <button type="button" onclick={reload()}>{ texts.say("engine.reload") }</button>
                </div>
            }
        }
        _ if shell.corpus.as_ref().is_some_and(|corpus| corpus.announced > 0) => in_parts(&shell),
        _ if status.restarts > 0 => html! { <p class="remark">{ texts.say("engine.restarted") }</p> },
        _ => Html::default(),
    }
}

/// Says how much of a corpus in parts the answers are about, and offers the rest.
fn in_parts(shell: &Shell) -> Html {
    let (texts, status) = (shell.texts, &shell.status);
    let (here, all) = shell.corpus.as_ref().map_or((0, 0), |corpus| (corpus.docs, corpus.all_docs()));
    let counts: [(&str, &dyn std::fmt::Display); 2] = [("here", &here), ("all", &all)];
    let client = shell.client.clone();
    let onclick = Callback::from(move |_: MouseEvent| client.read_all());
    html! {
        <p class="remark" role="status">
            { texts.fill("parts.some", &counts) }
            if status.lost > 0 {
                { texts.fill("parts.lost", &[("n", &status.lost)]) }
            }
            <button type="button" class="as-link" {onclick}>{ texts.say("parts.all") }</button>
        </p>
    }
}

/// Offers a new version of the page, which nobody is forced to take.
#[component]
pub fn Update() -> Html {
    let shell = use_shell();
    if !shell.status.update {
        return Html::default();
    }
    let client = shell.client.clone();
    let onclick = Callback::from(move |_: MouseEvent| client.take_over());
    html! {
        <div class="offer" role="status">
            <span>{ shell.texts.say("update.there") }</span>
            <button type="button" {onclick}>{ shell.texts.say("update.take") }</button>
        </div>
    }
}

fn reload() -> Callback<MouseEvent> {
    Callback::from(|_| {
        if let Some(window) = web_sys::window() {
            let _ = window.location().reload();
        }
    })
}

/// A call that could not be answered.
#[derive(Properties, PartialEq)]
pub struct FailedProps {
    /// Why.
    pub failure: Failure,
}

/// Says why a call could not be answered and offers to ask again.
#[component]
pub fn Failed(props: &FailedProps) -> Html {
    let shell = use_shell();
    let Failure { code, found } = &props.failure;
    let why = shell.texts.find(&format!("failure.{code}")).map_or_else(
        || shell.texts.fill("failure.other", &[("code", code)]),
        |_| shell.texts.fill(&format!("failure.{code}"), &[("found", found)]),
    );
    html! {
        <div class="card warn" role="alert">
            <p>{ why }</p>
            <button type="button" onclick={shell.on(Action::Refreshed)}>{ shell.texts.say("engine.again") }</button>
        </div>
    }
}

/// What stands where an answer will be: room, so that nothing jumps.
#[component]
pub fn Waiting() -> Html {
    let shell = use_shell();
    html! { <div class="waiting" aria-busy="true"><span class="off-screen">{ shell.texts.say("engine.waiting") }</span></div> }
}

/// Says that a list is longer than what came of it.
pub fn cut(shell: &Shell, shown: usize, total: usize) -> Html {
    let counts: [(&str, &dyn std::fmt::Display); 2] = [("shown", &shown), ("n", &total)];
    let words = (shown < total).then(|| shell.texts.fill("list.cut", &counts));
    words.map(|words| html! { <p class="remark">{ words }</p> }).unwrap_or_default()
}
