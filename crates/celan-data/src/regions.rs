//! Places of GB/T 2260, and development zones, which have no code there and get ids of our own.

use std::collections::BTreeMap;

use crate::bundle::{Bundle, DataError};
use crate::tsv::Tsv;
use crate::words::Words;

/// All places, in the order of their codes, zones behind them.
pub struct Regions {
    places: Vec<Region>,
    names: Words,
    /// Places by the value of `names`: several may share a name.
    named: Vec<Vec<u32>>,
}

/// A place.
pub struct Region {
    /// Six digits of GB/T 2260 (341723), or an id of our own for a zone (zone-anchao).
    pub code: String,
    /// 青阳县.
    pub name: String,
    /// Code of the place a zone lies in; empty for places of GB/T 2260.
    within: String,
}

/// How high a place stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// 全国.
    Country,
    /// 省, 自治区, 直辖市.
    Province,
    /// 地级市, 州, 盟, 地区.
    Prefecture,
    /// 县, 区, 县级市, 旗.
    County,
    /// 开发区.
    Zone,
}

impl Region {
    /// How high it stands, told by its code.
    pub fn rank(&self) -> Rank {
        match self.code.as_bytes() {
            _ if !self.within.is_empty() => Rank::Zone,
            b"000000" => Rank::Country,
            [_, _, b'0', b'0', b'0', b'0'] => Rank::Province,
            [_, _, _, _, b'0', b'0'] => Rank::Prefecture,
            _ => Rank::County,
        }
    }
}

impl Regions {
    pub(crate) fn load(bundle: &Bundle<'_>) -> Result<Self, DataError> {
        let (mut places, mut code) = (Vec::new(), 0_u32);
        let mut names: Vec<(String, u32)> = Vec::new();
        for row in Tsv::load(bundle, "regions.tsv")?.rows() {
            let (given, name) = (row.get("code")?, row.get("name")?);
            // The bundle gives steps: how far behind the code before, blank for one.
            let step = if given.is_empty() { Some(1) } else { given.parse().ok() };
            let Some(step) = step.filter(|_| given.len() <= 6) else {
                return Err(row.error(format!("expected a code of six digits, found {given}")));
            };
            code = if given.len() < 6 { code + step } else { step };
            let at = places.len() as u32;
            names.push((name.to_owned(), at));
            names.extend(short_name(name, row.get("short")?).map(|short| (short.to_owned(), at)));
            places.push(Region { code: format!("{code:06}"), name: name.to_owned(), within: String::new() });
        }
        for row in Tsv::load(bundle, "zones.tsv")?.rows() {
            let at = places.len() as u32;
            let (code, name, within) = (row.get("id")?, row.get("name")?, row.get("within")?);
            names.push((name.to_owned(), at));
            names.extend(row.list("aliases")?.map(|alias| (alias.to_owned(), at)));
            places.push(Region { code: code.to_owned(), name: name.to_owned(), within: within.to_owned() });
        }
        let mut by_name: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (name, at) in names {
            by_name.entry(name).or_default().push(at);
        }
        let words = Words::new(by_name.keys().enumerate().map(|(at, name)| (name.as_str(), at as u32)));
        Ok(Self { places, names: words, named: by_name.into_values().collect() })
    }

    /// All places, in the order of their codes, zones behind them.
    pub fn all(&self) -> impl Iterator<Item = &Region> {
        self.places.iter()
    }

    /// The place with this code.
    pub fn get(&self, code: &str) -> Option<&Region> {
        self.places.iter().find(|place| place.code == code)
    }

    /// From the province down to the place itself, as names: 安徽省, 池州市, 青阳县.
    pub fn path<'r>(&'r self, place: &'r Region) -> Vec<&'r str> {
        self.chain(place).into_iter().map(|place| place.name.as_str()).collect()
    }

    /// From the province down to the place itself.
    pub fn chain<'r>(&'r self, place: &'r Region) -> Vec<&'r Region> {
        let below = if place.within.is_empty() { place } else { self.get(&place.within).unwrap_or(place) };
        let mut chain: Vec<&Region> = [2, 4]
            .iter()
            .filter_map(|&digits| Some(format!("{:0<6}", below.code.get(..digits)?)))
            .filter(|code| *code != below.code && below.code != "000000")
            .filter_map(|code| self.get(&code))
            .collect();
        chain.push(below);
        if !std::ptr::eq(below, place) {
            chain.push(place);
        }
        chain
    }

    /// Whether `inner` lies in `outer` or is the same place.
    pub fn lies_in(&self, inner: &Region, outer: &Region) -> bool {
        let inner = if outer.within.is_empty() { self.get(&inner.within).unwrap_or(inner) } else { inner };
        let outer_digits = match outer.rank() {
            Rank::Country => "",
            Rank::Province => &outer.code[..2],
            Rank::Prefecture => &outer.code[..4],
            Rank::County | Rank::Zone => &outer.code,
        };
        inner.code.starts_with(outer_digits)
    }

    /// The names of places in folded `text`, full and short ones, longest first and without overlap: byte offset, length in bytes
    /// and the places that bear this name.
    pub fn find<'r>(&'r self, text: &str) -> impl Iterator<Item = (usize, usize, Vec<&'r Region>)> {
        self.names.find(text).map(|(at, length, value)| {
            let places = self.named[value as usize].iter().map(|&at| &self.places[at as usize]).collect();
            (at, length, places)
        })
    }
}

/// 青阳 for 青阳县. A name of two characters has no shorter one.
fn short_name<'n>(name: &'n str, given: &'n str) -> Option<&'n str> {
    if !given.is_empty() {
        return Some(given);
    }
    let (last, _) = name.char_indices().next_back()?;
    (name[..last].chars().count() >= 2).then_some(&name[..last])
}
