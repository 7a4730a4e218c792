//! Title, logo, languages and colours.

use std::fs;
use std::path::{Path, PathBuf};

use celan_site::{Logo, Own, Tint};
use toml::Spanned;

use super::colour::{Colour, DARK, Ground, LEAST, LIGHT};
use super::{Mistakes, Written};

/// The languages of the page.
const LANGUAGES: [&str; 3] = ["zh-Hans", "zh-Hant", "en"];
/// The logo lies in the styles, which are wanted before anything is seen.
const LARGEST_LOGO: usize = 48 << 10;

/// What goes into the explorer, and the file of the logo.
pub(super) fn look(written: &Written, beside: &Path, mistakes: &mut Mistakes<'_>) -> (Own, Option<PathBuf>) {
    let mut own = Own::default();
    if let Some(title) = &written.title {
        let words = title.as_ref().trim();
        if words.is_empty() {
            let remedy = "write the name of the site or leave the line out";
            mistakes.tell(title.span(), "a title", "none", remedy);
        }
        own.title = Some(words.to_owned());
    }
    own.languages = languages(written, mistakes);
    let logo = written.logo.as_ref().and_then(|name| logo(name, beside, mistakes));
    let accent = written.colours.accent.as_ref();
    let light = accent.and_then(|text| accent_on(&LIGHT, text, "the paper", "darker", mistakes));
    let dark = match &written.colours.accent_dark {
        Some(text) => accent_on(&DARK, text, "the dark paper", "lighter", mistakes),
        None => light.map(|accent| DARK.readable(accent)),
    };
    let tint =
        |ground: &Ground, accent: Colour| Tint { accent: accent.text(), soft: ground.soft(accent).text() };
    own.light = light.map(|accent| tint(&LIGHT, accent));
    own.dark = dark.map(|accent| tint(&DARK, accent));
    let (path, logo) = logo.unzip();
    own.logo = logo;
    (own, path)
}

fn languages(written: &Written, mistakes: &mut Mistakes<'_>) -> Vec<String> {
    let Some(list) = &written.languages else { return Vec::new() };
    let mut tags: Vec<String> = Vec::new();
    for tag in list.as_ref() {
        let name = tag.as_ref();
        if !LANGUAGES.contains(&name.as_str()) {
            let remedy = "the page has no other languages";
            mistakes.tell(tag.span(), "zh-Hans, zh-Hant or en", &format!("{name:?}"), remedy);
        } else if tags.contains(name) {
            mistakes.tell(tag.span(), "each language once", &format!("{name:?} again"), "leave one out");
        } else {
            tags.push(name.clone());
        }
    }
    if list.as_ref().is_empty() {
        let remedy = "name the first language of the page, or leave the line out for all three";
        mistakes.tell(list.span(), "one language or more", "none", remedy);
    }
    tags
}

fn logo(name: &Spanned<String>, beside: &Path, mistakes: &mut Mistakes<'_>) -> Option<(PathBuf, Logo)> {
    let file = name.as_ref();
    let path = Path::new(file);
    let kind = match path.extension().and_then(|ending| ending.to_str()) {
        Some("svg") => Some("image/svg+xml"),
        Some("png") => Some("image/png"),
        _ => None,
    };
    let plain = path.file_name().is_some_and(|last| last == path.as_os_str());
    let (Some(kind), true) = (kind, plain) else {
        let expected = "the name of an .svg or .png beside celan.toml";
        mistakes.tell(name.span(), expected, &format!("{file:?}"), "put the file there and write its name");
        return None;
    };
    let path = beside.join(path);
    match fs::read(&path) {
        Ok(bytes) if bytes.len() > LARGEST_LOGO => {
            let found = format!("{} KB", bytes.len() >> 10);
            let expected = format!("a logo of {} KB at most", LARGEST_LOGO >> 10);
            mistakes.tell(name.span(), &expected, &found, "every visitor loads it, so take a smaller one");
            None
        }
        Ok(bytes) => Some((path, Logo { kind, bytes })),
        Err(error) => {
            let found = format!("none that can be read ({error})");
            mistakes.tell(name.span(), &format!("a file {file}"), &found, "put the file beside celan.toml");
            None
        }
    }
}

/// A colour that can be read on the ground of its theme.
fn accent_on(
    ground: &Ground,
    text: &Spanned<String>,
    paper: &str,
    other: &str,
    mistakes: &mut Mistakes<'_>,
) -> Option<Colour> {
    let Some(colour) = Colour::parse(text.as_ref()) else {
        let found = format!("{:?}", text.as_ref());
        mistakes.tell(text.span(), "a colour such as #9c2f22", &found, "write # and six hexadecimal digits");
        return None;
    };
    let contrast = ground.contrast(colour);
    if contrast < LEAST {
        let expected = format!("a colour with a contrast of {LEAST}:1 to {paper}");
        let remedy = format!("take a {other} one, such as {}", ground.readable(colour).text());
        mistakes.tell(text.span(), &expected, &format!("one of {contrast:.1}:1"), &remedy);
        return None;
    }
    Some(colour)
}
