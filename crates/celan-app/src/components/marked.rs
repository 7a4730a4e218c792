//! Text with marked ranges.

use yew::prelude::*;

use crate::queries::{Cover, pieces};

/// `text` with `marks` (UTF-16 ranges of it) marked.
pub fn marked(text: &str, marks: &[(usize, usize)]) -> Html {
    let covers: Vec<Cover<()>> = marks.iter().map(|&(start, end)| Cover { start, end, what: () }).collect();
    let piece = |covers: bool, text: &str| {
        if covers {
            html! { <mark>{ text.to_owned() }</mark> }
        } else {
            html! { { text.to_owned() } }
        }
    };
    html! { { for pieces(text, 0, &covers).into_iter().map(|one| piece(!one.covers.is_empty(), one.text)) } }
}
