//! A row of buttons of which one is pressed.

use yew::prelude::*;

/// One button.
#[derive(Clone, PartialEq)]
pub struct Choice {
    /// Its words.
    pub label: String,
    /// It is pressed.
    pub on: bool,
    /// What a click does.
    pub onclick: Callback<MouseEvent>,
    /// Language of the words, where it is not that of the page.
    pub lang: Option<&'static str>,
}

/// The row.
#[derive(Properties, PartialEq)]
pub struct SwitchProps {
    /// What is switched, for screen readers.
    pub name: String,
    /// The buttons.
    pub choices: Vec<Choice>,
}

/// The row of buttons.
#[component]
pub fn Switch(props: &SwitchProps) -> Html {
    let button = |choice: &Choice| {
        let pressed = if choice.on { "true" } else { "false" };
        html! {
            <button type="button" aria-pressed={pressed} lang={choice.lang} onclick={choice.onclick.clone()}>
                { &choice.label }
            </button>
        }
    };
    html! {
        <div class="switch" role="group" aria-label={props.name.clone()}>{ for props.choices.iter().map(button) }</div>
    }
}
