//! A keeper's own title, logo, colours, languages and tables, put into the built explorer.
//!
//! Files whose content changes get the name of their new content, and every file that names them says so. Colours take the
//! place of the defaults in the tokens, so that a portal's own tokens still win; nothing is styled inline.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::json;

use crate::TemplateError;
use crate::pack::{base64, hash};

/// The name of a site without a title of its own.
pub const TITLE: &str = "策览";

/// What a keeper sets; everything may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Own {
    /// Name of the site, in place of 策览.
    pub title: Option<String>,
    /// Stands before the title, and is the icon of the page.
    pub logo: Option<Logo>,
    /// Tags of the languages that are offered, the first one to who wants none of them; none for all.
    pub languages: Vec<String>,
    /// Colours of the light theme.
    pub light: Option<Tint>,
    /// Colours of the dark theme.
    pub dark: Option<Tint>,
    /// The bundle `core` with own rows.
    pub core: Option<Vec<u8>>,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// `image/svg+xml` or `image/png`.
    pub kind: &'static str,
    /// Its file.
    pub bytes: Vec<u8>,
}

/// An accent and the ground that goes with it, as `#rrggbb`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tint {
    /// Text, lines and buttons.
    pub accent: String,
    /// What is chosen stands on it.
    pub soft: String,
}

/// The accent of the explorer as it is built; the icon and the manifest have it too.
const ACCENT: &str = "9c2f22";
/// The script's line that says what it is made of.
pub(crate) const BUILD: &str = "const BUILD = {";

/// Files by their names.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

impl Own {
    /// Dresses the files of a site or an element, which came from `folder`.
    pub(crate) fn dress(&self, files: &mut Files, folder: &Path) -> Result<(), TemplateError> {
        if *self == Self::default() {
            return Ok(());
        }
        let mut renamed = Vec::new();
        for (stem, ending) in
            [("styles.", ".css"), ("core.", ".bundle"), ("icon.", ".svg"), ("single.", ".html")]
        {
            let fits = |name: &&String| name.starts_with(stem) && name.ends_with(ending);
            let Some(name) = files.keys().find(fits).cloned() else { continue };
            let old = files.remove(&name).unwrap_or_default();
            let new = match stem {
                "styles." => self.styles(text(&old, folder, &name)?, folder)?.into_bytes(),
                "core." => self.core.clone().unwrap_or(old),
                "icon." => self.icon(old),
                _ => self.single_template(text(&old, folder, &name)?).into_bytes(),
            };
            let ending = match &self.logo {
                Some(Logo { kind: "image/png", .. }) if stem == "icon." => ".png",
                _ => ending,
            };
            let fresh = format!("{stem}{}{ending}", hash(&[&new]));
            files.insert(fresh.clone(), new);
            renamed.push((name, fresh));
        }
        let name = files.keys().find(|name| name.starts_with("celan.") && name.ends_with(".js")).cloned();
        let name = name.ok_or_else(|| TemplateError::Strange(folder.to_owned(), "a script"))?;
        let old = files.remove(&name).unwrap_or_default();
        let script = self.script(&with_names(text(&old, folder, &name)?, &renamed), folder)?;
        let fresh = format!("celan.{}.js", hash(&[script.as_bytes()]));
        files.insert(fresh.clone(), script.into_bytes());
        renamed.push((name, fresh));
        for name in ["index.html", "manifest.webmanifest", "sw.js", "celan-explorer.js"] {
            let Some(old) = files.get(name) else { continue };
            let mut new = with_names(text(old, folder, name)?, &renamed);
            match name {
                "index.html" => new = self.shell(&new),
                "manifest.webmanifest" => new = self.manifest(&new, folder)?,
                _ => {}
            }
            files.insert(name.to_owned(), new.into_bytes());
        }
        Ok(())
    }

    /// The title of the site.
    pub fn title(&self) -> &str {
        self.title.as_deref().unwrap_or(TITLE)
    }

    /// The tokens with the own colours as defaults, and the logo before the title.
    fn styles(&self, styles: &str, path: &Path) -> Result<String, TemplateError> {
        let mut styles = styles.to_owned();
        let colour = |of: fn(&Tint) -> &str| [self.light.as_ref().map(of), self.dark.as_ref().map(of)];
        for (token, colours) in [
            ("--celan-accent,", colour(|tint| &tint.accent)),
            ("--celan-accent-soft,", colour(|tint| &tint.soft)),
        ] {
            styles = with_defaults(&styles, token, colours)
                .ok_or_else(|| TemplateError::Strange(path.to_owned(), "an accent"))?;
        }
        if let Some(logo) = &self.logo {
            let rule = format!(
                ".brand::before {{\n  background: url(\"data:{};base64,{}\") center / contain no-repeat;\n  content: \"\";\n  \
                 display: inline-block;\n  height: 1.5em;\n  margin-inline-end: 0.4em;\n  vertical-align: -0.35em;\n  width: 1.5em;\n}}\n",
                logo.kind,
                base64(&logo.bytes)
            );
            styles.push_str(&rule);
        }
        Ok(styles)
    }

    fn icon(&self, old: Vec<u8>) -> Vec<u8> {
        match (&self.logo, &self.light) {
            (Some(logo), _) => logo.bytes.clone(),
            (None, Some(tint)) => {
                String::from_utf8_lossy(&old).replace(&format!("#{ACCENT}"), &tint.accent).into_bytes()
            }
            (None, None) => old,
        }
    }

    /// The script, which hands title and languages to the app.
    fn script(&self, script: &str, path: &Path) -> Result<String, TemplateError> {
        let mut own = serde_json::Map::new();
        own.extend(self.title.as_ref().map(|title| ("title".to_owned(), json!(title))));
        if !self.languages.is_empty() {
            own.insert("languages".to_owned(), json!(self.languages.join(" ")));
        }
        if own.is_empty() {
            return Ok(script.to_owned());
        }
        if !script.contains(BUILD) {
            return Err(TemplateError::Strange(path.to_owned(), "a title"));
        }
        Ok(script.replacen(BUILD, &format!("{BUILD}\"own\":{},", json!(own)), 1))
    }

    /// The page around the explorer.
    fn shell(&self, page: &str) -> String {
        let mut page = self.titled(page);
        if let Some(logo) = &self.logo {
            page = page.replacen("type=\"image/svg+xml\"", &format!("type=\"{}\"", logo.kind), 1);
        }
        if let Some(tag) = self.languages.first() {
            page = page.replacen("<html lang=\"zh-Hans\">", &format!("<html lang=\"{tag}\">"), 1);
        }
        page
    }

    fn titled(&self, page: &str) -> String {
        match &self.title {
            Some(title) => page.replacen(
                &format!("<title>{TITLE}</title>"),
                &format!("<title>{}</title>", escaped(title)),
                1,
            ),
            None => page.to_owned(),
        }
    }

    /// The template of the single file: its icon stands in a link.
    fn single_template(&self, page: &str) -> String {
        let mut page = self.shell(page);
        const ICON: &str = "<link rel=\"icon\" href=\"";
        if let Some(logo) = &self.logo
            && let Some(at) = page.find(ICON).map(|at| at + ICON.len())
            && let Some(length) = page[at..].find('"')
        {
            page.replace_range(
                at..at + length,
                &format!("data:{};base64,{}", logo.kind, base64(&logo.bytes)),
            );
        } else if let Some(tint) = &self.light {
            page = page.replacen(&format!("%23{ACCENT}"), &format!("%23{}", &tint.accent[1..]), 1);
        }
        page
    }

    fn manifest(&self, text: &str, folder: &Path) -> Result<String, TemplateError> {
        let strange = |_| TemplateError::Strange(folder.join("manifest.webmanifest"), "a name");
        let mut manifest: serde_json::Value = serde_json::from_str(text).map_err(strange)?;
        if let Some(title) = &self.title {
            manifest["name"] = json!(title);
            manifest["short_name"] = json!(title);
        }
        if let Some(tint) = &self.light {
            manifest["theme_color"] = json!(tint.accent);
        }
        if let Some(tag) = self.languages.first() {
            manifest["lang"] = json!(tag);
        }
        if let Some(logo) = &self.logo {
            manifest["icons"][0]["type"] = json!(logo.kind);
        }
        Ok(format!("{manifest:#}\n"))
    }
}

/// Styles with other colours behind `token`: the first place is that of the light theme, all others of the dark one. `None`
/// where there is no such place.
fn with_defaults(styles: &str, token: &str, [light, dark]: [Option<&str>; 2]) -> Option<String> {
    const COLOUR: usize = "#rrggbb".len();
    let mut pieces = styles.split(token);
    let mut new = pieces.next()?.to_owned();
    let mut found = 0;
    for piece in pieces {
        new.push_str(token);
        let blank = piece.len() - piece.trim_start().len();
        let old = piece.get(blank..blank + COLOUR).filter(|old| old.starts_with('#'))?;
        let own = if found == 0 { light } else { dark };
        new.push_str(&piece[..blank]);
        new.push_str(own.unwrap_or(old));
        new.push_str(&piece[blank + COLOUR..]);
        found += 1;
    }
    (found > 0).then_some(new)
}

fn with_names(text: &str, renamed: &[(String, String)]) -> String {
    renamed.iter().fold(text.to_owned(), |text, (old, new)| text.replace(old, new))
}

fn text<'a>(bytes: &'a [u8], folder: &Path, name: &str) -> Result<&'a str, TemplateError> {
    str::from_utf8(bytes).map_err(|_| TemplateError::Strange(folder.join(name), "text"))
}

/// As text of HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_take_the_place_of_the_defaults_of_their_theme() {
        let styles = "a{--x:var(--celan-accent, #111111)}b{--x:var(--celan-accent,#222222)}c{--x:var(--celan-accent,#222222)}";
        let own = with_defaults(styles, "--celan-accent,", [Some("#aaaaaa"), Some("#bbbbbb")]);
        let wanted = "a{--x:var(--celan-accent, #aaaaaa)}b{--x:var(--celan-accent,#bbbbbb)}c{--x:var(--celan-accent,#bbbbbb)}";
        assert_eq!(own.as_deref(), Some(wanted));
        assert_eq!(with_defaults(styles, "--celan-accent,", [None, None]).as_deref(), Some(styles));
        assert_eq!(with_defaults(styles, "--other,", [None, None]), None);
    }

    #[test]
    fn a_title_is_no_markup() {
        let own = Own { title: Some("</script><b>&".to_owned()), ..Own::default() };
        let script = own.script("const BUILD = {\"a\":1};", Path::new("x")).expect("it has its line");
        assert_eq!(script, "const BUILD = {\"own\":{\"title\":\"</script><b>&\"},\"a\":1};");
        assert_eq!(own.titled("<title>策览</title>"), "<title>&lt;/script&gt;&lt;b&gt;&amp;</title>");
    }
}
