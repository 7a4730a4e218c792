//! The search box with its suggestions: a combobox as WAI-ARIA describes it.
//!
//! Down and up walk the suggestions, Enter takes one, Escape closes them; with none chosen Enter keeps the words and
//! goes to the first result, and Escape in an open document closes it.

use celan_wire::{Request, Response, Suggestion};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use crate::shell::{Shell, use_shell};
use crate::state::Action;
use crate::tasks::use_answer;

/// How many suggestions there are at most.
const LIMIT: usize = 7;

/// The search box.
#[component]
pub fn SearchBox() -> Html {
    let shell = use_shell();
    let texts = shell.texts;
    let input = use_node_ref();
    let open = use_state(|| false);
    let chosen = use_state(|| None::<usize>);
    use_shortcut(&shell, &input);
    let query = shell.address().query.clone();
    let asks = *open && !query.trim().is_empty();
    let request = asks.then(|| Request::Suggest { text: query.clone(), limit: LIMIT });
    let answer = use_answer(request);
    let offered = if *open { offered(&shell, answer.response.as_deref(), &query) } else { Vec::new() };
    let active = chosen.filter(|at| *at < offered.len());

    let oninput = {
        let (shell, open, chosen) = (shell.clone(), open.clone(), chosen.clone());
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            open.set(true);
            chosen.set(None);
            shell.act(Action::Typed(input.value()));
        })
    };
    let take = {
        let (shell, open, chosen) = (shell.clone(), open.clone(), chosen.clone());
        Callback::from(move |words: String| {
            open.set(false);
            chosen.set(None);
            shell.act(Action::Typed(words));
            shell.act(Action::Searched);
        })
    };
    let onkeydown = {
        let (shell, open, chosen, offered, take) =
            (shell.clone(), open.clone(), chosen, offered.clone(), take.clone());
        Callback::from(move |event: KeyboardEvent| {
            // While an input method composes, its keys are its own.
            if event.is_composing() {
                return;
            }
            let count = offered.len();
            match event.key().as_str() {
                "ArrowDown" if count > 0 => {
                    event.prevent_default();
                    chosen.set(Some(active.map_or(0, |at| (at + 1) % count)));
                }
                "ArrowUp" if count > 0 => {
                    event.prevent_default();
                    chosen.set(Some(active.map_or(count - 1, |at| (at + count - 1) % count)));
                }
                "ArrowDown" => {
                    event.prevent_default();
                    focus_first_hit(&shell);
                }
                "Enter" => {
                    event.prevent_default();
                    if let Some(at) = active {
                        take.emit(offered[at].1.clone());
                    } else {
                        open.set(false);
                        shell.act(Action::Searched);
                        focus_first_hit(&shell);
                    }
                }
                "Escape" if *open && count > 0 => open.set(false),
                "Escape" if shell.address().open.is_some() => shell.act(Action::Go(shell.address().closed())),
                _ => {}
            }
        })
    };
    let onsubmit = Callback::from(|event: SubmitEvent| event.prevent_default());
    let onfocus = {
        let open = open.clone();
        Callback::from(move |_: FocusEvent| open.set(true))
    };
    let onblur = {
        let open = open;
        Callback::from(move |_: FocusEvent| open.set(false))
    };
    let clear = {
        let (shell, input) = (shell.clone(), input.clone());
        Callback::from(move |_: MouseEvent| {
            shell.act(Action::Typed(String::new()));
            focus(&input);
        })
    };
    let shown = !offered.is_empty();
    let id = |at: usize| format!("suggestion-{at}");
    html! {
        <form class="search-box" role="search" {onsubmit} part="search">
            <input ref={input} type="text" role="combobox" aria-label={texts.say("search.label")} aria-autocomplete="list"
                aria-expanded={shown.to_string()} aria-controls="suggestions" value={query.clone()}
                aria-activedescendant={active.map(id)} placeholder={texts.say("search.placeholder")} maxlength="10000"
                autocomplete="off" spellcheck="false" enterkeyhint="search" {oninput} {onkeydown} {onfocus} {onblur} />
            if query.is_empty() {
                <kbd aria-hidden="true">{ "/" }</kbd>
            } else {
                <button type="button" class="clear" aria-label={texts.say("search.clear")} onclick={clear}>{ "×" }</button>
            }
            <ul id="suggestions" class="suggestions" role="listbox" aria-label={texts.say("search.suggestions")}
                hidden={!shown}>
                { for offered.iter().enumerate().map(|(at, entry)| option(&id(at), entry, active == Some(at), &take)) }
            </ul>
        </form>
    }
}

/// Label, words for the box, and what kind of thing it is.
type Entry = (String, String, String);

fn offered(shell: &Shell, response: Option<&Response>, query: &str) -> Vec<Entry> {
    let texts = shell.texts;
    if query.trim().is_empty() {
        let recent = texts.say("suggestion.recent");
        return shell
            .state
            .recent
            .iter()
            .map(|words| (words.clone(), words.clone(), recent.clone()))
            .collect();
    }
    let Some(Response::Suggest { suggestions }) = response else { return Vec::new() };
    let entry = |one: &Suggestion| {
        let kind = texts.name("suggestion", &one.kind);
        let kind = if one.count > 0 { format!("{kind} · {}", one.count) } else { kind };
        (one.label.clone(), one.query.clone(), kind)
    };
    suggestions.iter().filter(|one| one.query != query).map(entry).collect()
}

fn option(id: &str, entry: &Entry, active: bool, take: &Callback<String>) -> Html {
    let (label, query, kind) = entry.clone();
    let take = take.clone();
    // On mousedown and not on click: the box loses focus in between, which closes the list.
    let onmousedown = Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        take.emit(query.clone());
    });
    html! {
        <li id={id.to_owned()} role="option" aria-selected={active.to_string()} {onmousedown}>
            <span>{ label }</span><span class="soft">{ kind }</span>
        </li>
    }
}

fn focus(input: &NodeRef) {
    if let Some(input) = input.cast::<HtmlInputElement>() {
        let _ = input.focus();
        input.select();
    }
}

fn focus_first_hit(shell: &Shell) {
    let first =
        shell.root.cast::<Element>().and_then(|root| root.query_selector("main .hit-link").ok().flatten());
    if let Some(first) = first.and_then(|hit| hit.dyn_into::<HtmlElement>().ok()) {
        let _ = first.focus();
    }
}

/// `/` and Ctrl-K lead to the box: from the whole page where it is ours, else from inside the element.
#[hook]
fn use_shortcut(shell: &Shell, input: &NodeRef) {
    let (input, root, addressed) = (input.clone(), shell.root.clone(), shell.addressed);
    use_effect_with((), move |()| {
        let listener = Closure::<dyn FnMut(KeyboardEvent)>::new(move |event: KeyboardEvent| {
            let typing = event.composed_path().get(0).dyn_into::<HtmlElement>().is_ok_and(|element| {
                matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
                    || element.is_content_editable()
            });
            let slash =
                event.key() == "/" && !typing && !event.ctrl_key() && !event.meta_key() && !event.alt_key();
            let with_k = (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case("k");
            if slash || with_k {
                event.prevent_default();
                focus(&input);
            }
        });
        let target: Option<web_sys::EventTarget> =
            if addressed { web_sys::window().map(Into::into) } else { root.get().map(Into::into) };
        if let Some(target) = &target {
            let _ = target.add_event_listener_with_callback("keydown", listener.as_ref().unchecked_ref());
        }
        move || {
            if let Some(target) = target {
                let _ =
                    target.remove_event_listener_with_callback("keydown", listener.as_ref().unchecked_ref());
            }
        }
    });
}
