//! Duties: which agency leads, helps or takes part in which measure.

use celan_data::Tables;

use crate::parse::Document;
use crate::span::Span;

/// Who is responsible for a measure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Duty {
    /// What is to be done: the words of the measure or its heading.
    pub measure: String,
    /// 牵头 / 责任单位.
    pub lead: Vec<String>,
    /// 配合单位.
    pub partners: Vec<String>,
    /// 参与.
    pub participants: Vec<String>,
    /// 群长, 组长, 责任人.
    pub persons: Vec<Person>,
    /// The place it holds for, where a measure has owners for several.
    pub place: Option<String>,
    /// Where the text says who.
    pub quote: Span,
    /// The text of the measure.
    pub measure_span: Span,
    /// Innermost section that holds it.
    pub section: Option<usize>,
}

/// A person in charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// 胡俊.
    pub name: String,
    /// 副群长.
    pub role: String,
    /// 县委副书记, where given.
    pub post: String,
}

/// The duties of a document, in the order of the text.
pub(crate) fn duties(_doc: &Document, _tables: &Tables) -> Vec<Duty> {
    Vec::new()
}
