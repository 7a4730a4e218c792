//! What a person can take away: files, the link, print.

use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

use crate::charts::{Table, escape};
use crate::hash;
use crate::shell::{Shell, use_shell};
use crate::state::Action;
use crate::tasks::{copy, download, download_png};

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
    /// The indicator of the one chart that can be put into another page, where there is one.
    #[prop_or_default]
    pub embed: Option<String>,
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The row of buttons.
#[component]
pub fn TakeAway(props: &TakeAwayProps) -> Html {
    let shell = use_shell();
    let texts = shell.texts;
    let button = |ending: &str, onclick: Callback<MouseEvent>| {
        let label = texts.fill("take.file", &[("kind", &ending.to_ascii_uppercase())]);
        html! { <button type="button" class="as-link" aria-label={label} {onclick}>{ ending.to_ascii_uppercase() }</button> }
    };
    let file = |ending: &'static str, kind: &'static str, content: Callback<(), Vec<u8>>| {
        let (name, shell) = (format!("{}.{ending}", props.name), shell.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            if let Some(root) = shell.root.cast::<Element>() {
                download(&root, &name, kind, &content.emit(()));
                shell.act(Action::Said(shell.texts.fill("take.saved", &[("name", &name)])));
            }
        });
        button(ending, onclick)
    };
    let table = |made: fn(&Table) -> Vec<u8>| {
        let table = props.table.clone();
        Callback::from(move |()| made(&table.emit(())))
    };
    let drawing = |svg: &Callback<(), String>| {
        let bytes = svg.clone();
        html! {
            <>
                { file("svg", "image/svg+xml", Callback::from(move |()| bytes.emit(()).into_bytes())) }
                { button("png", save_png(&shell, format!("{}.png", props.name), svg.clone())) }
            </>
        }
    };
    let print = Callback::from(|_: MouseEvent| {
        if let Some(window) = web_sys::window() {
            let _ = window.print();
        }
    });
    html! {
        <div class="take-away" role="group" aria-label={texts.say("take")}>
            { file("csv", "text/csv;charset=utf-8", table(|table| table.csv().into_bytes())) }
            { file("xlsx", XLSX, table(Table::xlsx)) }
            { file("json", "application/json", table(|table| table.json().into_bytes())) }
            { for props.svg.as_ref().map(drawing) }
            { for props.embed.clone().filter(|_| shell.addressed).map(|chart| html! {
                <button type="button" class="as-link" onclick={copy_embed(&shell, &chart)}>{ texts.say("take.embed") }</button>
            }) }
            <button type="button" class="as-link" onclick={save_offline(&shell)}>{ texts.say("offline.title") }</button>
            if shell.addressed {
                <button type="button" class="as-link" onclick={copy_link(&shell)}>{ texts.say("take.link") }</button>
                <button type="button" class="as-link wide-only" onclick={print}>{ texts.say("take.print") }</button>
            }
        </div>
    }
}

fn save_png(shell: &Shell, name: String, svg: Callback<(), String>) -> Callback<MouseEvent> {
    let shell = shell.clone();
    Callback::from(move |_| {
        let (shell, name, svg) = (shell.clone(), name.clone(), svg.emit(()));
        spawn_local(async move {
            let Some(root) = shell.root.cast::<Element>() else { return };
            let key =
                if download_png(root, name.clone(), svg).await { "take.saved" } else { "take.no_picture" };
            shell.act(Action::Said(shell.texts.fill(key, &[("name", &name)])));
        });
    })
}

/// Gives the person the explorer as one file that opens from disk, with all documents that are here and the present view.
pub fn save_offline(shell: &Shell) -> Callback<MouseEvent> {
    save_all(shell, ("celan.html", "text/html", "offline.failed"), |shell| async move {
        shell.client.offline_copy(&hash::write(shell.address())).await
    })
}

/// Gives the person one pack of all documents that are here.
pub fn save_pack(shell: &Shell) -> Callback<MouseEvent> {
    let file = ("documents.celan", "application/octet-stream", "pack.failed");
    save_all(shell, file, |shell| async move { shell.client.pack().await })
}

/// Gives the person the file that `make` makes; `name`, `kind`, and the words for when it cannot be made.
fn save_all<F>(
    shell: &Shell,
    (name, kind, failed): (&'static str, &'static str, &'static str),
    make: impl Fn(Shell) -> F + 'static,
) -> Callback<MouseEvent>
where
    F: Future<Output = Option<Vec<u8>>> + 'static,
{
    let shell = shell.clone();
    Callback::from(move |_| {
        let (shell, made) = (shell.clone(), make(shell.clone()));
        spawn_local(async move {
            let (Some(content), Some(root)) = (made.await, shell.root.cast::<Element>()) else {
                shell.act(Action::Said(shell.texts.say(failed)));
                return;
            };
            download(&root, name, kind, &content);
            shell.act(Action::Said(shell.texts.fill("take.saved", &[("name", &name)])));
        });
    })
}

/// Copies the lines that put the chart of an indicator into another page. The element lies in `widget` beside the page,
/// where `celan build --widget` and `cargo xtask serve` have it.
fn copy_embed(shell: &Shell, indicator: &str) -> Callback<MouseEvent> {
    let page = page_address();
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let filters = &shell.address().filters;
    let mut element = String::new();
    for (name, value) in [
        ("indicator", indicator),
        ("industry", &filters.industries.join(" ")),
        ("region", &filters.places.join(" ")),
        ("lang", shell.state.settings.language.tag()),
    ] {
        if !value.is_empty() {
            element.push_str(&format!(" {name}=\"{}\"", escape(value)));
        }
    }
    let lines = format!(
        "<script src=\"{folder}/widget/celan-explorer.js\" defer></script>\n\
         <celan-explorer view=\"chart\"{element}></celan-explorer>\n"
    );
    copy_words(shell, lines, shell.texts.say("take.embed_copied"))
}

/// The address of the page without its hash.
fn page_address() -> String {
    let href = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_owned()
}

/// Copies the address of what is seen.
pub fn copy_link(shell: &Shell) -> Callback<MouseEvent> {
    let link = format!("{}{}", page_address(), hash::write(shell.address()));
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
