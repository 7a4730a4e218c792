//! The app's way to the engine.

use std::future::Future;
use std::rc::Rc;

use celan_wire::{Failure, Request, Response};
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::convert::{read_response, write_request};
use crate::plain::{Plain, Trouble, plain};
use crate::tape::Tape;

#[wasm_bindgen]
extern "C" {
    /// The script's side of one mounted app (class `Host` in `www/js/host.js`). Hand it to [`Client::new`].
    #[derive(Clone, Debug, PartialEq)]
    pub type Host;

    #[wasm_bindgen(method)]
    fn call(this: &Host, request: JsValue, ticket: Option<u32>) -> Promise;

    #[wasm_bindgen(method, js_name = openFile)]
    fn open_file(this: &Host, file: &JsValue) -> Promise;

    #[wasm_bindgen(method)]
    fn drop(this: &Host, ticket: u32);

    #[wasm_bindgen(method)]
    fn status(this: &Host) -> JsValue;

    #[wasm_bindgen(method)]
    fn watch(this: &Host, listener: &Closure<dyn FnMut(JsValue)>) -> u32;

    #[wasm_bindgen(method)]
    fn unwatch(this: &Host, watch: u32);

    #[wasm_bindgen(method)]
    fn emit(this: &Host, event: &str, detail: JsValue);

    #[wasm_bindgen(method, js_name = offlineCopy)]
    fn offline_copy(this: &Host, start: &str) -> Promise;

    #[wasm_bindgen(method)]
    fn pack(this: &Host) -> Promise;

    #[wasm_bindgen(method)]
    fn keep(this: &Host, docs: Array) -> Promise;

    #[wasm_bindgen(method)]
    fn forget(this: &Host, doc: &str) -> Promise;

    #[wasm_bindgen(method)]
    fn restore(this: &Host) -> Promise;

    #[wasm_bindgen(method)]
    fn words(this: &Host, language: &str) -> Promise;

    #[wasm_bindgen(method, js_name = readAll)]
    fn read_all(this: &Host);

    #[wasm_bindgen(method, js_name = takeOver)]
    fn take_over(this: &Host);

    /// A file that was opened (class `Opened` in `www/js/link.js`).
    type OpenedFile;

    #[wasm_bindgen(method)]
    fn count(this: &OpenedFile) -> usize;

    #[wasm_bindgen(method)]
    fn left(this: &OpenedFile) -> usize;

    #[wasm_bindgen(method)]
    fn next(this: &OpenedFile) -> Promise;
}

/// Sends calls to the engine, wherever it runs. Cheap to clone; equal when it belongs to the same mounted app.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    host: Host,
}

impl Client {
    /// Takes what the script handed to `mount`.
    pub fn new(host: Host) -> Self {
        Self { host }
    }

    /// Asks the engine. Calls are answered in the order they were made, those made before the corpus is loaded
    /// included: an answer always stands for the documents that were there when it was given.
    ///
    /// Never hangs: a call that the engine could not survive is answered with [`Response::Failed`] `engine_panicked`,
    /// and the engine is started anew with its documents.
    pub fn call(&self, request: &Request) -> impl Future<Output = Response> + use<> {
        let asked = self.host.call(write_request(request), None);
        async move { answer(asked).await.unwrap_or_else(|| failed("dropped", String::new())) }
    }

    /// Asks the engine for something that may be dropped, under a number that is used once. A call that was dropped gives
    /// `None`, whatever it would have found.
    pub fn droppable(
        &self,
        ticket: u32,
        request: &Request,
    ) -> impl Future<Output = Option<Rc<Response>>> + use<> {
        let asked = self.host.call(write_request(request), Some(ticket));
        async move { answer(asked).await.map(Rc::new) }
    }

    /// Drops a call that nobody waits for any more: if the engine has not begun with it, it never will.
    pub fn drop_call(&self, ticket: u32) {
        self.host.drop(ticket);
    }

    /// Opens a `File` for its documents; `None` where the page is going away. Its bytes never come into this program, whose
    /// memory would stay as large.
    pub fn open_file(&self, file: &JsValue) -> impl Future<Output = Option<Opened>> + use<> {
        let opened = self.host.open_file(file);
        async move { Some(Opened(JsFuture::from(opened).await.ok()?.unchecked_into())) }
    }

    /// How the engine is.
    pub fn status(&self) -> Status {
        Status::read(&self.host.status(), &mut Trouble::default())
    }

    /// Hears of each change of the status until the result is dropped.
    pub fn watch(&self, mut listener: impl FnMut(Status) + 'static) -> Watch {
        let hear = move |status| listener(Status::read(&status, &mut Trouble::default()));
        let closure = Closure::<dyn FnMut(JsValue)>::new(hear);
        let id = self.host.watch(&closure);
        Watch(Rc::new(Watching { host: self.host.clone(), id, _closure: closure }))
    }

    /// The explorer as one HTML file with its present documents, opening at the address `start` (a hash); `None` where a
    /// part of it could not be had.
    pub async fn offline_copy(&self, start: &str) -> Option<Vec<u8>> {
        bytes(self.host.offline_copy(start)).await
    }

    /// The present documents as one pack; `None` where the engine is gone.
    pub async fn pack(&self) -> Option<Vec<u8>> {
        bytes(self.host.pack()).await
    }

    /// Keeps documents in the browser for later visits; `false` where it does not.
    pub async fn keep(&self, docs: &[String]) -> bool {
        let docs = docs.iter().map(|id| JsValue::from_str(id)).collect();
        yes(self.host.keep(docs)).await
    }

    /// Forgets a document that was kept; `false` where the browser does not.
    pub async fn forget(&self, doc: &str) -> bool {
        yes(self.host.forget(doc)).await
    }

    /// Brings the documents that were kept in earlier visits: their ids, and whether those are all.
    pub async fn restore(&self) -> (Vec<String>, bool) {
        let restored = JsFuture::from(self.host.restore()).await.unwrap_or_default();
        let Restored { docs, complete } = Restored::read(&restored, &mut Trouble::default());
        (docs, complete)
    }

    /// The words of the page in a language besides Simplified Chinese, one a line; `None` where they could not be had.
    pub async fn words(&self, language: &str) -> Option<String> {
        JsFuture::from(self.host.words(language)).await.ok()?.as_string()
    }

    /// Fetches all documents of a corpus in parts, after `Overview::announced` said that some are not here.
    pub fn read_all(&self) {
        self.host.read_all();
    }

    /// Goes over to the new version of the page, after [`Status::update`] said that there is one; the page starts anew.
    pub fn take_over(&self) {
        self.host.take_over();
    }

    /// Tells the host page: `celan-ready`, `celan-change`, `celan-open` or `celan-error` with its detail.
    pub fn emit(&self, event: &str, detail: &str) {
        self.host.emit(event, JsValue::from_str(detail));
    }
}

/// The documents of a file that was opened. A pack holds thousands: they are added some at a time, by who wants them added.
pub struct Opened(OpenedFile);

impl Opened {
    /// Documents in the file.
    pub fn count(&self) -> usize {
        self.0.count()
    }

    /// Documents that are still to be added. The first ones are under way when the file is open.
    pub fn left(&self) -> usize {
        self.0.left()
    }

    /// Adds the next ones, as [`Response::Added`]; the first time with what in the file was refused.
    pub async fn add_next(&self) -> Response {
        answer(self.0.next()).await.unwrap_or_else(|| failed("dropped", String::new()))
    }
}

/// The bytes that the script makes; `None` where it could not.
async fn bytes(made: Promise) -> Option<Vec<u8>> {
    let made = JsFuture::from(made).await.ok()?;
    Some(Uint8Array::new(&made).to_vec())
}

/// Whether the script says so.
async fn yes(said: Promise) -> bool {
    JsFuture::from(said).await.is_ok_and(|said| said.is_truthy())
}

/// The answer to a call under way; `None` when it was dropped.
async fn answer(asked: Promise) -> Option<Response> {
    match JsFuture::from(asked).await {
        Ok(answer) if answer.is_undefined() => None,
        Ok(answer) => {
            let read = read_response(&answer);
            Some(read.unwrap_or_else(|trouble| failed("unreadable_answer", trouble)))
        }
        Err(error) => Some(failed("engine_gone", error.as_string().unwrap_or_default())),
    }
}

fn failed(code: &str, found: String) -> Response {
    Response::Failed(Failure { code: code.to_owned(), found })
}

/// Keeps a listener of [`Client::watch`] alive; the listener is let go with the last clone.
#[derive(Clone)]
#[must_use = "the listener is let go when this is dropped"]
pub struct Watch(#[expect(dead_code, reason = "held for its drop")] Rc<Watching>);

struct Watching {
    host: Host,
    id: u32,
    _closure: Closure<dyn FnMut(JsValue)>,
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.host.unwatch(self.id);
    }
}

/// How the engine is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// What it is doing.
    pub phase: Phase,
    /// Documents of the served corpus read so far.
    pub done: usize,
    /// Documents of the served corpus.
    pub total: usize,
    /// Documents of a corpus in parts that could not be had when they were last asked for.
    pub lost: usize,
    /// Of a corpus in parts: more documents than were read are about what was asked last.
    pub unread: bool,
    /// It runs beside the app because a Worker was refused.
    pub on_main_thread: bool,
    /// How often it broke down and was started anew.
    pub restarts: u32,
    /// A new version of the page is there and waits to be taken.
    pub update: bool,
    /// Goes up whenever documents came or went: an answer from before may be out of date.
    pub generation: u32,
    /// What went wrong last, in the words of the machine: why it failed, or at what it broke down.
    pub trouble: Option<String>,
}

/// What the engine is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Fetching the program's tables.
    #[default]
    Starting,
    /// Reading the served corpus; calls are answered for what is there so far.
    Loading,
    /// All documents are there.
    Ready,
    /// It cannot run here; `trouble` says why.
    Failed,
}

impl Phase {
    /// The phases by the names that the script has for them.
    const NAMES: [(&'static str, Self); 4] = [
        ("starting", Self::Starting),
        ("loading", Self::Loading),
        ("ready", Self::Ready),
        ("failed", Self::Failed),
    ];
}

impl Plain for Phase {
    fn put(&self, tape: &mut Tape) {
        let named = Self::NAMES.iter().find(|(_, phase)| phase == self);
        tape.text(named.map_or("", |(name, _)| name));
    }

    fn read(value: &JsValue, trouble: &mut Trouble) -> Self {
        let name = String::read(value, trouble);
        Self::NAMES.iter().find(|(known, _)| *known == name).map_or(Self::default(), |(_, phase)| *phase)
    }
}

/// What came of [`Client::restore`].
#[derive(Default)]
struct Restored {
    docs: Vec<String>,
    complete: bool,
}

plain! {
    Restored { docs, complete }
    Status { phase, done, total, lost, unread, on_main_thread, restarts, update, generation, trouble }
}
