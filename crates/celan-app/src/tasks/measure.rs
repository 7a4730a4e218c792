//! The width of an element, and the year.

use wasm_bindgen::prelude::*;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

/// The width of the element behind `node` in CSS pixels, in whole steps of 4 so that it does not flutter; `start` before
/// it is known.
#[hook]
pub fn use_width(node: &NodeRef, start: f64) -> f64 {
    let width = use_state(|| start);
    {
        let (width, node) = (width.clone(), node.clone());
        use_effect_with((), move |()| {
            let mut undo: Option<Box<dyn FnOnce()>> = None;
            if let Some(element) = node.cast::<Element>() {
                let measured = element.clone();
                let listener = Closure::<dyn FnMut()>::new(move || {
                    let now = (measured.get_bounding_client_rect().width() / 4.0).floor() * 4.0;
                    if now > 0.0 {
                        width.set(now);
                    }
                });
                if let Ok(observer) = ResizeObserver::new(listener.as_ref().unchecked_ref()) {
                    observer.observe(&element);
                    undo = Some(Box::new(move || {
                        observer.disconnect();
                        drop(listener);
                    }));
                }
            }
            move || {
                if let Some(undo) = undo {
                    undo();
                }
            }
        });
    }
    *width
}

/// The width of the window: what the page will most likely get, so that it is laid out once.
pub fn window_width() -> f64 {
    let width = web_sys::window().and_then(|window| window.inner_width().ok());
    width.and_then(|width| width.as_f64()).unwrap_or(1280.0)
}

/// The year it is.
pub fn this_year() -> i32 {
    i32::try_from(js_sys::Date::new_0().get_full_year()).unwrap_or_default()
}
