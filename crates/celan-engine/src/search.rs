//! Ranked passages, grouped by document.

use celan_core::Offsets;
use celan_core::{Found, Scored, Unit, parse_query, snippet};
use celan_wire as wire;

use crate::Engine;
use crate::browse::{facets, selection};
use crate::convert::Source;

/// Passages shown of one document before it is unfolded.
const PER_GROUP: usize = 3;

impl Engine {
    pub(crate) fn search(&self, browse: &wire::Browse) -> wire::SearchAnswer {
        let query = parse_query(&browse.query, &self.tables);
        let selection = selection(self.corpus.filing(), &browse.filters);
        let found = celan_core::search(&self.corpus, &query, &selection, self.lexicon());
        let groups = group(self, &found);
        // With one document chosen, everything it holds is asked for.
        let per_group = if browse.filters.docs.len() == 1 { usize::MAX } else { PER_GROUP };
        let asked = groups.iter().skip(browse.offset).take(browse.limit);
        wire::SearchAnswer {
            total: found.hits.len(),
            total_docs: groups.len(),
            groups: asked.map(|(doc, hits)| self.hit_group(*doc, hits, per_group, &found)).collect(),
            facets: facets(self.corpus.filing(), &found.counts),
            helps: found.helps.iter().map(help).collect(),
        }
    }

    fn hit_group(&self, doc: usize, hits: &[Scored], most: usize, found: &Found<'_>) -> wire::HitGroup {
        let entry = self.corpus.doc(doc);
        let source = Source::new(entry);
        let hits_shown = hits.iter().take(most);
        wire::HitGroup {
            doc: wire::DocumentHead::new(entry),
            total: hits.len(),
            hits: hits_shown.map(|hit| self.hit(hit, &source, found)).collect(),
        }
    }

    fn hit(&self, hit: &Scored, source: &Source<'_>, found: &Found<'_>) -> wire::Hit {
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
            path: self.corpus.path(hit.passage),
            cut_before: snippet.start > 0,
            cut_after: snippet.cut_after,
            snippet: snippet.text,
            marks,
            helped: hit.helped,
        }
    }
}

/// Hits by document, documents in the order of their best hit.
fn group(engine: &Engine, found: &Found<'_>) -> Vec<(usize, Vec<Scored>)> {
    let mut slots = vec![usize::MAX; engine.corpus.doc_bound()];
    let mut groups: Vec<(usize, Vec<Scored>)> = Vec::new();
    for hit in &found.hits {
        let doc = engine.corpus.doc_of(hit.passage);
        if slots[doc] == usize::MAX {
            slots[doc] = groups.len();
            groups.push((doc, Vec::new()));
        }
        groups[slots[doc]].1.push(*hit);
    }
    groups
}

fn help(help: &celan_core::Help) -> wire::Help {
    wire::Help { kind: help.kind.name().to_owned(), from: help.from.clone(), to: help.to.clone() }
}
