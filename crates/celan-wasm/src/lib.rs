//! The engine for JavaScript, and the app's way to it. Converts and calls; decides nothing.
//!
//! One wasm module holds engine and app. The page's script (`www/js/`) compiles it once and instantiates it twice:
//! for the app on the main thread, and for the engine in a Worker, or beside the app where a Worker is refused
//! (`file://` in some shells, a sandboxed frame, a Content-Security-Policy). Both instances speak [`celan_wire`].
//!
//! ```text
//! app instance:    celan_app::seat(root)   ← called by the script; the `host` of each explorer in it becomes a Client
//!                       Client::call(Request) ──▶ host.call ──postMessage──▶ Engine::call   :engine instance
//!                       Response ◀────────────────────────────────────────────┘
//! ```
//!
//! What the app exports for the script (see `www/js/celan.js`, which calls exactly these):
//!
//! ```text
//! #[wasm_bindgen] pub fn seat(root: web_sys::Element) -> Seat
//! #[wasm_bindgen] impl Seat { pub fn open(&mut self, host: celan_wasm::Host, options: JsValue); … }
//! ```
//!
//! `root` is an empty element that the app fills, in the document or in a shadow root; styles are put in place by the
//! script. `options` is an [`Options`]; `update` brings all of them anew when an attribute of the element changes.

mod client;
mod convert;
mod engine;
mod options;
mod plain;
mod tape;

pub use celan_engine::FILE_LIMIT;
pub use client::{Client, Host, Opened, Phase, Status, Watch};
pub use engine::{Engine, last_panic};
pub use options::Options;
