//! The filters as a sheet over a narrow page: a modal dialog, so that focus stays inside and Escape closes it.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::rail::Rail;
use crate::shell::use_shell;
use crate::state::Action;

/// The sheet.
#[component]
pub fn Sheet() -> Html {
    let shell = use_shell();
    let texts = shell.texts;
    let dialog = use_node_ref();
    {
        let dialog = dialog.clone();
        use_effect_with((), move |()| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>()
                && !dialog.open()
            {
                let _ = dialog.show_modal();
            }
        });
    }
    let close = shell.on(Action::Sheet(false));
    let onclose = shell.on(Action::Sheet(false));
    html! {
        <dialog ref={dialog} class="sheet" aria-label={texts.say("filters")} {onclose}>
            <div class="sheet-head">
                <button type="button" class="as-link" onclick={shell.on(Action::Cleared)}>{ texts.say("filters.clear") }</button>
                <button type="button" class="strong" onclick={close}>{ texts.say("filters.show") }</button>
            </div>
            <Rail />
        </dialog>
    }
}
