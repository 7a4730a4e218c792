//! What every component may ask for: state, words, the way to the engine. Handed down as a Yew context.

use std::rc::Rc;

use celan_wasm::{Client, Options, Status};
use celan_wire::Overview;
use yew::prelude::*;

use crate::state::{Action, Address, State};
use crate::strings::Texts;
use crate::tasks::UnderWay;

/// The context. Cheap to clone.
#[derive(Clone)]
pub struct Shell {
    /// The state of this explorer.
    pub state: UseReducerHandle<State>,
    /// Its words.
    pub texts: Texts,
    /// The name of the site.
    pub brand: String,
    /// The wishes of the page.
    pub options: Rc<Options>,
    /// Its way to the engine.
    pub client: Client,
    /// The questions that it has not answered yet.
    pub under_way: UnderWay,
    /// How the engine is.
    pub status: Rc<Status>,
    /// What the corpus holds; `None` before the first answer.
    pub corpus: Option<Rc<Overview>>,
    /// The state is kept in the address of the page.
    pub addressed: bool,
    /// The element all of it stands in.
    pub root: NodeRef,
}

impl PartialEq for Shell {
    fn eq(&self, other: &Self) -> bool {
        let corpus = match (&self.corpus, &other.corpus) {
            (Some(a), Some(b)) => Rc::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        };
        self.state == other.state
            && self.texts == other.texts
            && self.options == other.options
            && corpus
            && self.status == other.status
    }
}

impl Shell {
    /// Where the person is.
    pub fn address(&self) -> &Address {
        &self.state.address
    }

    /// Does something.
    pub fn act(&self, action: Action) {
        self.state.dispatch(action);
    }

    /// A callback that does the same thing each time.
    pub fn on<E>(&self, action: Action) -> Callback<E> {
        let state = self.state.dispatcher();
        Callback::from(move |_| state.dispatch(action.clone()))
    }

    /// The name of an indicator in the language of the page.
    pub fn indicator_name(&self, id: &str) -> Option<String> {
        let row = self.corpus.as_ref()?.indicators.iter().find(|row| row.id == id)?;
        Some(self.texts.pick(&row.name_zh, &row.name_hant, &row.name_en).to_owned())
    }

    /// The name of an industry in the language of the page.
    pub fn industry_name(&self, id: &str) -> Option<String> {
        let row = self.corpus.as_ref()?.industries.iter().find(|row| row.id == id)?;
        Some(self.texts.pick(&row.name_zh, &row.name_hant, &row.name_en).to_owned())
    }
}

/// The context, which `App` provides for all below it.
#[hook]
pub fn use_shell() -> Shell {
    use_context::<Shell>().expect("every component stands below App, which provides the shell")
}
