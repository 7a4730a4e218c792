//! The side of the reader: outline, targets, duties; the outline follows the scroll.

use std::rc::Rc;

use celan_wire::DocumentView;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::prelude::*;

use super::{Choice, Go, Switch};
use crate::charts::target_figure;
use crate::queries::utf16_len;
use crate::shell::{Shell, use_shell};
use crate::state::{Address, Open};

/// What stands at the side.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Outline,
    Targets,
    Duties,
}

/// Of which document.
#[derive(Properties, PartialEq)]
pub(super) struct OutlineProps {
    pub(super) view: Rc<DocumentView>,
    pub(super) open: Open,
    /// The text whose scrolling the outline follows.
    pub(super) text: NodeRef,
}

/// The side of the reader.
#[component]
pub(super) fn Outline(props: &OutlineProps) -> Html {
    let shell = use_shell();
    let texts = shell.texts;
    let side = use_state(|| Side::Outline);
    let current = use_current(&props.text);
    let view = &props.view;
    let choice = |which: Side, label: String| {
        let set = side.setter();
        Choice { label, on: *side == which, onclick: Callback::from(move |_| set.set(which)), lang: None }
    };
    let choices = vec![
        choice(Side::Outline, texts.say("reader.outline")),
        choice(Side::Targets, texts.fill("reader.targets", &[("n", &view.targets.len())])),
        choice(Side::Duties, texts.fill("reader.duties", &[("n", &view.duties.len())])),
    ];
    html! {
        <nav class="outline" aria-label={texts.say("reader.side")}>
            <Switch name={texts.say("reader.side")} {choices} />
            { match *side {
                Side::Outline => sections(&shell, props, current),
                Side::Targets => targets(&shell, props),
                Side::Duties => duties(&shell, props),
            } }
        </nav>
    }
}

fn to(shell: &Shell, open: &Open, at: (usize, usize), quote: &str) -> Address {
    let quote = quote.chars().take(24).collect();
    Address { open: Some(Open { at: Some(at), quote, ..open.clone() }), ..shell.address().clone() }
}

fn sections(shell: &Shell, props: &OutlineProps, current: usize) -> Html {
    let sections = &props.view.outline;
    if sections.is_empty() {
        return html! { <p class="soft">{ shell.texts.say("reader.no_outline") }</p> };
    }
    let here = sections.iter().rposition(|section| section.start <= current);
    let item = |(at, section): (usize, &celan_wire::Section)| {
        let end = section.start + utf16_len(&section.number) + utf16_len(&section.heading) + 1;
        let to = to(shell, &props.open, (section.start, end.min(section.end)), "");
        let level = format!("level-{}", section.level.min(5));
        let words = section_words(section);
        let class = classes!(level, (here == Some(at)).then_some("current"));
        html! { <li {class}><Go {to}>{ words }</Go></li> }
    };
    html! { <ol>{ for sections.iter().enumerate().map(item) }</ol> }
}

/// Number and heading with the mark that stands between them.
fn section_words(section: &celan_wire::Section) -> String {
    let number = section.number.trim();
    let mark = match number.chars().last() {
        None => "",
        Some(')' | '\u{ff09}' | '.' | '\u{ff0e}' | '、') => " ",
        Some(c) if c.is_ascii_digit() => ". ",
        Some(_) => "、",
    };
    format!("{number}{mark}{}", section.heading.trim())
}

fn targets(shell: &Shell, props: &OutlineProps) -> Html {
    let item = |target: &celan_wire::Target| {
        let to = to(shell, &props.open, (target.start, target.end), &target.quote);
        let year = target.deadline.map(|year| format!(" · {year}")).unwrap_or_default();
        html! {
            <li class={classes!("fact", target.parent.is_some().then_some("level-2"))}>
                <Go {to}>{ &target.indicator }<b>{ target_figure(shell.texts, target) }</b><span class="soft">{ year }</span></Go>
            </li>
        }
    };
    let none = props.view.targets.is_empty();
    html! {
        <>
            if none {
                <p class="soft">{ shell.texts.say("reader.no_targets") }</p>
            }
            <ol>{ for props.view.targets.iter().map(item) }</ol>
        </>
    }
}

fn duties(shell: &Shell, props: &OutlineProps) -> Html {
    let item = |duty: &celan_wire::Duty| {
        let to = to(shell, &props.open, (duty.start, duty.end), &duty.quote);
        html! {
            <li class="fact"><Go {to}>{ &duty.measure }<b>{ shell.texts.list(&duty.lead) }</b></Go></li>
        }
    };
    let none = props.view.duties.is_empty();
    html! {
        <>
            if none {
                <p class="soft">{ shell.texts.say("reader.no_duties") }</p>
            }
            <ol>{ for props.view.duties.iter().map(item) }</ol>
        </>
    }
}

/// Where the reading has got to: the start of the last block with a heading above the first third of the window.
#[hook]
fn use_current(text: &NodeRef) -> usize {
    let current = use_state(|| 0usize);
    {
        let (text, current) = (text.clone(), current.setter());
        use_effect_with((), move |()| {
            let listener = Closure::<dyn FnMut()>::new(move || {
                if let Some(at) = text.cast::<Element>().and_then(|text| reached(&text)) {
                    current.set(at);
                }
            });
            let options = web_sys::AddEventListenerOptions::new();
            options.set_capture(true);
            options.set_passive(true);
            let window = web_sys::window();
            let function: js_sys::Function = listener.as_ref().unchecked_ref::<js_sys::Function>().clone();
            if let Some(window) = &window {
                // Captured, since the scrolling of a pane does not bubble.
                let _ = window.add_event_listener_with_callback_and_add_event_listener_options(
                    "scroll", &function, &options,
                );
            }
            move || {
                if let Some(window) = window {
                    let _ = window.remove_event_listener_with_callback_and_bool("scroll", &function, true);
                }
                drop(listener);
            }
        });
    }
    *current
}

fn reached(text: &Element) -> Option<usize> {
    let marks = text.query_selector_all("[data-at]").ok()?;
    let line = web_sys::window()?.inner_height().ok()?.as_f64()? * 0.3;
    let element = |at: u32| marks.item(at).and_then(|node| node.dyn_into::<Element>().ok());
    // The tops are in order: a search by halves reads few of them.
    let (mut low, mut high) = (0, marks.length());
    while low < high {
        let middle = (low + high) / 2;
        if element(middle)?.get_bounding_client_rect().top() <= line {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    element(low.checked_sub(1)?)?.get_attribute("data-at")?.parse().ok()
}
