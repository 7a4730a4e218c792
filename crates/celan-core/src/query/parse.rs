//! Reads the query language. Never an error: what cannot be read as meant is read as words, and a help says so.
//!
//! ```text
//! query   = any
//! any     = all { ("OR" | "|") all }
//! all     = { ["AND"] part }                              all of them
//! part    = "-" part | "NOT" part | "(" any ")" | field | figure | limit | quoted | word
//! field   = name ":" ( quoted | word )                    地区:青阳  region:青阳  年份:2023-2025
//! figure  = [ word ] order number [ unit ]                高新技术企业>=60家  投资>50亿元
//! order   = "<" | "<=" | "=" | ">=" | ">"                 also ≤ ≥
//! limit   = year "年前" | year "年后"                      2026年前
//! quoted  = '"' text '"'                                  also “ ” 「 」
//! word    = anything else up to a blank
//! ```
//!
//! Signs may be full width. A bracket counts only at the start or end of a word; brackets that do not pair are read as text,
//! and nesting deeper than [`DEEPEST`] is.

use celan_data::Tables;

use super::figure::{base_unit, quantity};
use super::{Expr, Figure, Help, HelpKind, Order, Query};
use crate::corpus::FacetKind;
use crate::fold::fold;

/// Deepest nesting of brackets that is followed.
const DEEPEST: usize = 16;
/// Most words that are looked for; a longer query goes on to be one text.
const MOST_WORDS: usize = 64;

/// Reads a query.
pub fn parse_query(text: &str, tables: &Tables) -> Query {
    let mut helps = Vec::new();
    let tokens = tokens(text, &mut helps);
    let words = tokens.len();
    let mut parser = Parser { tokens: tokens.into_iter().peekable(), tables, helps, depth: 0 };
    let mut parts = Vec::new();
    while parser.tokens.peek().is_some() {
        parts.extend(parser.any());
        if parser.tokens.next_if(|token| *token == Token::Close).is_some() {
            parser.help(HelpKind::Unclosed, ")", "");
        }
    }
    let mut expr = all_of(parts);
    if words > MOST_WORDS {
        let typed = text.trim().to_owned();
        expr = Some(Expr::Word { typed, quoted: true });
    }
    let plain = matches!(&expr, None | Some(Expr::Word { .. }))
        || matches!(&expr, Some(Expr::And(parts)) if parts.iter().all(|part| matches!(part, Expr::Word { .. })));
    let literal = (!(plain && parser.helps.is_empty())).then(|| text.trim().to_owned());
    Query { expr, literal, helps: parser.helps }
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Open,
    Close,
    Minus,
    Quoted(String),
    /// A word; the flag says that a quoted text follows without a blank (`地区:"青阳县"`).
    Word(String, bool),
}

struct Parser<'a> {
    tokens: std::iter::Peekable<std::vec::IntoIter<Token>>,
    tables: &'a Tables,
    helps: Vec<Help>,
    depth: usize,
}

impl Parser<'_> {
    fn any(&mut self) -> Option<Expr> {
        let mut parts: Vec<Expr> = self.all().into_iter().collect();
        while self.operator("or") {
            parts.extend(self.all());
        }
        if parts.len() > 1 { Some(Expr::Or(parts)) } else { parts.pop() }
    }

    fn all(&mut self) -> Option<Expr> {
        let mut parts = Vec::new();
        loop {
            self.operator("and");
            if self.tokens.peek().is_none_or(|token| *token == Token::Close) || self.is_operator("or") {
                return all_of(parts);
            }
            parts.extend(self.part());
        }
    }

    fn part(&mut self) -> Option<Expr> {
        if self.operator("not") {
            return self.part().map(|part| Expr::Not(Box::new(part)));
        }
        match self.tokens.next()? {
            Token::Minus => self.part().map(|part| Expr::Not(Box::new(part))),
            Token::Open if self.depth < DEEPEST => {
                self.depth += 1;
                let inner = self.any();
                self.depth -= 1;
                if self.tokens.next_if(|token| *token == Token::Close).is_none() {
                    self.help(HelpKind::Unclosed, "(", "");
                }
                inner
            }
            Token::Open | Token::Close => None,
            Token::Quoted(typed) => Some(Expr::Word { typed, quoted: true }),
            Token::Word(word, glued) => self.word(word, glued),
        }
    }

    fn is_operator(&mut self, meaning: &str) -> bool {
        let Some(Token::Word(word, false)) = self.tokens.peek() else { return false };
        // English operators are written in capitals, so that "or" can be looked for.
        word == "|" && meaning == "or"
            || word.to_ascii_lowercase() != *word
                && self.tables.query.meaning(&word.to_ascii_lowercase()) == Some(meaning)
            || !word.is_ascii() && self.tables.query.meaning(word) == Some(meaning)
    }

    fn operator(&mut self, meaning: &str) -> bool {
        let found = self.is_operator(meaning);
        if found {
            self.tokens.next();
        }
        found
    }

    fn word(&mut self, word: String, glued: bool) -> Option<Expr> {
        let folded = fold(&word, self.tables);
        if let Some((name, value)) = folded.split_once(':') {
            let value = match self.tokens.next_if(|token| glued && matches!(token, Token::Quoted(_))) {
                Some(Token::Quoted(quoted)) => format!("{value}{quoted}"),
                _ => value.to_owned(),
            };
            if let Some(expr) = self.field(name, &value) {
                return Some(expr);
            }
        }
        let special = self.figure(&folded).or_else(|| self.limit(&folded));
        Some(special.unwrap_or(Expr::Word { typed: word, quoted: false }))
    }

    fn field(&mut self, name: &str, value: &str) -> Option<Expr> {
        let facet =
            FacetKind::ALL.into_iter().find(|facet| self.tables.query.meaning(name) == Some(facet.name()));
        let Some(facet) = facet else {
            if !name.is_empty()
                && name.chars().all(char::is_alphanumeric)
                && !name.contains(|c: char| c.is_ascii_digit())
            {
                self.help(HelpKind::UnknownField, name, "");
            }
            return None;
        };
        if value.is_empty() {
            return None;
        }
        if facet == FacetKind::Years {
            let years = years(value);
            if years.is_none() {
                self.help(HelpKind::UnknownValue, value, "");
            }
            return years.map(|(start, end)| Expr::Years(start, end));
        }
        Some(Expr::Field { facet, words: value.to_owned() })
    }

    fn figure(&mut self, word: &str) -> Option<Expr> {
        let at = word.find(['<', '=', '>', '≤', '≥'])?;
        let (indicator, rest) = word.split_at(at);
        let signs = ["<=", "=<", "≤", ">=", "=>", "≥", "<", ">", "="];
        let orders = [
            Order::AtMost,
            Order::AtMost,
            Order::AtMost,
            Order::AtLeast,
            Order::AtLeast,
            Order::AtLeast,
            Order::Less,
            Order::More,
            Order::Equal,
        ];
        let (sign, order) = signs.into_iter().zip(orders).find(|(sign, _)| rest.starts_with(sign))?;
        let (value, written) = quantity(&rest[sign.len()..], &self.tables.grammar)?;
        let unit = base_unit(written, self.tables);
        if unit.is_none() && !written.is_empty() {
            self.help(HelpKind::UnknownUnit, written, "");
        }
        let value = value * unit.as_ref().map_or(1.0, |unit| unit.scale);
        Some(Expr::Figure(Figure { indicator: indicator.to_owned(), order, value, unit }))
    }

    fn limit(&mut self, word: &str) -> Option<Expr> {
        let (year, rest) = word.split_at_checked(4)?;
        let year: i32 = year.parse().ok().filter(|year| (1949..=2100).contains(year))?;
        let before = match self.tables.query.meaning(rest)? {
            "before" => true,
            "after" => false,
            _ => return None,
        };
        // The words themselves may stand in a text.
        let typed = word.to_owned();
        Some(Expr::Or(vec![Expr::Word { typed, quoted: true }, Expr::Deadline { year, before }]))
    }

    fn help(&mut self, kind: HelpKind, from: &str, to: &str) {
        self.helps.push(Help { kind, from: from.to_owned(), to: to.to_owned() });
    }
}

fn all_of(mut parts: Vec<Expr>) -> Option<Expr> {
    if parts.len() > 1 { Some(Expr::And(parts)) } else { parts.pop() }
}

/// 2025, 2023-2025, 2023—2025, 2023..2025, each with 年 behind it or not.
fn years(value: &str) -> Option<(i32, i32)> {
    let mut years = value.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let first: i32 = years.next()?.parse().ok()?;
    let last = years.next().map_or(Ok(first), str::parse).ok()?;
    years.next().is_none().then_some((first.min(last), first.max(last)))
}

/// Words, quoted texts, brackets and minus signs.
fn tokens(text: &str, helps: &mut Vec<Help>) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let behind = &rest[first.len_utf8()..];
        match first {
            '"' | '“' | '”' | '＂' | '「' | '」' => {
                let end = behind.find(['"', '“', '”', '＂', '「', '」']);
                if end.is_none() {
                    helps.push(Help { kind: HelpKind::Unclosed, from: first.to_string(), to: String::new() });
                }
                let inner = &behind[..end.unwrap_or(behind.len())];
                if !inner.trim().is_empty() {
                    tokens.push(Token::Quoted(inner.trim().to_owned()));
                }
                rest = &behind[end.map_or(behind.len(), |at| at + next_width(&behind[at..]))..];
            }
            '(' | '（' => {
                tokens.push(Token::Open);
                rest = behind;
            }
            ')' | '）' => {
                tokens.push(Token::Close);
                rest = behind;
            }
            '-' | '－' if behind.starts_with(|c: char| !c.is_whitespace() && c != first) => {
                tokens.push(Token::Minus);
                rest = behind;
            }
            _ => {
                let (word, left) = word(rest);
                tokens.push(Token::Word(word.to_owned(), left.starts_with(['"', '“', '「'])));
                rest = left;
            }
        }
        rest = rest.trim_start();
    }
    tokens
}

/// The word at the start of `text`, up to a blank, a quotation mark, or a bracket that closes none of its own.
fn word(text: &str) -> (&str, &str) {
    let mut open = 0usize;
    for (at, c) in text.char_indices() {
        let ends = match c {
            '(' | '（' => {
                open += 1;
                false
            }
            ')' | '）' if open > 0 => {
                open -= 1;
                false
            }
            ')' | '）' => at > 0,
            '"' | '“' | '”' | '＂' | '「' | '」' => at > 0,
            _ => c.is_whitespace(),
        };
        if ends {
            return text.split_at(at);
        }
    }
    (text, "")
}

fn next_width(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(text: &str) -> Query {
        parse_query(text, Tables::embedded())
    }

    fn word(typed: &str) -> Expr {
        Expr::Word { typed: typed.into(), quoted: false }
    }

    #[test]
    fn words_signs_and_brackets() {
        assert_eq!(parse("  ").expr, None);
        assert_eq!(parse("企业 园区").expr, Some(Expr::And(vec![word("企业"), word("园区")])));
        assert_eq!(parse("企业 OR 园区").expr, Some(Expr::Or(vec![word("企业"), word("园区")])));
        let not = Expr::Not(Box::new(word("园区")));
        assert_eq!(parse("企业 -园区").expr, Some(Expr::And(vec![word("企业"), not])));
        let either = Expr::Or(vec![word("甲"), word("乙")]);
        assert_eq!(parse("(甲 OR 乙) 丙").expr, Some(Expr::And(vec![either, word("丙")])));
        let quoted = Expr::Word { typed: "重点 任务".into(), quoted: true };
        assert_eq!(parse("“重点 任务”").expr, Some(quoted));
    }

    #[test]
    fn fields_figures_and_limits() {
        let field = Expr::Field { facet: FacetKind::Places, words: "青阳".into() };
        assert_eq!(parse("地区:青阳").expr, Some(field.clone()));
        assert_eq!(parse("region：\"青阳\"").expr, Some(field));
        assert_eq!(parse("年份:2023-2025").expr, Some(Expr::Years(2023, 2025)));
        let figure = |indicator: &str, order, value, unit| {
            let unit = base_unit(unit, Tables::embedded());
            Some(Expr::Figure(Figure { indicator: indicator.into(), order, value, unit }))
        };
        assert_eq!(parse("高新技术企业>=60家").expr, figure("高新技术企业", Order::AtLeast, 60.0, "家"));
        assert_eq!(parse("投资＞50亿元").expr, figure("投资", Order::More, 5e9, "亿元"));
        assert_eq!(parse("投资>50颜色").helps[0].kind, HelpKind::UnknownUnit);
        let limit = parse("2026年前").expr;
        let Some(Expr::Or(parts)) = limit else { panic!("{limit:?}") };
        assert_eq!(parts[1], Expr::Deadline { year: 2026, before: true });
    }

    #[test]
    fn what_cannot_be_read_is_said_and_the_rest_stays() {
        let query = parse("颜色:红 企业");
        assert_eq!(query.helps[0].kind, HelpKind::UnknownField);
        assert_eq!(query.expr, Some(Expr::And(vec![word("颜色:红"), word("企业")])));
        assert_eq!(parse("\"企业").helps[0].kind, HelpKind::Unclosed);
        assert_eq!(parse("(企业").expr, Some(word("企业")));
    }

    proptest! {
        #[test]
        fn any_query_is_read(text in "[-()（）\"“:：<>=|甲年前OR0-9 ]{0,60}") {
            parse(&text);
        }
    }
}
