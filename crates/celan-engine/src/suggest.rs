//! What the words in the search box may become.

use celan_core::FacetKind;
use celan_wire::Suggestion;

use crate::Engine;

impl Engine {
    pub(crate) fn suggest(&self, text: &str, limit: usize) -> Vec<Suggestion> {
        let text = text.trim();
        if text.is_empty() {
            return Vec::new();
        }
        let kinds = [
            (FacetKind::Industries, "industry"),
            (FacetKind::Places, "place"),
            (FacetKind::Agencies, "agency"),
        ];
        let filing = self.corpus.filing();
        let mut all = Vec::new();
        for (facet, kind) in kinds {
            for value in filing.values(facet) {
                let label = &filing.get(value).label;
                if label.contains(text) && all.len() < limit {
                    all.push(Suggestion {
                        kind: kind.to_owned(),
                        label: label.clone(),
                        query: label.clone(),
                        count: self.count(label),
                    });
                }
            }
        }
        all
    }
}
