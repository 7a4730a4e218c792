//! What the page knows, what may happen to it, and the step between the two: a plain function, without the DOM.

use std::rc::Rc;

use celan_wire::{Browse, Filters};

use crate::strings::Language;

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
    /// Grows with each document added or removed and with each retry: answers before it are stale.
    pub revision: u32,
    /// A short message, such as "copied"; counted, so that the same words said twice are heard twice.
    pub notice: Option<(u32, String)>,
    /// What the person searched for lately, newest first.
    pub recent: Vec<String>,
    /// Ids of the documents the person added.
    pub own: Vec<String>,
    /// The browser refused to keep them.
    pub unkept: bool,
}

/// What a link holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Address {
    /// Which view.
    pub view: View,
    /// The search box.
    pub query: String,
    /// The filters.
    pub filters: Filters,
    /// The open document.
    pub open: Option<Open>,
    /// 目标: which chart.
    pub chart: ChartKind,
    /// 目标: which indicator; empty for the most frequent, `*` for all.
    pub indicator: String,
    /// 目标: a log scale.
    pub log: bool,
    /// How the table is sorted: the column, and whether from the end.
    pub sort: Option<(Column, bool)>,
    /// 产业: which industry.
    pub industry: String,
    /// 责任: which agency.
    pub agency: String,
}

/// The five views.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// 检索.
    #[default]
    Search,
    /// 目标.
    Targets,
    /// 产业.
    Industries,
    /// 责任.
    Duties,
    /// 文件.
    Documents,
}

/// The charts of 目标.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChartKind {
    /// 对比.
    #[default]
    Compare,
    /// 时间.
    Time,
    /// 构成.
    Parts,
    /// 热图.
    Heat,
}

/// Columns by which tables are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// 地区.
    Region,
    /// 指标.
    Indicator,
    /// 目标.
    Value,
    /// 期限.
    Deadline,
}

/// An open document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Open {
    /// Its id.
    pub doc: String,
    /// The passage to show, in UTF-16 units of the clean text.
    pub at: Option<(usize, usize)>,
    /// The first words of the passage: they find it when the text before it has changed.
    pub quote: String,
    /// 原文, 清理后 or 对照.
    pub reading: Reading,
}

/// What the reader shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// 清理后.
    #[default]
    Clean,
    /// 原文.
    Source,
    /// 对照.
    Compare,
}

/// How the person wants the page to look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Language of the page.
    pub language: Language,
    /// Light, dark, or as the system has it.
    pub theme: Theme,
    /// 关怀版: larger type and controls, higher contrast.
    pub care: bool,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// 浅色.
    Light,
    /// 深色.
    Dark,
}

/// How much room the page has, in CSS pixels of its own width, not the window's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Width {
    /// Below 600: a phone.
    Narrow,
    /// Below 960: a tablet, a column of a portal.
    Medium,
    /// Below 1500: a desk.
    #[default]
    Wide,
    /// A large screen.
    Huge,
}

/// A filter of the rail, in the order they stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FacetKind {
    /// 产业.
    Industries,
    /// 地区.
    Places,
    /// 文种.
    Kinds,
    /// 年份.
    Years,
    /// 指标.
    Indicators,
    /// 责任单位.
    Agencies,
    /// One document.
    Docs,
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
    /// The person's own documents came in.
    Added(Vec<String>),
    /// The browser refused to keep a file.
    Unkept,
    /// A short message for eye and ear.
    Said(String),
    /// The message has been there long enough.
    Hushed(u32),
}

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
                next.revision += 1;
                next.own.extend(ids);
            }
            Action::Said(words) => {
                let count = self.notice.as_ref().map_or(0, |(count, _)| count + 1);
                next.notice = Some((count, words));
            }
            Action::Hushed(count) => next.notice = next.notice.filter(|(shown, _)| *shown != count),
        }
        next
    }

    /// The question that the present view puts.
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

impl Address {
    /// Another view of the same question.
    pub fn view(&self, view: View) -> Self {
        Self { view, open: None, sort: None, ..self.clone() }
    }

    /// A document where the present view shows one: beside the results, or in the reader.
    pub fn opening(&self, doc: &str, at: Option<(usize, usize)>, quote: &str) -> Self {
        let view = if self.view == View::Search { View::Search } else { View::Documents };
        let quote: String = quote.chars().take(24).collect();
        Self {
            view,
            open: Some(Open { doc: doc.to_owned(), at, quote, reading: Reading::Clean }),
            ..self.clone()
        }
    }

    /// The document closed.
    pub fn closed(&self) -> Self {
        Self { open: None, ..self.clone() }
    }

    /// The same with other filters.
    pub fn with_filters(&self, filters: Filters) -> Self {
        Self { filters, ..self.clone() }
    }
}

impl View {
    /// In the order of the header.
    pub const ALL: [Self; 5] = [Self::Search, Self::Targets, Self::Industries, Self::Duties, Self::Documents];

    /// Its name in the address.
    pub fn name(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Targets => "targets",
            Self::Industries => "industries",
            Self::Duties => "duties",
            Self::Documents => "documents",
        }
    }

    /// The key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Search => "view.search",
            Self::Targets => "view.targets",
            Self::Industries => "view.industries",
            Self::Duties => "view.duties",
            Self::Documents => "view.documents",
        }
    }
}

impl ChartKind {
    /// In the order of the switch.
    pub const ALL: [Self; 4] = [Self::Compare, Self::Time, Self::Parts, Self::Heat];

    /// Its name in the address.
    pub fn name(self) -> &'static str {
        match self {
            Self::Compare => "compare",
            Self::Time => "time",
            Self::Parts => "parts",
            Self::Heat => "heat",
        }
    }

    /// The key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Compare => "chart.compare",
            Self::Time => "chart.time",
            Self::Parts => "chart.parts",
            Self::Heat => "chart.heat",
        }
    }
}

impl Column {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Region, Self::Indicator, Self::Value, Self::Deadline];

    /// Its name in the address.
    pub fn name(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Indicator => "indicator",
            Self::Value => "value",
            Self::Deadline => "deadline",
        }
    }

    /// The key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Region => "column.region",
            Self::Indicator => "column.indicator",
            Self::Value => "column.value",
            Self::Deadline => "column.deadline",
        }
    }
}

impl Reading {
    /// In the order of the switch.
    pub const ALL: [Self; 3] = [Self::Clean, Self::Source, Self::Compare];

    /// Its name in the address.
    pub fn name(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Source => "source",
            Self::Compare => "compare",
        }
    }

    /// The key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Clean => "reading.clean",
            Self::Source => "reading.source",
            Self::Compare => "reading.compare",
        }
    }
}

impl Theme {
    /// In the order of the switch.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Its name, as in attributes and storage.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::System => "theme.system",
            Self::Light => "theme.light",
            Self::Dark => "theme.dark",
        }
    }
}

impl Width {
    /// The class of a page that is `pixels` wide.
    pub fn of(pixels: f64) -> Self {
        match pixels {
            p if p < 600.0 => Self::Narrow,
            p if p < 960.0 => Self::Medium,
            p if p < 1500.0 => Self::Wide,
            _ => Self::Huge,
        }
    }

    /// Its name in the style sheets.
    pub fn name(self) -> &'static str {
        match self {
            Self::Narrow => "narrow",
            Self::Medium => "medium",
            Self::Wide => "wide",
            Self::Huge => "huge",
        }
    }
}

impl FacetKind {
    /// In the order of the rail.
    pub const ALL: [Self; 7] = [
        Self::Industries,
        Self::Places,
        Self::Kinds,
        Self::Years,
        Self::Indicators,
        Self::Agencies,
        Self::Docs,
    ];

    /// Its name in the engine's answers and in the address.
    pub fn name(self) -> &'static str {
        match self {
            Self::Industries => "industries",
            Self::Places => "places",
            Self::Kinds => "kinds",
            Self::Years => "years",
            Self::Indicators => "indicators",
            Self::Agencies => "agencies",
            Self::Docs => "docs",
        }
    }
}

/// What the page asks of [`Filters`].
pub trait Ticks {
    /// The chosen values of a facet.
    fn chosen(&self, facet: FacetKind) -> Vec<String>;
    /// With a value on if it was off, off if it was on.
    #[must_use]
    fn ticked(&self, facet: FacetKind, id: &str) -> Self;
    /// How many values are chosen.
    fn count(&self) -> usize;
}

impl Ticks for Filters {
    fn chosen(&self, facet: FacetKind) -> Vec<String> {
        match facet {
            FacetKind::Industries => self.industries.clone(),
            FacetKind::Places => self.places.clone(),
            FacetKind::Kinds => self.kinds.clone(),
            FacetKind::Years => self.years.iter().map(ToString::to_string).collect(),
            FacetKind::Indicators => self.indicators.clone(),
            FacetKind::Agencies => self.agencies.clone(),
            FacetKind::Docs => self.docs.clone(),
        }
    }

    fn ticked(&self, facet: FacetKind, id: &str) -> Self {
        let mut next = self.clone();
        match facet {
            FacetKind::Industries => toggle(&mut next.industries, id.to_owned()),
            FacetKind::Places => toggle(&mut next.places, id.to_owned()),
            FacetKind::Kinds => toggle(&mut next.kinds, id.to_owned()),
            FacetKind::Years => id.parse().into_iter().for_each(|year| toggle(&mut next.years, year)),
            FacetKind::Indicators => toggle(&mut next.indicators, id.to_owned()),
            FacetKind::Agencies => toggle(&mut next.agencies, id.to_owned()),
            FacetKind::Docs => toggle(&mut next.docs, id.to_owned()),
        }
        next
    }

    fn count(&self) -> usize {
        FacetKind::ALL.iter().map(|facet| self.chosen(*facet).len()).sum()
    }
}

fn toggle<T: PartialEq>(values: &mut Vec<T>, value: T) {
    match values.iter().position(|old| *old == value) {
        Some(at) => drop(values.remove(at)),
        None => values.push(value),
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
