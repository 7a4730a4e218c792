//! The character sets that texts come in, read by what the platform has: `encoding_rs` natively, and in the browser its
//! own `TextDecoder`, which spares every visitor a hundred kilobytes of tables.

/// A character set, under its label in the Encoding Standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Charset {
    Utf8,
    Utf16Le,
    Utf16Be,
    /// With GBK and GB 2312 in it.
    Gb18030,
    Big5,
    /// Latin text of Western office programs.
    #[cfg(any(feature = "html", feature = "pdf"))]
    Windows1252,
}

impl Charset {
    /// The set that a byte order mark names, and the length of the mark.
    pub(crate) fn of_mark(bytes: &[u8]) -> Option<(Self, usize)> {
        match bytes {
            [0xEF, 0xBB, 0xBF, ..] => Some((Self::Utf8, 3)),
            [0xFF, 0xFE, ..] => Some((Self::Utf16Le, 2)),
            [0xFE, 0xFF, ..] => Some((Self::Utf16Be, 2)),
            _ => None,
        }
    }

    /// The set that a page names.
    #[cfg(feature = "html")]
    pub(crate) fn of_label(label: &[u8]) -> Option<Self> {
        match label.to_ascii_lowercase().as_slice() {
            b"utf-8" | b"utf8" => Some(Self::Utf8),
            b"gbk" | b"gb2312" | b"gb18030" | b"gb_2312-80" | b"x-gbk" | b"chinese" => Some(Self::Gb18030),
            b"big5" | b"big5-hkscs" | b"cn-big5" | b"x-x-big5" => Some(Self::Big5),
            b"utf-16" | b"utf-16le" => Some(Self::Utf16Le),
            b"utf-16be" => Some(Self::Utf16Be),
            b"windows-1252" | b"iso-8859-1" => Some(Self::Windows1252),
            _ => None,
        }
    }

    /// The text of `bytes`; what the set leaves undefined becomes U+FFFD.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn decode(self, bytes: &[u8]) -> String {
        let encoding = match self {
            Self::Utf8 => encoding_rs::UTF_8,
            Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
            Self::Gb18030 => encoding_rs::GB18030,
            Self::Big5 => encoding_rs::BIG5,
            #[cfg(any(feature = "html", feature = "pdf"))]
            Self::Windows1252 => encoding_rs::WINDOWS_1252,
        };
        encoding.decode_without_bom_handling(bytes).0.into_owned()
    }

    /// The text of `bytes`; what the set leaves undefined becomes U+FFFD. Empty where the browser lacks the set.
    #[cfg(target_arch = "wasm32")]
    pub(crate) fn decode(self, bytes: &[u8]) -> String {
        let label = match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Gb18030 => "gb18030",
            Self::Big5 => "big5",
            #[cfg(any(feature = "html", feature = "pdf"))]
            Self::Windows1252 => "windows-1252",
        };
        let decoder = web_sys::TextDecoder::new_with_label(label);
        decoder.and_then(|decoder| decoder.decode_with_u8_array(bytes)).unwrap_or_default()
    }
}
