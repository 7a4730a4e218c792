//! Pinyin in half-width brackets that a tool wrote behind traditional characters.
//!
//! A note is taken for one where the character before it is of those such tools annotate and has this reading, or where
//! the text is full of notes. Brackets that hold Latin words, and the odd reading that an author gave to a rare
//! character (`亳(bó)州`), stay.
//!
//! In: `關(guān)于計(jì)劃的電池管理系統(tǒng)(BMS)` Out: `關于計劃的電池管理系統(BMS)`

use super::pinyin::note_at;
use super::{Finds, Scan, Tables};
use crate::clean::text::{before, is_han};

/// So many notes with tones behind characters that tools annotate make every note one of theirs.
const MANY: usize = 5;

pub(super) fn find(scan: &Scan<'_>, tables: &Tables, finds: &mut Finds) {
    let text = scan.text;
    let mut certain = 0;
    let mut notes = Vec::new();
    for &at in &scan.brackets {
        let Some(annotated) = before(text, at).filter(|&c| is_han(c)) else { continue };
        let Some((syllable, end)) = note_at(text, at) else { continue };
        let fits = tables.damage.reads(annotated, &syllable.reading);
        certain += usize::from(fits && syllable.toned);
        notes.push((at..end, fits));
    }
    for (range, fits) in notes {
        if fits || certain >= MANY {
            finds.remove(range);
        }
    }
}
