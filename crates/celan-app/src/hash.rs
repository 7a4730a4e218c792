//! The address behind `#`: `#/targets?q=高新技术企业&places=341723,330000&indicator=high_tech_enterprises`.
//!
//! ```text
//! hash   = [ "#" ] [ "/" ] [ view ] [ "?" pair { "&" pair } ]
//! pair   = name "=" value { "," value }      values are percent-encoded, so a comma always parts two
//! ```
//! What is at its default is left out. A view or a name that is not known makes the whole hash unreadable, so that the
//! page can say so instead of showing something else without a word.

use crate::state::{Address, ChartKind, Column, Counted, FacetKind, Open, Reading, Ticks, View};

/// The hash of an address, `#` included.
pub fn write(address: &Address) -> String {
    let mut pairs: Vec<(&str, String)> = Vec::new();
    let mut put = |name, value: &str| {
        if !value.is_empty() {
            pairs.push((name, encode(value)));
        }
    };
    put("q", &address.query);
    put("indicator", &address.indicator);
    put("industry", &address.industry);
    put("agency", &address.agency);
    if address.chart != ChartKind::default() {
        put("chart", address.chart.name());
    }
    if address.counted != Counted::default() {
        put("count", address.counted.name());
    }
    if address.log {
        put("scale", "log");
    }
    if let Some((column, down)) = address.sort {
        put("sort", column.name());
        put("down", if down { "1" } else { "" });
    }
    if let Some(open) = &address.open {
        put("doc", &open.doc);
        if let Some((start, end)) = open.at {
            put("at", &format!("{start}-{end}"));
        }
        put("quote", &open.quote);
        if open.reading != Reading::default() {
            put("read", open.reading.name());
        }
    }
    for facet in FacetKind::ALL {
        let values: Vec<String> = address.filters.chosen(facet).iter().map(|value| encode(value)).collect();
        if !values.is_empty() {
            pairs.push((facet.name(), values.join(",")));
        }
    }
    let pairs: Vec<String> = pairs.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    let mark = if pairs.is_empty() { "" } else { "?" };
    format!("#/{}{mark}{}", address.view.name(), pairs.join("&"))
}

/// The address of a hash.
///
/// # Errors
/// The part that is not known.
pub fn read(hash: &str) -> Result<Address, String> {
    let hash = hash.trim_start_matches('#').trim_start_matches('/');
    let (view, rest) = hash.split_once('?').unwrap_or((hash, ""));
    let mut address = Address::default();
    if !view.is_empty() {
        let known = View::named(view);
        address.view = known.ok_or_else(|| decode(view))?;
    }
    let mut open = Open::default();
    let mut down = false;
    for pair in rest.split('&').filter(|pair| !pair.is_empty()) {
        let (name, raw) = pair.split_once('=').unwrap_or((pair, ""));
        let value = decode(raw);
        let unknown = || format!("{name}={value}");
        match name {
            "q" => address.query = value,
            "indicator" => address.indicator = value,
            "industry" => address.industry = value,
            "agency" => address.agency = value,
            "chart" => {
                let kind = ChartKind::named(&value);
                address.chart = kind.ok_or_else(unknown)?;
            }
            "count" => address.counted = Counted::named(&value).ok_or_else(unknown)?,
            "scale" => address.log = value == "log",
            "sort" => {
                let column = Column::named(&value);
                address.sort = Some((column.ok_or_else(unknown)?, false));
            }
            "down" => down = value == "1",
            "doc" => open.doc = value,
            "at" => open.at = Some(place(&value).ok_or_else(unknown)?),
            "quote" => open.quote = value,
            "read" => {
                let reading = Reading::named(&value);
                open.reading = reading.ok_or_else(unknown)?;
            }
            _ => {
                let facet = FacetKind::named(name).ok_or_else(unknown)?;
                for one in raw.split(',').filter(|one| !one.is_empty()) {
                    let id = decode(one);
                    if !address.filters.chosen(facet).contains(&id) {
                        address.filters = address.filters.ticked(facet, &id);
                    }
                }
            }
        }
    }
    if let Some((column, _)) = address.sort {
        address.sort = Some((column, down));
    }
    if !open.doc.is_empty() {
        address.open = Some(open);
    }
    Ok(address)
}

fn place(text: &str) -> Option<(usize, usize)> {
    let (start, end) = text.split_once('-')?;
    let (start, end) = (start.parse().ok()?, end.parse().ok()?);
    (start <= end).then_some((start, end))
}

fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'*' => {
                out.push(byte as char);
            }
            _ => out.extend(['%', hex(byte >> 4), hex(byte & 15)]),
        }
    }
    out
}

fn hex(digit: u8) -> char {
    char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase()
}

/// Percent-encoded or raw: people paste both.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes.get(at + 1..at + 3).and_then(|digits| str::from_utf8(digits).ok());
        let value =
            digits.filter(|_| bytes[at] == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok());
        out.push(value.unwrap_or(bytes[at]));
        at += if value.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use celan_wire::Filters;
    use proptest::prelude::*;

    fn words() -> impl Strategy<Value = String> {
        prop_oneof![Just(String::new()), "[a-z0-9新材料,&=#%+/ 〔〕\"*-]{1,12}"]
    }

    fn lists() -> impl Strategy<Value = Vec<String>> {
        proptest::collection::btree_set("[a-z,新材%&=]{1,6}", 0..3)
            .prop_map(|set| set.into_iter().collect::<Vec<_>>())
    }

    prop_compose! {
        fn filters()(industries in lists(), places in lists(), kinds in lists(), indicators in lists(),
            agencies in lists(), docs in lists(), years in proptest::collection::btree_set(1990..2100, 0..3))
            -> Filters {
            Filters { industries, places, kinds, indicators, agencies, docs, years: years.into_iter().collect() }
        }
    }

    prop_compose! {
        fn opens()(doc in "[a-f0-9]{1,16}", start in 0usize..9000, length in 0usize..900, has_place: bool,
            quote in words(), reading in 0usize..3) -> Open {
            Open { doc, at: has_place.then_some((start, start + length)), quote, reading: Reading::ALL[reading] }
        }
    }

    prop_compose! {
        fn addresses()(view in 0usize..5, query in words(), filters in filters(),
            open in proptest::option::of(opens()), chart in 0usize..4, counted in 0usize..3, indicator in words(),
            log: bool,
            sort in proptest::option::of((0usize..4, any::<bool>())), industry in words(), agency in words())
            -> Address {
            Address { view: View::ALL[view], query, filters, open, chart: ChartKind::ALL[chart],
                counted: Counted::ALL[counted], indicator, log,
                sort: sort.map(|(column, down)| (Column::ALL[column], down)), industry, agency }
        }
    }

    proptest! {
        #[test]
        fn an_address_comes_back_from_its_hash(address in addresses()) {
            prop_assert_eq!(read(&write(&address)), Ok(address));
        }

        #[test]
        fn no_hash_panics(hash in "\\PC{0,40}") {
            let _ = read(&hash);
        }
    }

    #[test]
    fn a_hash_may_be_typed_by_hand() {
        let address = read("#/targets?q=高新技术企业&places=341723,330000").expect("it is readable");
        assert_eq!((address.view, address.query.as_str()), (View::Targets, "高新技术企业"));
        assert_eq!(address.filters.places, ["341723", "330000"]);
        assert_eq!(read(""), Ok(Address::default()));
        assert_eq!(read("#"), Ok(Address::default()));
    }

    #[test]
    fn what_is_not_known_is_named() {
        assert_eq!(read("#/nowhere"), Err("nowhere".to_owned()));
        assert_eq!(read("#/search?colour=red"), Err("colour=red".to_owned()));
        assert_eq!(read("#/search?doc=a&at=9-3"), Err("at=9-3".to_owned()));
    }
}
