//! Some of the characters of a text.

/// The characters whose first byte in UTF-8 `may_begin` lets pass, and where they stand: quicker than decoding all where
/// few are wanted.
pub(crate) fn chars_led_by(
    text: &str,
    may_begin: impl Fn(u8) -> bool,
) -> impl Iterator<Item = (usize, char)> {
    let bytes = text.as_bytes();
    let mut next = 0;
    std::iter::from_fn(move || {
        while let Some(&lead) = bytes.get(next) {
            let at = next;
            next += match lead {
                0..0x80 => 1,
                0x80..0xE0 => 2,
                0xE0..0xF0 => 3,
                0xF0.. => 4,
            };
            if may_begin(lead) {
                return Some((at, text[at..].chars().next()?));
            }
        }
        None
    })
}

/// `text` without its blanks.
pub(crate) fn without_blanks(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    kept.extend(text.chars().filter(|c| !c.is_whitespace()));
    kept
}

/// The first `count` characters of `text`.
pub(crate) fn first_of(mut text: String, count: usize) -> String {
    if let Some((end, _)) = text.char_indices().nth(count) {
        text.truncate(end);
    }
    text
}
