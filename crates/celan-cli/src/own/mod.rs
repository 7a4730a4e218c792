//! `celan.toml`: what a keeper of documents sets for their site. Title, logo, colours and languages go into the built
//! explorer; own indicators, synonyms and places become rows of the tables, for this program and for the page.
//!
//! Every mistake is told with its line, what was expected, what was found, and what to do; all of them at once, unless the
//! file is no TOML.

mod colour;
mod look;
mod rows;

use std::fmt;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use celan_data::Tables;
use celan_site::Own;
use serde::Deserialize;
use toml::Spanned;

/// The file's name in the folder of the documents.
pub(crate) const FILE: &str = "celan.toml";

/// What the file says, checked.
pub(crate) struct Settings {
    /// What goes into the built explorer.
    pub(crate) own: Own,
    /// The tables by which documents are read.
    pub(crate) tables: &'static Tables,
    /// Files of the folder that are no documents.
    pub(crate) files: Vec<PathBuf>,
}

/// The file as it is written. Everything may be left out.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    title: Option<Spanned<String>>,
    logo: Option<Spanned<String>>,
    languages: Option<Spanned<Vec<Spanned<String>>>>,
    colours: Colours,
    indicators: Vec<Spanned<Indicator>>,
    synonyms: Vec<Spanned<Vec<String>>>,
    places: Vec<Spanned<Place>>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Colours {
    accent: Option<Spanned<String>>,
    accent_dark: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Indicator {
    id: Spanned<String>,
    zh: Spanned<String>,
    zh_hant: Option<String>,
    en: Option<String>,
    group: Spanned<String>,
    family: Spanned<String>,
    better: Option<Spanned<String>>,
    #[serde(default)]
    aliases: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Place {
    name: Spanned<String>,
    within: Spanned<String>,
    #[serde(default)]
    aliases: Vec<Spanned<String>>,
}

impl Settings {
    /// Reads the file `named`, or the one in `folder` if there is one.
    pub(crate) fn of(folder: &Path, named: Option<&Path>) -> anyhow::Result<Self> {
        let path = named.map_or_else(|| folder.join(FILE), Path::to_owned);
        if named.is_none() && !path.is_file() {
            return Ok(Self { own: Own::default(), tables: Tables::embedded(), files: Vec::new() });
        }
        let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        Self::read(&path, &text)
    }

    fn read(path: &Path, text: &str) -> anyhow::Result<Self> {
        let mut mistakes = Mistakes { path, text, told: Vec::new() };
        let written: Written = match toml::from_str(text) {
            Ok(written) => written,
            Err(error) => bail!("{}", mistakes.of_form(&error)),
        };
        let beside = path.parent().unwrap_or(Path::new(""));
        let (mut own, logo) = look::look(&written, beside, &mut mistakes);
        let core = rows::core(&written, &mut mistakes);
        if !mistakes.told.is_empty() {
            bail!("{mistakes}");
        }
        let tables = match &core {
            // Lives as long as the program, which builds one site.
            Some(core) => Box::leak(Box::new(Tables::with_core(core).map_err(anyhow::Error::new)?)),
            None => Tables::embedded(),
        };
        own.core = core;
        let files = logo.into_iter().chain([path.to_owned()]).collect();
        Ok(Self { own, tables, files })
    }
}

/// What is wrong in a file.
struct Mistakes<'a> {
    path: &'a Path,
    text: &'a str,
    told: Vec<(usize, String)>,
}

impl Mistakes<'_> {
    /// Tells one: where, what was expected, what was found, what to do.
    fn tell(&mut self, place: Range<usize>, expected: &str, found: &str, remedy: &str) {
        let line = self.line(place.start);
        self.told.push((line, format!("expected {expected}, found {found}; {remedy}")));
    }

    /// The line of a byte.
    fn line(&self, at: usize) -> usize {
        self.text.as_bytes()[..at.min(self.text.len())].iter().filter(|&&byte| byte == b'\n').count() + 1
    }

    /// What the TOML reader found: a file that is none, a name or a type that is not known.
    fn of_form(&self, error: &toml::de::Error) -> String {
        let line = error.span().map_or(1, |span| self.line(span.start));
        let said = error.message().trim().replace('\n', ", ");
        let remedy = "the README lists what celan.toml may hold";
        format!("{} line {line}: {said}; {remedy}", self.path.display())
    }
}

impl fmt::Display for Mistakes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut told: Vec<_> = self.told.iter().collect();
        told.sort();
        for (at, (line, sentence)) in told.into_iter().enumerate() {
            let break_ = if at > 0 { "\n" } else { "" };
            write!(f, "{break_}{} line {line}: {sentence}", self.path.display())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(text: &str, expected: &[&str]) {
        let Err(error) = Settings::read(Path::new("celan.toml"), text) else {
            panic!("{text} is not refused")
        };
        let told = error.to_string();
        assert_eq!(told.lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn an_empty_file_changes_nothing() {
        let settings = Settings::read(Path::new("celan.toml"), "# nothing yet\n").expect("it is well-formed");
        assert_eq!(settings.own, Own::default());
        assert!(std::ptr::eq(settings.tables, Tables::embedded()));
    }

    #[test]
    fn own_rows_are_read_like_those_of_the_tables() {
        let text = "synonyms = [[\"氢企\", \"氢能企业\"], [\"工信局\", \"工信商务局\"]]\n\
            [[indicators]]\nid = \"hydrogen_buses\"\nzh = \"氢能公交车\"\ngroup = \"green\"\nfamily = \"count\"\naliases = [\"氢燃料公交\"]\n\
            [[places]]\nname = \"云溪开发区\"\nwithin = \"341723\"\naliases = [\"云溪经开区\"]\n";
        let settings = Settings::read(Path::new("celan.toml"), text).expect("it is right");
        let tables = settings.tables;
        assert_eq!(tables.indicators.get("hydrogen_buses").expect("it is there").en, "氢能公交车");
        let same = |word| tables.query.synonyms(word).collect::<Vec<_>>();
        assert_eq!(same("氢企"), ["氢能企业"]);
        assert_eq!(same("工信商务局"), ["工信局", "工业和信息化局"], "a row that is there grows");
        let found: Vec<_> = tables.regions.find("在云溪经开区").collect();
        let [(_, _, places)] = found.as_slice() else { panic!("one place") };
        assert_eq!(tables.regions.path(places[0]), ["安徽省", "池州市", "青阳县", "云溪开发区"]);
    }

    #[test]
    fn each_mistake_gets_a_sentence_with_its_line() {
        refused(
            "titel = \"a\"\n",
            &["celan.toml line 1: unknown field `titel`, expected one of `title`, `logo`, \
            `languages`, `colours`, `indicators`, `synonyms`, `places`; the README lists what celan.toml may hold"],
        );
        refused(
            "title = \" \"\nlanguages = [\"zh-Hans\", \"fr\"]\n[colours]\naccent = \"red\"\n",
            &[
                "celan.toml line 1: expected a title, found none; write the name of the site or leave the line out",
                "celan.toml line 2: expected zh-Hans, zh-Hant or en, found \"fr\"; the page has no other languages",
                "celan.toml line 4: expected a colour such as #9c2f22, found \"red\"; write # and six hexadecimal digits",
            ],
        );
        refused(
            "[colours]\naccent = \"#e0a0a0\"\n",
            &[
                "celan.toml line 2: expected a colour with a contrast of 4.5:1 to the paper, found one of 1.9:1; \
               take a darker one, such as #866060",
            ],
        );
        refused(
            "logo = \"../logo.gif\"\n",
            &[
                "celan.toml line 1: expected the name of an .svg or .png beside celan.toml, found \"../logo.gif\"; \
               put the file there and write its name",
            ],
        );
    }

    #[test]
    fn the_examples_of_both_readmes_are_right() {
        for readme in [include_str!("../../../../README.md"), include_str!("../../../../README.zh-CN.md")] {
            let (_, example) = readme.split_once("```toml\n").expect("an example");
            let (example, _) = example.split_once("```").expect("its end");
            let without_logo: Vec<&str> = example.lines().filter(|line| !line.starts_with("logo")).collect();
            let settings =
                Settings::read(Path::new("celan.toml"), &without_logo.join("\n")).expect("it is right");
            assert!(
                settings.own.light.is_some() && settings.own.dark.is_some() && settings.own.core.is_some()
            );
        }
    }

    #[test]
    fn rows_that_clash_are_told() {
        refused(
            "synonyms = [[\"一个\"]]\n[[indicators]]\nid = \"Tea\"\nzh = \"地区生产总值\"\ngroup = \"tea\"\nfamily = \"cups\"\nbetter = \"yes\"\n",
            &[
                "celan.toml line 1: expected two words or more that mean the same, found 1; add the others or leave the row out",
                "celan.toml line 3: expected an id of small letters, digits and _, found \"Tea\"; it stands in links, so \
                 never change it later",
                "celan.toml line 4: expected a name of no other indicator, found \"地区生产总值\" of gdp; leave it out or \
                 choose another",
                "celan.toml line 5: expected a group of indicators, found \"tea\"; known are scale, quality, innovation, \
                 enterprises, projects, parks, green, talent, finance, digital, openness, people",
                "celan.toml line 6: expected a family of units, found \"cups\"; the unit decides: count for 家 and 个, money for \
                 亿元, share for %, area for 亩, mass for 吨",
                "celan.toml line 7: expected more, less or -, found \"yes\"; it says which way is good",
            ],
        );
        refused(
            "[[places]]\nname = \"青阳县\"\nwithin = \"999999\"\n",
            &[
                "celan.toml line 2: expected a place that the tables do not know, found \"青阳县\" (341723); leave it out",
                "celan.toml line 3: expected the code of a place by GB/T 2260, found \"999999\"; take that of the county or \
                 city it lies in, such as 341723",
            ],
        );
        refused(
            &"[[places]]\nname = \"云溪开发区\"\nwithin = \"341723\"\n".repeat(2),
            &[
                "celan.toml line 5: expected each place once, found \"云溪开发区\" in 341723 twice; leave one of them out",
            ],
        );
    }
}
