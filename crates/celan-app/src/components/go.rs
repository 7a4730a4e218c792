//! A link to another state of the explorer: a real link on our own page, a button in an element.

use yew::prelude::*;

use crate::hash;
use crate::shell::use_shell;
use crate::state::{Action, Address};

/// Where it leads and how it looks.
#[derive(Properties, PartialEq)]
pub struct GoProps {
    /// Where it leads.
    pub to: Address,
    /// Classes.
    #[prop_or_default]
    pub class: Classes,
    /// It leads to where the person is.
    #[prop_or_default]
    pub here: bool,
    /// A name for screen readers, where the words inside do not say enough.
    #[prop_or_default]
    pub name: Option<AttrValue>,
    /// What to do besides.
    #[prop_or_default]
    pub onclick: Callback<()>,
    /// The words.
    pub children: Html,
}

/// The link.
#[component]
pub fn Go(props: &GoProps) -> Html {
    let shell = use_shell();
    let onclick = {
        let (state, to, also) = (shell.state.dispatcher(), props.to.clone(), props.onclick.clone());
        Callback::from(move |event: MouseEvent| {
            // With a key held the browser opens the address elsewhere, as with any link.
            if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                event.prevent_default();
                state.dispatch(Action::Go(to.clone()));
                also.emit(());
            }
        })
    };
    let current = props.here.then_some("page");
    let (class, name) = (props.class.clone(), props.name.clone());
    if shell.addressed {
        let href = hash::write(&props.to);
        html! { <a {href} {class} {onclick} aria-current={current} aria-label={name}>{ props.children.clone() }</a> }
    } else {
        let class = classes!(class, "as-link");
        html! {
            <button type="button" {class} {onclick} aria-current={current} aria-label={name}>
                { props.children.clone() }
            </button>
        }
    }
}
