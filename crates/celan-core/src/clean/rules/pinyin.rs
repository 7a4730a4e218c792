//! Syllables of pinyin, as annotation tools write them.

/// A syllable without its tone, and whether it had a tone mark.
pub(super) struct Syllable {
    /// Lower case, `v` for ü.
    pub(super) reading: String,
    /// It carried a tone mark.
    pub(super) toned: bool,
}

const INITIALS: [&str; 23] = [
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c",
    "s", "y", "w",
];
const FINALS: [&str; 37] = [
    "a", "o", "e", "i", "u", "v", "ai", "ei", "ao", "ou", "iu", "ui", "ie", "ue", "ve", "er", "an", "en",
    "in", "un", "vn", "ang", "eng", "ing", "ong", "ia", "ua", "uo", "uai", "iao", "ian", "iang", "uan",
    "uang", "iong", "van", "io",
];
/// Finals that stand without an initial.
const ALONE: [&str; 12] = ["a", "o", "e", "ai", "ei", "ao", "ou", "an", "en", "er", "ang", "eng"];

/// The syllable that `text` is as a whole.
pub(super) fn syllable(text: &str) -> Option<Syllable> {
    if text.is_empty() || text.len() > 10 {
        return None;
    }
    let mut reading = String::new();
    let mut tones = 0;
    for c in text.chars() {
        let (letter, tone) = without_tone(c)?;
        reading.push(letter);
        tones += usize::from(tone);
    }
    let known = ALONE.contains(&reading.as_str())
        || INITIALS
            .iter()
            .any(|initial| reading.strip_prefix(initial).is_some_and(|rest| FINALS.contains(&rest)));
    (known && tones <= 1).then_some(Syllable { reading, toned: tones == 1 })
}

fn without_tone(c: char) -> Option<(char, bool)> {
    Some(match c {
        'a'..='z' => (c, false),
        'ā' | 'á' | 'ǎ' | 'à' | 'ă' => ('a', true),
        'ō' | 'ó' | 'ǒ' | 'ò' => ('o', true),
        'ē' | 'é' | 'ě' | 'è' => ('e', true),
        'ī' | 'í' | 'ǐ' | 'ì' => ('i', true),
        'ū' | 'ú' | 'ǔ' | 'ù' => ('u', true),
        'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => ('v', true),
        'ń' | 'ň' | 'ǹ' => ('n', true),
        'ü' => ('v', false),
        'ɡ' => ('g', false),
        _ => return None,
    })
}

/// The note `(guān)` that begins at byte `at`: its syllable and where it ends.
pub(super) fn note_at(text: &str, at: usize) -> Option<(Syllable, usize)> {
    let inner = text.get(at..)?.strip_prefix('(')?;
    let (found, length) = closed_syllable(inner)?;
    Some((found, at + 1 + length))
}

/// The syllable up to `)` that `text` begins with, and its length, `)` included.
pub(super) fn closed_syllable(text: &str) -> Option<(Syllable, usize)> {
    let length = text.bytes().take(11).position(|byte| byte == b')')?;
    Some((syllable(&text[..length])?, length + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_syllables_are_syllables() {
        for known in ["guān", "xiàn", "nǚ", "lüè", "è", "de", "zhuǎng", "qū", "ér"] {
            assert!(syllable(known).is_some(), "{known}");
        }
        for other in ["", "BMS", "Guān", "xyz", "guānxì", "app", "é́", "pH", "in"] {
            assert!(syllable(other).is_none(), "{other}");
        }
    }
}
