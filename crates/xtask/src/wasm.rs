//! The programs for the browser: cargo, wasm-bindgen, and for a release wasm-opt down to what Chromium 86 understands.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::at;
use crate::memory;
use crate::need;
use crate::step::{command, run, step};

/// Lowers what the compiler emits to WebAssembly's first edition plus mutable globals, and takes out what is needless in it.
/// Undocumented as a recipe, so the result is validated. The compiler has made the code small: passes that fold or share more
/// of it, or sort functions and locals by use (`-Oz` has them all), leave fewer bytes that pack far worse.
const LOWER: [&str; 10] = [
    "--mvp-features",
    "--enable-mutable-globals",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--signext-lowering",
    "--llvm-nontrapping-fptoint-lowering",
    "--remove-unused-module-elements",
    "--duplicate-function-elimination",
];
/// A round of tidying; the second finds what the first has laid bare.
const TIDY: [&str; 9] = [
    "--optimize-instructions",
    "--precompute",
    "--code-pushing",
    "--merge-blocks",
    "--remove-unused-brs",
    "--remove-unused-names",
    "--merge-blocks",
    "--rse",
    "--vacuum",
];

/// What Chromium 86 must be able to read.
const FLOOR: [&str; 4] = ["--mvp-features", "--enable-mutable-globals", "-o", "/dev/null"];

/// The lines of the glue that look for its own address when it loads. In a `srcdoc` frame `new URL` throws there.
const SCRIPT_SRC: &str = "script_src = new URL(document.currentScript.src, location.href).toString();";

/// Program and glue.
pub(crate) struct Program {
    /// The module.
    pub(crate) wasm: Vec<u8>,
    /// A script that declares `wasm_bindgen`.
    pub(crate) glue: String,
}

/// The programs for the browser.
pub(crate) struct Programs {
    /// `celan-app`: app and engine.
    pub(crate) app: Program,
    /// `celan-extractor`, which reads texts.
    pub(crate) extractor: Program,
    /// `celan-whole`: app, engine and extractor in one, where bytes are counted, in a release.
    pub(crate) whole: Option<Program>,
    /// `celan-reader`, which reads files that are more than text.
    pub(crate) reader: Program,
    /// `celan-unpacker`, which the single file begins with. It needs no glue.
    pub(crate) unpacker: Program,
    /// `celan-locator`, the catalogue of a corpus in parts. It needs no glue.
    pub(crate) locator: Program,
}

/// Builds the programs.
pub(crate) fn programs(release: bool) -> Result<Programs> {
    need::wasm_target()?;
    if release {
        need::npm_packages()?;
    }
    let profile = if release { "wasm-release" } else { "wasm-dev" };
    let quick = if release { "wasm-extractor" } else { profile };
    thread::scope(|scope| {
        // While the compiler is at the next program, the one before is made ready.
        let begin = |package: &'static str, profile: &'static str| {
            let built = step(&format!("compiling {package} ({profile})"), || compile(package, profile))?;
            anyhow::Ok(scope.spawn(move || finished(package, &built, profile, release)))
        };
        let app = begin("celan-app", profile)?;
        let whole = if release { Some(begin("celan-whole", profile)?) } else { None };
        let reader = begin("celan-reader", profile)?;
        let extractor = begin("celan-extractor", quick)?;
        let unpacker = begin("celan-unpacker", profile)?;
        let locator = begin("celan-locator", profile)?;
        let end =
            |begun: Begun<'_>| begun.join().unwrap_or_else(|_| bail!("making a program ready panicked"));
        Ok(Programs {
            app: end(app)?,
            extractor: end(extractor)?,
            whole: whole.map(end).transpose()?,
            reader: end(reader)?,
            unpacker: end(unpacker)?,
            locator: end(locator)?,
        })
    })
}

/// A program that is made ready.
type Begun<'scope> = thread::ScopedJoinHandle<'scope, Result<Program>>;

/// What the compiler built, made ready for browsers, unless that was done in an earlier run.
fn finished(package: &str, built: &Path, profile: &str, release: bool) -> Result<Program> {
    let bytes = fs::read(built).with_context(|| built.display().to_string())?;
    let recipe = [LOWER.concat(), TIDY.concat()].concat();
    let name = format!("{package}-{profile}-{}", celan_site::hash(&[&bytes, recipe.as_bytes()]));
    let kept = at("target/xtask").join(name);
    if !kept.join("glue.js").is_file() {
        make(package, built, &kept, release)?;
    }
    let glue = fs::read_to_string(kept.join("glue.js"))?;
    Ok(Program { wasm: fs::read(kept.join("program.wasm"))?, glue })
}

fn compile(package: &str, profile: &str) -> Result<PathBuf> {
    let words = ["build", "--package", package, "--lib", "--target", need::WASM_TARGET, "--profile", profile];
    run(&mut command("cargo", &words))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| at("target"), PathBuf::from);
    Ok(target.join(need::WASM_TARGET).join(profile).join(format!("{}.wasm", package.replace('-', "_"))))
}

/// Makes program and glue of what the compiler built, into the folder `kept`; the glue comes last, as proof that all is
/// there.
fn make(package: &str, built: &Path, kept: &Path, release: bool) -> Result<()> {
    let _ = fs::remove_dir_all(kept);
    fs::create_dir_all(kept)?;
    let (raw, glue) =
        step(&format!("making the glue of {package} (wasm-bindgen)"), || bindgen(built, kept, release))?;
    let program = kept.join("program.wasm");
    if release {
        step(&format!("lowering {package} to the floor (wasm-opt)"), || lower(&raw, &program))?;
    } else {
        fs::rename(raw, program)?;
    }
    Ok(fs::write(kept.join("glue.js"), glue)?)
}

fn bindgen(built: &Path, folder: &Path, release: bool) -> Result<(PathBuf, String)> {
    let mut made = Bindgen::new()
        .input_path(built)
        .out_name("raw")
        .no_modules(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()?;
    if release {
        memory::lower(made.wasm_mut());
    }
    made.emit(folder)?;
    let glue = fs::read_to_string(folder.join("raw.js"))?;
    if glue.matches(SCRIPT_SRC).count() != 1 {
        bail!("the glue no longer holds the line `{SCRIPT_SRC}`; see what it does in a srcdoc frame now");
    }
    // The script says itself where its parts are.
    Ok((folder.join("raw_bg.wasm"), glue.replace(SCRIPT_SRC, "")))
}

fn lower(raw: &Path, program: &Path) -> Result<()> {
    run(wasm_opt().arg(raw).args(LOWER).args(TIDY).args(TIDY).args(["--reorder-locals", "-o"]).arg(program))?;
    run(wasm_opt().arg(program).args(FLOOR)).context("the program does not validate for Chromium 86")
}

fn wasm_opt() -> Command {
    command("node", &["node_modules/.bin/wasm-opt"])
}
