//! Parts what was typed without a blank: 知名直播 → 知名 直播.

use celan_data::LONGEST_WORD;
use celan_index::Index;

use super::Lexicon;

/// The words of `chars`, which is folded: the most likely ones by the dictionary, else the fewest pieces of two characters
/// or more that the index may know.
pub(super) fn split(chars: &[char], lexicon: Lexicon<'_>, index: &Index) -> Vec<Vec<char>> {
    let cost = |piece: &[char]| -> Option<f32> {
        match lexicon.dictionary {
            Some(dictionary) => {
                let word: String = piece.iter().collect();
                match dictionary.weight(&word) {
                    Some(weight) => Some(26.0 - f32::from(weight)),
                    None => (piece.len() == 1).then_some(30.0),
                }
            }
            None => {
                let known = piece.windows(2).all(|pair| index.pair_count(pair[0], pair[1]) > 0);
                (piece.len() == 1 || known).then_some(if piece.len() == 1 { 10.0 } else { 3.0 })
            }
        }
    };
    let mut best: Vec<(f32, usize)> = vec![(0.0, 0)];
    for end in 1..=chars.len() {
        let mut cheapest = (f32::INFINITY, end - 1);
        for start in end.saturating_sub(LONGEST_WORD)..end {
            let piece = &chars[start..end];
            // Letters and digits that stand together stay together.
            let price = if piece.iter().all(char::is_ascii_alphanumeric) { Some(15.0) } else { cost(piece) };
            if let Some(price) = price
                && best[start].0 + price < cheapest.0
            {
                cheapest = (best[start].0 + price, start);
            }
        }
        best.push(cheapest);
    }
    let mut words = Vec::new();
    let mut end = chars.len();
    while end > 0 {
        let start = best[end].1;
        words.push(chars[start..end].to_vec());
        end = start;
    }
    words.reverse();
    words
}
