//! Documents and other bytes in the shapes in which a browser takes them.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;

/// The documents of a site as the one file that the page fetches: `{"documents":[{"name","text"}]}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corpus {
    json: Vec<u8>,
}

impl Corpus {
    /// The documents in the order in which the page is to have them, each with the name of its file.
    pub fn new<'a>(documents: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut corpus = Filling::default();
        documents.into_iter().for_each(|(name, text)| corpus.add(name, text));
        corpus.finish()
    }

    /// The file.
    pub fn bytes(&self) -> &[u8] {
        &self.json
    }

    /// Its name, which changes with the documents.
    pub fn file_name(&self) -> String {
        format!("corpus.{}.json", hash(&[&self.json]))
    }
}

/// A corpus that is being filled, one document at a time: all texts as one tree would take as much memory again.
#[derive(Debug, Default)]
pub struct Filling {
    json: Vec<u8>,
}

impl Filling {
    /// Adds a document with the name of its file.
    pub fn add(&mut self, name: &str, text: &str) {
        self.json.extend_from_slice(if self.json.is_empty() { b"{\"documents\":[" } else { b"," });
        self.json.extend(json!({ "name": name, "text": text }).to_string().into_bytes());
    }

    /// The corpus of what was added.
    pub fn finish(mut self) -> Corpus {
        if self.json.is_empty() {
            self.json.extend_from_slice(b"{\"documents\":[");
        }
        self.json.extend_from_slice(b"]}");
        Corpus { json: self.json }
    }
}

/// A short name for content (FNV-1a, 64 bits): the same bytes have the same name on every machine.
pub fn hash(pieces: &[&[u8]]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in pieces.iter().flat_map(|piece| piece.iter()) {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    format!("{hash:016x}")
}

/// Base64 of gzip: how bytes lie in a block of the single file, where no text of theirs can end the block early.
pub fn packed(bytes: &[u8]) -> String {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes).expect("memory takes every byte");
    base64(&packer.finish().expect("memory takes every byte"))
}

/// Base64 with padding (RFC 4648).
pub(crate) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for piece in bytes.chunks(3) {
        let [a, b, c] = [0, 1, 2].map(|at| u32::from(piece.get(at).copied().unwrap_or(0)));
        let bits = a << 16 | b << 8 | c;
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at) & 63) as usize];
            text.push(if at <= piece.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_what_browsers_read() {
        for (bytes, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn a_corpus_is_named_by_its_content() {
        let one = Corpus::new([("a.txt", "策")]);
        assert_eq!(one.bytes(), "{\"documents\":[{\"name\":\"a.txt\",\"text\":\"策\"}]}".as_bytes());
        assert_eq!(one.file_name(), Corpus::new([("a.txt", "策")]).file_name());
        assert_ne!(one.file_name(), Corpus::new([("a.txt", "览")]).file_name());
    }
}
