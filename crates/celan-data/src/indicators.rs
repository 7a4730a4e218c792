//! The indicator table: what may be compared between places.

use crate::bundle::{Bundle, DataError};
use crate::lexicon::Lexicon;
use crate::tsv::Tsv;

/// All indicators and their groups, in file order.
pub struct Indicators {
    rows: Vec<Indicator>,
    groups: Vec<IndicatorGroup>,
    names: Lexicon<usize>,
}

/// One indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Stays the same for ever: `high_tech_enterprises`.
    pub id: String,
    /// Id of its group.
    pub group: String,
    /// 高新技术企业.
    pub zh: String,
    /// 高新技術企業.
    pub zh_hant: String,
    /// High-tech enterprises.
    pub en: String,
    /// Family of units it is measured in.
    pub family: String,
    /// Which way is good.
    pub better: Better,
    /// Other names.
    pub aliases: Vec<String>,
}

/// Which way an indicator should move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// The more the better.
    More,
    /// The less the better.
    Less,
    /// Neither.
    Neither,
}

/// A group of indicators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorGroup {
    /// `innovation`.
    pub id: String,
    /// 创新.
    pub zh: String,
    /// 創新.
    pub zh_hant: String,
    /// Innovation.
    pub en: String,
}

impl Indicators {
    /// Reads `indicators.tsv` and `indicator_groups.tsv`.
    pub(crate) fn load(bundle: &Bundle<'_>) -> Result<Self, DataError> {
        let mut groups = Vec::new();
        for row in Tsv::load(bundle, "indicator_groups.tsv")?.rows() {
            let cell = |column| row.get(column).map(str::to_owned);
            groups.push(IndicatorGroup {
                id: cell("id")?,
                zh: cell("zh")?,
                zh_hant: cell("zh_hant")?,
                en: cell("en")?,
            });
        }
        let mut rows = Vec::new();
        for row in Tsv::load(bundle, "indicators.tsv")?.rows() {
            let cell = |column| row.get(column).map(str::to_owned);
            let better = match row.get("better")? {
                "more" => Better::More,
                "less" => Better::Less,
                "-" => Better::Neither,
                _ => return Err(row.error("expected more, less or - under better")),
            };
            rows.push(Indicator {
                id: cell("id")?,
                group: cell("group")?,
                zh: cell("zh")?,
                zh_hant: cell("zh_hant")?,
                en: cell("en")?,
                family: cell("family")?,
                better,
                aliases: row.list("aliases")?.map(str::to_owned).collect(),
            });
        }
        let names =
            rows.iter().enumerate().flat_map(|(at, row)| row.names().map(move |name| (name, at))).collect();
        Ok(Self { rows, groups, names })
    }

    /// All indicators.
    pub fn rows(&self) -> &[Indicator] {
        &self.rows
    }

    /// The groups, in the order they are shown.
    pub fn groups(&self) -> &[IndicatorGroup] {
        &self.groups
    }

    /// The indicator with this id.
    pub fn get(&self, id: &str) -> Option<&Indicator> {
        self.rows.iter().find(|row| row.id == id)
    }

    /// The indicator whose longest name stands at the end of `text`, with the length of that name in characters.
    pub fn at_end(&self, text: &[char]) -> Option<(usize, &Indicator)> {
        self.names.suffix(text).map(|(length, &at)| (length, &self.rows[at]))
    }
}

impl Indicator {
    /// Its name and its other names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.zh.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

#[cfg(all(test, feature = "embed"))]
mod tests {
    use std::collections::HashSet;

    use crate::Tables;

    #[test]
    fn ids_and_names_are_unique_and_every_reference_holds() {
        let tables = Tables::embedded();
        let (mut ids, mut names) = (HashSet::new(), HashSet::new());
        let families: HashSet<&str> =
            tables.grammar.units.iter().map(|(_, unit)| unit.family.as_str()).collect::<HashSet<_>>();
        for row in tables.indicators.rows() {
            assert!(ids.insert(&row.id), "id {} twice", row.id);
            assert!(families.contains(row.family.as_str()), "{}: no unit of family {}", row.id, row.family);
            assert!(
                tables.indicators.groups().iter().any(|group| group.id == row.group),
                "{}: group",
                row.id
            );
            assert!(!row.en.is_empty() && !row.zh_hant.is_empty(), "{}: a name is missing", row.id);
            for name in row.names() {
                assert!(names.insert(name), "{name} twice");
                let chars: Vec<char> = name.chars().collect();
                let (_, found) = tables.indicators.at_end(&chars).expect("each name is found");
                assert_eq!(found.id, row.id, "{name} leads to another row");
            }
        }
        assert!(ids.len() >= 150, "only {} indicators", ids.len());
    }

    #[test]
    fn each_of_the_twelve_groups_holds_indicators() {
        let tables = Tables::embedded();
        let groups: Vec<&str> = tables.indicators.groups().iter().map(|group| group.zh.as_str()).collect();
        let named = [
            "规模总量",
            "质量效益",
            "创新",
            "企业培育",
            "项目招引",
            "园区用地",
            "绿色",
            "人才",
            "金融",
            "数字化",
            "开放",
            "民生",
        ];
        assert_eq!(groups, named);
        for group in tables.indicators.groups() {
            let rows = tables.indicators.rows().iter().filter(|row| row.group == group.id).count();
            assert!(rows >= 5, "{} holds {rows}", group.zh);
        }
    }
}
