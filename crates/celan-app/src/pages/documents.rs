//! 文件: the shelf and the reader.

use celan_wire::{DocumentHead, Request, Response};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::{Failed, Go, Reader, Waiting, save_offline, save_pack};
use crate::queries::document_facts;
use crate::shell::{Shell, use_shell};
use crate::state::{Action, FIRST_LISTED};
use crate::tasks::use_answer;

use super::chain::Chain;
use super::import::Import;

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
    let own = shell.state.is_own(&doc.id);
    let remove = own.then(|| {
        let (shell, id) = (shell.clone(), doc.id.clone());
        let name = texts.fill("import.remove", &[("name", &doc.title)]);
        let onclick = Callback::from(move |_: MouseEvent| {
            let (shell, id) = (shell.clone(), id.clone());
            spawn_local(async move {
                // Before it is gone from the list: who reloads the page then must not find it again.
                if !shell.client.forget(&id).await {
                    shell.act(Action::Unkept);
                }
                shell.client.call(&Request::Remove { doc: id }).await;
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
