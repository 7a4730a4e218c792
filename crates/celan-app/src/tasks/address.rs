//! Keeps state and address the same: back, forward and pasted links work.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::*;
use yew::prelude::*;

use crate::hash;
use crate::state::{Action, State};

/// Reads the address when it changes, writes it when the state does. Does nothing in an element.
#[hook]
pub fn use_address(state: &UseReducerHandle<State>, addressed: bool) {
    let dispatcher = state.dispatcher();
    use_effect_with(addressed, move |addressed| {
        let mut undo: Option<Box<dyn FnOnce()>> = None;
        if let (true, Some(window)) = (*addressed, web_sys::window()) {
            let listener = Closure::<dyn FnMut()>::new(move || {
                dispatcher.dispatch(Action::Arrived(hash::read(&present())));
            });
            let _ = window.add_event_listener_with_callback("popstate", listener.as_ref().unchecked_ref());
            undo = Some(Box::new(move || {
                let _ =
                    window.remove_event_listener_with_callback("popstate", listener.as_ref().unchecked_ref());
            }));
        }
        move || {
            if let Some(undo) = undo {
                undo();
            }
        }
    });
    let written = hash::write(&state.address);
    let push = state.push;
    let unreadable = state.unreadable.is_some();
    use_effect_with((written, unreadable), move |(written, unreadable)| {
        // An address that says the same in other words, or that cannot be read, is left as it was typed.
        if addressed && !unreadable && hash::read(&present()) != hash::read(written) {
            write(written, push);
        }
    });
}

/// The hash of the page.
pub(super) fn present() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

fn write(hash: &str, push: bool) {
    let Some(history) = web_sys::window().and_then(|window| window.history().ok()) else { return };
    // Refused in some frames: the page then works without an address.
    let _ = if push {
        history.push_state_with_url(&JsValue::NULL, "", Some(hash))
    } else {
        history.replace_state_with_url(&JsValue::NULL, "", Some(hash))
    };
}
