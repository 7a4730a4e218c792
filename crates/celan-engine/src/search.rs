//! Ranked passages, grouped by document.

use celan_core::{
    Entry, Finder, Found, Heading, Offsets, Scored, Span, Unit, best_hits, parse_query, snippet,
};
use celan_wire as wire;

use crate::Engine;
use crate::browse::selection;

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
        let passages = self.corpus.passages();
        let last = browse.offset.saturating_add(browse.limit);
        let (docs, total_docs) = passages.best_of_docs(found.hits(), last);
        // With one document chosen, everything it holds is asked for.
        let per_group = if browse.filters.docs.len() == 1 { usize::MAX } else { PER_GROUP };
        let asked = docs.iter().skip(browse.offset).map(|best| passages.doc_of(best.passage));
        let mut finder = found.finder();
        wire::SearchAnswer {
            total: found.hits().len(),
            total_docs,
            groups: asked.map(|doc| self.hit_group(doc, found.hits(), per_group, &mut finder)).collect(),
            counts: self.offered.counts(&found.counts),
            helps: found.helps.iter().map(help).collect(),
        }
    }

    fn hit_group(&self, doc: usize, hits: &[Scored], most: usize, finder: &mut Finder<'_>) -> wire::HitGroup {
        let entry = self.corpus.doc(doc);
        let hits = self.corpus.passages().hits_of_doc(hits, doc);
        let best = best_hits(hits, most);
        let (head, headings) = entry.outline(self.corpus.headings_above(best.iter().map(|hit| hit.passage)));
        let offsets = entry.offsets();
        let hit = |hit: &Scored| self.hit(hit, entry, &headings, &offsets, finder);
        wire::HitGroup {
            doc: wire::DocumentHead::of(entry, head),
            total: hits.len(),
            hits: best.iter().map(hit).collect(),
        }
    }

    fn hit(
        &self,
        hit: &Scored,
        entry: &Entry,
        headings: &[Heading],
        offsets: &Offsets<'_>,
        finder: &mut Finder<'_>,
    ) -> wire::Hit {
        let range = offsets.range(Unit::Utf16, self.corpus.span(hit.passage));
        let snippet = snippet(&self.corpus, hit.passage, finder, &self.tables);
        let mark = |mark: &Span| {
            let start = Unit::Utf16.len(&snippet.text[..mark.start()]);
            (start, start + Unit::Utf16.len(mark.of(&snippet.text)))
        };
        let marks = snippet.marks.iter().map(mark).collect();
        wire::Hit {
            passage: (hit.passage - entry.passages().start()) as usize,
            start: range.start,
            end: range.end,
            score: hit.score,
            path: self.corpus.path_in(headings, hit.passage),
            cut_before: snippet.start > 0,
            cut_after: snippet.cut_after,
            snippet: snippet.text,
            marks,
            helped: hit.helped,
        }
    }
}

fn help(help: &celan_core::Help) -> wire::Help {
    wire::Help { kind: help.kind.name().to_owned(), from: help.from.clone(), to: help.to.clone() }
}
