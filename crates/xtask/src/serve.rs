//! A small server for the built files, with the policy under which the page has to work.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::build;

/// The policy that www/widget/README.md promises to work under, and the tests of the browser assert.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    connect-src 'self'; img-src 'self' data:; worker-src 'self' blob:; font-src 'self'; manifest-src 'self'; \
    base-uri 'none'; form-action 'none'";

/// Longest request head that is read.
const MAX_HEAD: u64 = 32 * 1024;

/// Builds, then serves until it is stopped.
pub(crate) fn serve(release: bool, port: u16) -> Result<()> {
    // Before the build: who waits for it should not learn only then that the port is taken.
    let listener = match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(listener) => listener,
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            bail!("port {port} is in use; choose another one with --port")
        }
        Err(error) => return Err(error).with_context(|| format!("port {port} cannot be opened")),
    };
    let built = build::build(release)?;
    let address = format!("http://127.0.0.1:{port}/");
    eprintln!("策览 is at {address}  (the element in a portal's page: {address}portal/)  Ctrl-C ends it.");
    let places = Places(vec![
        ("/widget/", built.join("widget")),
        ("/portal/", built.join("portal")),
        ("/", built.join("site")),
    ]);
    for connection in listener.incoming().flatten() {
        let places = places.clone();
        thread::spawn(move || {
            // A visitor who leaves in the middle is no trouble of ours.
            let _ = answer(connection, &places);
        });
    }
    Ok(())
}

/// Folders by the path under which they are served; the first that fits counts.
#[derive(Clone)]
struct Places(Vec<(&'static str, PathBuf)>);

impl Places {
    /// The file that a path asks for.
    fn find(&self, path: &str) -> Option<PathBuf> {
        let (rest, folder) = self.0.iter().find_map(|(at, folder)| Some((path.strip_prefix(at)?, folder)))?;
        let rest = decode(rest)?;
        if rest.starts_with('/') || rest.split('/').any(|piece| piece == ".." || piece.contains(['\\', '\0']))
        {
            return None;
        }
        let file = folder.join(rest);
        Some(if file.is_dir() { file.join("index.html") } else { file })
    }
}

fn answer(mut connection: TcpStream, places: &Places) -> io::Result<()> {
    connection.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut head = BufReader::new(&connection).take(MAX_HEAD);
    let mut request = String::new();
    head.read_line(&mut request)?;
    let mut line = String::new();
    while head.read_line(&mut line)? > 2 {
        line.clear();
    }
    let mut words = request.split_whitespace();
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if method != "GET" && method != "HEAD" {
        return send(&mut connection, "405 Method Not Allowed", "text/plain", b"only GET\n", true);
    }
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let found = places.find(path).and_then(|file| Some((fs::read(&file).ok()?, mime(&file))));
    match found {
        Some((bytes, mime)) => send(&mut connection, "200 OK", mime, &bytes, method == "GET"),
        None => {
            send(&mut connection, "404 Not Found", "text/plain", b"there is no such file\n", method == "GET")
        }
    }
}

fn send(to: &mut TcpStream, status: &str, mime: &str, bytes: &[u8], body: bool) -> io::Result<()> {
    let length = bytes.len();
    write!(
        to,
        "HTTP/1.1 {status}\r\nContent-Type: {mime}\r\nContent-Length: {length}\r\nCache-Control: no-cache\r\n\
         Content-Security-Policy: {POLICY}\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n\
         Connection: close\r\n\r\n"
    )?;
    if body {
        to.write_all(bytes)?;
    }
    to.flush()
}

fn mime(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "md" | "txt" | "ts" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// `%E7%AD%96` → 策; `None` where it is not UTF-8 or a `%` stands alone.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let places = Places(vec![("/", PathBuf::from("/srv"))]);
        for path in ["/../etc/passwd", "/a/%2e%2e/%2E%2E/b", "/..%5cb", "/a%00", "/%", "/%zz", "x"] {
            assert_eq!(places.find(path), None, "{path}");
        }
        assert_eq!(places.find("/%E7%AD%96.txt"), Some(PathBuf::from("/srv/策.txt")));
        assert_eq!(places.find("//etc/passwd"), None);
    }
}
