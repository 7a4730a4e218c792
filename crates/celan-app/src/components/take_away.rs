//! What a person can take away: files, the link, print.

use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

use crate::charts::Table;
use crate::hash;
use crate::shell::{Shell, use_shell};
use crate::state::Action;
use crate::tasks::{copy, download};

/// What can be taken.
#[derive(Properties, PartialEq)]
pub struct TakeAwayProps {
    /// File name without ending.
    pub name: String,
    /// The table, made when it is wanted.
    pub table: Callback<(), Table>,
    /// The drawing as a file, where there is one.
    #[prop_or_default]
    pub svg: Option<Callback<(), String>>,
}

/// The row of buttons.
#[component]
pub fn TakeAway(props: &TakeAwayProps) -> Html {
    let shell = use_shell();
    let texts = shell.texts;
    let file = |ending: &'static str, kind: &'static str, content: Callback<(), String>| {
        let (root, name, shell) = (shell.root.clone(), props.name.clone(), shell.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            if let Some(root) = root.cast::<Element>() {
                let name = format!("{name}.{ending}");
                download(&root, &name, kind, &content.emit(()));
                shell.act(Action::Said(shell.texts.fill("take.saved", &[("name", &name)])));
            }
        });
        let label = texts.fill("take.file", &[("kind", &ending.to_uppercase())]);
        html! { <button type="button" class="as-link" aria-label={label} {onclick}>{ ending.to_uppercase() }</button> }
    };
    let (for_csv, for_json) = (props.table.clone(), props.table.clone());
    let print = Callback::from(|_: MouseEvent| {
        if let Some(window) = web_sys::window() {
            let _ = window.print();
        }
    });
    html! {
        <div class="take-away" role="group" aria-label={texts.say("take")}>
            { file("csv", "text/csv;charset=utf-8", Callback::from(move |()| for_csv.emit(()).csv())) }
            { file("json", "application/json", Callback::from(move |()| for_json.emit(()).json())) }
            { for props.svg.clone().map(|svg| file("svg", "image/svg+xml", svg)) }
            if shell.addressed {
                <button type="button" class="as-link" onclick={copy_link(&shell)}>{ texts.say("take.link") }</button>
                <button type="button" class="as-link wide-only" onclick={print}>{ texts.say("take.print") }</button>
            }
        </div>
    }
}

/// Copies the address of what is seen.
pub fn copy_link(shell: &Shell) -> Callback<MouseEvent> {
    let href = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    let page = href.split('#').next().unwrap_or_default();
    let link = format!("{page}{}", hash::write(shell.address()));
    copy_words(shell, link, shell.texts.say("take.link_copied"))
}

/// Copies `words` and says `done`.
pub fn copy_words(shell: &Shell, words: String, done: String) -> Callback<MouseEvent> {
    let shell = shell.clone();
    Callback::from(move |_| {
        let (shell, words, done) = (shell.clone(), words.clone(), done.clone());
        spawn_local(async move {
            let Some(root) = shell.root.cast::<Element>() else { return };
            let copied = copy(root, words.clone()).await;
            let said =
                if copied { done } else { shell.texts.fill("take.copy_refused", &[("words", &words)]) };
            shell.act(Action::Said(said));
        });
    })
}
