//! Names that say not of what (支出, 收入总计, 产量): what they lack stands before them.
//!
//! ```text
//! 职工基本医疗保险基金收入195亿元,支出146亿元      职工基本医疗保险基金|支出
//! 粮食播种面积3320万亩、产量1285万吨               粮食|产量
//! 抓好200个重点项目,完成投资1600亿元               重点项目|投资
//! ```

use celan_data::{Context, Grammar};

use super::lead::Lead;
use super::name::{chars, ends_with, text};
use super::{Reader, Shared};
use crate::extract::target::figure::{Figure, Role, is_han};

/// Ends the name of an account and begins that of its sides: 一般公共预算|支出, |预算支出.
const BUDGET: &str = "预算";

/// What is allotted where the text says only that it is: 安排3.4亿元.
const MONEY: &str = "资金";

impl Reader<'_> {
    /// `name` with what it lacks, if it does and that was said. Remembers the account that a whole name tells. `end` is where
    /// the figure ends.
    pub(super) fn complete(
        &mut self,
        name: String,
        figure: &Figure,
        lead: &Lead,
        shared: &Shared,
        end: usize,
    ) -> String {
        let grammar = self.grammar;
        if figure.role == Role::Money && grammar.context(Context::Fund).get(&chars(&name)).is_some() {
            let name = if name.ends_with(MONEY) { name } else { name + MONEY };
            let behind = Some(lead.purpose.clone()).filter(|purpose| !purpose.is_empty());
            let purpose = behind.or_else(|| purpose(&self.text[end..], grammar));
            return purpose.unwrap_or_default() + &name;
        }
        if figure.role == Role::Money && !lead.fund.is_empty() && self.pays(&name, lead) {
            // 市级财政安排5000万元,支持产业园建设: what for, and not who.
            let behind = Some(lead.purpose.clone()).filter(|purpose| !purpose.is_empty());
            if let Some(purpose) = behind.or_else(|| purpose(&self.text[end..], grammar)) {
                return purpose + MONEY;
            }
        }
        if !lead.purpose.is_empty() && name == lead.verb {
            // 投资3000万元建设基地.
            return lead.purpose.clone() + &name;
        }
        if let Some(counted) = shared.last.map(|last| &self.found[last])
            && counted.figure.role == Role::Count
            && figure.role == Role::Money
            && grammar.context(Context::Property).get(&chars(&name)).is_some()
            && ends_with(grammar, Context::Sized, &chars(&counted.name))
        {
            return format!("{}{name}", counted.name);
        }
        match stem(&name, grammar) {
            Some(whose) if whose.is_empty() && matches!(figure.role, Role::Measure | Role::Count) => {
                let last = stem(&self.carry.name, grammar).filter(|whose| !whose.is_empty());
                last.or_else(|| topic(&self.text[..end], grammar)).unwrap_or_default() + &name
            }
            Some(whose) if whose.is_empty() => {
                let account = &self.carry.account;
                format!(
                    "{}{name}",
                    account.strip_suffix(BUDGET).filter(|_| name.starts_with(BUDGET)).unwrap_or(account)
                )
            }
            Some(whose) => {
                let letters = chars(&whose);
                if whose != BUDGET && ends_with(grammar, Context::Account, &letters) {
                    self.carry.account = whose;
                }
                name
            }
            None => name,
        }
    }
}

impl Reader<'_> {
    /// Whether a name says no more than who allots money.
    fn pays(&self, name: &str, lead: &Lead) -> bool {
        let name = chars(name.strip_suffix(&lead.fund).unwrap_or(name));
        ends_with(self.grammar, Context::Payer, &name)
    }
}

/// The sector that a sentence speaks of first: 推动|新能源汽车|产业提质扩量,力争产量突破120万辆.
fn topic(before: &[char], grammar: &Grammar) -> Option<String> {
    let from = before.iter().rposition(|char| matches!(char, '。' | ';' | '\n')).map_or(0, |at| at + 1);
    let sentence = &before[from..];
    let at = (2..sentence.len()).find(|at| grammar.begins(Context::Sector, &sentence[*at..]) > 0)?;
    let start = sentence[..at].iter().rposition(|char| !is_han(*char)).map_or(0, |at| at + 1);
    let mut name = &sentence[start..at];
    while let Some((length, _)) = grammar.verbs.prefix(name) {
        name = &name[length..];
    }
    let says = name.len() > 1 && grammar.context(Context::ScopeAdj).get(name).is_none();
    says.then(|| text(name))
}

/// The longest purpose that goes into a name.
const LONGEST_PURPOSE: usize = 40;

/// What money is for, as the clause behind it says: ,用于城市绿化.
fn purpose(behind: &[char], grammar: &Grammar) -> Option<String> {
    let (',', mut clause) = behind.split_first().map(|(char, rest)| (*char, rest))? else { return None };
    // 安排资金0.58亿元,较上年增长7%,实施…: how it compares is told first.
    if grammar.is(Context::Compare, *clause.first()?) {
        clause = &clause[clause.iter().position(|char| *char == ',')? + 1..];
    }
    let join = grammar.begins(Context::Join, clause);
    let acts = grammar.verbs.prefix(clause).is_some();
    clause = &clause[join..];
    let end = clause.iter().position(|char| matches!(char, ',' | ';' | '。')).unwrap_or(clause.len());
    ((join > 1 || acts) && (1..=LONGEST_PURPOSE).contains(&end)).then(|| text(&clause[..end]))
}

/// What a name says before 收入, 产量 and the like, with which it ends.
fn stem(name: &str, grammar: &Grammar) -> Option<String> {
    let name = chars(name);
    let length = Some(grammar.ends(Context::Bare, &name)).filter(|length| *length > 0)?;
    let (whose, bare) = name.split_at(name.len() - length);
    let budget = if !whose.is_empty() && text(bare).starts_with(BUDGET) { BUDGET } else { "" };
    Some(text(whose) + budget)
}

/// The account that a heading names: 2.政府性基金预算收支.
pub(crate) fn account(heading: &[char], grammar: &Grammar) -> Option<String> {
    let length = |at: &usize| grammar.begins(Context::Account, &heading[*at..]);
    // 预算 alone says no more than what it is to complete.
    let at = (0..heading.len()).find(|at| length(at) > 2)?;
    Some(text(&heading[at..at + length(&at)]))
}
