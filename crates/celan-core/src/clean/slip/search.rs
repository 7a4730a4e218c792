//! The search for the text that was damaged to what stands there.
//!
//! It walks along a line and keeps the best *readings*: what the text was up to here, how likely that is, and how the
//! bytes stand ([`Step`]).
//!
//! ```text
//! in step      a mark may be a cut: some character was lost, out of step from here (LOST)
//! out of step  the byte that was left over and the next byte spell a character; or
//!              a pair vanished here: the left-over byte ended it …, some first byte begins the next character; or
//!              the left-over byte was dropped before ASCII, a cut or the line's end: any second byte, in step again
//! ```
//!
//! Where all good readings have been in step again for a while, the best one is compared with the text as it stands and
//! with the others.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Range;

use celan_data::{Order, RepairModel};

use super::Slip;
use super::bytes::{Bytes, Candidate, Cut, cut, cut_at};
use super::language::{Language, Past};
use super::odd::OddLine;

/// What a cut costs (nats): how rare damage is.
const LOST: f32 = -4.0;
/// A cut that took half of the blank before a line.
const LOST_BLANK: f32 = -4.0;
/// A left-over byte was dropped where it had to be (before ASCII, a cut, the end of the line), or before another mark.
const DROPPED: f32 = -0.5;
const DROPPED_ELSEWHERE: f32 = -2.5;
/// ASCII in the damaged text was a full-width form.
const NARROWED: f32 = -3.0;

/// Readings that are kept at each character.
const BEAM: usize = 160;
/// Readings that are this much unlikelier than the best are given up.
const BEHIND: f32 = 16.0;
/// A slip shows at once: readings that are this much unlikelier than the text as it stands are given up.
const ASTERN: f32 = 14.0;
/// Readings that are this much unlikelier no longer decide when to stop.
const NEAR: f32 = 10.0;
/// Readings with the same past and step that are kept apart, to know the runner-up.
const ALIKE: usize = 3;
/// Readings from which cuts or second vanished pairs are tried.
const FEW: usize = 10;
/// A vanished character must be at least this likely.
const PLAUSIBLE: f32 = -10.0;
/// A character of which neither or only one byte is known is one of this many letters of the model.
const USUAL: u16 = 2000;
/// Characters in step after which a reading counts as settled.
const SETTLED: usize = 3;
/// The longest run of damage that is searched, in characters.
const LONGEST: usize = 400;
/// Readings looked at and characters weighed in one document, after which no more is searched: what is left is hostile or
/// hopeless. So many for any text, more for each of its bytes, and so many at most.
const BUDGET: usize = 500_000;
const BUDGET_PER_BYTE: usize = 700;
const MOST_BUDGET: usize = 40_000_000;
/// A repair must be this much likelier (nats) than the text as it stands; less where the document has slips elsewhere and
/// something stands out of step.
const GAIN: f32 = 4.0;
const GAIN_AMONG_SLIPS: f32 = 0.0;
/// A repair is certain when it holds at least this share of all likelihood, over every other reading that was found.
const CERTAIN: f32 = 0.985;

/// How the bytes of a reading stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Step {
    /// In step.
    In,
    /// A lost first byte was shown as `?`; the mark must follow.
    Orphan,
    /// Out of step: this byte begins the next character.
    Out(u8),
    /// Out of step behind a vanished pair that began with this byte; which byte ended it is open.
    Vanished(u8),
}

/// One way to read the text up to some character.
#[derive(Clone, Copy)]
struct Reading {
    likelihood: f32,
    step: Step,
    past: Past,
    /// Its last character in [`Search::trail`].
    last: u32,
    /// Before which character of the line it came in step again; 0 for the text as it stands.
    back_at: u32,
}

/// Looks for slips in one document.
pub(super) struct Search<'a> {
    language: &'a Language<'a>,
    bytes: &'a Bytes<'a>,
    /// Characters of readings, each with the one before it.
    trail: Vec<(u32, char)>,
    budget: usize,
    /// Characters weighed whether they are plausible.
    weighed: usize,
    is_exhausted: bool,
    gain: f32,
    /// Readings that are unlikelier than this have no future.
    floor: f32,
}

/// A run of damage in a line.
struct Run {
    /// Characters of the damaged line.
    range: Range<usize>,
    repair: Vec<char>,
    is_certain: bool,
}

impl<'a> Search<'a> {
    /// A search in a text of so many bytes.
    pub(super) fn new(language: &'a Language<'a>, bytes: &'a Bytes<'a>, length: usize) -> Self {
        let budget = (BUDGET + BUDGET_PER_BYTE * length).min(MOST_BUDGET);
        Self {
            language,
            bytes,
            trail: Vec::new(),
            budget,
            weighed: 0,
            is_exhausted: false,
            gain: GAIN,
            floor: f32::MIN,
        }
    }

    /// Takes less for a slip from now on: the document has some.
    pub(super) fn expect_slips(&mut self) {
        self.gain = GAIN_AMONG_SLIPS;
    }

    /// Whether it gave up before all was searched.
    pub(super) fn is_exhausted(&self) -> bool {
        self.is_exhausted
    }

    /// The slips that begin with an odd mark of these lines.
    pub(super) fn run<'l>(&mut self, lines: impl IntoIterator<Item = &'l OddLine>) -> Vec<Slip> {
        let mut slips = Vec::new();
        for line in lines {
            self.line(line, &mut slips);
        }
        slips
    }

    fn line(&mut self, OddLine { chars, offsets, odd }: &OddLine, slips: &mut Vec<Slip>) {
        let mut done = 0;
        // The line as it is known so far, for what comes before a run.
        let mut known: Vec<char> = Vec::with_capacity(chars.len());
        for &at in odd {
            let orphan = at > done && is_orphan(chars[at - 1]);
            let at = at - usize::from(orphan);
            if at < done {
                continue;
            }
            known.extend(&chars[done..at]);
            done = at;
            if let Some(run) = self.run_at(chars, at, &known) {
                slips.push(Slip {
                    range: offsets[run.range.start]..offsets[run.range.end],
                    repair: run.repair.iter().collect(),
                    is_certain: run.is_certain,
                });
                known.extend(run.repair);
                done = run.range.end;
            }
        }
    }

    /// The run of damage that begins with the mark at `start`, if there is one; `before` is the line up to there.
    fn run_at(&mut self, line: &[char], start: usize, before: &[char]) -> Option<Run> {
        self.trail.clear();
        self.trail.push((0, '\0'));
        let past = self.language.behind(before);
        let mut readings = vec![Reading { likelihood: 0.0, step: Step::In, past, last: 0, back_at: 0 }];
        // Lines that were put together keep the indent behind the sentence before.
        let line_begins = before.last().is_none_or(|c| c.is_whitespace());
        let end = line.len().min(start + LONGEST);
        for at in start..end {
            let before = self.trail.len() + self.weighed;
            readings = self.advance(&readings, line, at, line_begins && at == start);
            if settled(&readings, at) {
                return self.conclude(&readings, start, at + 1);
            }
            let spent = self.trail.len() + self.weighed - before;
            self.is_exhausted |= spent > self.budget;
            self.budget = self.budget.checked_sub(spent)?;
        }
        if end < line.len() {
            return None;
        }
        let readings = self.end_of_line(&readings, line.len());
        self.conclude(&readings, start, line.len())
    }

    /// All readings one character further.
    fn advance(&mut self, readings: &[Reading], line: &[char], at: usize, line_begins: bool) -> Vec<Reading> {
        let (c, cut) = (line[at], cut_at(line, at));
        let mut next = Vec::with_capacity(readings.len() * 4);
        let aligned = self.bytes.single(c, self.language);
        let mut tried = 0;
        for reading in readings.iter().filter(|reading| matches!(reading.step, Step::In | Step::Orphan)) {
            if reading.step == Step::In {
                next.push(self.spell(reading, aligned, 0.0, Step::In));
                if is_orphan(c) {
                    next.push(Reading {
                        step: Step::Orphan,
                        likelihood: reading.likelihood + DROPPED,
                        ..*reading
                    });
                }
            }
            if let Some(cut) = cut.filter(|_| tried < FEW) {
                tried += 1;
                self.open(reading, cut, line_begins, &mut next);
            }
        }
        let mut out: Vec<Reading> = readings.to_vec();
        out.retain(|reading| matches!(reading.step, Step::Out(_) | Step::Vanished(_)));
        for reading in &out {
            self.follow(reading, c, at, &mut next);
        }
        // A reading only becomes unlikelier: what is behind now need not be tried.
        self.floor = next.iter().map(|reading| reading.likelihood).fold(f32::MIN, f32::max) - BEHIND;
        let vanished = self.vanish(&out);
        for reading in &vanished {
            self.follow(reading, c, at, &mut next);
        }
        if c == char::REPLACEMENT_CHARACTER {
            next.extend(&vanished);
        }
        if let Some(cost) = cost_of_dropping_before(c) {
            self.drop_left_over(&out, &vanished, cost, &mut |search, reading| {
                let reading = search.spell(&reading, aligned, 0.0, Step::In);
                next.push(Reading { back_at: at as u32, ..reading });
            });
        }
        prune(next)
    }

    /// A cut: a character is lost, its second byte was the first of the mark's.
    fn open(&mut self, reading: &Reading, cut: Cut, line_begins: bool, next: &mut Vec<Reading>) {
        let step = Step::Out(cut.behind);
        for &lost in self.bytes.ending(cut.before) {
            if lost.c != '\u{3000}' {
                next.push(self.spell(reading, lost, LOST, step));
            } else if line_begins {
                next.push(Reading { step, likelihood: reading.likelihood + LOST_BLANK, ..*reading });
            }
        }
    }

    /// The readings in which one pair, or two in a row, vanished before the next character; likeliest first.
    fn vanish(&mut self, out: &[Reading]) -> Vec<Reading> {
        let bytes = self.bytes;
        let mut vanished = Vec::new();
        for reading in out {
            let Step::Out(first) = reading.step else { continue };
            for &second in bytes.vanishing() {
                let ended = bytes.spelt(first, second);
                vanished.extend(
                    ended.and_then(|ended| {
                        self.spell_if_plausible(reading, ended, 0.0, Step::Vanished(second))
                    }),
                );
            }
        }
        vanished.order_by(by_likelihood);
        vanished.truncate(BEAM);
        let mut twice = Vec::new();
        for reading in vanished.iter().take(FEW) {
            let Step::Vanished(before) = reading.step else { continue };
            for &second in bytes.vanishing() {
                let whole = bytes.ending(second).iter().filter(|whole| bytes.vanishes(before, whole.byte));
                twice.extend(whole.filter_map(|&whole| {
                    self.spell_if_plausible(reading, whole, 0.0, Step::Vanished(second))
                }));
            }
        }
        vanished.extend(twice);
        vanished.order_by(by_likelihood);
        vanished.truncate(BEAM);
        vanished
    }

    /// A reading that is out of step takes the bytes of the next character.
    fn follow(&mut self, reading: &Reading, c: char, at: usize, next: &mut Vec<Reading>) {
        let (pair, cost) = match u8::try_from(c) {
            Ok(byte @ 0x21..=0x7E) => (Some([0xA3, byte + 0x80]), NARROWED),
            _ => (self.bytes.pair_of(c), 0.0),
        };
        let ascii = u8::try_from(c).ok().filter(|byte| (0x40..0x7F).contains(byte));
        let back = |reading| Reading { back_at: at as u32 + 1, ..reading };
        for first in self.first_bytes(reading.step) {
            if let Some(spelt) = ascii.and_then(|byte| self.spelt_by(reading, first, byte)) {
                next.push(back(self.spell(reading, spelt, 0.0, Step::In)));
            }
            let Some([second, left]) = pair else { continue };
            let Some(spelt) = self.spelt_by(reading, first, second) else { continue };
            let reading = self.spell(reading, spelt, cost, Step::Out(left));
            if left > 0x80 {
                next.push(reading);
            } else if left < 0x80 {
                let eaten = self.bytes.single(char::from(left), self.language);
                next.push(back(self.spell(&reading, eaten, 0.0, Step::In)));
            }
        }
    }

    /// The bytes that may begin the next character.
    fn first_bytes(&self, step: Step) -> Vec<u8> {
        match step {
            Step::Out(first) => vec![first],
            Step::Vanished(before) => self.bytes.vanished_behind(before).collect(),
            Step::In | Step::Orphan => Vec::new(),
        }
    }

    /// What two bytes spell; behind a vanished pair only what the model knows.
    fn spelt_by(&self, reading: &Reading, first: u8, second: u8) -> Option<Candidate> {
        let known =
            |spelt: &Candidate| matches!(reading.step, Step::Out(_)) || spelt.letter != RepairModel::UNKNOWN;
        self.bytes.spelt(first, second).filter(known)
    }

    /// The left-over byte was dropped: it began some character. Behind a vanished pair any character may have been there, so
    /// only what can matter is tried.
    fn drop_left_over(
        &mut self,
        out: &[Reading],
        vanished: &[Reading],
        cost: f32,
        add: &mut dyn FnMut(&mut Self, Reading),
    ) {
        let bytes = self.bytes;
        let floor = self.floor;
        let near = floor + BEHIND - NEAR;
        let few = vanished.iter().take(FEW).map(|reading| (reading, near));
        for (reading, floor) in out.iter().map(|reading| (reading, floor)).chain(few) {
            self.floor = floor;
            for first in self.first_bytes(reading.step) {
                for &whole in bytes.beginning(first) {
                    if let Some(spelt) = self.spell_if_plausible(reading, whole, cost, Step::In) {
                        add(self, spelt);
                    }
                }
            }
        }
    }

    fn end_of_line(&mut self, readings: &[Reading], length: usize) -> Vec<Reading> {
        let mut next = Vec::new();
        self.floor = readings.first().map_or(f32::MIN, |best| best.likelihood - BEHIND);
        let vanished = self.vanish(readings);
        let edge = |search: &Self, reading: Reading| {
            let (likelihood, past) = search.language.step(reading.past, RepairModel::EDGE);
            Reading { likelihood: reading.likelihood + likelihood, past, ..reading }
        };
        let in_step = readings.iter().filter(|reading| reading.step == Step::In);
        next.extend(in_step.map(|&reading| edge(self, reading)));
        self.drop_left_over(readings, &vanished, DROPPED, &mut |search, reading| {
            next.push(edge(search, Reading { back_at: length as u32, ..reading }));
        });
        prune(next)
    }

    /// The reading with one more character of which little is known, if it is one to be expected here.
    fn spell_if_plausible(
        &mut self,
        reading: &Reading,
        spelt: Candidate,
        cost: f32,
        step: Step,
    ) -> Option<Reading> {
        let known = spelt.letter.0 <= USUAL && spelt.letter != RepairModel::UNKNOWN;
        if !known || reading.likelihood + spelt.script + cost < self.floor {
            return None;
        }
        self.weighed += 1;
        let (likelihood, past) = self.language.step(reading.past, spelt.letter);
        if likelihood + spelt.script < PLAUSIBLE
            || reading.likelihood + likelihood + spelt.script + cost < self.floor
        {
            return None;
        }
        self.trail.push((reading.last, spelt.c));
        let likelihood = reading.likelihood + likelihood + spelt.script + cost;
        Some(Reading { likelihood, step, past, last: self.trail.len() as u32 - 1, back_at: reading.back_at })
    }

    /// The reading with one more character.
    fn spell(&mut self, reading: &Reading, spelt: Candidate, cost: f32, step: Step) -> Reading {
        let (likelihood, past) = self.language.step(reading.past, spelt.letter);
        self.trail.push((reading.last, spelt.c));
        Reading {
            likelihood: reading.likelihood + likelihood + spelt.script + cost,
            step,
            past,
            last: self.trail.len() as u32 - 1,
            back_at: reading.back_at,
        }
    }

    /// The best reading, if it is a repair and likelier than the text as it stands; `end` characters were read.
    fn conclude(&self, readings: &[Reading], start: usize, end: usize) -> Option<Run> {
        let best = readings.first().filter(|best| best.back_at > 0)?;
        let back_at = best.back_at as usize;
        let as_it_stands = readings.iter().find(|reading| reading.back_at == 0);
        let gain = as_it_stands.map_or(GAIN, |it| best.likelihood - it.likelihood);
        let is_only_mark = back_at == start + 1;
        if gain < if is_only_mark { GAIN } else { self.gain } {
            return None;
        }
        let mut texts: Vec<Vec<char>> = Vec::new();
        let mut all = 0.0;
        for reading in readings.iter().filter(|reading| reading.step == Step::In) {
            let text = self.text(reading);
            if !texts.contains(&text) {
                all += (reading.likelihood - best.likelihood).exp();
                texts.push(text);
            }
        }
        let mut repair = texts.swap_remove(0);
        repair.truncate(repair.len().saturating_sub(end - back_at));
        Some(Run { range: start..back_at, repair, is_certain: gain >= GAIN && all * CERTAIN <= 1.0 })
    }

    fn text(&self, reading: &Reading) -> Vec<char> {
        let mut text = Vec::new();
        let mut at = reading.last;
        while at != 0 {
            let (before, c) = self.trail[at as usize];
            text.push(c);
            at = before;
        }
        text.reverse();
        text
    }
}

/// Whether nothing that comes can change the order of the good readings.
fn settled(readings: &[Reading], at: usize) -> bool {
    let best = readings.first().map_or(0.0, |best| best.likelihood);
    readings.iter().take_while(|reading| reading.likelihood > best - NEAR).all(|reading| {
        reading.step == Step::In && (reading.back_at == 0 || at >= reading.back_at as usize + SETTLED)
    })
}

/// The best readings, likeliest first; the text as it stands is always among them.
fn prune(mut readings: Vec<Reading>) -> Vec<Reading> {
    let best = readings.iter().map(|reading| reading.likelihood).fold(f32::MIN, f32::max);
    let as_it_stands =
        readings.iter().filter(|reading| is_untouched(reading)).map(|reading| reading.likelihood);
    let least = (best - BEHIND).max(as_it_stands.fold(f32::MIN, f32::max) - ASTERN);
    let is_kept = |reading: &Reading| reading.likelihood > least || is_untouched(reading);
    readings.retain(is_kept);
    readings.order_by(by_likelihood);
    let mut alike: HashMap<(Step, Past), usize> = HashMap::new();
    let mut kept = 0;
    readings.retain(|reading| {
        let alike = alike.entry((reading.step, reading.past)).or_default();
        *alike += 1;
        kept += 1;
        is_untouched(reading) || (*alike <= ALIKE && kept <= BEAM)
    });
    readings
}

/// Whether it is the text as it stands.
fn is_untouched(reading: &Reading) -> bool {
    reading.step == Step::In && reading.back_at == 0
}

fn by_likelihood(a: &Reading, b: &Reading) -> Ordering {
    b.likelihood.total_cmp(&a.likelihood).then(a.last.cmp(&b.last))
}

/// What some decoders show for a lost byte.
fn is_orphan(c: char) -> bool {
    matches!(c, '?' | char::REPLACEMENT_CHARACTER)
}

/// What it costs that a left-over byte was dropped before `c`; nothing where it can't have been.
fn cost_of_dropping_before(c: char) -> Option<f32> {
    match c {
        '\0'..='?' | '“' | '”' => Some(DROPPED),
        _ if cut(c).is_some() => Some(DROPPED),
        '@'..='\x7F' | '、' | '，' | '：' | '！' | '（' | '）' | '《' | '》' | '—' | '…' | '\u{3000}' => {
            Some(DROPPED_ELSEWHERE)
        }
        _ => None,
    }
}
