//! The row of passages of a corpus: what each is, what lies below it, and its text.

use std::ops::Range;
use std::sync::Arc;

use crate::bits::{Bits, Ranked, Stretches, masks};
use crate::index::Texts;
use crate::long::Long;
use crate::room;

/// A passage that is added.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Last passage of the part that it heads; its own id where it heads none.
    pub last: u32,
    /// Its first byte in the text of the document, or in the head line.
    pub start: u32,
    /// The byte behind its last one.
    pub end: u32,
}

/// Stands for the index of a section where a passage is in none, or in one of a document that has more than there are numbers.
const NO_SECTION: u16 = u16::MAX;

/// Stands for a length that takes more than two bytes.
const LONG: u16 = u16::MAX;

/// The passages of all documents, in the order they were added; those of a document follow each other, its head line first.
#[derive(Clone, Debug, Default)]
pub struct Passages {
    /// Where each begins in the text of its document, or in the head line.
    starts: Long<u32>,
    /// How many bytes it takes; [`LONG`] where it is one of `long`.
    lengths: Long<u16>,
    /// Those that take more, rising, and how many bytes each takes.
    long: Vec<(u32, u32)>,
    /// Those that head a part, and the last passage of each part.
    headings: Ranked,
    lasts: Vec<u32>,
    /// Passages that stand in the same section, one behind the other, and the index of each such section.
    in_section: Stretches,
    sections: Vec<u16>,
    /// The passages of each document.
    of_docs: Stretches,
    /// For each document its first passage, its text and its head line.
    docs: Vec<(u32, Arc<str>, Arc<str>)>,
    /// Passages of documents that were removed.
    removed: Bits,
    /// Bytes of all passages.
    total_length: usize,
}

impl Passages {
    /// Adds the next document: where its passages stand, the head line first, and the index of the section of each.
    pub fn add(
        &mut self,
        text: Arc<str>,
        head_line: Arc<str>,
        places: Vec<Place>,
        sections: &[Option<usize>],
    ) {
        for run in sections.chunk_by(|a, b| a == b) {
            self.in_section.push(run.len());
            room(&mut self.sections, 1);
            self.sections.push(run[0].and_then(|section| section.try_into().ok()).unwrap_or(NO_SECTION));
        }
        self.docs.push((self.len() as u32, text, head_line));
        self.of_docs.push(places.len());
        for Place { last, start, end } in places {
            let heads = last as usize > self.len();
            self.headings.push(heads);
            if heads {
                room(&mut self.lasts, 1);
                self.lasts.push(last);
            }
            self.total_length += (end - start) as usize;
            self.starts.push(start);
            let length = end - start;
            if length >= u32::from(LONG) {
                self.long.push((self.lengths.len() as u32, length));
            }
            self.lengths.push(length.min(u32::from(LONG)) as u16);
        }
    }

    /// Takes the passages of a document out of every answer.
    pub fn remove(&mut self, doc: usize) {
        let (first, last) = self.of_doc(doc);
        self.removed.grow(self.len());
        self.removed.set_range(first, last);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// How many documents there are.
    pub fn doc_bound(&self) -> usize {
        self.docs.len()
    }

    /// Bytes of the rows.
    pub fn size(&self) -> usize {
        let sections = self.in_section.size() + size_of_val(self.sections.as_slice());
        let parts = self.headings.size() + size_of_val(self.lasts.as_slice());
        let lengths = self.len() * size_of::<u16>() + size_of_val(self.long.as_slice());
        self.len() * size_of::<u32>() + lengths + parts + self.of_docs.size() + sections
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Where `passage` stands in the text of its document, or in the head line.
    #[inline]
    pub fn span(&self, passage: u32) -> Range<usize> {
        let start = self.starts[passage as usize] as usize;
        start..start + self.length(passage)
    }

    /// How many bytes `passage` takes.
    #[inline]
    pub(crate) fn length(&self, passage: u32) -> usize {
        match self.lengths[passage as usize] {
            LONG => self.long_length(passage),
            length => usize::from(length),
        }
    }

    #[cold]
    fn long_length(&self, passage: u32) -> usize {
        let at = self.long.partition_point(|long| long.0 < passage);
        self.long.get(at).map_or(0, |long| long.1 as usize)
    }

    /// The last passage of the part that `passage` heads; itself where it heads none.
    #[inline]
    pub(crate) fn last(&self, passage: u32) -> u32 {
        if self.headings.bits().has(passage as usize) {
            self.lasts[self.headings.up_to(passage as usize) as usize - 1]
        } else {
            passage
        }
    }

    /// Index of the section that `passage` stands in.
    pub fn section(&self, passage: u32) -> Option<usize> {
        let section = self.sections[self.in_section.of(passage as usize) as usize];
        (section != NO_SECTION).then_some(usize::from(section))
    }

    /// Number of the document that holds `passage`.
    pub fn doc_of(&self, passage: u32) -> usize {
        self.of_docs.of(passage as usize) as usize
    }

    /// Whether `passage` is title and number of its document, which stand in no text.
    pub fn is_head_line(&self, passage: u32) -> bool {
        self.of_docs.starts().has(passage as usize)
    }

    /// The last passage of the document that holds `passage`.
    pub(crate) fn last_of_doc(&self, passage: u32) -> u32 {
        self.of_docs.last(passage as usize) as u32
    }

    /// First and last passage of a document.
    pub fn of_doc(&self, doc: usize) -> (usize, usize) {
        let first = self.docs[doc].0;
        (first as usize, self.last(first) as usize)
    }

    /// Length of a passage in bytes, on average; at least 1.
    pub fn average_length(&self) -> f32 {
        (self.total_length as f32 / self.len().max(1) as f32).max(1.0)
    }

    /// Passages of documents that were removed.
    pub fn removed(&self) -> &Bits {
        &self.removed
    }

    /// `passages` with all below them.
    pub fn with_below(&self, passages: &Bits) -> Bits {
        let mut wide = passages.clone();
        for (heading, last) in self.headings_in(passages) {
            wide.set_range(heading as usize, last as usize);
        }
        wide
    }

    /// Those of `passages` that head a part, each with the last passage of the part.
    pub(crate) fn headings_in(&self, passages: &Bits) -> impl Iterator<Item = (u32, u32)> {
        let headings = passages.common(self.headings.bits());
        headings.map(|heading| (heading as u32, self.last(heading as u32)))
    }

    /// The members of a set, each with its document.
    pub fn with_docs(&self, passages: &Bits) -> Vec<(usize, usize)> {
        let mut all = Vec::with_capacity(passages.count());
        all.extend(passages.iter().map(|passage| (self.doc_of(passage as u32), passage)));
        all
    }

    /// In documents that have a passage of each of `asked`: the passages in most of them, of those in all of `allowed`.
    pub fn with_most(&self, asked: &[&Bits], allowed: &[&Bits]) -> Bits {
        let mut all = Bits::none(self.len());
        let Some(rarest) = asked.iter().min_by_key(|own| own.count()) else { return all };
        // For each word of a document's bits: passages with part in one of the words, in two, and so on.
        let mut levels: Vec<Vec<u64>> = vec![Vec::new(); asked.len()];
        let mut next = 0;
        while let Some(passage) = rarest.from(next).next() {
            let (first, last) = (self.of_docs.first(passage), self.of_docs.last(passage));
            next = last + 1;
            if !asked.iter().all(|own| own.has_any(first, last)) {
                continue;
            }
            let words = masks(first, last)
                .map(|(at, mask)| (at, allowed.iter().fold(mask, |mask, wide| mask & wide.word(at))));
            if let [a, b] = asked {
                // Two words, as most questions of several have, need no levels.
                let words = words.map(|(at, mask)| (at, a.word(at) & mask, b.word(at) & mask));
                let meet = words.clone().any(|(_, a, b)| a & b != 0);
                words.for_each(|(at, a, b)| all.add_word(at, if meet { a & b } else { a | b }));
                continue;
            }
            levels.iter_mut().for_each(Vec::clear);
            for (at, mask) in words {
                levels.iter_mut().for_each(|level| level.push(0));
                for own in asked {
                    let mut more = own.word(at) & mask;
                    for level in levels.iter_mut().filter_map(|level| level.last_mut()) {
                        let known = *level;
                        *level |= more;
                        more &= known;
                        if more == 0 {
                            break;
                        }
                    }
                }
            }
            let most = levels.iter().rev().find(|level| level.iter().any(|word| *word != 0));
            for ((at, _), bits) in masks(first, last).zip(most.into_iter().flatten()) {
                all.add_word(at, *bits);
            }
        }
        all
    }

    /// Title and number stand in the text as a rule; the line made of them answers only where nothing else does.
    pub fn drop_needless_head_lines(&self, hits: &mut Bits) {
        let is_needless = |head: &usize| {
            let last = self.last(*head as u32) as usize;
            hits.from(head + 1).next().is_some_and(|next| next <= last)
        };
        let needless: Vec<usize> = hits.common(self.of_docs.starts()).filter(is_needless).collect();
        needless.into_iter().for_each(|head| hits.clear(head));
    }
}

impl Passages {
    /// Where `passage` stands, and in which text.
    fn text_around(&self, passage: u32) -> (&str, Range<usize>) {
        let (first, text, head_line) = &self.docs[self.doc_of(passage)];
        let text = if passage == *first { head_line } else { text };
        (text, self.span(passage))
    }
}

impl Texts for Passages {
    fn text(&self, passage: u32) -> &str {
        let (text, range) = self.text_around(passage);
        &text[range]
    }

    fn bytes(&self, passage: u32) -> &[u8] {
        let (text, range) = self.text_around(passage);
        // Not as text: to see that it begins and ends between characters, memory would be fetched that nobody asks for.
        &text.as_bytes()[range]
    }
}
