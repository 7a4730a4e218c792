//! How much of a file is read at the most. A plan is some ten thousand characters; these leave room for whole volumes
//! and stop archives and documents that were made to exhaust memory.

/// Bytes of a file.
pub const FILE: usize = 64 << 20;
/// Bytes of a single part of an archive or docx, or of a page of a PDF, once unpacked.
pub const PART: usize = 32 << 20;
/// Bytes of all parts of an archive together, once unpacked.
pub const ARCHIVE: usize = 256 << 20;
/// Files in an archive.
pub const MEMBERS: usize = 20_000;
/// Pages of a PDF.
pub const PAGES: usize = 5_000;
/// Text that a page may come to.
pub const TEXT: usize = 64 << 20;
/// Elements of a web page inside each other, as deep as browsers go.
pub const DEPTH: usize = 512;
