//! The words of the target grammar: units, numerals, bounds, verbs, contexts, tense, five-year plans.

use crate::Order;
use crate::bundle::{Bundle, DataError};
use crate::decimal::decimal;
use crate::lexicon::Lexicon;
use crate::tsv::Tsv;
use celan_words::CharFilter;

/// Everything the target grammar needs to know about words.
pub struct Grammar {
    /// Numerals by character.
    pub numerals: Numerals,
    /// The numerals of headings, dates and queries, in the order of the table.
    plain: Vec<(char, Numeral)>,
    plain_chars: CharFilter<64>,
    /// Units of measure and counters.
    pub units: Lexicon<Unit>,
    /// Words right before a figure: 突破, 不低于, 年均增长.
    pub before: Lexicon<Bound>,
    /// Words right behind a figure: 以上, 左右.
    pub after: Lexicon<Bound>,
    /// Words between number and unit: 1900多个.
    pub inside: Lexicon<Bound>,
    /// Verbs and adverbs that open a promise.
    pub verbs: Lexicon<Verb>,
    /// Signs of results and of plans, anywhere in a sentence.
    pub tense: Lexicon<i32>,
    /// Signs of results and of plans, at the start of a clause.
    pub tense_start: Lexicon<i32>,
    /// Signs of results and of plans, in a heading.
    pub tense_head: Lexicon<i32>,
    /// First and last year of the five-year plans by name: 十四五.
    pub plans: Lexicon<(i32, i32)>,
    /// The words of each class, by number.
    contexts: Vec<Lexicon<()>>,
    /// Where in a text something may begin.
    pub starts: Starts,
}

/// Characters by which a text is searched for places to look at: most characters begin nothing.
#[derive(Default)]
pub struct Starts {
    /// Those that a number begins with: digits, numerals, signs, masks.
    pub number: CharFilter<64>,
    /// Those that a phrase begins with that stands for a figure: 全覆盖, 翻番, 第一.
    pub phrase: CharFilter<64>,
    /// Those that a time phrase begins with.
    pub time: CharFilter<64>,
    /// Those that a sign of results or of plans begins with.
    pub sign: CharFilter<64>,
    /// Brackets, and what may end a sentence.
    pub stop: CharFilter<64>,
}

/// What characters are as numerals.
pub struct Numerals {
    /// In the order of characters.
    all: Vec<(char, Numeral)>,
    chars: CharFilter<64>,
}

impl Numerals {
    fn new(numerals: impl Iterator<Item = (char, Numeral)>) -> Self {
        let mut all: Vec<(char, Numeral)> = numerals.collect();
        all.order_by_key(|numeral| numeral.0);
        Self { chars: all.iter().map(|numeral| numeral.0).collect(), all }
    }

    /// What `char` is as a numeral.
    pub fn get(&self, char: &char) -> Option<&Numeral> {
        let found =
            self.chars.may_hold(*char).then(|| self.all.binary_search_by_key(char, |numeral| numeral.0));
        found?.ok().map(|at| &self.all[at].1)
    }

    /// Whether `char` is a numeral.
    pub fn contains_key(&self, char: &char) -> bool {
        self.get(char).is_some()
    }
}

/// A numeral of one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numeral {
    /// 0 to 9.
    Digit(u8),
    /// 十, 百, 千.
    Unit(u32),
    /// 万, 亿, 兆.
    Group(u64),
}

/// A unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Units of one family measure the same.
    pub family: String,
    /// How many base units of the family it is.
    pub factor: f64,
    /// What kind of figure it makes.
    pub role: UnitRole,
}

/// What kind of figure a unit makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitRole {
    /// Things or people: 家.
    Count,
    /// 元.
    Money,
    /// %.
    Percent,
    /// 个百分点.
    Point,
    /// 倍, 番.
    Multiple,
    /// 公里, 吨.
    Measure,
    /// 小时, 天.
    Duration,
    /// Read as a quantity, never a promise by itself: 年, 级.
    Other,
}

/// What a word beside a figure says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    /// How the figure binds; `None` where the word only joins.
    pub relation: Option<Relation>,
    /// Whether the figure is a change of the indicator.
    pub change: Change,
}

/// How a figure binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// 达到.
    Eq,
    /// 突破.
    Gt,
    /// 以上.
    Ge,
    /// 低于.
    Lt,
    /// 以内.
    Le,
    /// 左右.
    Approx,
}

/// Whether a word makes the figure a change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Change {
    /// It does not.
    #[default]
    None,
    /// 增长.
    Up,
    /// 下降.
    Down,
    /// 提高到: the figure is where the indicator arrives.
    To,
}

/// A verb or adverb before what is promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verb {
    /// 新增 brings things into being, 实施 does not; `None` for adverbs.
    pub increment: Option<bool>,
    /// It opens a promise only before a verb (重点培育); before a noun it is part of the name (重点实验室).
    pub adverb: bool,
    /// It belongs to the name of what is counted.
    pub keep: bool,
    /// How strongly it promises, where it says so.
    pub strength: Option<Promise>,
}

/// How strongly a word promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// 确保.
    Firm,
    /// 力争.
    Striven,
    /// 鼓励.
    Encouraged,
}

/// The classes with their names in the table, in one list.
macro_rules! classes {
    ($($class:ident = $name:literal,)+) => {
        /// Classes of words around a figure; `contexts.tsv` says what each is for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the head of contexts.tsv describes each class where its words are")]
        pub enum Context {
            $($class,)+
        }

        /// Their names in the table, by number.
        const CLASSES: &[&str] = &[$($name,)+];
    };
}

classes! {
    Subject = "subject",
    Place = "place",
    Join = "join",
    Adverbial = "adverbial",
    Scope = "scope",
    ScopeAdj = "scope_adj",
    Head = "head",
    Tail = "tail",
    Change = "change",
    Rate = "rate",
    Served = "served",
    Reward = "reward",
    Law = "law",
    Outside = "outside",
    Property = "property",
    Base = "base",
    Rank = "rank",
    Arena = "arena",
    Part = "part",
    Spread = "spread",
    Sized = "sized",
    Quality = "quality",
    Onward = "onward",
    NounVerb = "noun_verb",
    NounTail = "noun_tail",
    NounRest = "noun_rest",
    Whole = "whole",
    Modal = "modal",
    WeakBound = "weak_bound",
    Cause = "cause",
    YearTail = "year_tail",
    PlanSpan = "plan_span",
    PlanEnd = "plan_end",
    PlanName = "plan_name",
    SpanOpen = "span_open",
    SpanTail = "span_tail",
    Now = "now",
    NextYear = "next_year",
    LastYear = "last_year",
    RangeMark = "range_mark",
    RangePair = "range_pair",
    RangeEnd = "range_end",
    RangeJoin = "range_join",
    DateSince = "date_since",
    DateUntil = "date_until",
    DateTill = "date_till",
    DateBefore = "date_before",
    DateFrom = "date_from",
    DateAfter = "date_after",
    FirstHalf = "first_half",
    SecondHalf = "second_half",
    NameBefore = "name_before",
    NameBehind = "name_behind",
    RoundBound = "round_bound",
    Conjunction = "conjunction",
    NameJoin = "name_join",
    Cover = "cover",
    CoverNoun = "cover_noun",
    DoubleDigit = "double_digit",
    Twofold = "twofold",
    Attain = "attain",
    RankCounter = "rank_counter",
    Until = "until",
    SoFar = "so_far",
    BaseMark = "base_mark",
    Compare = "compare",
    FromBase = "from_base",
    YearEnd = "year_end",
    PeriodNoun = "period_noun",
    AddsUp = "adds_up",
    TierRank = "tier_rank",
    TierAbove = "tier_above",
    More = "more",
    Mask = "mask",
    Equals = "equals",
    ListEnd = "list_end",
    ListCounter = "list_counter",
    Builds = "builds",
    Increase = "increase",
    OnBase = "on_base",
    Likens = "likens",
    BaseTail = "base_tail",
    Goal = "goal",
    RewardNoun = "reward_noun",
    Modifier = "modifier",
    Bare = "bare",
    Account = "account",
    Done = "done",
    Meant = "meant",
    Fund = "fund",
    People = "people",
    Years = "years",
    Sector = "sector",
    Sum = "sum",
    Forecast = "forecast",
    Finished = "finished",
    Yields = "yields",
    Hoped = "hoped",
    Budget = "budget",
    Firm = "firm",
    Telling = "telling",
    Told = "told",
    Routine = "routine",
    Extent = "extent",
    NoPlace = "no_place",
    Payer = "payer",
    Per = "per",
    ColumnGoal = "column_goal",
    ColumnRate = "column_rate",
    ColumnUnit = "column_unit",
}

impl Grammar {
    /// Reads the tables of the target grammar.
    pub(crate) fn load(bundle: &Bundle<'_>) -> Result<Self, DataError> {
        let numerals = numerals(&Tsv::load(bundle, "numerals.tsv")?)?;
        let bounds = Tsv::load(bundle, "bounds.tsv")?;
        let tense = Tsv::load(bundle, "tense.tsv")?;
        let mut grammar = Self {
            numerals: Numerals::new(numerals.iter().map(|&(char, numeral, _)| (char, numeral))),
            plain_chars: numerals.iter().filter(|row| row.2).map(|&(char, ..)| char).collect(),
            plain: numerals.iter().filter(|row| row.2).map(|&(char, numeral, _)| (char, numeral)).collect(),
            units: units(&Tsv::load(bundle, "units.tsv")?)?,
            before: bound_words(&bounds, "before")?,
            after: bound_words(&bounds, "after")?,
            inside: bound_words(&bounds, "inside")?,
            verbs: verbs(&Tsv::load(bundle, "verbs.tsv")?)?,
            tense: tense_words(&tense, "any")?,
            tense_start: tense_words(&tense, "start")?,
            tense_head: tense_words(&tense, "head")?,
            plans: plans(&Tsv::load(bundle, "plan_periods.tsv")?)?,
            contexts: contexts(&Tsv::load(bundle, "contexts.tsv")?)?,
            starts: Starts::default(),
        };
        grammar.starts = Starts::of(&grammar);
        Ok(grammar)
    }

    /// What `char` is as a numeral of a heading, a date or a query: 五, not 伍.
    pub fn plain_numeral(&self, char: char) -> Option<Numeral> {
        if !self.plain_chars.may_hold(char) {
            return None;
        }
        self.plain.iter().find(|(other, _)| *other == char).map(|(_, numeral)| *numeral)
    }

    /// How a heading, a date or a query writes `numeral`.
    pub fn plain_char(&self, numeral: Numeral) -> Option<char> {
        self.plain.iter().find(|(_, other)| *other == numeral).map(|(char, _)| *char)
    }

    /// How many characters the longest word of a class has that `text` begins with; 0 for none.
    pub fn begins(&self, class: Context, text: &[char]) -> usize {
        self.context(class).begins(text)
    }

    /// How many characters the longest word of a class has that `text` ends with; 0 for none.
    pub fn ends(&self, class: Context, text: &[char]) -> usize {
        self.context(class).ends(text)
    }

    /// Whether `char` is a word of a class.
    pub fn is(&self, class: Context, char: char) -> bool {
        self.context(class).begins(&[char]) > 0
    }

    /// The first word of a class, as it stands in texts.
    pub fn word(&self, class: Context) -> String {
        self.context(class).words().next().unwrap_or_default().iter().collect()
    }

    /// The factor of a character that stands for ten thousand or more: 万, 亿.
    pub fn group(&self, char: char) -> Option<f64> {
        match self.numerals.get(&char)? {
            Numeral::Group(group) => Some(*group as f64),
            _ => None,
        }
    }

    /// The words of a class.
    pub fn context(&self, class: Context) -> &Lexicon<()> {
        &self.contexts[class as usize]
    }
}

impl Starts {
    fn of(grammar: &Grammar) -> Self {
        let mut starts = Self::default();
        for number in [&mut starts.number, &mut starts.time] {
            number.extend(('0'..='9').chain(grammar.numerals.all.iter().map(|numeral| numeral.0)));
        }
        starts.number.extend("-负半xX×*".chars());
        starts.phrase.extend("翻第前半".chars());
        starts.stop.extend("()〔〕【】。!?;|".chars());
        starts.time.extend("“\"「".chars());
        grammar.plans.add_firsts(&mut starts.time);
        for class in [Context::Cover, Context::Twofold, Context::DoubleDigit] {
            grammar.context(class).add_firsts(&mut starts.phrase);
        }
        for class in [Context::Now, Context::NextYear, Context::LastYear, Context::SpanOpen] {
            grammar.context(class).add_firsts(&mut starts.time);
        }
        for signs in [&grammar.tense, &grammar.tense_start, &grammar.tense_head] {
            signs.add_firsts(&mut starts.sign);
        }
        starts
    }
}

/// Each numeral with whether it is a plain one.
fn numerals(table: &Tsv<'_>) -> Result<Vec<(char, Numeral, bool)>, DataError> {
    let mut numerals = Vec::new();
    for row in table.rows() {
        let mut chars = row.get("char")?.chars();
        let (Some(char), None) = (chars.next(), chars.next()) else {
            return Err(row.error("expected one character"));
        };
        let value = row.get("value")?.parse().map_err(|_| row.error("expected a number under value"))?;
        let numeral = match row.get("role")? {
            "digit" if value < 10 => Numeral::Digit(value as u8),
            "unit" if value <= 1000 => Numeral::Unit(value as u32),
            "group" => Numeral::Group(value),
            _ => return Err(row.error("expected digit, unit or group with a fitting value")),
        };
        numerals.push((char, numeral, row.get("plain")? == "yes"));
    }
    Ok(numerals)
}

fn units(table: &Tsv<'_>) -> Result<Lexicon<Unit>, DataError> {
    let mut units = Vec::new();
    for row in table.rows() {
        let role = match row.get("role")? {
            "count" => UnitRole::Count,
            "money" => UnitRole::Money,
            "percent" => UnitRole::Percent,
            "point" => UnitRole::Point,
            "multiple" => UnitRole::Multiple,
            "measure" => UnitRole::Measure,
            "duration" => UnitRole::Duration,
            "other" => UnitRole::Other,
            _ => return Err(row.error("unknown role")),
        };
        let factor =
            decimal(row.get("factor")?).ok_or_else(|| row.error("expected a number under factor"))?;
        units.push((row.get("unit")?, Unit { family: row.get("family")?.to_owned(), factor, role }));
    }
    Ok(units.into_iter().collect())
}

fn bound_words(table: &Tsv<'_>, side: &str) -> Result<Lexicon<Bound>, DataError> {
    let mut words = Vec::new();
    for row in table.rows() {
        if row.get("side")? != side {
            continue;
        }
        let relation = match row.get("bound")? {
            "eq" => Some(Relation::Eq),
            "gt" => Some(Relation::Gt),
            "ge" => Some(Relation::Ge),
            "lt" => Some(Relation::Lt),
            "le" => Some(Relation::Le),
            "approx" => Some(Relation::Approx),
            "-" => None,
            _ => return Err(row.error("unknown bound")),
        };
        let change = match row.get("change")? {
            "" => Change::None,
            "up" => Change::Up,
            "down" => Change::Down,
            "to" => Change::To,
            _ => return Err(row.error("unknown change")),
        };
        words.push((row.get("word")?, Bound { relation, change }));
    }
    Ok(words.into_iter().collect())
}

fn verbs(table: &Tsv<'_>) -> Result<Lexicon<Verb>, DataError> {
    let mut words = Vec::new();
    for row in table.rows() {
        let increment = match row.get("kind")? {
            "increment" => Some(true),
            "level" => Some(false),
            "-" | "adverb" => None,
            _ => return Err(row.error("unknown kind")),
        };
        let adverb = row.get("kind")? == "adverb";
        let strength = match row.get("strength")? {
            "" => None,
            "firm" => Some(Promise::Firm),
            "striven" => Some(Promise::Striven),
            "encouraged" => Some(Promise::Encouraged),
            _ => return Err(row.error("unknown strength")),
        };
        words.push((row.get("word")?, Verb { increment, adverb, keep: row.get("keep")? == "yes", strength }));
    }
    Ok(words.into_iter().collect())
}

fn tense_words(table: &Tsv<'_>, place: &str) -> Result<Lexicon<i32>, DataError> {
    let mut words = Vec::new();
    for row in table.rows() {
        if row.get("where")? == place {
            let weight = row.get("weight")?.parse().map_err(|_| row.error("expected a whole number"))?;
            words.push((row.get("word")?, weight));
        }
    }
    Ok(words.into_iter().collect())
}

fn plans(table: &Tsv<'_>) -> Result<Lexicon<(i32, i32)>, DataError> {
    let mut plans = Vec::new();
    for row in table.rows() {
        let year = |column| row.get(column)?.parse().map_err(|_| row.error("expected a year"));
        plans.push((row.get("name")?, (year("start")?, year("end")?)));
    }
    Ok(plans.into_iter().collect())
}

fn contexts(table: &Tsv<'_>) -> Result<Vec<Lexicon<()>>, DataError> {
    let mut words: Vec<Vec<(&str, ())>> = vec![Vec::new(); CLASSES.len()];
    for row in table.rows() {
        let class = row.get("class")?;
        let Some(at) = CLASSES.iter().position(|name| *name == class) else {
            return Err(row.error(format!("unknown class {class}")));
        };
        words[at].push((row.get("word")?, ()));
    }
    Ok(words.into_iter().map(|words| words.into_iter().collect()).collect())
}
