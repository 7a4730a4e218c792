//! Where a document is in force.
//!
//! The title and the issuing organs say it; then the lines at the head. Only where these name no place is the text asked: the
//! place must then be named often, far more often than any other of its rank, and fit to how the text speaks of itself (我县,
//! 全市). A text whose places are masked (xx县) gets none.

use celan_data::Order;
use std::collections::BTreeMap;

use celan_data::{Rank, Region, Regions, Tables, Words};

use super::Place;

/// A short name must stand so often in the text to count as evidence.
const SHORT_MENTIONS: usize = 5;
/// How much more often than the next one of its rank a place must be named.
const LEAD: usize = 2;

/// Where a national organ may stand in a title, at most: 2016年国务院政府工作报告, not …贯彻国务院….
const NATIONAL_BYTES: usize = 8;

/// Folds a text when it is first asked for.
type Whole<'w> = &'w dyn Fn() -> &'w str;

/// What is known before the places.
pub(super) struct Evidence<'t, 'w> {
    /// Title and organs, folded.
    pub(super) named: Vec<&'t str>,
    /// Lines of the head from the title on.
    pub(super) head: Vec<&'t str>,
    /// Lines above the title.
    pub(super) page: Vec<&'t str>,
    /// Gives the whole text, folded: few ask for it.
    pub(super) text: Whole<'w>,
}

/// The places, the issuing one first.
pub(super) fn places(evidence: &Evidence<'_, '_>, tables: &Tables) -> Vec<Place> {
    let regions = &tables.regions;
    let named: Vec<&Region> =
        evidence.named.iter().flat_map(|text| named_in(text, evidence.text, tables, true)).collect();
    if !named.is_empty() {
        return narrow(&named, regions);
    }
    let national =
        |text: &&&str| tables.structure.find("national", text).is_some_and(|(at, _)| at <= NATIONAL_BYTES);
    if evidence.named.iter().any(|text| national(&text)) {
        return regions.get("000000").map(|country| place(country, regions, false)).into_iter().collect();
    }
    let head: Vec<&Region> =
        evidence.head.iter().flat_map(|text| named_in(text, evidence.text, tables, false)).take(1).collect();
    if !head.is_empty() {
        return narrow(&head, regions);
    }
    let inferred = from_text((evidence.text)(), tables).or_else(|| from_page(&evidence.page, tables));
    inferred.map(|region| place(region, regions, true)).into_iter().collect()
}

fn place(region: &Region, regions: &Regions, inferred: bool) -> Place {
    Place {
        code: region.code.clone(),
        name: region.name.clone(),
        path: regions.path(region).into_iter().map(str::to_owned).collect(),
        inferred,
    }
}

/// The places in order, those left out in which a narrower one lies that was named right with it: 安徽省合肥市 is one place.
fn narrow(named: &[&Region], regions: &Regions) -> Vec<Place> {
    let mut kept: Vec<&Region> = Vec::new();
    for (at, region) in named.iter().enumerate() {
        let wider = named.iter().enumerate().any(|(other, &inner)| {
            other != at
                && inner.code != region.code
                && inner.rank() != Rank::Zone
                && regions.lies_in(inner, region)
        });
        if !wider && kept.iter().all(|known| known.code != region.code) {
            kept.push(region);
        }
    }
    kept.into_iter().map(|region| place(region, regions, false)).collect()
}

/// The places that `text` names. A name that several places bear counts for the one whose surroundings the whole text names.
fn named_in<'r>(text: &str, whole: Whole<'_>, tables: &'r Tables, with_short: bool) -> Vec<&'r Region> {
    let regions = &tables.regions;
    let mut found = Vec::new();
    for (at, length, bearers) in regions.find(text) {
        let written = &text[at..at + length];
        let full: Vec<&Region> = bearers.iter().copied().filter(|region| region.name == written).collect();
        let is_zone = bearers.iter().any(|region| region.rank() == Rank::Zone);
        if !full.is_empty() {
            found.extend(choose(&full, whole, regions));
        } else if with_short || is_zone {
            let high = bearers.iter().map(|region| region.rank()).min();
            let bearers: Vec<&Region> =
                bearers.into_iter().filter(|region| Some(region.rank()) == high).collect();
            let safe = high.is_some_and(|rank| rank <= Rank::Prefecture || rank == Rank::Zone);
            found
                .extend(choose(&bearers, whole, regions).filter(|region| safe || names_fully(whole, region)));
        }
    }
    found
}

/// The one of several places with one name that the text means.
fn choose<'r>(bearers: &[&'r Region], whole: Whole<'_>, regions: &'r Regions) -> Option<&'r Region> {
    if let [only] = bearers {
        return Some(only);
    }
    let surrounded = |region: &&&Region| {
        let path = regions.path(region);
        let above = &path[..path.len().saturating_sub(1)];
        above.iter().any(|name| whole().contains(*name))
    };
    let mut fitting = bearers.iter().filter(surrounded);
    match (fitting.next(), fitting.next()) {
        (Some(region), None) => Some(region),
        _ => None,
    }
}

fn names_fully(whole: Whole<'_>, region: &Region) -> bool {
    whole().contains(&region.name)
}

/// The place that the text as a whole speaks of.
fn from_text<'r>(text: &str, tables: &'r Tables) -> Option<&'r Region> {
    let rank = rank_spoken_of(text, tables)?;
    let regions = &tables.regions;
    // By place of this rank: full names and short ones.
    let mut by_code: BTreeMap<&str, (&Region, usize, usize)> = BTreeMap::new();
    for (at, length, bearers) in regions.find(text) {
        let [region] = bearers.as_slice() else { continue };
        if !fits(region, rank) {
            continue;
        }
        let full = text[at..at + length] == region.name;
        // 金华市人民政府, 中共金华市委 say more than 金华市.
        let rest: String = text[at + length..].chars().take(4).collect();
        let governs = full && tables.structure.prefix("governs", &rest).is_some();
        let count = by_code.entry(&region.code).or_insert((region, 0, 0));
        count.1 += usize::from(full) + 2 * usize::from(governs);
        count.2 += usize::from(!full);
    }
    let mut counts: Vec<(&Region, usize, usize)> = by_code.into_values().collect();
    // Many short names of counties are words of everyday language (合作, 和平, 新建): they count beside the full name only.
    let weight = |region: &Region, full: usize, short: usize| match region.rank() {
        Rank::County if full == 0 => 0,
        _ => 2 * full + short,
    };
    counts.order_by_key(|(region, full, short)| {
        (std::cmp::Reverse(weight(region, *full, *short)), region.code.clone())
    });
    let (best, full, short) = *counts.first()?;
    let next = counts.get(1).map_or(0, |(region, full, short)| weight(region, *full, *short));
    let evident = full >= 1 && full + short >= 2 || short >= SHORT_MENTIONS;
    let most = weight(best, full, short);
    (most > 0 && evident && most >= LEAD * next).then_some(best)
}

/// The place that the lines above a title name most, in full: those of the page it was taken from.
fn from_page<'r>(page: &[&str], tables: &'r Tables) -> Option<&'r Region> {
    let mut counts: Vec<(&Region, usize)> = Vec::new();
    for line in page {
        for (at, length, bearers) in tables.regions.find(line) {
            let [region] = bearers.as_slice() else { continue };
            let behind = &line[at + length..];
            if region.name.len() != length || tables.structure.prefix("governs", behind).is_none() {
                continue;
            }
            match counts.iter_mut().find(|(known, _)| known.code == region.code) {
                Some((_, count)) => *count += 1,
                None => counts.push((region, 1)),
            }
        }
    }
    // The narrowest: a page links to the governments above its own.
    counts.into_iter().max_by_key(|(region, count)| (region.rank(), *count)).map(|(region, _)| region)
}

/// A city may be a prefecture or a county-level city, so that 我市 fits both.
fn fits(region: &Region, spoken: Rank) -> bool {
    match spoken {
        Rank::Prefecture => {
            region.rank() == Rank::Prefecture
                || (region.rank() == Rank::County && region.name.ends_with('市'))
                || is_city_province(region)
        }
        rank => region.rank() == rank,
    }
}

fn is_city_province(region: &Region) -> bool {
    region.rank() == Rank::Province && region.name.ends_with('市')
}

/// Which rank 我县, 全市 and the like speak of most.
fn rank_spoken_of(text: &str, tables: &Tables) -> Option<Rank> {
    let groups = [
        ("our_county", Rank::County),
        ("our_district", Rank::County),
        ("our_city", Rank::Prefecture),
        ("our_state", Rank::Prefecture),
        ("our_province", Rank::Province),
    ];
    let all = groups.iter().enumerate().flat_map(|(at, (group, _))| {
        tables.structure.words(group).iter().map(move |word| (word.as_str(), at as u32))
    });
    let mut counts = groups.map(|(_, rank)| (0, rank));
    for (_, _, at) in Words::new(all).find(text) {
        counts[at as usize].0 += 1;
    }
    let most = counts.iter().map(|(count, _)| *count).max().filter(|most| *most > 0)?;
    counts.iter().find(|(count, _)| *count == most).map(|(_, rank)| *rank)
}
