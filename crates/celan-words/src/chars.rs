//! Texts as their characters and back.

/// The characters of `text`.
pub fn chars(text: &str) -> Vec<char> {
    let mut chars = Vec::with_capacity(text.len());
    chars.extend(text.chars());
    chars
}

/// The text that `chars` are.
pub fn text(chars: &[char]) -> String {
    let mut text = String::with_capacity(3 * chars.len());
    text.extend(chars);
    text
}
