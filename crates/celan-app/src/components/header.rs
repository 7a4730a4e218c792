//! The header: name, search box, views, settings.

use yew::prelude::*;

use super::{Choice, Go, Switch, search_box::SearchBox};
use crate::shell::{Shell, use_shell};
use crate::state::{Action, Address, Settings, Theme, View};
use crate::strings::Language;

/// The header.
#[component]
pub fn Header() -> Html {
    let shell = use_shell();
    let texts = shell.texts;
    let view_link = |view: &View| {
        let here = *view == shell.address().view;
        html! { <Go to={shell.address().view(*view)} {here}>{ texts.say(view.key()) }</Go> }
    };
    let open = shell.state.menu;
    let toggle = shell.on(Action::Menu(!open));
    html! {
        <header class="header" part="header">
            <Go to={Address::default()} class="brand">{ &shell.brand }</Go>
            <SearchBox />
            <nav class="views" aria-label={texts.say("views")}>{ for View::ALL.iter().map(view_link) }</nav>
            <button type="button" class="menu-button" aria-expanded={open.to_string()} onclick={toggle}
                aria-label={texts.say("settings")}>
                <span aria-hidden="true">{ texts.say("settings.short") }</span>
            </button>
            <div class={classes!("tools", open.then_some("open"))}>{ tools(&shell) }</div>
        </header>
    }
}

fn tools(shell: &Shell) -> Html {
    let texts = shell.texts;
    let settings = shell.state.settings;
    let language = |language: Language| {
        let label = match language {
            Language::ZhHans => texts.say("language.hans"),
            Language::ZhHant => texts.say("language.hant"),
            Language::En => texts.say("language.en"),
        };
        let onclick = shell.on(Action::Set(Settings { language, ..settings }));
        Choice { label, on: language == settings.language, onclick, lang: Some(language.tag()) }
    };
    let theme = |theme: Theme| {
        let onclick = shell.on(Action::Set(Settings { theme, ..settings }));
        Choice { label: texts.say(theme.key()), on: theme == settings.theme, onclick, lang: None }
    };
    let offered = Language::ALL.into_iter().filter(|language| shell.options.offers(language.tag()));
    let care = shell.on(Action::Set(Settings { care: !settings.care, ..settings }));
    html! {
        <>
            <Switch name={texts.say("language")} choices={offered.map(language).collect::<Vec<_>>()} />
            <Switch name={texts.say("theme")} choices={Theme::ALL.map(theme).to_vec()} />
            <button type="button" class="care" aria-pressed={settings.care.to_string()} onclick={care}>
                { texts.say("care") }
            </button>
        </>
    }
}
