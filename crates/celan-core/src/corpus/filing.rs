//! Under which values the parts of a document are filed.

use std::sync::Arc;

use celan_data::Tables;
use celan_index::{FacetKind, Filing, Value, ValueId};

use super::Entry;
use super::reading::Reading;
use crate::extract::Facts;
use crate::parse::{Head, Place};
use crate::span::Span;

/// Files `entry`, the document with number `doc`, whose passages stand at `passages`.
pub(super) fn file(
    filing: &mut Filing,
    doc: usize,
    passages: &[Span],
    entry: &Entry,
    reading: &Reading,
    tables: &Tables,
) {
    let facts = &reading.facts;
    let whole = whole(filing, doc, entry, &reading.document.head, tables);
    let targets: Vec<Vec<ValueId>> = facts
        .targets
        .iter()
        .map(|target| {
            let mut own = Vec::new();
            for id in &target.industries {
                own.extend(industry(filing, id, None, tables));
            }
            let start = target.period_start.or(target.deadline);
            own.extend(years(filing, start.zip(target.deadline)));
            own.extend(indicator_group(filing, target.indicator_id.as_deref(), tables));
            own
        })
        .collect();
    let duties: Vec<Vec<ValueId>> = facts
        .duties
        .iter()
        .map(|duty| {
            let all = duty.lead.iter().chain(&duty.partners).chain(&duty.participants);
            let mut own: Vec<ValueId> = all.map(|name| agency(filing, name)).collect();
            own.extend(within(filing, facts, duty.measure_span.cover(duty.quote), tables));
            own
        })
        .collect();
    let parts = |span: Span| {
        let from_targets =
            facts.targets.iter().zip(&targets).filter(move |(target, _)| span.contains(target.quote));
        let from_duties = facts.duties.iter().zip(&duties).filter(move |(duty, _)| span.overlaps(duty.quote));
        from_targets.map(|(_, own)| own).chain(from_duties.map(|(_, own)| own)).flatten().copied()
    };
    let rows: Vec<Vec<ValueId>> = passages
        .iter()
        .map(|span| {
            let mut own: Vec<ValueId> = parts(*span).collect();
            own.extend(within(filing, facts, *span, tables));
            own
        })
        .collect();
    filing.push(whole, [rows, targets, duties]);
}

/// What holds for every part of a document.
fn whole(filing: &mut Filing, doc: usize, entry: &Entry, head: &Head, tables: &Tables) -> Vec<ValueId> {
    let mut all = vec![filing.value(Value {
        facet: FacetKind::Docs,
        id: entry.id.shared(),
        label: entry.title.clone(),
        parent: None,
        rank: doc as u32,
    })];
    for place in &head.places {
        all.extend(place_chain(filing, place, tables));
    }
    if let Some(kind) = &head.kind {
        all.push(plain(filing, FacetKind::Kinds, &kind.0, 0));
    }
    all.extend(years(filing, head.period.map(|period| (period.start, period.end))));
    all
}

/// The industries named inside `span`.
fn within(filing: &mut Filing, facts: &Facts, span: Span, tables: &Tables) -> Vec<ValueId> {
    let mentions = &facts.industries;
    let from = mentions.partition_point(|mention| mention.span.start() < span.start());
    let named = mentions[from..].iter().take_while(|mention| mention.span.start() < span.end());
    named
        .filter(|mention| span.contains(mention.span))
        .flat_map(|mention| {
            let own = mention.own.then_some(mention.name.as_str());
            industry(filing, &mention.industry, own, tables)
        })
        .collect()
}

/// An industry with the class above it and the document's own name for it below.
fn industry(filing: &mut Filing, id: &str, own_name: Option<&str>, tables: &Tables) -> Vec<ValueId> {
    if own_name.is_none()
        && let Some(known) = known(filing, FacetKind::Industries, id)
    {
        return known;
    }
    let Some((rank, row)) = tables.industries.all().enumerate().find(|(_, row)| row.id == id) else {
        return Vec::new();
    };
    let mut all =
        if row.parent.is_empty() { Vec::new() } else { industry(filing, &row.parent, None, tables) };
    let parent = all.last().copied();
    let value = Value {
        facet: FacetKind::Industries,
        id: id.into(),
        label: row.zh.as_str().into(),
        parent,
        rank: rank as u32,
    };
    all.push(filing.value(value));
    if let Some(name) = own_name.filter(|name| *name != row.zh) {
        let parent = all.last().copied();
        let own = Value {
            facet: FacetKind::Industries,
            id: format!("{id}/{name}").into(),
            label: name.into(),
            parent,
            rank: rank as u32,
        };
        all.push(filing.value(own));
    }
    all
}

/// A place with those above it.
fn place_chain(filing: &mut Filing, place: &Place, tables: &Tables) -> Vec<ValueId> {
    let own = [(place.code.as_str(), place.name.as_str())];
    let chain =
        tables.regions.get(&place.code).map(|region| tables.regions.chain(region)).unwrap_or_default();
    let chain: Vec<_> = chain.iter().map(|region| (region.code.as_str(), region.name.as_str())).collect();
    let mut all: Vec<ValueId> = Vec::new();
    for (id, label) in if chain.is_empty() { &own[..] } else { &chain } {
        let parent = all.last().copied();
        let (id, label) = ((*id).into(), (*label).into());
        all.push(filing.value(Value { facet: FacetKind::Places, id, label, parent, rank: 0 }));
    }
    all
}

/// The years from the first to the last; a period longer than a generation is a misreading and gives its ends.
fn years(filing: &mut Filing, period: Option<(i32, i32)>) -> Vec<ValueId> {
    let Some((start, end)) = period else { return Vec::new() };
    let all: Vec<i32> = if (0..=30).contains(&(i64::from(end) - i64::from(start))) {
        (start..=end).collect()
    } else {
        vec![start, end]
    };
    all.into_iter()
        .map(|year| plain(filing, FacetKind::Years, &year.to_string(), u32::try_from(year).unwrap_or(0)))
        .collect()
}

/// The group of an indicator.
fn indicator_group(filing: &mut Filing, indicator: Option<&str>, tables: &Tables) -> Option<ValueId> {
    let group = &tables.indicators.get(indicator?)?.group;
    let mut groups = tables.indicators.groups().iter().enumerate();
    let (rank, row) = groups.find(|(_, row)| row.id == *group)?;
    let (id, label) = (row.id.as_str().into(), row.zh.as_str().into());
    Some(filing.value(Value { facet: FacetKind::Indicators, id, label, parent: None, rank: rank as u32 }))
}

fn agency(filing: &mut Filing, name: &str) -> ValueId {
    plain(filing, FacetKind::Agencies, name, 0)
}

/// A value that is there already, behind those above it.
fn known(filing: &Filing, facet: FacetKind, id: &str) -> Option<Vec<ValueId>> {
    let mut chain = vec![filing.find(facet, id)?];
    while let Some(parent) = filing.get(chain[chain.len() - 1]).parent {
        chain.push(parent);
    }
    chain.reverse();
    Some(chain)
}

fn plain(filing: &mut Filing, facet: FacetKind, id: &str, rank: u32) -> ValueId {
    if let Some(known) = filing.find(facet, id) {
        return known;
    }
    let id: Arc<str> = id.into();
    filing.value(Value { facet, label: id.clone(), id, parent: None, rank })
}
