//! A short message for eye and ear that goes away by itself.

use wasm_bindgen::prelude::*;
use yew::prelude::*;

use crate::shell::use_shell;
use crate::state::Action;

/// How long it stays, in milliseconds.
const STAY: i32 = 4000;

/// The message, in a live region that is always there.
#[component]
pub fn Notice() -> Html {
    let shell = use_shell();
    let notice = shell.state.notice.clone();
    {
        let dispatcher = shell.state.dispatcher();
        use_effect_with(notice.clone(), move |notice| {
            if let (Some((count, _)), Some(window)) = (notice, web_sys::window()) {
                let count = *count;
                let hush = Closure::once_into_js(move || dispatcher.dispatch(Action::Hushed(count)));
                let _ =
                    window.set_timeout_with_callback_and_timeout_and_arguments_0(hush.unchecked_ref(), STAY);
            }
        });
    }
    let shown = notice.is_some().then_some("shown");
    html! {
        <div class={classes!("notice", shown)} role="status">
            { for notice.map(|(count, words)| html! { <span key={count}>{ words }</span> }) }
        </div>
    }
}
