//! What is kept between visits: settings and recent searches, in localStorage, or nowhere where that is refused.

use web_sys::Storage;

use crate::state::{Settings, Theme};
use crate::strings::Language;

/// Where the browser lets us, else nothing.
fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

fn read(name: &str) -> Option<String> {
    storage()?.get_item(&format!("celan.{name}")).ok().flatten()
}

fn write(name: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(&format!("celan.{name}"), value);
    }
}

/// The settings of the last visit. At the first visit the words are Chinese, as the documents are, in the script that the
/// browser asks for; English is a button away.
pub fn kept_settings() -> Settings {
    let asked = web_sys::window().and_then(|window| window.navigator().language());
    let script = asked.and_then(|tag| Language::from_tag(&tag)).filter(|language| *language != Language::En);
    let kept = read("lang").and_then(|tag| Language::from_tag(&tag));
    let language = kept.or(script).unwrap_or_default();
    let theme = read("theme").and_then(|name| Theme::named(&name));
    Settings { language, theme: theme.unwrap_or_default(), care: read("care").as_deref() == Some("on") }
}

/// Keeps the settings.
pub fn keep_settings(settings: Settings) {
    write("lang", settings.language.tag());
    write("theme", settings.theme.name());
    write("care", if settings.care { "on" } else { "off" });
}

/// Recent searches of earlier visits.
pub fn kept_recent() -> Vec<String> {
    read("recent").map(|text| text.lines().map(str::to_owned).collect()).unwrap_or_default()
}

/// Keeps recent searches.
pub fn keep_recent(recent: &[String]) {
    write("recent", &recent.join("\n"));
}
