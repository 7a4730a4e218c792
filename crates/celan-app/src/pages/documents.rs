//! 文件: the shelf, the way in for files of one's own, and the reader.

use celan_wasm::FILE_LIMIT;
use celan_wire::{DocumentHead, Refusal, Request, Response};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DragEvent, File, FileList, HtmlInputElement};
use yew::prelude::*;

use crate::components::{Failed, Go, Reader, Waiting, save_offline, save_pack};
use crate::queries::document_facts;
use crate::shell::{Shell, use_shell};
use crate::state::{Action, FIRST_LISTED};
use crate::tasks::{forget_text, keep_text, read_file, use_answer};

use super::chain::Chain;

/// The view.
#[component]
pub fn Documents() -> Html {
    let shell = use_shell();
    match shell.address().open.clone() {
        Some(open) => html! { <Reader {open} beside={false} /> },
        None => html! { <Shelf /> },
    }
}

#[component]
fn Shelf() -> Html {
    let shell = use_shell();
    let texts = shell.texts;
    let shown = use_state(|| FIRST_LISTED);
    let answer = use_answer(Some(Request::Documents(shell.state.browse(*shown))));
    let list = match answer.response.as_deref() {
        Some(Response::Documents(page)) => {
            let all = shell.corpus.as_ref().map_or(page.total, |corpus| corpus.all_docs());
            let counts: [(&str, &dyn std::fmt::Display); 2] = [("n", &page.total), ("all", &all)];
            let rest = page.total.saturating_sub(page.items.len());
            let more = Callback::from(move |_: MouseEvent| shown.set(*shown + FIRST_LISTED));
            let key = if page.total == all { "documents.title" } else { "documents.title_some" };
            html! {
                <>
                    <h1 aria-live="polite">{ texts.fill(key, &counts) }</h1>
                    <ul class="shelf">{ for page.items.iter().map(|doc| item(&shell, doc)) }</ul>
                    if rest > 0 {
                        <button type="button" class="more" onclick={more}>{ texts.fill("search.more_docs", &[("n", &rest)]) }</button>
                    }
                </>
            }
        }
        Some(Response::Failed(failure)) => html! { <Failed failure={failure.clone()} /> },
        _ => html! { <Waiting /> },
    };
    html! { <div class="documents">{ list }<Chain /><Import /><OfflineCopy /></div> }
}

/// All that is here as one file: 保存离线副本, which opens from disk, or a pack, which any explorer takes in.
#[component]
fn OfflineCopy() -> Html {
    let shell = use_shell();
    let texts = shell.texts;
    let (offline, pack) = (save_offline(&shell), save_pack(&shell));
    html! {
        <section class="offline">
            <h2>{ texts.say("offline.title") }</h2>
            <p>{ texts.say("offline.hint") }</p>
            <button type="button" onclick={offline}>{ texts.say("offline.save") }</button>
            <p>{ texts.say("pack.hint") }</p>
            <button type="button" onclick={pack}>{ texts.say("pack.save") }</button>
        </section>
    }
}

fn item(shell: &Shell, doc: &DocumentHead) -> Html {
    let texts = shell.texts;
    let to = shell.address().opening(&doc.id, None, "");
    let counts: [(&str, &dyn std::fmt::Display); 4] =
        [("chars", &doc.chars), ("targets", &doc.targets), ("duties", &doc.duties), ("edits", &doc.edits)];
    let own = doc.added || shell.state.own.contains(&doc.id);
    let remove = own.then(|| {
        let (shell, id) = (shell.clone(), doc.id.clone());
        let name = texts.fill("import.remove", &[("name", &doc.title)]);
        let onclick = Callback::from(move |_: MouseEvent| {
            let asked = shell.client.call(&Request::Remove { doc: id.clone() });
            let shell = shell.clone();
            let id = id.clone();
            spawn_local(async move {
                asked.await;
                if !forget_text(&id).await {
                    shell.act(Action::Unkept);
                }
                shell.act(Action::Refreshed);
            });
        });
        html! { <button type="button" class="as-link" aria-label={name} {onclick}>{ texts.say("import.remove_short") }</button> }
    });
    html! {
        <li key={doc.id.clone()}>
            <h2><Go {to} class="hit-link">{ &doc.title }</Go></h2>
            <p class="facts">{ document_facts(texts, doc).join(" · ") }</p>
            <p class="soft">
                if doc.chars > 0 {
                    { texts.fill("documents.counts", &counts) }
                }
                if own {
                    <span class="tag">{ texts.say("documents.added") }</span>
                }
                { for remove }
            </p>
        </li>
    }
}

/// What became of a file.
#[derive(Clone, PartialEq)]
enum Outcome {
    Added(Vec<DocumentHead>, Vec<Refusal>),
    Failed(String),
}

/// The way in: files are dropped or picked, read here, never sent.
#[component]
fn Import() -> Html {
    let shell = use_shell();
    let texts = shell.texts;
    let over = use_state(|| false);
    let waiting = use_state(|| None::<(usize, usize, String)>);
    let done = use_state(Vec::<(String, Outcome)>::new);
    let take = {
        let (shell, waiting, done) = (shell.clone(), waiting.setter(), done.setter());
        Callback::from(move |files: Vec<File>| {
            spawn_local(add_all(shell.clone(), files, waiting.clone(), done.clone()));
        })
    };
    let onchange = {
        let take = take.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            take.emit(list(input.files()));
            input.set_value("");
        })
    };
    let ondragover = {
        let over = over.setter();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(true);
        })
    };
    let ondragleave = {
        let over = over.setter();
        Callback::from(move |_: DragEvent| over.set(false))
    };
    let ondrop = {
        let over = over.setter();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(false);
            take.emit(list(event.data_transfer().and_then(|data| data.files())));
        })
    };
    let progress = (*waiting).clone().map(|(at, count, name)| {
        texts.fill("import.reading", &[("at", &at), ("n", &count), ("name", &name)])
    });
    html! {
        <section class={classes!("import", over.then_some("over"))} {ondragover} {ondragleave} {ondrop}>
            <h2>{ texts.say("import.title") }</h2>
            <p>{ texts.say("import.hint") }</p>
            <label class="file-button strong">
                { texts.say("import.pick") }
                <input type="file" multiple={true} accept=".txt,.md,.html,.htm,.docx,.pdf,.zip,.celan" {onchange} />
            </label>
            <p class="soft">
                { if shell.addressed && !shell.state.unkept { texts.say("import.kept") } else { texts.say("import.not_kept") } }
            </p>
            <div role="status">
                { for progress }
                <ul class="outcomes">{ for done.iter().map(|(name, outcome)| told(&shell, name, outcome)) }</ul>
            </div>
        </section>
    }
}

fn list(files: Option<FileList>) -> Vec<File> {
    files.map(|files| (0..files.length()).filter_map(|at| files.item(at)).collect()).unwrap_or_default()
}

async fn add_all(
    shell: Shell,
    files: Vec<File>,
    waiting: UseStateSetter<Option<(usize, usize, String)>>,
    done: UseStateSetter<Vec<(String, Outcome)>>,
) {
    let count = files.len();
    let there: Vec<String> =
        shell.corpus.iter().flat_map(|corpus| &corpus.docs).map(|doc| doc.id.clone()).collect();
    let mut outcomes = Vec::new();
    let mut kept = true;
    for (at, file) in files.iter().enumerate() {
        let name = file.name();
        waiting.set(Some((at + 1, count, name.clone())));
        let outcome = add(&shell, file).await;
        if let (true, Outcome::Added(docs, _)) = (shell.addressed, &outcome) {
            for doc in docs.iter().filter(|doc| !there.contains(&doc.id)) {
                kept &= keep(&shell, doc).await;
            }
        }
        outcomes.push((name, outcome));
        done.set(outcomes.clone());
    }
    waiting.set(None);
    let added = outcomes.iter().flat_map(|(_, outcome)| match outcome {
        Outcome::Added(docs, _) => docs.as_slice(),
        Outcome::Failed(_) => &[],
    });
    // What was served already is not the person's own because it was dropped once more.
    let own = added.map(|doc| doc.id.clone()).filter(|id| !there.contains(id)).collect();
    shell.act(Action::Added(own));
    if !kept {
        shell.act(Action::Unkept);
    }
}

async fn add(shell: &Shell, file: &File) -> Outcome {
    // Looked at before it is read: a huge file would fill the memory only to be refused.
    if file.size() > FILE_LIMIT as f64 {
        return Outcome::Failed(refusal(shell, "too_large", &format!("{} MB", (file.size() / 1e6) as u32)));
    }
    let Some(bytes) = read_file(file).await else {
        return Outcome::Failed(shell.texts.say("import.unreadable"));
    };
    match shell.client.call(&Request::Add { name: file.name(), bytes }).await {
        Response::Added { docs, refused } => Outcome::Added(docs, refused),
        Response::Failed(failure) => Outcome::Failed(refusal(shell, &failure.code, &failure.found)),
        _ => Outcome::Failed(shell.texts.say("import.unreadable")),
    }
}

/// Keeps the text of an added document in the browser; `false` where that is refused.
async fn keep(shell: &Shell, doc: &DocumentHead) -> bool {
    match shell.client.call(&Request::Document { doc: doc.id.clone(), script: None }).await {
        Response::Document(view) => keep_text(&doc.id, &doc.file, &view.source).await,
        _ => false,
    }
}

fn refusal(shell: &Shell, code: &str, found: &str) -> String {
    let key = format!("refusal.{code}");
    match shell.texts.find(&key) {
        Some(_) => shell.texts.fill(&key, &[("found", &found)]),
        None => shell.texts.fill("refusal.other", &[("code", &code), ("found", &found)]),
    }
}

fn told(shell: &Shell, name: &str, outcome: &Outcome) -> Html {
    let texts = shell.texts;
    match outcome {
        Outcome::Failed(why) => {
            html! { <li class="warn">{ texts.fill("import.refused", &[("name", &name), ("why", why)]) }</li> }
        }
        Outcome::Added(docs, refused) => html! {
            <>
                { for docs.iter().map(|doc| html! {
                    <li>{ texts.fill("import.added", &[("name", &name)]) }
                        <Go to={shell.address().opening(&doc.id, None, "")}>{ &doc.title }</Go></li>
                }) }
                { for refused.iter().map(|one| html! {
                    <li class="warn">{ texts.fill("import.refused", &[("name", &one.name), ("why", &refusal(shell, &one.code, &one.found))]) }</li>
                }) }
            </>
        },
    }
}
