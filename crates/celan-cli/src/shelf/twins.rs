//! Documents that are there twice: the same text, or a plan that was republished with little changed.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::Shelved;

/// From this share of common runs on two texts are told as alike.
const ALIKE: f64 = 0.7;
/// With how many earlier texts of a band one is compared: form letters share theirs with thousands.
const COMPARED: usize = 16;

/// Two documents with much the same text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Pair {
    pub(crate) first: String,
    pub(crate) second: String,
    /// Which part of their text is in both, in per cent; about.
    pub(crate) percent: u8,
}

/// The documents of each text that is there more than once, in the order of the shelf.
pub(super) fn same(documents: &[Shelved]) -> Vec<Vec<String>> {
    let mut groups = BTreeMap::<&str, Vec<usize>>::new();
    for (at, document) in documents.iter().enumerate() {
        groups.entry(&document.digest.words).or_default().push(at);
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().filter(|group| group.len() > 1).collect();
    groups.sort();
    let names = |group: Vec<usize>| group.into_iter().map(|at| documents[at].name.clone()).collect();
    groups.into_iter().map(names).collect()
}

/// For each document the earlier one that is most alike, if one is; of the same text only the first counts.
pub(super) fn alike(documents: &[Shelved]) -> Vec<Pair> {
    let mut bands = HashMap::<(usize, &[u32]), Vec<usize>>::new();
    let mut seen = std::collections::HashSet::new();
    let mut pairs = Vec::new();
    for (at, document) in documents.iter().enumerate() {
        if !seen.insert(&document.digest.words) {
            continue;
        }
        let sketch = &document.digest.sketch;
        let mut near = Vec::new();
        for key in sketch.bands() {
            let earlier = bands.entry(key).or_default();
            near.extend(earlier.iter().copied().filter(|_| earlier.len() <= COMPARED));
            if earlier.len() < COMPARED {
                earlier.push(at);
            }
        }
        near.sort_unstable();
        near.dedup();
        let shares = near.iter().map(|other| (documents[*other].digest.sketch.share(sketch), *other));
        // Of equal shares the earliest document's counts.
        let best = shares.reduce(|best, next| if next.0 > best.0 { next } else { best });
        if let Some((share, other)) = best.filter(|(share, _)| *share >= ALIKE) {
            let percent = (share * 100.0).round() as u8;
            pairs.push(Pair { first: documents[other].name.clone(), second: document.name.clone(), percent });
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use celan_core::Corpus;
    use celan_data::Tables;
    use celan_formats::Source;
    use celan_site::Own;

    use super::super::Delivered;
    use super::*;
    use crate::own::Settings;

    fn shelf(documents: &[(&str, &str)]) -> Vec<Shelved> {
        let settings = Settings { own: Own::default(), tables: Tables::embedded(), files: Vec::new() };
        let shelved = |(name, text): &(&str, &str)| {
            let source = Source { name: (*name).to_owned(), text: (*text).to_owned(), reading: Vec::new() };
            Delivered::of(source, Corpus::default(), &settings).shelved
        };
        documents.iter().map(shelved).collect()
    }

    #[test]
    fn blanks_signs_and_script_make_no_other_text() {
        let documents =
            shelf(&[("a", "发展目标:到2025年"), ("b", "其他的文字"), ("c", "發展目標：\n到2025年。")]);
        assert_eq!(same(&documents), [["a", "c"]]);
        assert!(alike(&documents).is_empty());
    }

    #[test]
    fn a_plan_republished_elsewhere_is_told() {
        let plan = include_str!("../../../../seeds/qingyang-2021-seven-emerging-industries.txt");
        let elsewhere = format!("县政府网站转载如下\n{}", plan.replace("2021", "2022"));
        let other = include_str!("../../../../seeds/jinyun-2019-eco-industry-action-plan.txt");
        let pairs = alike(&shelf(&[("plan", plan), ("other", other), ("elsewhere", &elsewhere)]));
        let [pair] = pairs.as_slice() else { panic!("{pairs:?}") };
        assert_eq!((pair.first.as_str(), pair.second.as_str()), ("plan", "elsewhere"));
        assert!(pair.percent >= 85, "{pair:?}");
    }
}
