//! What is known of the accidents that happen to texts, for `celan-core`'s cleaning.

use crate::Order;
use crate::bundle::{Bundle, DataError};
use crate::tsv::{Row, Tsv};
use crate::word_list::WordList;
use celan_words::CharFilter;

/// Tables of damage.
pub struct Damage {
    /// By reading without tone: the traditional characters that have it.
    readings: Vec<(String, String)>,
    /// Byte slips whose text is known.
    slips: Vec<Slip>,
    /// What stands behind the mark in them.
    behind_mark: CharFilter<64>,
    /// Characters written for others, in the order of what is written.
    look_alikes: Vec<LookAlike>,
    /// What is written in them.
    wrong: CharFilter<1024>,
    /// What pages say around a document.
    pub chrome: PageChrome,
    /// Family names of one character.
    pub surnames: Vec<char>,
    /// Words that posts end with: 书记, 县长.
    pub posts: Vec<String>,
}

/// A run of text that was cut and read one byte off.
pub struct Slip {
    /// What must stand before it.
    pub behind: String,
    /// What stands there.
    pub damaged: String,
    /// What stood there.
    pub repaired: String,
    /// What must stand somewhere in the text; empty where nothing must.
    pub evidence: String,
}

/// A character that is written for another.
pub struct LookAlike {
    /// What is written.
    pub wrong: char,
    /// What is meant.
    pub right: String,
    /// Characters behind it with which it means itself.
    pub unless_before: String,
}

/// Words of the page around a document.
#[derive(Default)]
pub struct PageChrome {
    /// Words of buttons and forms, longest first: a line of nothing else is the page's.
    words: WordList,
    /// A line that begins so is the page's.
    begins: WordList,
    /// A line that holds this is the page's.
    contains: WordList,
    /// A first or last line that holds this is a disclaimer.
    disclaimers: WordList,
}

fn look_alike(row: &Row<'_>) -> Result<LookAlike, DataError> {
    let wrong = row.get("wrong")?.chars().next().ok_or_else(|| row.error("expected a character"))?;
    let unless_before = row.get("unless_before")?.to_owned();
    Ok(LookAlike { wrong, right: row.get("right")?.to_owned(), unless_before })
}

impl Damage {
    /// Reads the tables of damage.
    pub fn load(bundle: &Bundle<'_>) -> Result<Self, DataError> {
        let readings = rows(bundle, "readings.tsv", |row| {
            Ok((row.get("reading")?.to_owned(), row.get("characters")?.to_owned()))
        })?;
        let slips: Vec<Slip> = rows(bundle, "slips.tsv", |row| {
            let text = |column| Ok::<_, DataError>(row.get(column)?.to_owned());
            Ok(Slip {
                behind: text("behind")?,
                damaged: text("damaged")?,
                repaired: text("repaired")?,
                evidence: text("evidence")?,
            })
        })?;
        let mut look_alikes = Vec::new();
        for table in ["look-alikes.tsv", "radicals.tsv"] {
            look_alikes.extend(rows(bundle, table, look_alike)?);
        }
        look_alikes.order_by_key(|row: &LookAlike| row.wrong);
        let names = rows(bundle, "surnames.tsv", |row| Ok(row.get("surnames")?.to_owned()))?;
        let mut surnames: Vec<char> = names.concat().chars().collect();
        surnames.order_by(|a, b| a.cmp(b));
        let posts = rows(bundle, "posts.tsv", |row| Ok(row.get("ending")?.to_owned()))?;
        let behind_mark = slips.iter().filter_map(|slip| slip.damaged.chars().nth(1)).collect();
        let wrong = look_alikes.iter().map(|row| row.wrong).collect();
        Ok(Self {
            readings,
            slips,
            behind_mark,
            look_alikes,
            wrong,
            chrome: PageChrome::load(bundle)?,
            surnames,
            posts,
        })
    }

    /// The known slip that `text`, which begins with a mark, begins with.
    pub fn slip(&self, text: &str) -> Option<&Slip> {
        let behind = text.chars().nth(1)?;
        if !self.behind_mark.may_hold(behind) {
            return None;
        }
        self.slips.iter().find(|slip| text.starts_with(slip.damaged.as_str()))
    }

    /// Whether `c` may be written for another character: a quick no for most.
    #[inline]
    pub fn may_be_look_alike(&self, c: char) -> bool {
        self.wrong.may_hold(c)
    }

    /// What is meant by `c` where it is written for another character.
    pub fn look_alike(&self, c: char) -> Option<&LookAlike> {
        if !self.may_be_look_alike(c) {
            return None;
        }
        let found = self.look_alikes.binary_search_by_key(&c, |row| row.wrong);
        found.ok().map(|at| &self.look_alikes[at])
    }

    /// Whether `c` is of the characters that annotation tools write pinyin behind, and has this reading.
    pub fn reads(&self, c: char, reading: &str) -> bool {
        let found = self.readings.binary_search_by_key(&reading, |(known, _)| known.as_str());
        found.is_ok_and(|at| self.readings[at].1.contains(c))
    }
}

impl PageChrome {
    fn load(bundle: &Bundle<'_>) -> Result<Self, DataError> {
        let [mut buttons, mut begins, mut contains, mut disclaimers] = [const { Vec::new() }; 4];
        for row in Tsv::load(bundle, "page-chrome.tsv")?.rows() {
            let words = row.get("words")?.split('|').map(str::to_owned);
            match row.get("kind")? {
                "word" => buttons.extend(words),
                "begins" => begins.extend(words),
                "contains" => contains.extend(words),
                "disclaimer" => disclaimers.extend(words),
                other => {
                    return Err(
                        row.error(format!("expected word, begins, contains or disclaimer, found {other}"))
                    );
                }
            }
        }
        let [words, begins, contains, disclaimers] =
            [buttons, begins, contains, disclaimers].map(WordList::new);
        Ok(Self { words, begins, contains, disclaimers })
    }

    /// Whether a line is the page's by how it begins or by what it holds.
    pub fn is_engine(&self, line: &str) -> bool {
        self.begins.prefix(line).is_some() || self.contains.find(line).is_some()
    }

    /// Whether a first or last line is a disclaimer by what it holds.
    pub fn is_disclaimer(&self, line: &str) -> bool {
        self.disclaimers.find(line).is_some()
    }

    /// The longest word of a button or form that `text` begins with.
    pub fn word(&self, text: &str) -> Option<&str> {
        self.words.prefix(text)
    }
}

fn rows<T>(
    bundle: &Bundle<'_>,
    file: &str,
    read: impl Fn(&Row<'_>) -> Result<T, DataError>,
) -> Result<Vec<T>, DataError> {
    Tsv::load(bundle, file)?.rows().map(|row| read(&row)).collect()
}
