//! ` etc ` between Chinese words, where a translation engine wrote it for 等.
//!
//! In: `大数据及云服务 etc 新型网络基础设施` Out: `大数据及云服务等新型网络基础设施`

use super::{Finds, Scan, Tables};
use crate::clean::text::{after, before, is_blank, is_han};

pub(super) fn find(scan: &Scan<'_>, _tables: &Tables, finds: &mut Finds) {
    let text = scan.text;
    for &blank in &scan.blanks {
        let word = blank + scan.at(blank).len_utf8();
        if text.as_bytes().get(word) != Some(&b'e') {
            continue;
        }
        let Some(behind) = text[word..].strip_prefix("etc") else { continue };
        let start = text[..blank].trim_end_matches(is_blank).len();
        let behind = behind.strip_prefix('.').unwrap_or(behind).trim_start_matches(is_blank);
        let end = text.len() - behind.len();
        // ETC is a toll card, and an English sentence keeps its words: both sides must be Chinese, parted by blanks.
        let parted = before(text, start).is_some_and(is_han);
        let goes_on =
            after(text, end).is_some_and(|c| is_han(c) || matches!(c, '，' | '。' | '；' | '、' | '）'));
        if parted && goes_on {
            finds.replace(start..end, "等");
        }
    }
}
