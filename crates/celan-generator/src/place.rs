//! Counties, with towns and firms that are the same in all documents about one.

use celan_data::{Rank, Region, Regions};

use crate::chance::Chance;
use crate::grammar::{Bound, Grammar};

/// A county and what lies in it.
pub(crate) struct Place {
    /// 青阳县.
    pub(crate) county: String,
    /// 青阳.
    pub(crate) short: String,
    /// 县.
    pub(crate) level: String,
    /// 池州市; of a municipality itself.
    pub(crate) city: String,
    /// 安徽省.
    pub(crate) province: String,
    pub(crate) towns: Vec<String>,
    pub(crate) firms: Vec<String>,
}

const TOWNS: usize = 10;
const FIRMS: usize = 24;
/// Longer names are those of autonomous counties, which have short names of their own.
const LONGEST_NAME: usize = 4;

/// All counties with plain names.
pub(crate) fn counties(regions: &Regions, grammar: &Grammar) -> Vec<Place> {
    let places = regions.all().enumerate();
    places
        .filter(|(_, region)| region.rank() == Rank::County)
        .filter(|(_, region)| (3..=LONGEST_NAME).contains(&region.name.chars().count()))
        .filter_map(|(at, region)| place(regions, region, &mut Chance::new(0, at as u64), grammar))
        .collect()
}

fn place(regions: &Regions, region: &Region, chance: &mut Chance, grammar: &Grammar) -> Option<Place> {
    let path = regions.path(region);
    let (last, _) = region.name.char_indices().next_back()?;
    let [province, .., above, _] = path.as_slice() else {
        let [above, _] = path.as_slice() else { return None };
        return Some(fill(bare(&region.name, last, above, above), chance, grammar));
    };
    Some(fill(bare(&region.name, last, above, province), chance, grammar))
}

fn bare(name: &str, last: usize, city: &str, province: &str) -> Place {
    Place {
        county: name.to_owned(),
        short: name[..last].to_owned(),
        level: name[last..].to_owned(),
        city: city.to_owned(),
        province: province.to_owned(),
        towns: Vec::new(),
        firms: Vec::new(),
    }
}

fn fill(mut place: Place, chance: &mut Chance, grammar: &Grammar) -> Place {
    let mut names = |list: &str, count: usize| -> Vec<String> {
        let name = |_| {
            let mut name = String::new();
            grammar.write(list, chance, &place, &mut name);
            name
        };
        (0..count).map(name).collect()
    };
    let (towns, firms) = (names("town_name", TOWNS), names("firm_name", FIRMS));
    (place.towns, place.firms) = (towns, firms);
    place
}

impl Bound for Place {
    fn write(&self, name: &str, _: &mut Chance, out: &mut String) {
        out.push_str(match name {
            "county" => &self.county,
            "short" => &self.short,
            "level" => &self.level,
            "city" => &self.city,
            "city_short" => self.city.strip_suffix('市').unwrap_or(&self.city),
            "province" => &self.province,
            _ => panic!("there is neither a list {name} nor does a place know one"),
        });
    }
}
