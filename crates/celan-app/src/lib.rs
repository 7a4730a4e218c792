//! The Celan explorer: pages, components, state and charts in Yew.
//!
//! `state` knows, `hash` writes it into the address, `queries` derive, `tasks` do, `charts` draw, `components` and
//! `pages` show. The script of the page calls [`mount`]; nothing outside the element it hands over is touched, except
//! on our own page (not embedded) its address, title, language and theme.

#![allow(
    unreachable_pub,
    reason = "`pub` says what a module offers to the others; only `mount` leaves the crate"
)]

mod app;
mod charts;
mod components;
mod hash;
mod pages;
mod queries;
mod shell;
mod state;
mod strings;
mod tasks;

use celan_wasm::{Client, Host, Options};
use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::AppHandle;

use app::{App, AppProps};

/// A mounted explorer.
#[wasm_bindgen]
pub struct Mounted {
    handle: AppHandle<App>,
    client: Client,
}

/// Fills `root`, an empty element in the document or in a shadow root, with an explorer.
#[wasm_bindgen]
pub fn mount(root: Element, host: Host, options: JsValue) -> Mounted {
    let client = Client::new(host);
    let props = AppProps { client: client.clone(), options: Options::from_js(options) };
    let handle = yew::Renderer::<App>::with_root_and_props(root, props).render();
    Mounted { handle, client }
}

#[wasm_bindgen]
impl Mounted {
    /// Takes all options anew.
    pub fn update(&mut self, options: JsValue) {
        let options = Options::from_js(options);
        self.handle.update(AppProps { client: self.client.clone(), options });
    }

    /// Leaves the element empty, as it was found.
    pub fn unmount(self) {
        self.handle.destroy();
    }
}
