//! The Celan explorer: pages, components, state and charts in Yew.
//!
//! `state` knows, `hash` writes it into the address, `queries` derive, `tasks` do, `charts` draw, `components` and
//! `pages` show. The script of the page asks for a [`seat`]; nothing outside the element it hands over is touched, except
//! on our own page (not embedded) its address, title, language and theme.

#![allow(
    unreachable_pub,
    reason = "`pub` says what a module offers to the others; only `Seat` leaves the crate"
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
use yew::prelude::*;

use app::{App, AppProps};

/// A place for explorers, one after the other: Yew never takes back the listeners it puts on a root, so the page's script
/// keeps each root and uses it again.
#[wasm_bindgen]
pub struct Seat {
    handle: AppHandle<Seated>,
    now: SeatedProps,
}

/// Makes an empty seat of `root`, an empty element.
#[wasm_bindgen]
pub fn seat(root: Element) -> Seat {
    let now = SeatedProps::default();
    Seat { handle: yew::Renderer::<Seated>::with_root_and_props(root, now.clone()).render(), now }
}

#[wasm_bindgen]
impl Seat {
    /// Fills the seat, which is empty, with an explorer.
    pub fn open(&mut self, host: Host, options: &JsValue) {
        let app = AppProps { client: Client::new(host), options: Options::from_js(options) };
        self.set(SeatedProps { turn: self.now.turn + 1, app: Some(app) });
    }

    /// Takes all options anew.
    pub fn update(&mut self, options: &JsValue) {
        let mut now = self.now.clone();
        if let Some(app) = &mut now.app {
            app.options = Options::from_js(options);
        }
        self.set(now);
    }

    /// Leaves the seat empty.
    pub fn close(&mut self) {
        self.set(SeatedProps { turn: self.now.turn, app: None });
    }

    fn set(&mut self, now: SeatedProps) {
        self.now = now.clone();
        self.handle.update(now);
    }
}

#[derive(Clone, Default, PartialEq, Properties)]
struct SeatedProps {
    /// Counts the explorers of the seat: each starts anew.
    turn: u32,
    app: Option<AppProps>,
}

#[component]
fn Seated(props: &SeatedProps) -> Html {
    match &props.app {
        Some(AppProps { client, options }) => {
            html! { <App key={props.turn} client={client.clone()} options={options.clone()} /> }
        }
        None => Html::default(),
    }
}
