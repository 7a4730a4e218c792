//! Reads the query language. Never an error: what cannot be read as meant is read as words.
//!
//! ```text
//! query = { word | '"' text '"' }      all of them
//! ```

use celan_data::Tables;

use super::{Expr, Query};

/// Reads a query.
pub fn parse_query(text: &str, _tables: &Tables) -> Query {
    let mut all = Vec::new();
    for (at, piece) in text.split(['"', '“', '”', '「', '」']).enumerate() {
        if at % 2 == 1 {
            if !piece.trim().is_empty() {
                all.push(Expr::Word { typed: piece.trim().to_owned(), quoted: true });
            }
        } else {
            let words = piece.split_whitespace();
            all.extend(words.map(|word| Expr::Word { typed: word.to_owned(), quoted: false }));
        }
    }
    let expr = if all.len() > 1 { Some(Expr::And(all)) } else { all.pop() };
    Query { expr, helps: Vec::new() }
}
