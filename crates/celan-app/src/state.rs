//! What the page knows, what may happen to it, and the step between the two: a plain function, without the DOM.

use std::rc::Rc;

use celan_data::Order;
use celan_wire::{Browse, Filters, Request};

mod address;
mod choice;
mod filters;
mod settings;

pub use address::{Address, Open};
pub use choice::{ChartKind, Column, Counted, FacetKind, Reading, Theme, View};
pub use filters::Ticks;
pub use settings::{Settings, Width};

/// Everything that is not an answer of the engine.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Where the person is: what a link holds.
    pub address: Address,
    /// The next address is a step in the history (a click), or replaces the present one (a key press).
    pub push: bool,
    /// An address that could not be read, to be said in words.
    pub unreadable: Option<String>,
    /// How the person wants it to look.
    pub settings: Settings,
    /// The filters are open as a sheet (narrow pages only).
    pub sheet: bool,
    /// The menu of settings is open (narrow pages only).
    pub menu: bool,
    /// The width the page has got.
    pub width: Width,
    /// Grows with each retry and each document removed: answers before it are stale.
    pub revision: u32,
    /// A short message, such as "copied"; counted, so that the same words said twice are heard twice.
    pub notice: Option<(u32, String)>,
    /// What the person searched for lately, newest first.
    pub recent: Vec<String>,
    /// Ids of the documents the person added, in their order.
    pub own: Rc<Vec<String>>,
    /// The browser refused to keep them.
    pub unkept: bool,
}

/// What may happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// A link was followed.
    Go(Address),
    /// The browser moved in its history, or the address was typed.
    Arrived(Result<Address, String>),
    /// A key was pressed in the search box.
    Typed(String),
    /// The words in the search box are meant: they are remembered.
    Searched,
    /// A tick box was clicked.
    Ticked(FacetKind, String),
    /// All filters off.
    Cleared,
    /// A table's head was clicked.
    Sorted(Column),
    /// Another setting.
    Set(Settings),
    /// The sheet of filters was opened or closed.
    Sheet(bool),
    /// The menu of settings was opened or closed.
    Menu(bool),
    /// The page was measured.
    Measured(Width),
    /// The corpus changed, or an answer is wanted anew.
    Refreshed,
    /// Some of the person's own documents came in.
    Added(Vec<String>),
    /// The browser refused to keep a file.
    Unkept,
    /// A short message for eye and ear.
    Said(String),
    /// The message has been there long enough.
    Hushed(u32),
}

/// Items that charts and tables are made of. Those of hundreds of documents come whole; with more the page would stand still,
/// so it says how many there are.
pub const LISTED: usize = 5_000;

/// Documents with hits that are shown before more are asked for.
pub const FIRST_FOUND: usize = 20;

/// Documents of the list that are shown before more are asked for.
pub const FIRST_LISTED: usize = 200;

/// How many searches are remembered.
const RECENT: usize = 8;

impl State {
    /// The state after `action`.
    #[must_use]
    pub fn step(&self, action: Action) -> Self {
        let mut next = self.clone();
        next.push = true;
        match action {
            Action::Go(address) => {
                next.unreadable = None;
                next.menu = false;
                next.address = address;
            }
            Action::Arrived(arrived) => {
                next.push = false;
                next.menu = false;
                match arrived {
                    Ok(address) => (next.address, next.unreadable) = (address, None),
                    Err(hash) => (next.address, next.unreadable) = (Address::default(), Some(hash)),
                }
            }
            Action::Typed(query) => {
                next.push = false;
                next.unreadable = None;
                next.address.query = query;
                if next.address.view == View::Documents && next.address.open.is_some() {
                    (next.address.view, next.push) = (View::Search, true);
                }
            }
            Action::Searched => remember(&mut next.recent, self.address.query.trim()),
            Action::Ticked(facet, id) => next.address.filters = self.address.filters.ticked(facet, &id),
            Action::Cleared => next.address.filters = Filters::default(),
            Action::Sorted(column) => {
                next.push = false;
                next.address.sort = match self.address.sort {
                    Some((old, false)) if old == column => Some((column, true)),
                    Some((old, true)) if old == column => None,
                    _ => Some((column, false)),
                };
            }
            Action::Set(settings) => next.settings = settings,
            Action::Sheet(open) => next.sheet = open,
            Action::Menu(open) => next.menu = open,
            Action::Measured(width) => {
                next.width = width;
                next.sheet &= width < Width::Wide;
            }
            Action::Refreshed => next.revision += 1,
            Action::Unkept => next.unkept = true,
            Action::Added(ids) => {
                let own = Rc::make_mut(&mut next.own);
                own.extend(ids);
                own.order_by(Ord::cmp);
            }
            Action::Said(words) => {
                let count = self.notice.as_ref().map_or(0, |(count, _)| count + 1);
                next.notice = Some((count, words));
            }
            Action::Hushed(count) => next.notice = next.notice.filter(|(shown, _)| *shown != count),
        }
        next
    }

    /// What the present view asks first. The filters ask the same, so that both come of one answer.
    pub fn listed(&self) -> Request {
        match self.address.view {
            View::Search if self.is_landing() => Request::Search(self.browse(0)),
            View::Search => Request::Search(self.browse(FIRST_FOUND)),
            View::Industries => Request::Search(self.browse(0)),
            View::Targets => Request::Targets(self.browse(LISTED)),
            View::Duties => Request::Duties(self.browse(LISTED)),
            View::Documents => Request::Documents(self.browse(FIRST_LISTED)),
        }
    }

    /// Whether the person added the document `id`.
    pub fn is_own(&self, id: &String) -> bool {
        self.own.binary_search(id).is_ok()
    }

    /// Whether nothing is looked for and nothing filtered.
    pub fn is_landing(&self) -> bool {
        self.address.query.trim().is_empty() && self.address.filters.count() == 0
    }

    /// The question that the present view puts, for so many results.
    pub fn browse(&self, limit: usize) -> Browse {
        Browse { query: self.address.query.clone(), filters: self.address.filters.clone(), offset: 0, limit }
    }
}

fn remember(recent: &mut Vec<String>, query: &str) {
    if query.chars().count() >= 2 && query.chars().count() <= 60 {
        recent.retain(|old| old != query);
        recent.insert(0, query.to_owned());
        recent.truncate(RECENT);
    }
}

impl yew::Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let next = self.step(action);
        if next == *self { self } else { next.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(actions: impl IntoIterator<Item = Action>) -> State {
        actions.into_iter().fold(State::default(), |state, action| state.step(action))
    }

    #[test]
    fn a_box_ticked_twice_is_off_again() {
        let tick = Action::Ticked(FacetKind::Years, "2025".to_owned());
        assert_eq!(after([tick.clone()]).address.filters.years, [2025]);
        assert_eq!(after([tick.clone(), tick]).address.filters, Filters::default());
        assert_eq!(after([Action::Ticked(FacetKind::Years, "next".to_owned())]).address.filters.count(), 0);
    }

    #[test]
    fn typing_replaces_the_address_and_a_click_adds_one() {
        assert!(!after([Action::Typed("新".to_owned())]).push);
        assert!(after([Action::Go(Address::default().view(View::Targets))]).push);
    }

    #[test]
    fn typing_in_the_reader_leads_to_the_search() {
        let reading = Address::default().view(View::Documents).opening("d", None, "");
        let state = after([Action::Go(reading), Action::Typed("新能源".to_owned())]);
        assert_eq!(state.address.view, View::Search);
        assert!(state.push, "back returns to the reader");
    }

    #[test]
    fn an_address_that_cannot_be_read_is_said_and_forgotten_with_the_next_step() {
        let state = after([Action::Arrived(Err("#/nowhere".to_owned()))]);
        assert_eq!(state.unreadable.as_deref(), Some("#/nowhere"));
        assert_eq!(state.step(Action::Typed("a".to_owned())).unreadable, None);
    }

    #[test]
    fn a_table_is_sorted_up_then_down_then_not() {
        let sort = || Action::Sorted(Column::Value);
        assert_eq!(after([sort()]).address.sort, Some((Column::Value, false)));
        assert_eq!(after([sort(), sort()]).address.sort, Some((Column::Value, true)));
        assert_eq!(after([sort(), sort(), sort()]).address.sort, None);
    }

    #[test]
    fn recent_searches_are_few_and_none_twice() {
        let mut state = State::default();
        for word in ["新材料", "新能源", "新材料", "a"] {
            state = state.step(Action::Typed(word.to_owned())).step(Action::Searched);
        }
        assert_eq!(state.recent, ["新材料", "新能源"]);
    }
}
