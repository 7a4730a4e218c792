//! Files that the person adds: read one after the other whatever view is shown meanwhile, and kept in the browser.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::Future;
use std::rc::Rc;

use celan_wasm::{Client, FILE_LIMIT, Opened};
use celan_wire::{Refusal, Response};
use js_sys::Date;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

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
    /// Documents that were left when the person stopped it.
    pub unread: usize,
}

/// How far an import is, in documents. A file counts as one until it is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// Those that are done.
    pub done: usize,
    /// Those in all.
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

    /// Leaves the files that wait unread, and the rest of the one that is open; what was read stays.
    pub fn stop(&self) {
        let mut waiting = self.reading.waiting.borrow_mut();
        waiting.unread += waiting.files.len();
        waiting.count -= waiting.files.len();
        waiting.files.clear();
        waiting.stops += 1;
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
    /// Documents since work began, those included that are done, but not those left unread.
    count: usize,
    unread: usize,
    /// How often the person stopped.
    stops: u32,
}

struct Reading {
    client: Client,
    keeps: bool,
    tell: UseStateSetter<Rc<Import>>,
    act: UseReducerDispatcher<State>,
    waiting: RefCell<Waiting>,
}

/// A file that is being opened.
struct Ahead<F> {
    name: String,
    size: f64,
    /// How often the person had stopped by then.
    stops: u32,
    opening: Result<F, Refusal>,
}

/// What came of the files so far.
struct Course {
    clock: Clock,
    import: Import,
    /// Documents that are new and not kept yet.
    fresh: Vec<String>,
    done: usize,
}

impl Reading {
    async fn read_all(self: Rc<Self>) {
        let mut course =
            Course { clock: Clock::new(), import: Import::default(), fresh: Vec::new(), done: 0 };
        self.show(&mut course, "");
        let mut ahead = VecDeque::new();
        loop {
            let bytes: f64 = ahead.iter().map(|file: &Ahead<_>| file.size).sum();
            if ahead.len() < AHEAD
                && bytes < BYTES_AHEAD
                && let Some(file) = self.next()
            {
                let stops = self.waiting.borrow().stops;
                // Asked once: the browser looks it up on the disk.
                let size = file.size();
                ahead.push_back(Ahead { name: file.name(), size, stops, opening: self.open(&file, size) });
                continue;
            }
            let Some(Ahead { name, stops, opening, .. }) = ahead.pop_front() else { break };
            match opening {
                Ok(opening) => self.add_all(&name, stops, opening.await, &mut course).await,
                Err(refusal) => {
                    course.import.refused.push(refusal);
                    course.done += 1;
                }
            }
        }
        // Before anything is waited for: files that come from now on begin anew.
        course.import.unread = std::mem::take(&mut *self.waiting.borrow_mut()).unread;
        self.keep(&mut course.fresh).await;
        course.import.progress = None;
        self.tell.set(Rc::new(course.import));
    }

    /// Adds the documents of a file, until the person stops it once more.
    async fn add_all(&self, name: &str, stops: u32, opened: Option<Opened>, course: &mut Course) {
        let Some(opened) = opened else { return };
        self.waiting.borrow_mut().count += opened.count().saturating_sub(1);
        let before = course.done;
        loop {
            if course.clock.is_time() {
                self.keep(&mut course.fresh).await;
                self.show(course, name);
            }
            note(course, name, opened.add_next().await);
            course.done = before + opened.count().max(1) - opened.left();
            if opened.left() == 0 {
                return;
            }
            let mut waiting = self.waiting.borrow_mut();
            if waiting.stops != stops {
                waiting.unread += opened.left();
                waiting.count -= opened.left();
                return;
            }
        }
    }

    /// Shows how far it is.
    fn show(&self, course: &mut Course, name: &str) {
        let (done, count) = (course.done, self.waiting.borrow().count);
        let left = course.clock.left(done, count);
        course.import.progress = Some(Progress { done, count, name: name.to_owned(), left });
        self.tell.set(Rc::new(course.import.clone()));
    }

    fn next(&self) -> Option<File> {
        self.waiting.borrow_mut().files.pop_front()
    }

    /// Has a file opened; gives what its documents are waited for with.
    fn open(&self, file: &File, size: f64) -> Result<impl Future<Output = Option<Opened>> + use<>, Refusal> {
        // Looked at before it is read: a huge file would fill the memory only to be refused.
        if size > FILE_LIMIT as f64 {
            let found = format!("{} MB", (size / 1e6) as u32);
            return Err(Refusal { name: file.name(), code: "too_large".to_owned(), found });
        }
        Ok(self.client.open_file(file))
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

/// Takes down what came of documents of the file `name`. What was served already is not the person's own because it was dropped
/// once more.
fn note(course: &mut Course, name: &str, answer: Response) {
    let import = &mut course.import;
    match answer {
        Response::Added { docs, refused } => {
            for doc in docs {
                if doc.added {
                    course.fresh.push(doc.id.clone());
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
