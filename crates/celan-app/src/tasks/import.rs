//! Files that the person adds: read one after the other whatever view is shown meanwhile, and kept in the browser.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::Future;
use std::rc::Rc;

use celan_wasm::{Client, FILE_LIMIT};
use celan_wire::{Refusal, Response};
use js_sys::Date;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

use super::read_file;
use crate::state::{Action, State};

/// Files that the engine has at a time, so that it never waits for one to be handed over, and bytes of them.
const AHEAD: usize = 32;
const BYTES_AHEAD: f64 = 8e6;
/// Entries of a list that are told; the others are counted.
const TOLD: usize = 50;
/// Time between two tellings, ms.
const TELL: f64 = 250.0;

/// What there is to tell of the files that were added last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    /// How far it is; `None` when it has ended.
    pub progress: Option<Progress>,
    /// The documents that came of it.
    pub added: Told<Added>,
    /// What was not read.
    pub refused: Told<Refusal>,
    /// Files that were left when the person stopped it.
    pub unread: usize,
}

/// How far an import is.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// Files that are done.
    pub done: usize,
    /// Files in all.
    pub count: usize,
    /// The file that is read.
    pub name: String,
    /// Seconds that the rest will take, once that can be said.
    pub left: Option<u32>,
}

/// A document that came of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Added {
    /// Name of the file.
    pub name: String,
    /// Id of the document.
    pub doc: String,
    /// Its title.
    pub title: String,
}

/// A list of which the first entries are told.
#[derive(Clone, Debug, PartialEq)]
pub struct Told<T> {
    /// The first entries.
    pub first: Vec<T>,
    /// How many there are beside them.
    pub more: usize,
}

impl<T> Default for Told<T> {
    fn default() -> Self {
        Self { first: Vec::new(), more: 0 }
    }
}

impl<T> Told<T> {
    fn push(&mut self, entry: T) {
        if self.first.len() < TOLD {
            self.first.push(entry);
        } else {
            self.more += 1;
        }
    }
}

/// The imports of an explorer, for all components below it.
#[derive(Clone)]
pub struct Importing {
    // As it was when the component was drawn: a handle gives what is there now, so that two of them never differ.
    told: Rc<Import>,
    reading: Rc<Reading>,
}

impl PartialEq for Importing {
    fn eq(&self, other: &Self) -> bool {
        self.told == other.told && Rc::ptr_eq(&self.reading, &other.reading)
    }
}

impl Importing {
    /// What there is to tell.
    pub fn told(&self) -> &Import {
        &self.told
    }

    /// Reads files, behind those that wait.
    pub fn take(&self, files: Vec<File>) {
        let mut waiting = self.reading.waiting.borrow_mut();
        waiting.count += files.len();
        waiting.files.extend(files);
        if !std::mem::replace(&mut waiting.at_work, true) {
            spawn_local(self.reading.clone().read_all());
        }
    }

    /// Leaves the files that wait unread; what was read stays.
    pub fn stop(&self) {
        let mut waiting = self.reading.waiting.borrow_mut();
        waiting.unread += waiting.files.len();
        waiting.files.clear();
    }
}

/// The imports of an explorer whose documents are kept for later visits where it `keeps` them.
#[hook]
pub fn use_importing(client: &Client, state: &UseReducerHandle<State>, keeps: bool) -> Importing {
    let shown = use_state(Rc::<Import>::default);
    let (tell, act) = (shown.setter(), state.dispatcher());
    let reading = use_memo((client.clone(), keeps), move |(client, keeps)| Reading {
        client: client.clone(),
        keeps: *keeps,
        tell,
        act,
        waiting: RefCell::default(),
    });
    Importing { told: (*shown).clone(), reading }
}

/// The files that wait.
#[derive(Default)]
struct Waiting {
    files: VecDeque<File>,
    at_work: bool,
    /// Files since work began, those included that are done or left unread.
    count: usize,
    unread: usize,
}

struct Reading {
    client: Client,
    keeps: bool,
    tell: UseStateSetter<Rc<Import>>,
    act: UseReducerDispatcher<State>,
    waiting: RefCell<Waiting>,
}

impl Reading {
    async fn read_all(self: Rc<Self>) {
        let mut clock = Clock::new();
        let mut import = Import { progress: self.progress(0, "", &clock), ..Import::default() };
        self.tell.set(Rc::new(import.clone()));
        let mut ahead = VecDeque::new();
        let mut fresh = Vec::new();
        let mut done = 0;
        loop {
            let bytes: f64 = ahead.iter().map(|(_, size, _)| size).sum();
            if ahead.len() < AHEAD
                && bytes < BYTES_AHEAD
                && let Some(file) = self.next()
            {
                // Asked once: the browser looks it up on the disk.
                let size = file.size();
                ahead.push_back((file.name(), size, self.begin(&file, size).await));
                continue;
            }
            let Some((name, _, begun)) = ahead.pop_front() else { break };
            if clock.is_time() {
                self.keep(&mut fresh).await;
                import.progress = self.progress(done, &name, &clock);
                self.tell.set(Rc::new(import.clone()));
            }
            match begun {
                Ok(answer) => note(&mut import, &mut fresh, &name, answer.await),
                Err(refusal) => import.refused.push(refusal),
            }
            done += 1;
        }
        // Before anything is waited for: files that come from now on begin anew.
        import.unread = std::mem::take(&mut *self.waiting.borrow_mut()).unread;
        self.keep(&mut fresh).await;
        import.progress = None;
        self.tell.set(Rc::new(import));
    }

    fn progress(&self, done: usize, name: &str, clock: &Clock) -> Option<Progress> {
        let count = self.waiting.borrow().count;
        Some(Progress { done, count, name: name.to_owned(), left: clock.left(done, count) })
    }

    fn next(&self) -> Option<File> {
        self.waiting.borrow_mut().files.pop_front()
    }

    /// Hands a file to the engine; gives what the answer is waited for with.
    async fn begin(&self, file: &File, size: f64) -> Result<impl Future<Output = Response> + use<>, Refusal> {
        let refuse = |code: &str, found| Refusal { name: file.name(), code: code.to_owned(), found };
        // Looked at before it is read: a huge file would fill the memory only to be refused.
        if size > FILE_LIMIT as f64 {
            return Err(refuse("too_large", format!("{} MB", (size / 1e6) as u32)));
        }
        let bytes = read_file(file).await.ok_or_else(|| refuse("not_given", String::new()))?;
        Ok(self.client.add(&file.name(), &bytes))
    }

    /// Keeps documents that are new.
    async fn keep(&self, fresh: &mut Vec<String>) {
        let docs = std::mem::take(fresh);
        if docs.is_empty() {
            return;
        }
        if self.keeps && !self.client.keep(&docs).await {
            self.act.dispatch(Action::Unkept);
        }
        self.act.dispatch(Action::Added(docs));
    }
}

/// Takes down what came of the file `name`. What was served already is not the person's own because it was dropped once more.
fn note(import: &mut Import, fresh: &mut Vec<String>, name: &str, answer: Response) {
    match answer {
        Response::Added { docs, refused } => {
            for doc in docs {
                if doc.added {
                    fresh.push(doc.id.clone());
                }
                import.added.push(Added { name: name.to_owned(), doc: doc.id, title: doc.title });
            }
            refused.into_iter().for_each(|refusal| import.refused.push(refusal));
        }
        Response::Failed(failure) => {
            let (code, found) = (failure.code, failure.found);
            import.refused.push(Refusal { name: name.to_owned(), code, found });
        }
        _ => {}
    }
}

/// When to tell, and what is left.
struct Clock {
    start: f64,
    told: f64,
}

impl Clock {
    fn new() -> Self {
        Self { start: Date::now(), told: 0.0 }
    }

    fn is_time(&mut self) -> bool {
        let now = Date::now();
        let due = now - self.told >= TELL;
        if due {
            self.told = now;
        }
        due
    }

    /// Seconds until all are done, at the pace so far; `None` at the beginning, when there is none.
    fn left(&self, done: usize, count: usize) -> Option<u32> {
        const SETTLED: f64 = 2000.0;
        let passed = Date::now() - self.start;
        (passed > SETTLED && done > 0)
            .then(|| (passed / done as f64 * (count - done) as f64 / 1000.0).ceil() as u32)
    }
}
