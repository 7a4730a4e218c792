//! What files came to in earlier runs, so that what did not change is not done again.
//!
//! One file (postcard) for each file that was read, named by a digest of its name, its bytes, the settings and this very program:
//! another version, or other tables, finds nothing. What cannot be understood counts as absent.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context;
use celan_site::Own;
use sha2::{Digest as _, Sha256};

use super::Reading;

/// A folder of readings.
pub(crate) struct Cache {
    folder: PathBuf,
    program: Vec<u8>,
    used: Mutex<BTreeSet<String>>,
}

impl Cache {
    /// The cache in `folder`, which need not be there yet, for what is read with `own` settings.
    pub(crate) fn in_folder(folder: PathBuf, own: &Own) -> anyhow::Result<Self> {
        fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        let mut hash = Sha256::new();
        hash.update(program());
        hash.update(own.title());
        hash.update(own.core.as_deref().unwrap_or_default());
        Ok(Self { folder, program: hash.finalize().to_vec(), used: Mutex::default() })
    }

    /// The key of a file.
    pub(crate) fn key(&self, name: &str, bytes: &[u8]) -> String {
        let mut hash = Sha256::new();
        hash.update(&self.program);
        hash.update((name.len() as u64).to_le_bytes());
        hash.update(name);
        hash.update(bytes);
        hex(&hash.finalize())
    }

    /// What is known of a key.
    pub(crate) fn get(&self, key: &str) -> Option<Reading> {
        let known = postcard::from_bytes(&fs::read(self.path(key)).ok()?).ok()?;
        self.mark(key);
        Some(known)
    }

    /// Keeps what is known of a key; a run that is cut short leaves whole files only.
    pub(crate) fn put(&self, key: &str, reading: &Reading) -> anyhow::Result<()> {
        let path = self.path(key);
        let part = self.folder.join(format!("{key}.part"));
        let bytes = postcard::to_stdvec(reading).context("a reading cannot be written")?;
        fs::write(&part, bytes).with_context(|| format!("{} cannot be written", part.display()))?;
        fs::rename(&part, &path).with_context(|| format!("{} cannot be written", path.display()))?;
        self.mark(key);
        Ok(())
    }

    /// Takes away what this run did not ask for.
    pub(crate) fn prune(&self) -> anyhow::Result<()> {
        let used = self.used.lock().map(|used| used.clone()).unwrap_or_default();
        let unread = || format!("{} cannot be read", self.folder.display());
        for entry in fs::read_dir(&self.folder).with_context(unread)? {
            let path = entry.with_context(unread)?.path();
            let key = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            if !used.contains(&key) {
                fs::remove_file(&path).with_context(|| format!("{} cannot be removed", path.display()))?;
            }
        }
        Ok(())
    }

    fn mark(&self, key: &str) {
        if let Ok(mut used) = self.used.lock() {
            used.insert(key.to_owned());
        }
    }

    fn path(&self, key: &str) -> PathBuf {
        self.folder.join(format!("{key}.read"))
    }
}

/// Digits for bytes.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What tells this program, tables included, from every other. One that cannot read itself remembers nothing.
fn program() -> Vec<u8> {
    let bytes = std::env::current_exe().and_then(fs::read);
    match bytes {
        Ok(bytes) => Sha256::digest(bytes).to_vec(),
        Err(_) => {
            let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            now.as_nanos().to_le_bytes().to_vec()
        }
    }
}
