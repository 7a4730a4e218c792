//! 目标: an indicator across the documents, as chart and as table, both always.

mod heat;

use celan_data::Order;
use std::rc::Rc;

use celan_wire::{DocumentHead, Response, Target};
use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use crate::charts::{
    Comparison, Drawing, compare, draw_bars, draw_heat, draw_split, draw_timeline, splits, svg_file,
    target_figure, target_table, timeline,
};
use crate::components::{ChartView, Choice, Failed, Go, Switch, TakeAway, TargetRows, Waiting, cut};
use crate::queries::{coverage, indicator_key, of_indicator, path_words};
use crate::shell::{Shell, use_shell};
use crate::state::{Action, Address, ChartKind, View};
use crate::tasks::{this_year, use_answer, use_width};
use heat::{Passages, heat_chart, heat_of, use_passages};

/// Bars, spans or splits that are drawn at most; the table has the rest.
const DRAWN: usize = 60;

/// The view.
#[component]
pub fn Targets() -> Html {
    let shell = use_shell();
    let answer = use_answer(Some(shell.state.listed()));
    let node = use_node_ref();
    let width = use_width(&node, 900.0);
    let listed = use_targets(&answer.response);
    let passages = use_passages(&shell, listed.is_some());
    let content = match (&*listed, answer.response.as_deref()) {
        (_, Some(Response::Failed(failure))) => html! { <Failed failure={failure.clone()} /> },
        (Some(listed), _) => loaded(&shell, listed, &passages, width),
        _ => html! { <Waiting /> },
    };
    html! { <div ref={node} class="targets-view">{ content }</div> }
}

/// The targets of an answer, each shared from then on, and their documents.
pub(super) struct Listed {
    pub(super) targets: Vec<Rc<Target>>,
    pub(super) docs: Rc<Vec<DocumentHead>>,
    /// Targets under the filters, those included that did not come.
    total: usize,
}

/// The targets of an answer.
#[hook]
pub(super) fn use_targets(response: &Option<Rc<Response>>) -> Rc<Option<Listed>> {
    let key = response.as_ref().map(|response| Rc::as_ptr(response) as usize);
    let response = response.clone();
    use_memo(key, move |_| match response.as_deref() {
        Some(Response::Targets(page)) => Some(Listed {
            targets: page.items.iter().cloned().map(Rc::new).collect(),
            docs: Rc::new(page.docs.clone()),
            total: page.total,
        }),
        _ => None,
    })
}

/// An indicator that has targets under the filters.
#[derive(Clone, PartialEq)]
struct Indicator {
    id: String,
    name: String,
    group: String,
    docs: usize,
    targets: usize,
}

fn options(shell: &Shell, targets: &[Rc<Target>]) -> Vec<Indicator> {
    let mut rows: Vec<(Indicator, &str)> = Vec::new();
    for target in targets {
        let Some(place) = &target.place else { continue };
        let id = indicator_key(target);
        let at = rows.iter().position(|(row, _)| row.id == id).unwrap_or_else(|| {
            let name = shell.indicator_name(&id).unwrap_or_else(|| target.indicator.clone());
            let group = place.group.clone().unwrap_or_default();
            rows.push((Indicator { id, name, group, docs: 0, targets: 0 }, ""));
            rows.len() - 1
        });
        let (row, last) = &mut rows[at];
        row.targets += 1;
        // Those of a document come together.
        if *last != place.doc {
            *last = &place.doc;
            row.docs += 1;
        }
    }
    let mut rows: Vec<Indicator> = rows.into_iter().map(|(row, _)| row).collect();
    rows.order_by(|a, b| b.docs.cmp(&a.docs).then(b.targets.cmp(&a.targets)).then(a.id.cmp(&b.id)));
    rows
}

/// What the view shows, chosen from what there is.
pub(super) struct Chosen {
    /// All targets under the filters.
    pub(super) all: Vec<Rc<Target>>,
    /// Their documents.
    pub(super) docs: Rc<Vec<DocumentHead>>,
    /// Those of the indicator, or all.
    pub(super) targets: Vec<Rc<Target>>,
    /// The indicator; empty for all.
    pub(super) id: String,
    /// Its name; empty for all.
    pub(super) name: String,
}

fn loaded(shell: &Shell, listed: &Listed, passages: &Passages, width: f64) -> Html {
    let texts = shell.texts;
    let options = options(shell, &listed.targets);
    let chosen = Rc::new(choose(shell, listed, &options));
    let title = if chosen.name.is_empty() {
        texts.say("targets.title_all")
    } else {
        texts.fill("targets.title", &[("name", &chosen.name)])
    };
    let (svg_shell, svg_chosen, svg_title) = (shell.clone(), chosen.clone(), title.clone());
    let one_chart = shell.address().chart == ChartKind::Compare && !chosen.id.is_empty();
    let embed = one_chart.then(|| chosen.id.clone());
    let svg_passages = passages.clone();
    let svg = Callback::from(move |()| {
        let drawings = file_drawings(&svg_shell, &svg_chosen, &svg_passages);
        svg_file(&svg_title, &svg_shell.texts.say("brand.source"), &drawings)
    });
    let rows = chosen.targets.clone();
    let table = Callback::from(move |()| target_table(texts, &rows));
    let chart = |kind: ChartKind| {
        let to = Address { chart: kind, ..shell.address().clone() };
        Choice {
            label: texts.say(kind.key()),
            on: kind == shell.address().chart,
            onclick: shell.on(Action::Go(to)),
            lang: None,
        }
    };
    html! {
        <>
            <h1>{ title.clone() }</h1>
            <p class="lead" aria-live="polite">{ coverage_words(shell, &chosen) }</p>
            { cut(shell, listed.targets.len(), listed.total) }
            <div class="toolbar">
                <Picker options={options.clone()} name={chosen.name.clone()} />
                <Switch name={texts.say("chart")} choices={ChartKind::ALL.map(chart).to_vec()} />
                <TakeAway name={file_name(&title)} {table} svg={Some(svg)} {embed} />
            </div>
            { charts(shell, &chosen, &options, passages, width) }
            if chosen.targets.is_empty() {
                <p class="remark">{ texts.say("targets.none") }</p>
            } else {
                <TargetRows targets={chosen.targets.clone()} caption={texts.fill("targets.table", &[("n", &chosen.targets.len())])} />
            }
        </>
    }
}

fn choose(shell: &Shell, listed: &Listed, options: &[Indicator]) -> Chosen {
    let (all, docs) = (listed.targets.as_slice(), listed.docs.clone());
    let wanted = shell.address().indicator.as_str();
    let id = match wanted {
        // The map is of industries, whatever the indicator.
        _ if shell.address().chart == ChartKind::Heat => "",
        "*" => "",
        "" => options.first().map_or("", |row| row.id.as_str()),
        wanted => wanted,
    };
    if id.is_empty() {
        let (id, name) = (String::new(), String::new());
        return Chosen { all: all.to_vec(), docs, targets: all.to_vec(), id, name };
    }
    let option = options.iter().find(|row| row.id == id).map(|row| row.name.clone());
    let name =
        option.or_else(|| shell.indicator_name(id)).unwrap_or_else(|| id.trim_start_matches('=').to_owned());
    Chosen { all: all.to_vec(), docs, targets: of_indicator(all, id), id: id.to_owned(), name }
}

/// `5 份文件中 3 份有可量化目标`, and what may not be compared.
fn coverage_words(shell: &Shell, chosen: &Chosen) -> String {
    let texts = shell.texts;
    let docs = shell.corpus.as_ref().map_or(0, |corpus| corpus.docs);
    let (named, numbered) = coverage(&chosen.targets);
    let counts: [(&str, &dyn std::fmt::Display); 4] =
        [("docs", &docs), ("n", &numbered), ("name", &chosen.name), ("targets", &chosen.targets.len())];
    let mut words = if chosen.name.is_empty() {
        texts.fill("targets.coverage_all", &counts)
    } else {
        texts.fill("targets.coverage", &counts)
    };
    if named > numbered && shell.address().chart == ChartKind::Compare && !chosen.name.is_empty() {
        words.push_str(&texts.fill("targets.coverage_words", &[("n", &(named - numbered))]));
    }
    let comparison = compare(texts, &chosen.targets);
    if !chosen.name.is_empty() && comparison.panels.len() > 1 && shell.address().chart == ChartKind::Compare {
        words.push_str(&texts.say("targets.apart"));
    }
    words
}

/// A file name without what file systems refuse.
pub(super) fn file_name(title: &str) -> String {
    title.chars().map(|c| if c.is_alphanumeric() || "-_—".contains(c) { c } else { '-' }).collect()
}

fn charts(shell: &Shell, chosen: &Chosen, options: &[Indicator], passages: &Passages, width: f64) -> Html {
    match shell.address().chart {
        ChartKind::Compare if chosen.name.is_empty() => choices(shell, options),
        ChartKind::Compare => compare_charts(shell, &chosen.targets, width),
        ChartKind::Time => time_chart(shell, chosen, width),
        ChartKind::Parts => part_charts(shell, &chosen.targets, width),
        ChartKind::Heat => heat_chart(shell, chosen, passages, width),
    }
}

/// Different indicators share no axis: a choice stands where the chart would.
fn choices(shell: &Shell, options: &[Indicator]) -> Html {
    let texts = shell.texts;
    let link = |row: &Indicator| {
        let to = Address { indicator: row.id.clone(), ..shell.address().clone() };
        let count = texts.fill("picker.count", &[("docs", &row.docs), ("n", &row.targets)]);
        html! { <li><Go {to}>{ &row.name }<span class="soft">{ count }</span></Go></li> }
    };
    html! {
        <section class="choices">
            <p>{ texts.say("targets.choose") }</p>
            <ul class="tries">{ for options.iter().take(12).map(link) }</ul>
        </section>
    }
}

fn figure(caption: String, note: String, drawing: Drawing, summary: String, extra: Html) -> Html {
    html! {
        <figure>
            <figcaption>{ caption }<small>{ note }</small>{ extra }</figcaption>
            <ChartView {drawing} {summary} />
        </figure>
    }
}

/// 对比.
pub(super) fn compare_charts(shell: &Shell, targets: &[Rc<Target>], width: f64) -> Html {
    let texts = shell.texts;
    let Comparison { mut panels, listed, .. } = compare(texts, targets);
    let panel = |panel: &mut crate::charts::Panel| {
        let left = panel.bars.len().saturating_sub(DRAWN);
        panel.bars.truncate(DRAWN);
        let drawing = draw_bars(texts, panel, targets, shell.address(), width);
        let caption = texts.say(&format!("panel.{}", panel.kind));
        let note = panel_note(shell, panel, left);
        let log = panel.wants_log().then(|| log_switch(shell));
        let summary = panel_summary(shell, &caption, panel);
        figure(caption, note, drawing, summary, html! { { for log } })
    };
    html! {
        <>
            { for panels.iter_mut().map(panel) }
            { not_drawn(shell, targets, &listed) }
        </>
    }
}

fn panel_note(shell: &Shell, panel: &crate::charts::Panel, left: usize) -> String {
    let texts = shell.texts;
    let mut note = texts.fill(&format!("panel_note.{}", panel.kind), &[("unit", &panel.base_unit)]);
    if left > 0 {
        note.push_str(&texts.fill("panel_note.left", &[("n", &left)]));
    }
    note
}

fn panel_summary(shell: &Shell, caption: &str, panel: &crate::charts::Panel) -> String {
    let bars: Vec<String> = panel
        .bars
        .iter()
        .take(5)
        .map(|bar| {
            let year = bar.year.map(|year| format!("({year})")).unwrap_or_default();
            format!("{} {}{year}", bar.label, bar.figure)
        })
        .collect();
    let names = shell.texts.list(&bars);
    shell.texts.fill("panel.summary", &[("caption", &caption), ("n", &panel.bars.len()), ("bars", &names)])
}

fn log_switch(shell: &Shell) -> Html {
    let log = shell.address().log;
    let to = Address { log: !log, ..shell.address().clone() };
    html! {
        <button type="button" class="as-link" aria-pressed={log.to_string()} onclick={shell.on(Action::Go(to))}>
            { shell.texts.say(if log { "chart.linear" } else { "chart.log" }) }
        </button>
    }
}

/// Commitments without a comparable number, in words.
fn not_drawn(shell: &Shell, targets: &[Rc<Target>], listed: &[usize]) -> Html {
    if listed.is_empty() {
        return Html::default();
    }
    let texts = shell.texts;
    let item = |at: &usize| {
        let target = &targets[*at];
        let place = target.place.as_ref()?;
        let to = shell.address().opening(&place.doc, Some((target.start, target.end)), &target.quote);
        let region = if place.region.is_empty() { &place.title } else { &place.region };
        Some(html! {
            <li>
                <Go {to} class="hit-link">{ region }{ " · " }{ &target.indicator }<b>{ target_figure(texts, target) }</b></Go>
                <small>{ path_words(&target.section) }</small>
            </li>
        })
    };
    html! {
        <section class="listed">
            <h2>{ texts.fill("targets.listed", &[("n", &listed.len())]) }</h2>
            <ul>{ for listed.iter().take(DRAWN).filter_map(item) }</ul>
        </section>
    }
}

/// 时间.
fn time_chart(shell: &Shell, chosen: &Chosen, width: f64) -> Html {
    let texts = shell.texts;
    let today = this_year();
    let mut line = timeline(texts, &chosen.targets, &chosen.docs, today);
    if line.spans.is_empty() {
        return html! { <p class="remark">{ texts.say("time.none") }</p> };
    }
    let due = line.spans.iter().filter(|span| span.overdue).count();
    let counts: [(&str, &dyn std::fmt::Display); 4] =
        [("n", &line.spans.len()), ("due", &due), ("undated", &line.undated), ("year", &today)];
    let summary = texts.fill("time.summary", &counts);
    line.spans.truncate(DRAWN);
    let drawing = draw_timeline(texts, &line, &chosen.targets, shell.address(), today, width);
    figure(texts.say("chart.time"), summary.clone(), drawing, summary, Html::default())
}

/// 构成.
fn part_charts(shell: &Shell, targets: &[Rc<Target>], width: f64) -> Html {
    let texts = shell.texts;
    let splits = splits(texts, targets);
    if splits.is_empty() {
        let to = Address { indicator: "*".to_owned(), ..shell.address().clone() };
        return html! {
            <p class="remark">
                { texts.say("parts.none") }
                if shell.address().indicator != "*" {
                    <Go {to}>{ texts.say("parts.see_all") }</Go>
                }
            </p>
        };
    }
    let split = |split: &crate::charts::Split| {
        let year = split.year.map(|year| format!(" · {year}")).unwrap_or_default();
        let caption = format!("{} · {} {}{year}", split.label, split.indicator, split.figure);
        let note = match split.adds_up {
            Some(true) => texts.say("parts.right"),
            Some(false) => texts.fill("parts.wrong", &[("sum", &split.sum), ("total", &split.figure)]),
            None => texts.say("parts.unknown"),
        };
        let drawing = draw_split(texts, split, targets, shell.address(), width);
        figure(caption.clone(), note.clone(), drawing, format!("{caption}。{note}"), Html::default())
    };
    html! { <div class="splits">{ for splits.iter().take(DRAWN).map(split) }</div> }
}

/// The drawings of the chosen chart at the width of a page, for a file.
fn file_drawings(shell: &Shell, chosen: &Chosen, passages: &Passages) -> Vec<(String, Drawing)> {
    const WIDTH: f64 = 900.0;
    let targets = &chosen.targets;
    let (texts, address, today) = (shell.texts, shell.address(), this_year());
    match address.chart {
        ChartKind::Time => {
            let mut line = timeline(texts, targets, &chosen.docs, today);
            line.spans.truncate(DRAWN);
            vec![(texts.say("chart.time"), draw_timeline(texts, &line, targets, address, today, WIDTH))]
        }
        ChartKind::Parts => splits(texts, targets)
            .iter()
            .take(DRAWN)
            .map(|split| {
                let caption = format!("{} · {} {}", split.label, split.indicator, split.figure);
                (caption, draw_split(texts, split, targets, address, WIDTH))
            })
            .collect(),
        ChartKind::Heat => {
            let what = texts.say(address.counted.key());
            let drawing = draw_heat(texts, &heat_of(shell, chosen, passages), &what, WIDTH);
            vec![(format!("{} · {what}", texts.say("chart.heat")), drawing)]
        }
        ChartKind::Compare => compare(texts, targets)
            .panels
            .iter()
            .map(|panel| {
                let caption = texts.say(&format!("panel.{}", panel.kind));
                (caption, draw_bars(texts, panel, targets, address, WIDTH))
            })
            .collect(),
    }
}

#[derive(Properties, PartialEq)]
struct PickerProps {
    options: Vec<Indicator>,
    name: String,
}

/// The picker of the indicator: a button that opens a list with a search field, by groups.
#[component]
fn Picker(props: &PickerProps) -> Html {
    let shell = use_shell();
    let texts = shell.texts;
    let open = use_state(|| false);
    let wanted = use_state(String::new);
    let field = use_node_ref();
    {
        let (field, open) = (field.clone(), *open);
        use_effect_with(open, move |open| {
            if let (true, Some(field)) = (*open, field.cast::<HtmlInputElement>()) {
                let _ = field.focus();
            }
        });
    }
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let close = {
        let (open, wanted) = (open.setter(), wanted.setter());
        Callback::from(move |()| {
            open.set(false);
            wanted.set(String::new());
        })
    };
    let onkeydown = {
        let close = close.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                close.emit(());
            }
        })
    };
    let oninput = {
        let wanted = wanted.setter();
        Callback::from(move |event: InputEvent| {
            wanted.set(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let current = if props.name.is_empty() { texts.say("picker.all") } else { props.name.clone() };
    let link = |id: &str, name: &str, count: String| {
        let to = Address {
            indicator: id.to_owned(),
            sort: None,
            log: false,
            ..shell.address().view(View::Targets)
        };
        let here = name == current;
        html! { <li><Go {to} {here} onclick={close.clone()}>{ name.to_owned() }<span class="soft">{ count }</span></Go></li> }
    };
    let fits = |row: &&Indicator| {
        wanted.is_empty() || row.name.to_ascii_lowercase().contains(&wanted.to_ascii_lowercase())
    };
    let mut groups: Vec<&str> = Vec::new();
    for row in props.options.iter().filter(fits) {
        if !groups.contains(&row.group.as_str()) {
            groups.push(&row.group);
        }
    }
    let group = |group: &str| {
        let rows = props.options.iter().filter(|row| row.group == group).filter(fits);
        let count = |row: &Indicator| texts.fill("picker.count", &[("docs", &row.docs), ("n", &row.targets)]);
        let title = if group.is_empty() { texts.say("picker.by_words") } else { texts.name("group", group) };
        html! {
            <>
                if groups.len() > 1 {
                    <h3>{ title }</h3>
                }
                <ul>{ for rows.map(|row| link(&row.id, &row.name, count(row))) }</ul>
            </>
        }
    };
    html! {
        <div class="picker" {onkeydown}>
            <button type="button" class="picker-button" aria-expanded={open.to_string()} aria-haspopup="dialog" onclick={toggle}>
                <span class="soft">{ texts.say("picker.label") }</span>{ current.clone() }<span aria-hidden="true">{ " ▾" }</span>
            </button>
            if *open {
                <div class="popover" role="dialog" aria-label={texts.say("picker.label")}>
                    <input ref={field} type="text" placeholder={texts.say("picker.find")} aria-label={texts.say("picker.find")}
                        value={(*wanted).clone()} {oninput} />
                    <div class="popover-list">
                        <ul>{ link("*", &texts.say("picker.all"), String::new()) }</ul>
                        { for groups.iter().map(|name| group(name)) }
                        if groups.is_empty() {
                            <p class="soft">{ texts.say("picker.none") }</p>
                        }
                    </div>
                </div>
            }
        </div>
    }
}
