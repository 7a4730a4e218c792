//! 导入: the way in for files of one's own, and what became of them.

use celan_wire::Refusal;
use web_sys::{DragEvent, File, FileList, HtmlInputElement};
use yew::prelude::*;

use crate::components::Go;
use crate::shell::{Shell, use_shell};
use crate::state::{Address, View};
use crate::tasks::{Added, Importing, Progress};

/// The way in: files are dropped or picked, read here, never sent.
#[component]
pub fn Import() -> Html {
    let shell = use_shell();
    let texts = shell.texts;
    let importing = use_importing();
    let over = use_state(|| false);
    let pick = {
        let importing = importing.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            importing.take(list(input.files()));
            input.set_value("");
        })
    };
    let hover = |on: bool| {
        let over = over.setter();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(on);
        })
    };
    let ondrop = {
        let (over, importing) = (over.setter(), importing.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(false);
            importing.take(list(event.data_transfer().and_then(|data| data.files())));
        })
    };
    let kept = shell.addressed && !shell.state.unkept;
    html! {
        <section class={classes!("import", over.then_some("over"))} ondragover={hover(true)} ondragleave={hover(false)} {ondrop}>
            <h2>{ texts.say("import.title") }</h2>
            <p>{ texts.say("import.hint") }</p>
            <div class="ways-in">
                <label class="file-button strong">
                    { texts.say("import.pick") }
                    <input type="file" multiple={true} accept=".txt,.md,.html,.htm,.docx,.pdf,.zip,.celan" onchange={pick.clone()} />
                </label>
                <label class="file-button">
                    { texts.say("import.pick_folder") }
                    <input type="file" webkitdirectory={true} onchange={pick} />
                </label>
            </div>
            <p class="soft">{ texts.say(if kept { "import.kept" } else { "import.not_kept" }) }</p>
            { outcomes(&shell, &importing) }
        </section>
    }
}

/// Says on every view how far the reading of files is.
#[component]
pub fn ImportState() -> Html {
    let shell = use_shell();
    let importing = use_importing();
    let progress = importing.told().progress.as_ref();
    progress.map(|progress| under_way(&shell, &importing, progress)).unwrap_or_default()
}

#[hook]
fn use_importing() -> Importing {
    use_context::<Importing>().expect("every component stands below App, which provides the imports")
}

fn list(files: Option<FileList>) -> Vec<File> {
    files.map(|files| (0..files.length()).filter_map(|at| files.item(at)).collect()).unwrap_or_default()
}

fn under_way(shell: &Shell, importing: &Importing, progress: &Progress) -> Html {
    let texts = shell.texts;
    let Progress { done, count, name, left } = progress;
    let counts: [(&str, &dyn std::fmt::Display); 3] = [("at", done), ("n", count), ("name", name)];
    let left = left.map(|left| match left {
        ..60 => texts.fill("import.left_seconds", &[("n", &left)]),
        _ => texts.fill("import.left_minutes", &[("n", &left.div_ceil(60))]),
    });
    let stop = {
        let importing = importing.clone();
        Callback::from(move |_: MouseEvent| importing.stop())
    };
    html! {
        <div class="loading">
            <p>
                { texts.fill("import.reading", &counts) }
                { for left }
                <button type="button" class="as-link" onclick={stop}>{ texts.say("import.stop") }</button>
            </p>
            <progress max={count.to_string()} value={done.to_string()} aria-label={texts.say("engine.progress")} />
        </div>
    }
}

fn outcomes(shell: &Shell, importing: &Importing) -> Html {
    let texts = shell.texts;
    let told = importing.told();
    let more = |key: &str, n: usize| (n > 0).then(|| html! { <li>{ texts.fill(key, &[("n", &n)]) }</li> });
    html! {
        <div role="status" aria-busy={told.progress.is_some().to_string()}>
            <ul class="outcomes">
                { for more("import.unread", told.unread) }
                { for told.refused.first.iter().map(|refusal| refused(shell, refusal)) }
                { for more("import.refused_more", told.refused.more) }
                { for told.added.first.iter().map(|doc| added(shell, doc)) }
                { for more("import.added_more", told.added.more) }
            </ul>
        </div>
    }
}

fn added(shell: &Shell, Added { name, doc, title }: &Added) -> Html {
    let to = Address::default().view(View::Documents).opening(doc, None, "");
    html! { <li>{ shell.texts.fill("import.added", &[("name", name)]) }<Go {to}>{ title }</Go></li> }
}

fn refused(shell: &Shell, Refusal { name, code, found }: &Refusal) -> Html {
    let texts = shell.texts;
    let key = format!("refusal.{code}");
    let why = match texts.find(&key) {
        Some(_) => texts.fill(&key, &[("found", found)]),
        None => texts.fill("refusal.other", &[("code", code), ("found", found)]),
    };
    html! { <li class="warn">{ texts.fill("import.refused", &[("name", name), ("why", &why)]) }</li> }
}
