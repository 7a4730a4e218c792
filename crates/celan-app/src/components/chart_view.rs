//! A drawing as SVG on the page: each mark can be pointed at, focused and followed; arrow keys walk from mark to mark.

use celan_wire::number;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;

use crate::charts::{Drawing, Ink, Link, Shape};
use crate::shell::use_shell;
use crate::state::{Action, Address};

/// What is drawn.
#[derive(Properties, PartialEq)]
pub struct ChartViewProps {
    /// The drawing.
    pub drawing: Drawing,
    /// One sentence that says what it shows.
    pub summary: String,
}

/// The drawing.
#[component]
pub fn ChartView(props: &ChartViewProps) -> Html {
    let shell = use_shell();
    let drawing = &props.drawing;
    let onkeydown = Callback::from(walk);
    let state = shell.state.dispatcher();
    let open = Callback::from(move |to: Address| state.dispatch(Action::Go(to)));
    let (width, height) = (drawing.width, drawing.height);
    html! {
        <svg class="chart" part="chart" role="group" aria-label={props.summary.clone()} viewBox={format!("0 0 {} {}", number(width), number(height))}
            width={number(width)} height={number(height)} {onkeydown}>
            <g aria-hidden="true">{ for drawing.ground.iter().map(shape) }</g>
            { for drawing.marks.iter().enumerate().map(|(at, mark)| link(at, mark, &open)) }
        </svg>
    }
}

fn link(at: usize, mark: &Link, open: &Callback<Address>) -> Html {
    let follow = {
        let (open, to) = (open.clone(), mark.to.clone());
        move || open.emit(to.clone())
    };
    let onclick = {
        let follow = follow.clone();
        Callback::from(move |_: MouseEvent| follow())
    };
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            follow();
        }
    });
    let [x, y, width, height] = mark.room;
    // One stop for the Tab key; the arrow keys go on from there.
    let tabindex = if at == 0 { "0" } else { "-1" };
    html! {
        <g class="mark hit-link" role="link" {tabindex} aria-label={mark.name.clone()} {onclick} {onkeydown}>
            <rect class="room" x={number(x)} y={number(y)} width={number(width)} height={number(height)} rx="3" />
            { for mark.shapes.iter().map(shape) }
        </g>
    }
}

fn shape(shape: &Shape) -> Html {
    match shape {
        Shape::Rect([x, y, w, h], ink) => {
            let class = if *ink == Ink::Outline { "ink-outline hollow" } else { ink.class() };
            html! {
                <rect class={classes!("fill", class)} x={number(*x)} y={number(*y)} width={number(*w)} height={number(*h)} />
            }
        }
        Shape::Line([x1, y1, x2, y2], ink) => html! {
            <line class={classes!("stroke", ink.class())} x1={number(*x1)} y1={number(*y1)} x2={number(*x2)} y2={number(*y2)} />
        },
        Shape::Path(path, ink) => {
            html! { <path class={classes!("stroke", "thick", ink.class())} d={path.clone()} /> }
        }
        Shape::Dot([x, y, r], ink) => {
            html! { <circle class={classes!("fill", ink.class())} cx={number(*x)} cy={number(*y)} r={number(*r)} /> }
        }
        Shape::Text(x, y, anchor, ink, words) => html! {
            <text class={ink.class()} x={number(*x)} y={number(*y)} text-anchor={anchor.name()}>{ words.clone() }</text>
        },
    }
}

/// Arrow keys, Home and End move the focus among the marks.
#[expect(clippy::needless_pass_by_value, reason = "a callback is given its event")]
fn walk(event: KeyboardEvent) {
    let Some(chart) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return;
    };
    let Ok(marks) = chart.query_selector_all(".mark") else { return };
    let count = marks.length();
    let Some(focused) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let here = (0..count)
        .find(|at| marks.item(*at).is_some_and(|node| node.is_same_node(Some(&focused))))
        .unwrap_or(0);
    let next = match event.key().as_str() {
        "ArrowDown" | "ArrowRight" => (here + 1).min(count.saturating_sub(1)),
        "ArrowUp" | "ArrowLeft" => here.saturating_sub(1),
        "Home" => 0,
        "End" => count.saturating_sub(1),
        _ => return,
    };
    event.prevent_default();
    if let Some(node) = marks.item(next) {
        // SVG elements take focus as HTML elements do.
        let _ = node.unchecked_ref::<HtmlElement>().focus();
    }
}
