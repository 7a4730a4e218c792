//! The whole page: state, engine, and the frame around the five views.

use std::rc::Rc;

use celan_wasm::{Client, Options, Phase, Status};
use celan_wire::{Overview, Request, Response};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::components::{Chips, EngineState, Header, Notice, Rail, Sheet, Update};
use crate::hash;
use crate::pages::{Alone, Documents, Duties, ImportState, Industries, Search, Targets, is_alone};
use crate::shell::Shell;
use crate::state::{Action, Address, State, Theme, View, Width};
use crate::strings::{self, Language, Texts};
use crate::tasks::{
    Importing, UnderWay, keep_recent, keep_settings, kept_recent, kept_settings, use_address, use_importing,
    use_width, window_width,
};

/// What the script hands over.
#[derive(Clone, Properties, PartialEq)]
pub struct AppProps {
    /// The way to the engine.
    pub client: Client,
    /// The wishes of the page.
    pub options: Options,
}

/// One explorer.
#[component]
pub fn App(props: &AppProps) -> Html {
    let options = &props.options;
    let addressed = !options.embedded;
    let state = use_reducer(|| initial(&props.options));
    let root = use_node_ref();
    let under_way = use_state(UnderWay::default);
    use_address(&state, addressed);
    let status = use_status(&props.client);
    let corpus = use_corpus(&props.client, &state, &status);

    let width = Width::of(use_width(&root, window_width()));
    {
        let dispatcher = state.dispatcher();
        use_effect_with(width, move |width| dispatcher.dispatch(Action::Measured(*width)));
    }
    {
        let dispatcher = state.dispatcher();
        let first = use_mut_ref(|| true);
        use_effect_with(options.clone(), move |options| {
            if !std::mem::replace(&mut *first.borrow_mut(), false) {
                let wished = initial(options);
                dispatcher.dispatch(Action::Go(wished.address));
                dispatcher.dispatch(Action::Set(wished.settings));
            }
        });
    }
    let settings = state.settings;
    use_effect_with(settings, move |settings| {
        if addressed {
            keep_settings(*settings);
        }
    });
    use_effect_with(state.recent.clone(), move |recent| {
        if addressed {
            keep_recent(recent);
        }
    });
    {
        let client = props.client.clone();
        use_effect_with(state.address.clone(), move |address| {
            client.emit("celan-change", &hash::write(address));
            if let Some(open) = &address.open {
                client.emit("celan-open", &open.doc);
            }
        });
    }
    let spoken = use_words(&props.client, &state);
    use_effect_with((settings, spoken), move |(settings, spoken)| {
        dress_page(addressed, settings.theme, *spoken);
    });
    let importing = use_importing(&props.client, &state, addressed);
    use_own_files(&props.client, &state, addressed && status.phase == Phase::Ready);
    let texts = Texts { language: spoken.unwrap_or_default() };
    let own = Some(options.title.clone()).filter(|title| !title.is_empty());
    let brand = own.unwrap_or_else(|| texts.say("brand"));
    let title = page_title(texts, &brand, &state.address);
    use_effect_with(title, move |title| {
        if let (true, Some(document)) = (addressed, web_sys::window().and_then(|window| window.document())) {
            document.set_title(title);
        }
    });

    let shell = Shell {
        state: state.clone(),
        texts,
        brand,
        options: Rc::new(options.clone()),
        client: props.client.clone(),
        under_way: (*under_way).clone(),
        status: Rc::new(status),
        corpus,
        addressed,
        root: root.clone(),
    };
    let theme = (settings.theme != Theme::System).then_some(settings.theme.name());
    let care = settings.care.then_some("on");
    let classes = classes!("explorer", addressed.then_some("whole-page"));
    let alone = is_alone(&options.view);
    html! {
        <ContextProvider<Shell> context={shell}>
            <div ref={root} class={classes} part="explorer" lang={texts.language.tag()} data-theme={theme}
                data-care={care} data-width={width.name()} data-view={state.address.view.name()}>
                if spoken.is_none() {
                    // Nothing is said in a language that nobody chose.
                } else if alone {
                    <Alone />
                } else {
                    <ContextProvider<Importing> context={importing}><Frame /></ContextProvider<Importing>>
                }
            </div>
        </ContextProvider<Shell>>
    }
}

/// Header, filters, and the view between them.
#[component]
fn Frame() -> Html {
    let shell = crate::shell::use_shell();
    let main = use_node_ref();
    let skip = {
        let main = main.clone();
        Callback::from(move |_| {
            if let Some(main) = main.get().and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
                let _ = main.focus();
            }
        })
    };
    let address = shell.address();
    let reading = address.open.is_some() && address.view != View::Search;
    let side_by_side = shell.state.width >= Width::Wide;
    let unreadable = shell.state.unreadable.as_ref().map(|hash| {
        html! { <p class="remark warn" role="alert">{ shell.texts.fill("address.unreadable", &[("hash", hash)]) }</p> }
    });
    html! {
        <>
            <button type="button" class="skip" onclick={skip}>{ shell.texts.say("skip") }</button>
            <Header />
            <div class={classes!("frame", (reading || !side_by_side).then_some("without-rail"))}>
                if side_by_side && !reading {
                    <aside class="rail" part="rail" aria-label={shell.texts.say("filters")}><Rail /></aside>
                }
                <main ref={main} tabindex="-1" part="main">
                    { for unreadable }
                    <EngineState />
                    <ImportState />
                    if !reading {
                        <Chips />
                    }
                    { page(address.view) }
                </main>
            </div>
            if shell.state.sheet {
                <Sheet />
            }
            <Update />
            <Notice />
        </>
    }
}

fn page(view: View) -> Html {
    match view {
        View::Search => html! { <Search /> },
        View::Targets => html! { <Targets /> },
        View::Industries => html! { <Industries /> },
        View::Duties => html! { <Duties /> },
        View::Documents => html! { <Documents /> },
    }
}

/// The state at the start: from the address, or from the wishes of the page that holds the element.
fn initial(options: &Options) -> State {
    let mut state = State { width: Width::of(window_width()), ..State::default() };
    if options.embedded {
        state.address = wished_address(options);
    } else {
        state.settings = kept_settings();
        state.recent = kept_recent();
        let hash = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
        state = state.step(Action::Arrived(hash::read(&hash)));
    }
    if let Some(language) = Language::from_tag(&options.lang) {
        state.settings.language = language;
    }
    if !options.offers(state.settings.language.tag()) {
        let first = options.languages.split(' ').find_map(Language::from_tag);
        state.settings.language = first.unwrap_or_default();
    }
    if let Some(theme) = Theme::named(&options.theme) {
        state.settings.theme = theme;
    }
    state
}

fn wished_address(options: &Options) -> Address {
    let view = View::named(&options.view);
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect();
    let mut address = Address {
        view: view.unwrap_or(if is_alone(&options.view) { View::Targets } else { View::Search }),
        query: options.q.clone(),
        indicator: options.indicator.clone(),
        ..Address::default()
    };
    address.filters.industries = words(&options.industry);
    address.filters.places = words(&options.region);
    address
}

/// The language that is spoken: the chosen one once its words are there, until then the one before; at the start none.
#[hook]
fn use_words(client: &Client, state: &UseReducerHandle<State>) -> Option<Language> {
    let wanted = state.settings.language;
    let spoken = use_state(|| strings::knows(wanted).then_some(wanted));
    let newest = use_mut_ref(|| wanted);
    {
        let (client, spoken, state) = (client.clone(), spoken.setter(), state.dispatcher());
        use_effect_with(wanted, move |&wanted| {
            *newest.borrow_mut() = wanted;
            spawn_local(async move {
                if !strings::knows(wanted) {
                    match client.words(wanted.tag()).await {
                        Some(lines) => strings::learn(wanted, lines),
                        None => state.dispatch(Action::Said(Texts::default().say("language.missing"))),
                    }
                }
                if *newest.borrow() == wanted {
                    spoken.set(Some(wanted));
                }
            });
        });
    }
    *spoken
}

#[hook]
fn use_status(client: &Client) -> Status {
    let status = use_state(|| client.status());
    {
        let status = status.clone();
        use_effect_with(client.clone(), move |client| {
            status.set(client.status());
            let setter = status.setter();
            let watch = client.watch(move |now| setter.set(now));
            move || drop(watch)
        });
    }
    (*status).clone()
}

#[hook]
fn use_corpus(client: &Client, state: &UseReducerHandle<State>, status: &Status) -> Option<Rc<Overview>> {
    let corpus = use_state(|| None::<Rc<Overview>>);
    let newest = use_mut_ref(|| 0u32);
    let ready = status.phase != Phase::Failed;
    {
        let (corpus, client) = (corpus.clone(), client.clone());
        use_effect_with((state.revision, status.generation, ready), move |(_, _, ready)| {
            *newest.borrow_mut() += 1;
            let number = *newest.borrow();
            if *ready {
                let asked = client.call(&Request::Overview);
                spawn_local(async move {
                    if let Response::Overview(overview) = asked.await
                        && *newest.borrow() == number
                    {
                        corpus.set(Some(Rc::new(overview)));
                    }
                });
            }
        });
    }
    (*corpus).clone()
}

/// Adds the documents that the person brought in earlier visits, once the served documents are there.
#[hook]
fn use_own_files(client: &Client, state: &UseReducerHandle<State>, ready: bool) {
    let (client, dispatcher) = (client.clone(), state.dispatcher());
    let done = use_mut_ref(|| false);
    use_effect_with(ready, move |ready| {
        if *ready && !std::mem::replace(&mut *done.borrow_mut(), true) {
            spawn_local(async move {
                let (own, complete) = client.restore().await;
                if !complete {
                    dispatcher.dispatch(Action::Unkept);
                }
                if !own.is_empty() {
                    dispatcher.dispatch(Action::Added(own));
                }
            });
        }
    });
}

/// On our own page the document as a whole has the theme and the language.
fn dress_page(addressed: bool, theme: Theme, spoken: Option<Language>) {
    let page = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    if let (true, Some(page)) = (addressed, page) {
        if let Some(language) = spoken {
            let _ = page.set_attribute("lang", language.tag());
        }
        let _ = match theme {
            Theme::System => page.remove_attribute("data-theme"),
            theme => page.set_attribute("data-theme", theme.name()),
        };
    }
}

fn page_title(texts: Texts, brand: &str, address: &Address) -> String {
    let view = texts.say(address.view.key());
    if address.query.trim().is_empty() {
        texts.fill("title.view", &[("view", &view), ("brand", &brand)])
    } else {
        texts.fill("title.query", &[("view", &view), ("query", &address.query.trim()), ("brand", &brand)])
    }
}
