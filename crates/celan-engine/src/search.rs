//! Ranked passages, grouped by document.

use celan_core::{Found, Offsets, Scored, Unit, parse_query, snippet};
use celan_data::Order;
use celan_wire as wire;

use crate::Engine;
use crate::browse::{crossing, selection};
use crate::convert::Source;

/// Passages shown of one document before it is unfolded.
const PER_GROUP: usize = 3;

impl Engine {
    pub(crate) fn search(&mut self, browse: &wire::Browse) -> wire::SearchAnswer {
        let kept = self.kept.found.take();
        let kept = kept.filter(|(query, filters, _)| *query == browse.query && *filters == browse.filters);
        let found = kept.map_or_else(|| self.found(browse), |(_, _, found)| found);
        let answer = self.answer_with(browse, &found);
        self.kept.found = Some((browse.query.clone(), browse.filters.clone(), found));
        answer
    }

    fn found(&self, browse: &wire::Browse) -> Found {
        let query = parse_query(&browse.query, &self.tables);
        let selection = selection(self.corpus.filing(), &browse.filters);
        celan_core::search(&self.corpus, &query, &selection, self.lexicon())
    }

    fn answer_with(&self, browse: &wire::Browse, found: &Found) -> wire::SearchAnswer {
        let groups = self.group(found, browse.offset.saturating_add(browse.limit));
        // With one document chosen, everything it holds is asked for.
        let per_group = if browse.filters.docs.len() == 1 { usize::MAX } else { PER_GROUP };
        let asked = groups.iter().skip(browse.offset).take(browse.limit);
        wire::SearchAnswer {
            total: found.hits().len(),
            total_docs: groups.len(),
            groups: asked.map(|group| self.hit_group(group, per_group, found)).collect(),
            counts: crossing(self.corpus.filing(), &found.counts),
            helps: found.helps.iter().map(help).collect(),
        }
    }

    /// The documents of the hits; the first `most` in the order of their best hits, with all of theirs.
    fn group(&self, found: &Found, most: usize) -> Vec<Group> {
        let mut slots = vec![usize::MAX; self.corpus.doc_bound()];
        let mut groups: Vec<Group> = Vec::new();
        for hit in found.hits() {
            let doc = self.corpus.doc_of(hit.passage);
            if slots[doc] == usize::MAX {
                slots[doc] = groups.len();
                groups.push(Group { doc, best: *hit, hits: Vec::new() });
            }
            let best = &mut groups[slots[doc]].best;
            if hit.order(best).is_lt() {
                *best = *hit;
            }
        }
        let most = most.min(groups.len());
        if most < groups.len() {
            groups.select_nth_unstable_by(most, Group::order);
        }
        groups[..most].order_by(Group::order);
        slots.fill(usize::MAX);
        groups[..most].iter().enumerate().for_each(|(at, group)| slots[group.doc] = at);
        for hit in found.hits() {
            if let Some(group) = groups.get_mut(slots[self.corpus.doc_of(hit.passage)]) {
                group.hits.push(*hit);
            }
        }
        groups
    }

    fn hit_group(&self, group: &Group, most: usize, found: &Found) -> wire::HitGroup {
        let entry = self.corpus.doc(group.doc);
        let source = Source::new(entry);
        let mut hits = group.hits.clone();
        hits.order_by(Scored::order);
        wire::HitGroup {
            doc: wire::DocumentHead::of(entry, source.document.head.clone()),
            total: hits.len(),
            hits: hits.iter().take(most).map(|hit| self.hit(hit, &source, found)).collect(),
        }
    }

    fn hit(&self, hit: &Scored, source: &Source<'_>, found: &Found) -> wire::Hit {
        let (start, end) = source.range(self.corpus.span(hit.passage));
        let snippet = snippet(&self.corpus, hit.passage, &found.words, &self.tables);
        let offsets = Offsets::new(&snippet.text);
        let marks = snippet.marks.iter().map(|mark| offsets.range(Unit::Utf16, *mark));
        let marks = marks.map(|mark| (mark.start, mark.end)).collect();
        wire::Hit {
            passage: (hit.passage - source.entry.passages().start()) as usize,
            start,
            end,
            score: hit.score,
            path: self.corpus.path_in(&source.document, hit.passage),
            cut_before: snippet.start > 0,
            cut_after: snippet.cut_after,
            snippet: snippet.text,
            marks,
            helped: hit.helped,
        }
    }
}

/// The hits of one document.
struct Group {
    doc: usize,
    best: Scored,
    /// In no order; empty for a document that is not shown.
    hits: Vec<Scored>,
}

impl Group {
    fn order(&self, other: &Self) -> std::cmp::Ordering {
        self.best.order(&other.best)
    }
}

fn help(help: &celan_core::Help) -> wire::Help {
    wire::Help { kind: help.kind.name().to_owned(), from: help.from.clone(), to: help.to.clone() }
}
