//! What a task needs beyond Rust, installed when it is missing: the wasm target, npm packages, Chromium, a Chinese font.
//!
//! Each looks first and is quiet when all is there, so that a second run needs no network.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::at;
use crate::step::{ask, command, run, step};

/// The compiler's target for the browser.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The wasm target of the installed Rust.
pub(crate) fn wasm_target() -> Result<()> {
    let Some(sysroot) = ask(&mut command("rustc", &["--print", "sysroot"])) else {
        bail!("rustc cannot be run; install Rust 1.95 with rustup");
    };
    if Path::new(&sysroot).join("lib/rustlib").join(WASM_TARGET).join("lib").is_dir() {
        return Ok(());
    }
    if ask(&mut command("rustup", &["--version"])).is_none() {
        bail!(
            "the target {WASM_TARGET} is missing and there is no rustup to add it; add it as your Rust came"
        );
    }
    step("installing the wasm target", || run(&mut command("rustup", &["target", "add", WASM_TARGET])))
}

/// Node and the npm packages of the lock file: wasm-opt, terser, the browser's driver, axe.
pub(crate) fn npm_packages() -> Result<()> {
    node()?;
    let lock = fs::read(at("package-lock.json"))?;
    let stamp = at("node_modules/.celan-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    step("installing the npm packages of package-lock.json", || {
        run(&mut command("npm", &["ci", "--no-audit", "--no-fund"]))?;
        Ok(fs::write(&stamp, &lock)?)
    })
}

fn node() -> Result<()> {
    if major_version(ask(&mut command("node", &["--version"]))) >= 18
        && ask(&mut command("npm", &["--version"])).is_some()
    {
        return Ok(());
    }
    apt("Node.js", &["nodejs", "npm"])?;
    if major_version(ask(&mut command("node", &["--version"]))) < 18 {
        bail!("Node.js 18 or newer is needed; install it with npm and try again");
    }
    Ok(())
}

/// 20 of `v20.20.2`; 0 where nothing answered.
fn major_version(said: Option<String>) -> u32 {
    let said = said.unwrap_or_default();
    said.trim_start_matches('v').split('.').next().and_then(|major| major.parse().ok()).unwrap_or(0)
}

/// A Chromium to drive, and a font that has Chinese in it.
pub(crate) fn chromium() -> Result<PathBuf> {
    if let Some(found) = find_chromium() {
        return Ok(found);
    }
    if can_apt() {
        apt("Chromium and a Chinese font", &["chromium", "fonts-noto-cjk"])?;
    } else {
        npm_packages()?;
        step("installing Playwright's Chromium", || {
            run(&mut command("node", &["node_modules/playwright-core/cli.js", "install", "chromium"]))
        })?;
    }
    match find_chromium() {
        Some(found) => Ok(found),
        None => bail!(
            "the browser tests need Chromium and a Chinese font: install chromium and fonts-noto-cjk, \
             or name a Chromium in the environment variable CELAN_CHROMIUM"
        ),
    }
}

fn find_chromium() -> Option<PathBuf> {
    let named = env::var_os("CELAN_CHROMIUM").map(PathBuf::from).into_iter();
    let usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    let found = named.chain(usual.iter().map(PathBuf::from)).find(|path| path.is_file());
    found.or_else(|| {
        let script = "console.log(require('playwright-core').chromium.executablePath())";
        ask(&mut command("node", &["-e", script])).map(PathBuf::from).filter(|path| path.is_file())
    })
}

/// A Debian on which we may install.
fn can_apt() -> bool {
    Path::new("/usr/bin/apt-get").is_file() && ask(&mut command("id", &["-u"])).is_some_and(|id| id == "0")
}

fn apt(what: &str, packages: &[&str]) -> Result<()> {
    if !can_apt() {
        bail!("{what} is missing; install it ({}) and try again", packages.join(", "));
    }
    step(&format!("installing {what} with apt-get"), || {
        // A list of packages that is out of date is no reason to stop: the packages may still be had.
        if let Err(error) =
            run(command("apt-get", &["update", "-qq"]).env("DEBIAN_FRONTEND", "noninteractive"))
        {
            eprintln!("  {error:#}");
        }
        let words = ["install", "-y", "-qq", "--no-install-recommends"];
        let mut install = command("apt-get", &words);
        run(install.args(packages).env("DEBIAN_FRONTEND", "noninteractive"))
    })
}
