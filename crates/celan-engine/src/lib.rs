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

use celan_core::{Corpus, DocId, Found, Lexicon, View};
use celan_data::repair::{Ask, Repair};
use celan_data::{DataError, Dictionary, Gbk, ScriptPhrases, Tables};
use celan_formats::Record;
pub use celan_formats::limits::FILE as FILE_LIMIT;
use celan_wire::{DocumentHead, Failure, Filters, Refusal, Request, Response};
pub use plan::Plan;

/// A corpus with the tables it was read by.
pub struct Engine {
    tables: Tables,
    corpus: Corpus,
    dictionary: Option<Dictionary>,
    /// What the other script says for phrases.
    phrases: Option<ScriptPhrases>,
    /// Whether a document that came wants the repair model.
    wants_mending: bool,
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
        let mut tables = Tables::load(core)?;
        tables.gbk = Some(Gbk::new(celan_formats::decode_gbk));
        Ok(Self {
            tables,
            corpus: Corpus::default(),
            dictionary: None,
            phrases: None,
            wants_mending: false,
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
        self.dictionary = Some(Dictionary::load(dict)?);
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

    /// Whether a document shows damage that [`Engine::mend`] could put right.
    pub fn wants_mending(&self) -> bool {
        self.wants_mending
    }

    /// Takes another program that has the repair model, and reads the documents anew that want it: they keep their ids
    /// and go behind the others.
    pub fn mend(&mut self, ask: Ask) {
        self.tables.repair = Repair::of_other_program(ask);
        self.wants_mending = false;
        let wanting = self.corpus.iter().filter(|(_, entry)| entry.wants_repair_model);
        let sources: Vec<_> =
            wanting.map(|(_, entry)| (entry.id.clone(), entry.file.clone(), entry.source())).collect();
        for (id, file, source) in sources {
            self.corpus.remove(&id);
            self.corpus.add(&file, &source, &self.tables);
        }
        self.forget();
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

    /// Cleans and parses a text without keeping it, with its facts where `facts` says so, and says how many blocks and targets
    /// there are: what is measured of reading.
    pub fn read(&self, text: &str, facts: bool) -> usize {
        let document = celan_core::parse(&celan_core::clean(text, &self.tables), &self.tables);
        let targets = || celan_core::extract(&document, None, &self.tables).targets.len();
        document.blocks.len() + if facts { targets() } else { 0 }
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
            Request::Add { name, bytes } => {
                let (sources, refused) = celan_formats::read(&name, &bytes);
                let refused = refused.into_iter().map(|refusal| Refusal {
                    code: refusal.reason.code().to_owned(),
                    name: refusal.name,
                    found: refusal.found,
                });
                self.add_all(sources.iter().map(Record::from), refused.collect())
            }
            Request::AddText { name, text } => {
                self.add_all([Record { name: &name, text: &text, reading: &[] }], Vec::new())
            }
            Request::AddRecord { bytes } => match Record::read(&bytes) {
                Some(record) => self.add_all([record], Vec::new()),
                None => failed("damaged", String::new()),
            },
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

    /// The document `doc` as a pack holds it: what [`Request::AddRecord`] takes without reading the text again.
    pub fn record(&self, doc: &str) -> Option<Vec<u8>> {
        let entry = self.corpus.get(&DocId::given(doc)).filter(|entry| !entry.is_announced())?;
        let reading = entry.reading(&self.tables);
        Some(Record { name: &entry.file, text: &entry.source(), reading: &reading }.bytes())
    }

    fn add_all<'a>(
        &mut self,
        records: impl IntoIterator<Item = Record<'a>>,
        refused: Vec<Refusal>,
    ) -> Response {
        Response::Added {
            docs: records.into_iter().filter_map(|record| self.add(&record)).collect(),
            refused,
        }
    }

    /// Adds a document; says what it is, and whether it is new.
    fn add(&mut self, Record { name, text, reading }: &Record<'_>) -> Option<DocumentHead> {
        let before = self.corpus.count();
        let id = self.corpus.add_read(name, text, reading, &self.tables);
        let added = self.corpus.count() > before;
        let entry = self.corpus.get(&id)?;
        self.wants_mending |= entry.wants_repair_model;
        Some(DocumentHead { added, ..DocumentHead::new(entry) })
    }
}

fn failed(code: &str, found: String) -> Response {
    Response::Failed(Failure { code: code.to_owned(), found })
}
