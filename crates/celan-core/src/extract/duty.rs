//! Duties: which agency leads, helps or takes part in which measure.
//!
//! A section's own text, up to its first child, is read in nine ways:
//!
//! ```text
//! bracket = OPEN (shares | groups) CLOSE, at the end of a measure             (县发改委牵头,各乡镇参与)
//! lines   = LABEL : names, one role a line, at the start of lines             牵头部门:县发改委
//! labels  = groups behind a full stop, up to the end of the line              …。责任单位:县发改委
//! prose   = [TASK] 由 names LEAD  |  names LEAD TASK, a clause of its own     县水利局负责水电产业发展
//! rows    = NUMBER TASK shares, over lines that break anywhere                48⏎推进云计算工程。⏎市网信办牵⏎头
//! with    = names WITH names TASK                                             市民政局会同市残联完善监管制度
//! posts   = [由] person 任 POST { , person 任 POST }                          由常务副市长任组长
//! cell    = names LEAD , shares, behind its task, over several short lines    …。县商务局牵头,县财政局配合
//! grid    = a row of cells between bars, below a row of LABELs                建设基站|市经信局|各区政府
//!
//! shares  = share { , share }          share = names [ROLE]; names without one share the next role
//! groups  = group { ; group }          group = [PLACE] LABEL : names { , LABEL : names }; one duty a group that has a PLACE
//! names   = name { (、 | , ) name }    name keeps its bracketed alias: 县财政局(县地方金融监管局)
//! ```
//! Beside one who leads by name (牵头), those who merely answer (责任单位, 负责) are partners.
//! Words of roles and the shape of names are tables (`roles.tsv`, `agencies.tsv`). In prose a name must look like an agency in
//! every respect, for 支持行业龙头企业牵头 charges nobody.

mod bracket;
mod grid;
mod lines;
mod posts;
mod prose;
mod rows;
mod title;
mod with;

use std::cell::OnceCell;
use std::collections::BTreeMap;

use celan_data::{Order, Role, Tables};

use crate::chars::{first_of, without_blanks};
use crate::fold::Folded;
use crate::parse::{BlockKind, Document};
use crate::span::Span;

/// Who is responsible for a measure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Duty {
    /// What is to be done: the words of the measure or its heading.
    pub measure: String,
    /// 牵头 / 责任单位.
    pub lead: Vec<String>,
    /// 配合单位.
    pub partners: Vec<String>,
    /// 参与.
    pub participants: Vec<String>,
    /// 群长, 组长, 责任人.
    pub persons: Vec<Person>,
    /// The place it holds for, where a measure has owners for several.
    pub place: Option<String>,
    /// Where the text says who.
    pub quote: Span,
    /// The text of the measure.
    pub measure_span: Span,
    /// Innermost section that holds it.
    pub section: Option<usize>,
}

/// A person in charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// 胡俊.
    pub name: String,
    /// 副群长.
    pub role: String,
    /// 县委副书记, where given.
    pub post: String,
}

impl Duty {
    /// Whether what leads is no name: a menu that runs on.
    fn is_damaged(&self) -> bool {
        self.lead.iter().any(|name| name.chars().count() > LONGEST_NAME)
    }
}

/// The duties of a document, in the order of the text.
pub fn duties(doc: &Document, tables: &Tables) -> Vec<Duty> {
    duties_in(doc, &Folded::new(&doc.text, tables), tables)
}

/// [`duties`] of a document that is folded already.
pub(super) fn duties_in(doc: &Document, folded: &Folded<'_>, tables: &Tables) -> Vec<Duty> {
    let mut duties = Vec::new();
    for stretch in stretches(doc) {
        let reader = Reader::new(doc, folded, stretch, tables);
        let mut found = Vec::new();
        reader.brackets(&mut found);
        reader.lines(&mut found);
        reader.grids(&mut found);
        reader.rows(&mut found);
        reader.prose(&mut found);
        reader.with(&mut found);
        reader.posts(&mut found);
        reader.cells(&mut found);
        found.retain(|duty| !duty.is_damaged() && !reader.is_page_foot(duty.quote));
        found.order_by_key(|duty: &Duty| duty.quote.start());
        duties.append(&mut found);
    }
    normalize(&mut duties, tables);
    duties
}

/// The most names that one list may hold: more are damage.
const MOST_NAMES: usize = 200;

/// The longest field whose noun stands behind others, in characters: 国务院民用航空.
const LONGEST_FIELD: usize = 10;

/// Brackets that open an alias or a remark.
const OPENS: [char; 4] = ['(', '〈', '〔', '['];

/// A longer name, in characters, is damage.
const LONGEST_NAME: usize = 80;

/// A name with more blanks before a remark is damage.
const MOST_BLANKS: usize = 8;

/// The longest name of a person behind that of an agency.
const LONGEST_PERSON: usize = 3;

/// So many characters before a role word hold the end of a name and how several share the task.
const TAIL_CHARS: usize = 24;

/// So near to the keeper of a page its helpers and numbers are named, in characters without blanks.
const FOOT_CHARS: usize = 80;

/// A section's own text: from its start to the next section.
struct Stretch {
    section: Option<usize>,
    span: Span,
}

/// All text of the body in stretches, in order; head and tail are left out.
fn stretches(doc: &Document) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for block in &doc.blocks {
        if matches!(block.kind, BlockKind::Head | BlockKind::Tail) {
            continue;
        }
        let begins = block.section.is_some_and(|at| block.span.contains(doc.sections[at].heading_span));
        match stretches.last_mut() {
            Some(last)
                if last.section == block.section && last.span.end() == block.span.start() && !begins =>
            {
                last.span = last.span.cover(block.span);
            }
            _ => stretches.push(Stretch { section: block.section, span: block.span }),
        }
    }
    stretches
}

/// Reads one stretch. Offsets of its methods are those of the folded text, until [`Reader::span`] leads back.
struct Reader<'d> {
    doc: &'d Document,
    tables: &'d Tables,
    stretch: Stretch,
    folded: &'d Folded<'d>,
    /// Where the stretch begins in the folded text of the document.
    begin: usize,
    /// The folded text of the stretch.
    text: &'d str,
    /// Where the running text begins: behind the heading.
    body: usize,
    /// The lines behind it, once they are asked for.
    lines: OnceCell<Vec<(usize, usize)>>,
}

/// The names of one duty while they are gathered.
#[derive(Clone, Debug, Default)]
struct Owners {
    /// One leads the others by name: those who merely answer help.
    led: bool,
    lead: Vec<String>,
    partners: Vec<String>,
    participants: Vec<String>,
    persons: Vec<Person>,
}

impl Owners {
    fn add(&mut self, role: Role, names: impl IntoIterator<Item = String>) {
        let list = match role {
            Role::Lead => &mut self.lead,
            Role::Partner => &mut self.partners,
            Role::Participant => &mut self.participants,
            Role::Person => return,
        };
        for name in names {
            if !list.contains(&name) {
                list.push(name);
            }
        }
    }

    fn is_empty(&self) -> bool {
        self.lead.is_empty()
            && self.partners.is_empty()
            && self.participants.is_empty()
            && self.persons.is_empty()
    }
}

impl<'d> Reader<'d> {
    fn new(doc: &'d Document, folded: &'d Folded<'d>, stretch: Stretch, tables: &'d Tables) -> Self {
        let begin = folded.folded_offset(stretch.span.start());
        let text = &folded.text()[begin..folded.folded_offset(stretch.span.end())];
        let mut reader = Self { doc, tables, stretch, folded, begin, text, body: 0, lines: OnceCell::new() };
        reader.body = reader.behind_heading();
        reader
    }

    /// The folded text.
    fn text(&self) -> &'d str {
        self.text
    }

    /// Where a piece of the folded text stands in the document.
    fn span(&self, start: usize, end: usize) -> Span {
        self.folded.source_span(self.begin + start..self.begin + end)
    }

    /// The words of a piece of the folded text as written, without blanks.
    fn written(&self, start: usize, end: usize) -> String {
        without_blanks(self.span(start, end).of(&self.doc.text))
    }

    /// Whether a quote says who keeps the page: 主办单位:某市人民政府 承办单位:某市数据局.
    fn is_page_foot(&self, quote: Span) -> bool {
        let words = quote.of(&self.doc.text);
        if !self.tables.roles.keeps_page(words) {
            return false;
        }
        let is_ink = |c: &char| !c.is_whitespace();
        let before = self.doc.text[..quote.start()].chars().rev().filter(is_ink).take(FOOT_CHARS);
        let mut around: Vec<char> = before.collect();
        around.reverse();
        around.extend(words.chars().filter(is_ink));
        around.extend(self.doc.text[quote.end()..].chars().filter(is_ink).take(FOOT_CHARS));
        self.tables.roles.is_page_foot(&around.into_iter().collect::<String>())
    }

    fn behind_heading(&self) -> usize {
        let Some(section) = self.stretch.section.map(|at| &self.doc.sections[at]) else { return 0 };
        if !self.stretch.span.contains(section.heading_span) {
            return 0;
        }
        let body = self.folded.folded_offset(section.heading_span.end()) - self.begin;
        let heading = &self.text()[..body];
        body - (heading.len() - self.before_label(heading).len())
    }

    /// Adds names in the role that `words`, a label or what stands behind the names, give them. A name may bring its own:
    /// 市教育局(牵头). Beside one who leads by such a word, those who merely answer help.
    fn assign(&self, owners: &mut Owners, words: &str, mut role: Role, names: Vec<String>) {
        let roles = &self.tables.roles;
        for mut name in names {
            let mut folded = crate::fold::fold(&name, self.tables);
            if let Some(other) = roles.behind_with(&folded) {
                // 甲局会同乙局、丙局: those behind help.
                name = name.chars().skip(name.chars().count() - other.chars().count()).collect();
                folded = other.to_owned();
                role = if role == Role::Lead { Role::Partner } else { role };
            }
            let own = folded.strip_suffix(')').and_then(|rest| {
                let (bare, mark) = rest.rsplit_once('(')?;
                roles.at_end(mark).filter(|(word, _)| *word == mark).map(|(word, role)| (bare, word, role))
            });
            let (bare, words, role) = own.unwrap_or((&folded, words, role));
            let leads = role == Role::Lead && roles.leads(words);
            owners.led |= leads;
            let helps = owners.led && role == Role::Lead && !leads;
            let name = first_of(name, bare.chars().count());
            let agency = || roles.begins_agency(bare) && roles.ends_agency(bare);
            if !roles.is_mixed_label(words) || agency() {
                owners.add(if helps { Role::Partner } else { role }, [name]);
            }
        }
    }

    /// The names in a piece of the folded text, parted by 、, commas and semicolons outside brackets.
    fn names(&self, start: usize, end: usize) -> Vec<String> {
        let mut names = Vec::new();
        let remark = |words: &str| self.tables.roles.is_remark(words);
        for (from, mut to) in self.fields_joined(self.pieces(start, end)) {
            // 责任单位:市科技局。2.对…: the next item.
            if from > start && self.text()[..from].ends_with('。') {
                break;
            }
            to = self.before_remark(from, to);
            let folded = without_blanks(&self.text()[from..to]);
            if remark(folded.split(OPENS).next().unwrap_or_default()) {
                break;
            }
            // 市财政局(第一责任单位为牵头单位): a remark, and no alias.
            let alias = folded.split_once(OPENS).filter(|(_, alias)| remark(alias));
            let name = alias.map_or(folded.as_str(), |(name, _)| name);
            let bare = self.tables.roles.bare_name(name);
            // 发展改革、财政等部门|按职责分工: one name with its noun.
            let noun = bare.contains('、').then(|| self.tables.roles.to_kind(name)).flatten();
            let keep = noun.unwrap_or(bare).chars().count();
            let written = first_of(self.written(from, to), keep);
            if !written.is_empty() {
                names.push(written);
            }
            if names.len() == MOST_NAMES {
                break;
            }
        }
        self.share_noun(&mut names);
        names
    }

    /// 发展改革、财政等部门, 省财政、税务部门: the fields before the noun that all share are one name with it.
    fn fields_joined(&self, mut pieces: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
        let roles = &self.tables.roles;
        let words = |(from, to): (usize, usize)| self.text()[from..to].trim();
        let Some(&last) = pieces.last().filter(|last| roles.ends_as_kind(words(**last))) else {
            return pieces;
        };
        if roles.is_loner(words(last)) || roles.behind_with(words(last)).is_some() {
            return pieces;
        }
        let is_field = |name: &str| {
            // 公安, 税务 may be agencies of their own; 县委 is one.
            let letters = name.chars().count();
            let agency =
                roles.ends_agency(roles.bare_name(name)) && (letters > 2 || roles.begins_agency(name));
            (1..=LONGEST_FIELD).contains(&letters) && !agency && !roles.is_firm(name)
        };
        let fields =
            pieces[..pieces.len() - 1].iter().rev().take_while(|piece| is_field(words(**piece))).count();
        if fields == 0 {
            return pieces;
        }
        let first = pieces.len() - 1 - fields;
        pieces[first].1 = last.1;
        pieces.truncate(first + 1);
        pieces
    }

    /// Whether the name of an agency may end at `end`, told by the words there: asked before names are taken apart.
    fn may_end_name(&self, end: usize) -> bool {
        let mut tail: Vec<char> =
            self.text()[..end].chars().rev().filter(|c| !c.is_whitespace()).take(TAIL_CHARS).collect();
        tail.reverse();
        let tail: String = tail.into_iter().collect();
        let bare = self.tables.roles.bare_name(&tail);
        bare.contains(['(', ')', '〕', ']', '〉'])
            || self.tables.roles.ends_as_agency(bare)
            || self.tables.roles.ends_as_kind(&tail)
    }

    /// Where a remark begins behind a blank, else `to`: 市公交集团| 完成时限:10月.
    fn before_remark(&self, from: usize, to: usize) -> usize {
        let remark = |words: &str| self.tables.roles.is_remark(words);
        let blanks = self.text()[from..to].match_indices(char::is_whitespace).map(|(blank, _)| from + blank);
        let mut begins = blanks
            .take(MOST_BLANKS)
            .filter(|blank| remark(&self.text()[*blank..to]) && !remark(&self.text()[from..*blank]));
        begins.next().unwrap_or(to)
    }

    /// The names of a list as they are parted; what stands behind 会同 begins one of its own.
    fn pieces(&self, start: usize, end: usize) -> Vec<(usize, usize)> {
        let parted = split(self.text(), start, end, |c| matches!(c, '、' | ',' | ';' | '。'));
        let mut pieces = Vec::with_capacity(parted.len());
        for (from, to) in parted {
            match self.tables.roles.with_at(&self.text()[from..to]).filter(|with| *with > 0) {
                Some(with) => pieces.extend([(from, from + with), (from + with, to)]),
                None => match self.tables.roles.between_two(&self.text()[from..to]) {
                    Some((end, begin)) => pieces.extend([(from, from + end), (from + begin, to)]),
                    None => self.blanked(from, to, &mut pieces),
                },
            }
        }
        pieces
    }

    /// The names of a piece that blanks part, where all of them are agencies: 县水利局 县财政局.
    fn blanked(&self, from: usize, to: usize, pieces: &mut Vec<(usize, usize)>) {
        let roles = &self.tables.roles;
        let words = || self.text()[from..to].split_whitespace();
        let agency = |word: &str| roles.begins_agency(word) && roles.is_agency(word);
        let agencies = words().take_while(|word| agency(word)).count();
        // 县委网信办 张华: who answers for it there.
        let rest: usize = words().skip(agencies).map(|word| word.chars().count()).sum();
        if agencies + rest < 2 || agencies == 0 || rest > LONGEST_PERSON || agencies == 1 && rest == 1 {
            pieces.push((from, to));
            return;
        }
        for word in words().take(agencies) {
            let start = word.as_ptr() as usize - self.text().as_ptr() as usize;
            pieces.push((start, start + word.len()));
        }
    }

    /// 各市、县、区政府, 各市党委、政府: one name, for all of them have the last or first noun.
    fn share_noun(&self, names: &mut Vec<String>) {
        let roles = &self.tables.roles;
        // 各县(市、区)党委、政府.
        if let Some(at) = names.iter().position(|name| roles.before_shared(name) == Some(""))
            && at > 0
            && roles.is_each(&names[at - 1])
        {
            let noun = names.remove(at);
            names[at - 1] = format!("{}、{noun}", names[at - 1]);
        }
        let is_rank = |name: &str, most| !roles.is_each(name) && name.chars().count() <= most;
        let Some(first) = names.iter().position(|name| roles.is_each(name) && name.chars().count() <= 3)
        else {
            return;
        };
        let end = first + 1 + names[first + 1..].iter().take_while(|name| is_rank(name, 2)).count();
        let bare = |name: &String| name.split(['(', '（']).next().unwrap_or_default().to_owned();
        let last = names.get(end).map(bare);
        let last = last.as_ref().and_then(|name| roles.before_shared(name));
        if last.is_some_and(|last| is_rank(last, 3)) {
            let joined = names.drain(first..=end).collect::<Vec<_>>().join("、");
            names.insert(first, joined);
        }
    }
}

/// Quotes that are taken already, in order and without overlap.
struct Taken(Vec<Span>);

impl Taken {
    fn new(duties: &[Duty]) -> Self {
        let mut quotes: Vec<Span> = duties.iter().map(|duty| duty.quote).collect();
        quotes.order_by_key(|quote| quote.start());
        Self(quotes)
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn overlaps(&self, span: Span) -> bool {
        let next = self.0.partition_point(|quote| quote.end() <= span.start());
        self.0.get(next).is_some_and(|quote| quote.overlaps(span))
    }
}

/// Parts of `text[start..end]` between characters that part, brackets kept whole.
fn split(text: &str, start: usize, end: usize, parts: impl Fn(char) -> bool) -> Vec<(usize, usize)> {
    let mut pieces = Vec::new();
    let (mut depth, mut from) = (0usize, start);
    for (at, c) in text[start..end].char_indices() {
        match c {
            '(' | '〔' | '[' | '〈' => depth += 1,
            ')' | '〕' | ']' | '〉' => depth = depth.saturating_sub(1),
            _ if depth == 0 && parts(c) => {
                pieces.push((from, start + at));
                from = start + at + c.len_utf8();
            }
            _ => {}
        }
    }
    pieces.push((from, end));
    pieces
}

/// How many spellings of a document are compared with a new one: more stand only in hostile text.
const MOST_SPELLINGS: usize = 256;

/// One spelling for each agency of a document: the first one, whatever the width of its brackets and whether it is the whole
/// name or a short one (市发改委, 市发展和改革委员会).
fn normalize(duties: &mut [Duty], tables: &Tables) {
    let mut spellings: BTreeMap<String, String> = BTreeMap::new();
    let mut agencies: Vec<(Vec<char>, String)> = Vec::new();
    for duty in duties {
        for name in duty.lead.iter_mut().chain(&mut duty.partners).chain(&mut duty.participants) {
            let key = crate::fold::fold(name, tables);
            if !spellings.contains_key(&key) {
                let letters: Vec<char> = key.chars().collect();
                let same = |(other, _): &&(Vec<char>, String)| {
                    shortens(&letters, other) || shortens(other, &letters)
                };
                let first =
                    agencies.iter().find(same).map_or_else(|| name.clone(), |(_, first)| first.clone());
                if agencies.len() < MOST_SPELLINGS {
                    agencies.push((letters, first.clone()));
                }
                spellings.insert(key.clone(), first);
            }
            name.clone_from(&spellings[&key]);
        }
    }
}

/// Whether `short` is made of the first and last and some of the other characters of `long`, with gaps in several places:
/// 市|发|展和|改|革|委|员会. One gap alone parts two agencies (市政府办公室, 市政府金融办公室).
fn shortens(short: &[char], long: &[char]) -> bool {
    if short.len() < 4 || short.len() + 2 > long.len() || short[0] != long[0] {
        return false;
    }
    let (mut gaps, mut at) = (0, 0);
    for char in short {
        let Some(skipped) = long[at..].iter().position(|other| other == char) else { return false };
        gaps += usize::from(skipped > 0);
        at += skipped + 1;
    }
    let closes = matches!(&long[at..], [] | ['员', '会'] | ['公', '室'] | ['公', '厅']);
    closes && gaps + usize::from(at < long.len()) > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_has_gaps_in_several_places() {
        let same = |short: &str, long: &str| {
            shortens(&short.chars().collect::<Vec<_>>(), &long.chars().collect::<Vec<_>>())
        };
        for (short, long) in [
            ("市发改委", "市发展和改革委员会"),
            ("市发展改革委", "市发展和改革委员会"),
            ("县人社局", "县人力资源和社会保障局"),
            ("省市场监管局", "省市场监督管理局"),
            ("市金融办", "市政府金融工作办公室"),
        ] {
            assert!(same(short, long), "{short} is {long}");
        }
        for (one, other) in [
            ("市政府办公室", "市政府金融办公室"),
            ("市委办", "市委编办"),
            ("县科技局", "市科学技术局"),
            ("市教育局", "市教育和体育局"),
            ("市委组织部", "市委统战部"),
        ] {
            assert!(!same(one, other), "{one} is not {other}");
        }
    }
}
