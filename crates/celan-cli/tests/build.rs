//! `celan build` as a keeper of documents uses it: the program itself, over folders made here.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of its own for a test, gone afterwards.
struct Room(PathBuf);

impl Room {
    /// With an explorer to put documents into, and the seeds with one of them twice and one republished.
    fn new(name: &str) -> Self {
        let room = Self(std::env::temp_dir().join(format!("celan-build-{name}-{}", std::process::id())));
        for (name, text) in [
            ("dist/site/index.html", "<script data-corpus=\"corpus.1.json\">"),
            ("dist/site/manifest.webmanifest", "{}"),
            ("dist/site/sw.js", "const BUILD = {\"files\":[\"corpus.1.json\"],\"version\":\"abc\"};"),
            ("dist/site/corpus.1.json", "{}"),
            ("dist/widget/celan-explorer.js", "const BUILD = {\"corpus\":\"corpus.1.json\"};"),
            ("dist/widget/corpus.1.json", "{}"),
            (
                "dist/single/celan.1.js",
                "const BUILD = {\"parts\":{\"single\":\"single.1.html\",\"styles\":\"styles.1.css\"},\"blocks\":[]};",
            ),
            ("dist/site/single.1.html", "{{parts}}"),
            ("dist/site/styles.1.css", ""),
            ("docs/空.txt", ""),
            ("docs/深/乱.bin", "\0\u{1}\u{2}"),
        ] {
            room.put(name, text);
        }
        let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
        for entry in fs::read_dir(seeds).expect("seeds") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|ending| ending == "txt") {
                let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
                room.put(&format!("docs/{name}"), &fs::read_to_string(&path).expect("a seed"));
            }
        }
        let plan = room.text("docs/qingyang-2021-seven-emerging-industries.txt");
        room.put("docs/again/copy.txt", &plan);
        room.put("docs/again/elsewhere.txt", &format!("本站转载\n{}", plan.replace("2025", "2026")));
        room
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("the folder is ours");
        fs::write(path, text).expect("the folder is ours");
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).expect("a file of ours")
    }

    fn build(&self, out: &str) -> Output {
        let celan = Command::new(env!("CARGO_BIN_EXE_celan"))
            .current_dir(&self.0)
            .args(["build", "docs", "--widget", "--single-file", "--json", "--template", "dist", "-o", out])
            .output();
        celan.expect("the program runs")
    }

    fn report(&self, out: &str) -> serde_json::Value {
        let output = self.build(out);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("a report")
    }

    /// All files below `folder`, what is kept for the next build included.
    fn files(&self, folder: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let (root, mut files) = (self.0.join(folder), BTreeMap::new());
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("the folder is ours") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(&root).expect("it is below").to_owned();
                    files.insert(name, fs::read(path).expect("a file of ours"));
                }
            }
        }
        files
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_report_tells_what_there_is() {
    let room = Room::new("report");
    let report = room.report("out");
    let plan = "qingyang-2021-seven-emerging-industries.txt";
    assert_eq!((&report["files"], &report["documents"]), (&9.into(), &7.into()));
    assert!(report["targets"].as_u64() > Some(50) && report["duties"].as_u64() > Some(5), "{report}");
    let reasons: Vec<&str> =
        report["refused"].as_array().into_iter().flatten().filter_map(|one| one["reason"].as_str()).collect();
    assert_eq!(reasons, ["binary", "empty"]);
    assert_eq!(report["same"], serde_json::json!([["again/copy.txt", plan]]));
    assert_eq!(report["alike"][0]["first"], "again/copy.txt");
    assert_eq!(report["alike"][0]["second"], "again/elsewhere.txt");
    let files = room.files("out").into_iter();
    let corpora = files.filter(|(name, _)| name.to_string_lossy().starts_with("corpus."));
    let counts = corpora.map(|(name, bytes)| celan_formats::read(&name.to_string_lossy(), &bytes).0.len());
    assert_eq!(counts.collect::<Vec<_>>(), [6], "the site has the text that is there twice once");
}

#[test]
fn what_was_built_before_changes_nothing() {
    let room = Room::new("same");
    room.report("fresh");
    let (plan, more) = ("docs/jinyun-2019-eco-industry-action-plan.txt", "docs/more.txt");
    let text = room.text(plan);
    room.put(plan, &format!("{text}\n附注。\n"));
    room.put(more, "云溪县发展规划\n到2030年,新增企业30家。\n");
    room.report("grown");
    fs::remove_file(room.0.join(more)).expect("the file is ours");
    room.put(plan, &text);
    let report = room.report("grown");
    assert_eq!(report["unchanged"], 8, "all but the plan that changed back");
    assert_eq!(room.report("grown")["unchanged"], 9);
    assert!(room.files("fresh") == room.files("grown"), "incremental is the same as fresh");
}

#[test]
fn an_earlier_output_among_the_documents_is_not_read() {
    let room = Room::new("nested");
    room.report("docs/out");
    assert_eq!(room.report("docs/out")["files"], 9);
}

#[test]
fn misuse_is_said() {
    let room = Room::new("misuse");
    let output = room.build("docs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("name another folder"));
}

#[test]
fn mistakes_in_the_settings_are_all_told_before_anything_is_built() {
    let room = Room::new("settings");
    room.put("docs/celan.toml", "title = \"\"\n[colours]\naccent = \"#ffee00\"\n");
    let output = room.build("out");
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("celan.toml line 1: expected a title, found none; "), "{told}");
    assert!(told.contains("celan.toml line 3: expected a colour with a contrast of 4.5:1"), "{told}");
    assert!(!room.0.join("out").exists());
}

#[test]
fn own_rows_are_used_by_the_build_and_what_was_read_without_them_is_read_again() {
    let room = Room::new("rows");
    for (name, text) in [
        ("dist/site/celan.1.js", "const BUILD = {\"parts\":{\"core\":\"core.1.bundle\"}};"),
        ("dist/site/core.1.bundle", ""),
        (
            "dist/site/styles.1.css",
            "a { --a: var(--celan-accent, #111111); --b: var(--celan-accent-soft, #222222); }",
        ),
        (
            "dist/site/index.html",
            "<title>策览</title><script src=\"celan.1.js\" data-corpus=\"corpus.1.json\">",
        ),
        ("docs/氢.txt", "云溪开发区产业规划\n到2031年,全区氢能企业达到37家。\n"),
    ] {
        room.put(name, text);
    }
    let build = |rows: &str| {
        room.put("docs/celan.toml", rows);
        let celan = Command::new(env!("CARGO_BIN_EXE_celan"))
            .current_dir(&room.0)
            .args(["build", "docs", "--json", "--template", "dist", "-o", "out"])
            .output()
            .expect("the program runs");
        assert!(celan.status.success(), "{}", String::from_utf8_lossy(&celan.stderr));
        serde_json::from_slice::<serde_json::Value>(&celan.stdout).expect("a report")
    };
    let unknown = |report: &serde_json::Value| report["no_place"].to_string().contains("氢.txt");
    assert!(unknown(&build("")));
    let report = build("title = \"云溪\"\n[[places]]\nname = \"云溪开发区\"\nwithin = \"341723\"\n");
    assert!(!unknown(&report), "{report}");
    assert_eq!(report["unchanged"], 0);
    let names: Vec<String> = room.files("out").into_keys().map(|name| name.display().to_string()).collect();
    let core = names.iter().find(|name| name.starts_with("core.")).expect("tables");
    let script =
        names.iter().find(|name| name.starts_with("celan.") && name.ends_with(".js")).expect("a script");
    assert!(!names.iter().any(|name| name == "core.1.bundle" || name == "celan.1.js"), "{names:?}");
    assert!(room.text(&format!("out/{script}")).contains(core));
    assert!(
        room.text("out/index.html").contains(script)
            && room.text("out/index.html").contains("<title>云溪</title>")
    );
}

/// An archive of stored members, whose names may say anything.
fn archive(members: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in members {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a member begins");
        std::io::Write::write_all(&mut archive, text.as_bytes()).expect("a member is written");
    }
    archive.finish().expect("the archive is finished").into_inner()
}

#[test]
fn hostile_documents_neither_leave_their_folder_nor_steer_terminal_page_or_spreadsheet() {
    let room = Room::new("hostile");
    let plan = "=HYPERLINK(\"http://x\")<script>alert(1)</script>产业规划\n一、目标\n到2031年,全县氢能企业达到37家。\n";
    let bytes =
        archive(&[("../../../outside.txt", plan), ("/etc/absolute.txt", &format!("{plan}二、保障\n"))]);
    fs::write(room.0.join("docs/攻.zip"), bytes).expect("the folder is ours");
    room.put("docs/\u{202e}txt.\u{1b}[31m红.bin", "\0\u{1}");
    let before: Vec<_> = room.files("").into_keys().filter(|name| !name.starts_with("out")).collect();
    let celan = |words: &[&str]| {
        let mut celan = Command::new(env!("CARGO_BIN_EXE_celan"));
        celan.current_dir(&room.0).args(words).output().expect("the program runs")
    };
    let output = celan(&["build", "docs", "--template", "dist", "-o", "out"]);
    assert!(output.status.success());
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!told.contains('\u{1b}') && !told.contains('\u{202e}'), "{told:?}");
    let after: Vec<_> = room.files("").into_keys().filter(|name| !name.starts_with("out")).collect();
    assert_eq!(before, after, "nothing is written outside of the output");
    assert!(!room.0.join("../../outside.txt").exists() && !Path::new("/etc/absolute.txt").exists());
    for (name, bytes) in
        room.files("out").iter().filter(|(name, _)| name.extension().is_some_and(|e| e == "html"))
    {
        assert!(!String::from_utf8_lossy(bytes).contains("<script>alert"), "{}", name.display());
    }
    assert!(celan(&["export", "docs/攻.zip", "-o", "tables", "--format", "csv"]).status.success());
    let table = room.text("tables/documents.csv");
    assert!(
        table.contains("'=HYPERLINK") && !table.contains(",=HYPERLINK") && !table.contains("\"=HYPERLINK"),
        "{table}"
    );
}
