//! Tables by Chinese character that are asked for every character of a text: looked up, not searched.

/// First and last of the characters that nearly all of Chinese is written in: CJK Unified Ideographs.
const UNIFIED: std::ops::RangeInclusive<u32> = 0x4E00..=0x9FFF;

/// A value for each character of CJK Unified Ideographs; the default where none was given.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ByHan<T>(Vec<T>);

impl<T: Copy + Default> ByHan<T> {
    /// Takes those of `values` whose characters are in the table.
    pub(crate) fn new(values: impl IntoIterator<Item = (char, T)>) -> Self {
        let mut table = vec![T::default(); UNIFIED.count()];
        for (c, value) in values {
            if let Some(slot) = place(c).and_then(|at| table.get_mut(at)) {
                *slot = value;
            }
        }
        Self(table)
    }

    /// The value of `c`; nothing for a character that is not in the table.
    pub(crate) fn get(&self, c: char) -> Option<T> {
        self.0.get(place(c)?).copied()
    }
}

fn place(c: char) -> Option<usize> {
    u32::from(c).checked_sub(*UNIFIED.start()).map(|at| at as usize)
}
