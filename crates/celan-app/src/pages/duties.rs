//! 责任: agencies × tasks. Pick an agency and see its whole list; 牵头 stands apart from 配合.

use std::rc::Rc;

use celan_wire::{Browse, Duty, Filters, Request, Response, Target, number};
use yew::prelude::*;

use super::targets::{file_name, use_targets};
use crate::components::{Failed, Go, TakeAway, Waiting, cut};
use crate::queries::{
    AgencyRow, Promises, agencies, duties_of, duty_table, path_words, promise_words, role_in,
};
use crate::shell::{Shell, use_shell};
use crate::state::{Address, LISTED};
use crate::tasks::use_answer;

/// Agencies and tasks shown before more are asked for.
const FIRST: usize = 24;

/// Targets shown in a row; the files have all.
const PROMISES: usize = 4;

/// Documents whose clauses are looked through for words that no duty has.
const CLAUSES: usize = 50;

/// The view.
#[component]
pub fn Duties() -> Html {
    let shell = use_shell();
    let answer = use_answer(Some(shell.state.listed()));
    // Whatever the words and agencies that are looked for: targets beside a duty are those of its clause.
    let Filters { places, kinds, docs, .. } = shell.address().filters.clone();
    let filters = Filters { places, kinds, docs, ..Filters::default() };
    let browse = Browse { filters, limit: LISTED, ..Browse::default() };
    let promised = use_answer(Some(Request::Targets(browse)));
    let targets = use_targets(&promised.response);
    let key = answer.response.as_ref().map(|response| Rc::as_ptr(response) as usize);
    let (response, made_of) = (answer.response.clone(), Rc::as_ptr(&targets) as usize);
    let promises = use_memo((made_of, key), move |_| {
        let (targets, docs) =
            (*targets).as_ref().map_or((&[][..], &[][..]), |listed| (&listed.targets, &listed.docs));
        let own = match response.as_deref() {
            Some(Response::Duties(page)) => &page.docs[..],
            _ => &[],
        };
        Promises::new(targets, docs.iter().chain(own))
    });
    let response = answer.response.clone();
    let duties = use_memo(key, move |_| match response.as_deref() {
        Some(Response::Duties(page)) => Some(page.items.iter().cloned().map(Rc::new).collect::<Vec<_>>()),
        _ => None,
    });
    let total = match answer.response.as_deref() {
        Some(Response::Duties(page)) => page.total,
        _ => 0,
    };
    let near = use_near(duties.as_ref().as_ref().is_some_and(Vec::is_empty));
    match (&*duties, answer.response.as_deref()) {
        (_, Some(Response::Failed(failure))) => html! { <Failed failure={failure.clone()} /> },
        (Some(duties), _) if duties.is_empty() && !near.is_empty() => {
            html! { <Loaded total={near.len()} duties={near} {promises} near={true} /> }
        }
        (Some(duties), _) => html! { <Loaded {total} duties={duties.clone()} {promises} near={false} /> },
        _ => html! { <Waiting /> },
    }
}

/// Where no duty itself has the words: the duties of the clauses in which they stand.
#[hook]
fn use_near(wanted: bool) -> Vec<Rc<Duty>> {
    let shell = use_shell();
    let wanted = wanted && !shell.address().query.trim().is_empty();
    let hits = use_answer(wanted.then(|| Request::Search(shell.state.browse(CLAUSES))));
    let all = Browse { query: String::new(), ..shell.state.browse(LISTED) };
    let duties = use_answer(wanted.then_some(Request::Duties(all)));
    let (Some(Response::Search(found)), Some(Response::Duties(page))) =
        (hits.response.as_deref(), duties.response.as_deref())
    else {
        return Vec::new();
    };
    let stands_there = |duty: &&Duty| {
        let groups = found.groups.iter().filter(|group| duty.doc.as_ref() == Some(&group.doc.id));
        groups.flat_map(|group| &group.hits).any(|hit| !hit.path.is_empty() && hit.path == duty.section)
    };
    page.items.iter().filter(stands_there).cloned().map(Rc::new).collect()
}

#[derive(Properties, PartialEq)]
struct LoadedProps {
    duties: Vec<Rc<Duty>>,
    /// Duties under the filters, those included that did not come.
    total: usize,
    promises: Rc<Promises>,
    /// They are those of clauses that have the words, and do not have them themselves.
    near: bool,
}

#[component]
fn Loaded(props: &LoadedProps) -> Html {
    let shell = use_shell();
    let texts = shell.texts;
    let all_agencies = use_state(|| false);
    let shown = use_state(|| FIRST);
    let agency = shell.address().agency.clone();
    let rows = agencies(&props.duties);
    let own = duties_of(&props.duties, &agency);
    let title = if agency.is_empty() {
        texts.say("duties.title")
    } else {
        texts.fill("duties.title_of", &[("name", &agency)])
    };
    let counts: [(&str, &dyn std::fmt::Display); 2] = [("agencies", &rows.len()), ("n", &own.len())];
    let lead = match rows.iter().find(|row| row.name == agency) {
        Some(row) => texts
            .fill("duties.lead_of", &[("lead", &row.lead), ("partner", &(row.partner + row.participant))]),
        None => texts.fill("duties.lead", &counts),
    };
    let (files, promises) = (own.clone(), props.promises.clone());
    let table = Callback::from(move |()| duty_table(texts, &files, &promises));
    let named = if *all_agencies { rows.len() } else { FIRST };
    let toggle = {
        let all_agencies = all_agencies.clone();
        Callback::from(move |_: MouseEvent| all_agencies.set(!*all_agencies))
    };
    let more = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(*shown + 200))
    };
    let rest = own.len().saturating_sub(*shown);
    html! {
        <div class="duties">
            <h1>{ title.clone() }</h1>
            <p class="lead" aria-live="polite">{ lead }</p>
            { cut(&shell, props.duties.len(), props.total) }
            if props.near {
                <p class="remark">{ texts.fill("duties.near", &[("query", &shell.address().query)]) }</p>
            }
            if props.duties.is_empty() {
                <p class="remark">{ texts.say("duties.none") }</p>
            } else {
                <div class="toolbar">
                    if !agency.is_empty() {
                        <Go to={Address { agency: String::new(), ..shell.address().clone() }}>{ texts.say("duties.all") }</Go>
                    }
                    <TakeAway name={file_name(&title)} {table} />
                </div>
                <div class={classes!("duty-grid", (!agency.is_empty()).then_some("picked"))}>
                    <nav class="agency-list" aria-label={texts.say("duties.agencies")}>
                        <ul>{ for rows.iter().take(named).map(|row| agency_link(&shell, row, &rows, &agency)) }</ul>
                        if rows.len() > FIRST {
                            <button type="button" class="as-link more" aria-expanded={all_agencies.to_string()} onclick={toggle}>
                                { if *all_agencies { texts.say("filters.fewer") } else { texts.fill("filters.more", &[("n", &rows.len())]) } }
                            </button>
                        }
                    </nav>
                    <div class="table-room">
                        <table class="duty-table" part="table">
                            <caption>{ texts.fill("duties.table", &[("n", &own.len())]) }</caption>
                            <thead><tr>
                                { for ["column.measure", "view.targets", "column.deadline", "role.lead", "duties.helping"].map(|key| html! {
                                    <th scope="col">{ texts.say(key) }</th>
                                }) }
                            </tr></thead>
                            <tbody>{ for own.iter().take(*shown).map(|duty| row(&shell, duty, &agency, &props.promises)) }</tbody>
                        </table>
                        if rest > 0 {
                            <button type="button" class="more" onclick={more}>{ texts.fill("table.more", &[("n", &rest)]) }</button>
                        }
                    </div>
                </div>
            }
        </div>
    }
}

fn agency_link(shell: &Shell, row: &AgencyRow, rows: &[AgencyRow], chosen: &str) -> Html {
    let texts = shell.texts;
    let to = Address { agency: row.name.clone(), ..shell.address().clone() };
    let most = rows.iter().map(AgencyRow::total).max().unwrap_or(1).max(1) as f64;
    let width = |count: usize| number(count as f64 / most * 100.0);
    let helping = row.partner + row.participant;
    let name =
        texts.fill("duties.agency", &[("name", &row.name), ("lead", &row.lead), ("partner", &helping)]);
    html! {
        <li>
            <Go {to} here={row.name == chosen} {name}>
                <span class="agency-name">{ &row.name }</span>
                <span class="agency-counts"><b>{ row.lead }</b>{ format!(" + {helping}") }</span>
                <svg class="agency-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="fill ink-first" width={width(row.lead)} height="4" />
                    <rect class="fill ink-pale" x={width(row.lead)} width={width(helping)} height="4" />
                </svg>
            </Go>
        </li>
    }
}

fn row(shell: &Shell, duty: &Rc<Duty>, agency: &str, promises: &Promises) -> Html {
    let texts = shell.texts;
    let doc = duty.doc.as_deref().unwrap_or_default();
    let to = shell.address().opening(doc, Some((duty.start, duty.end)), &duty.quote);
    let role = role_in(duty, agency).map(|role| html! { <span class="tag">{ texts.say(role.key()) }</span> });
    let helping: Vec<&str> = duty.partners.iter().chain(&duty.participants).map(String::as_str).collect();
    let period = promises.period(texts, duty);
    let persons: Vec<String> = duty.persons.iter().map(|one| format!("{} {}", one.role, one.name)).collect();
    html! {
        <tr key={format!("{doc}-{}-{}", duty.start, duty.measure)}>
            <td class="measure">{ for role }<Go {to} class="hit-link">{ &duty.measure }</Go>
                <small>{ path_words(&duty.section) }</small><small>{ duty.title.clone().unwrap_or_default() }</small></td>
            <td class="promises" data-label={texts.say("view.targets")}>
                if !promises.of(duty).is_empty() {
                    <ul>{ for promises.of(duty).iter().take(PROMISES).map(|target| promise(shell, target)) }</ul>
                }
                if promises.of(duty).len() > PROMISES {
                    <small>{ texts.fill("duties.more_targets", &[("n", &(promises.of(duty).len() - PROMISES))]) }</small>
                }
            </td>
            <td class="deadline" data-label={texts.say("column.deadline")}>
                { texts.list(&promises.deadlines(duty)) }
                if let Some(period) = period { <small>{ period }</small> }
            </td>
            <td data-label={texts.say("role.lead")}>{ texts.list(&duty.lead) }{ for (!persons.is_empty()).then(|| html! { <small>{ texts.list(&persons) }</small> }) }</td>
            <td data-label={texts.say("duties.helping")}>{ texts.list(&helping) }</td>
        </tr>
    }
}

fn promise(shell: &Shell, target: &Target) -> Html {
    let doc = target.place.as_ref().map(|place| place.doc.as_str()).unwrap_or_default();
    let to = shell.address().opening(doc, Some((target.start, target.end)), &target.quote);
    html! { <li><Go {to} class="hit-link">{ promise_words(shell.texts, target) }</Go></li> }
}
