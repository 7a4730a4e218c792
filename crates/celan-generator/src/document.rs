//! The outline of a plan, filled from the grammar.

use crate::chance::Chance;
use crate::grammar::{Bound, Grammar};
use crate::place::Place;
use crate::{Document, Generator};

/// What one document says throughout.
struct Plan<'g> {
    place: &'g Place,
    industries: Vec<&'g str>,
    topic: String,
    paper: String,
    year: usize,
    start: usize,
    end: usize,
}

/// Years of the documents.
const YEARS: (usize, usize) = (2016, 2026);
/// Industries that a document is about.
const INDUSTRIES: usize = 4;

pub(crate) fn write(generator: &Generator, at: u64) -> Document {
    let chance = &mut Chance::new(generator.seed, at);
    let year = chance.within(YEARS.0, YEARS.1);
    let mut plan = Plan {
        place: chance.one_of(&generator.places),
        industries: (0..INDUSTRIES).map(|_| chance.one_of(&generator.industries).as_str()).collect(),
        topic: String::new(),
        paper: String::new(),
        year,
        start: year + chance.below(2),
        end: year + chance.within(2, 5),
    };
    for (list, into) in [("topics", &mut plan.topic), ("papers", &mut plan.paper)] {
        generator.grammar.write(list, chance, plan.place, into);
    }
    let length = length(chance);
    let mut page =
        Page { grammar: &generator.grammar, chance, plan: &plan, text: String::new(), chars: 0, sections: 0 };
    let title = page.title();
    page.opening();
    page.aims();
    page.tasks(length);
    page.end();
    Document { name: format!("plan-{at:06}.txt"), title, text: page.text }
}

/// Characters that a document should have: most are short, one of eight is long, 2,300 are the mean.
fn length(chance: &mut Chance) -> usize {
    let long = if chance.below(8) == 0 { chance.below(6400) } else { 0 };
    900 + chance.below(1000) + chance.below(1000) + long
}

impl Bound for Plan<'_> {
    fn write(&self, name: &str, chance: &mut Chance, out: &mut String) {
        match name {
            "topic" => out.push_str(&self.topic),
            "paper" => out.push_str(&self.paper),
            "year" => out.push_str(&self.year.to_string()),
            "start" => out.push_str(&self.start.to_string()),
            "mid" => out.push_str(&(self.start + (self.end - self.start) / 2).to_string()),
            "end" => out.push_str(&self.end.to_string()),
            "industry" => out.push_str(chance.one_of::<&str>(&self.industries)),
            "town" => out.push_str(chance.one_of::<String>(&self.place.towns)),
            "firm" => out.push_str(chance.one_of::<String>(&self.place.firms)),
            _ => self.place.write(name, chance, out),
        }
    }
}

/// A document as it is written.
struct Page<'p> {
    grammar: &'p Grammar,
    chance: &'p mut Chance,
    plan: &'p Plan<'p>,
    text: String,
    /// Characters of the lines that are closed.
    chars: usize,
    sections: usize,
}

impl Page<'_> {
    /// An entry of a list.
    fn say(&mut self, list: &str) {
        self.grammar.write(list, self.chance, self.plan, &mut self.text);
    }

    fn lines(&mut self, list: &str, least: usize, most: usize) {
        for _ in 0..self.chance.within(least, most) {
            self.say(list);
            self.close();
        }
    }

    /// Ends a line.
    fn close(&mut self) {
        self.text.push('\n');
        let line = self.text[..self.text.len() - 1].rfind('\n').map_or(0, |at| at + 1);
        self.chars += self.text[line..].chars().count();
    }

    fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.close();
    }

    fn section(&mut self, heading: &str) {
        self.sections += 1;
        self.line(&format!("{}、{heading}", numeral(self.sections)));
    }

    fn title(&mut self) -> String {
        let Plan { place, topic, paper, start, end, .. } = self.plan;
        let above = if self.chance.below(3) == 0 { place.city.as_str() } else { "" };
        let title = format!("{above}{}{topic}{paper}（{start}—{end}年）", place.county);
        self.line(&title);
        title
    }

    fn opening(&mut self) {
        let number = self.chance.within(1, 90);
        let short = self.plan.place.short.chars().next().unwrap_or('县');
        self.line(&format!("{short}政办〔{}〕{number}号", self.plan.year));
        self.lines("recipients", 1, 1);
        self.lines("opening", 1, 1);
    }

    fn aims(&mut self) {
        self.section("总体要求");
        self.lines("thought", 1, 1);
        self.lines("principle", 0, 3);
        self.section("主要目标");
        self.lines("goal_lead", 1, 1);
        for _ in 0..self.chance.within(2, 5) {
            self.text.push_str("——");
            self.say("goal_name");
            self.text.push_str(&format!("。到{}年，", self.plan.end));
            self.list("target", 2, 4);
            self.line("。");
        }
    }

    /// Entries of a list, parted by commas.
    fn list(&mut self, list: &str, least: usize, most: usize) {
        for at in 0..self.chance.within(least, most) {
            if at > 0 {
                self.text.push('，');
            }
            self.say(list);
        }
    }

    /// Tasks until the document is about as long as it should be.
    fn tasks(&mut self, length: usize) {
        const REST: usize = 350;
        self.section("重点任务");
        let mut tasks = 0;
        while tasks < 2 || self.chars + REST < length {
            tasks += 1;
            self.text.push_str(&format!("（{}）", numeral(tasks)));
            self.say("task_name");
            self.close();
            for measure in 1..=self.chance.within(1, 4) {
                self.text.push_str(&format!("{measure}．"));
                self.say("measure_name");
                self.text.push('。');
                for _ in 0..self.chance.within(1, 3) {
                    self.say("measure");
                }
                self.say("duty");
                self.close();
            }
        }
    }

    fn end(&mut self) {
        self.section("保障措施");
        for at in 1..=self.chance.within(2, 4) {
            self.text.push_str(&format!("（{}）", numeral(at)));
            self.say("safeguard_name");
            self.text.push('。');
            self.say("safeguard");
            self.close();
        }
        let (month, day) = (self.chance.within(1, 12), self.chance.within(1, 28));
        self.line(&format!("{}人民政府办公室", self.plan.place.county));
        self.line(&format!("{}年{month}月{day}日", self.plan.year));
    }
}

/// 十二 for 12; for numbers below 100.
fn numeral(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match (number / 10, number % 10) {
        (0, ones) => DIGITS[ones].to_owned(),
        (1, ones) => format!("十{}", DIGITS[ones]),
        (tens, ones) => format!("{}十{}", DIGITS[tens % 10], DIGITS[ones]),
    }
}
