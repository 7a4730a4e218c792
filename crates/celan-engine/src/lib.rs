//! One corpus behind one call: [`Engine::answer`] takes a [`Request`] and gives a [`Response`].
//!
//! The worker, the app without a worker, the command line and the tests all call this. It holds the corpus, asks
//! `celan-core`, and puts the answers into the structs of `celan-wire`; offsets are UTF-16 units.

mod browse;
mod convert;
mod document;
mod overview;
mod plan;
mod search;
mod suggest;

use std::collections::HashSet;

use celan_core::{Corpus, DocId, Entry, Found, Lexicon, View};
use celan_data::{DataError, Dictionary, ScriptPhrases, Tables};
use celan_formats::Record;
pub use celan_formats::limits::FILE as FILE_LIMIT;
use celan_wire::{DocumentHead, Failure, Filters, Request, Response};
pub use plan::Plan;

/// A corpus with the tables it was read by.
pub struct Engine {
    tables: Tables,
    corpus: Corpus,
    dictionary: Option<Dictionary>,
    /// What the other script says for phrases.
    phrases: Option<ScriptPhrases>,
    /// Documents that were read without the repair model and want it. One read with it takes the place of each, and what is
    /// kept of that goes.
    damaged: HashSet<DocId>,
    kept: Kept,
    /// What can be suggested.
    terms: suggest::Terms,
    /// What the facts of documents name.
    named: overview::Named,
    tally: overview::Tally,
    /// What has tick boxes.
    offered: browse::Offered,
}

/// Items of a view: number of the document, and passage id or index in the document.
type Items = Vec<(usize, usize)>;

/// What is kept of answers until documents or dictionary change.
#[derive(Default)]
struct Kept {
    /// What a query under filters found: it is asked for again when more of it is shown.
    found: Option<(String, Filters, Found)>,
    /// The items of a view that answer a query, which no filter changes.
    items: Option<(String, View, Items)>,
}

impl Engine {
    /// An engine without documents, from the bytes of the bundle `core`.
    ///
    /// # Errors
    /// What is wrong with the tables.
    pub fn new(core: &[u8]) -> Result<Self, DataError> {
        Ok(Self {
            tables: Tables::load(core)?,
            corpus: Corpus::default(),
            dictionary: None,
            phrases: None,
            damaged: HashSet::new(),
            kept: Kept::default(),
            terms: suggest::Terms::default(),
            named: overview::Named::default(),
            tally: overview::Tally::default(),
            offered: browse::Offered::default(),
        })
    }

    /// Takes the segmenter's dictionary, the bytes of the bundle `dict`. Search answers without it and ranks better
    /// with it; it may come at any time.
    ///
    /// # Errors
    /// What is wrong with it; the engine goes on as it was.
    pub fn load_dictionary(&mut self, dict: &[u8]) -> Result<(), DataError> {
        self.dictionary = Some(Dictionary::load(dict, &self.tables.terms.of_the_genre)?);
        self.forget();
        Ok(())
    }

    /// Takes the phrases of both scripts, the bytes of the bundle `script`: with them a document can be shown in the other
    /// one.
    ///
    /// # Errors
    /// What is wrong with it; the engine goes on as it was.
    pub fn load_script(&mut self, script: &[u8]) -> Result<(), DataError> {
        self.phrases = Some(ScriptPhrases::load(script)?);
        Ok(())
    }

    /// Forgets all that is kept of documents.
    fn forget(&mut self) {
        (self.kept, self.terms, self.named, self.tally) = Default::default();
    }

    pub(crate) fn lexicon(&self) -> Lexicon<'_> {
        Lexicon { tables: &self.tables, dictionary: self.dictionary.as_ref() }
    }

    /// The documents.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// Answers a request.
    pub fn answer(&mut self, request: Request) -> Response {
        // Documents that come one by one are put in order when something is asked about them.
        if request.changes_documents() {
            self.kept = Kept::default();
        } else {
            self.corpus.commit();
            self.offer();
        }
        match request {
            Request::Add { record } => self.add(&record),
            Request::Remove { doc } => {
                self.forget();
                Response::Removed { found: self.corpus.remove(&DocId::given(&doc)) }
            }
            Request::Overview => Response::Overview(self.overview()),
            Request::Facets => Response::Facets(self.facets()),
            Request::Search(browse) => Response::Search(self.search(&browse)),
            Request::Targets(browse) => Response::Targets(self.targets(&browse)),
            Request::Duties(browse) => Response::Duties(self.duties(&browse)),
            Request::Documents(browse) => Response::Documents(self.documents(&browse)),
            Request::Industry { id, browse } => match self.industry(&id, &browse) {
                Some(answer) => Response::Industry(answer),
                None => failed("unknown_industry", id),
            },
            Request::Document { doc, script } => match self.document(&doc, script.as_deref()) {
                Some(view) => Response::Document(Box::new(view)),
                None => failed("unknown_document", doc),
            },
            Request::Suggest { text, limit } => Response::Suggest { suggestions: self.suggest(&text, limit) },
        }
    }

    /// Adds the document of a record; says what it is, and whether it is new.
    fn add(&mut self, record: &[u8]) -> Response {
        let Some(Record { name, text, reading }) = Record::read(record) else {
            return failed("damaged", String::new());
        };
        let before = self.corpus.count();
        let Some(id) = self.corpus.add_read(name, text, reading, &self.tables) else {
            return failed("unread", name.to_owned());
        };
        let added = self.corpus.count() > before;
        let head = |entry: &Entry| DocumentHead { added, ..DocumentHead::new(entry) };
        let docs: Vec<DocumentHead> = self.corpus.get(&id).map(head).into_iter().collect();
        if docs.iter().any(|head| head.damaged) {
            self.damaged.insert(id);
        } else if self.damaged.remove(&id) {
            self.forget();
        }
        Response::Added { docs, refused: Vec::new() }
    }
}

fn failed(code: &str, found: String) -> Response {
    Response::Failed(Failure { code: code.to_owned(), found })
}
