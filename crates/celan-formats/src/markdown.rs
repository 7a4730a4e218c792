//! Markdown: the words without the marks. Numbers of ordered lists are words: they number measures.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::lines::Lines;

/// The text of a Markdown document.
pub(crate) fn text(source: &str) -> String {
    let mut lines = Lines::default();
    let mut numbers: Vec<Option<u64>> = Vec::new();
    for event in Parser::new_ext(source, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::List(first)) => {
                lines.end_line();
                numbers.push(first);
            }
            Event::Start(Tag::Item) => {
                lines.end_line();
                if let Some(Some(number)) = numbers.last_mut() {
                    lines.push(&format!("{number}."));
                    *number += 1;
                }
            }
            Event::End(TagEnd::List(_)) => {
                numbers.pop();
            }
            Event::End(TagEnd::TableCell) => lines.push("\t"),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock) => {
                lines.end_line();
            }
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => lines.end_line(),
            Event::Text(words) | Event::Code(words) => lines.push(&words),
            // A soft break inside Chinese text is no blank; cleaning joins what belongs together.
            Event::SoftBreak | Event::HardBreak => lines.end_line(),
            _ => {}
        }
    }
    lines.finish()
}
