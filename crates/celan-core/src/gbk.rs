//! GBK as pairs of bytes is a table like others; `Tables::gbk` holds it.

pub use celan_data::Gbk;
