//! Sorting for code that the browser fetches.
//!
//! The standard library's sort is made anew for each type it sorts, some kilobytes each, and a program sorts dozens of
//! types. Here one sort puts numbers in order, and the items are then moved to their places. Where sorting itself takes
//! the time (the index), the standard library's is called directly.

use std::cmp::Ordering;

/// Stable sorting that costs few bytes of program.
pub trait Order<T> {
    /// Sorts by a comparison.
    fn order_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    /// Sorts by a key, which is asked for at each comparison.
    fn order_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.order_by(|a, b| key(a).cmp(&key(b)));
    }
}

impl<T> Order<T> for [T] {
    fn order_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        if let Some(places) = places(self.len(), &mut |a, b| compare(&self[a], &self[b])) {
            settle(places, &mut |a, b| self.swap(a, b));
        }
    }
}

/// Brings the items to their places.
fn settle(mut places: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for at in 0..places.len() {
        while places[at] != at {
            let to = places[at];
            swap(at, to);
            places.swap(at, to);
        }
    }
}

/// For each of `count` items the place where it belongs; `None` where all are there already, as most are.
fn places(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Option<Vec<usize>> {
    if (1..count).all(|at| compare(at - 1, at).is_le()) {
        return None;
    }
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|&a, &b| compare(a, b));
    let mut places = vec![0; count];
    for (place, item) in order.into_iter().enumerate() {
        places[item] = place;
    }
    Some(places)
}

#[cfg(test)]
mod tests {
    use super::Order;

    #[test]
    fn it_sorts_as_the_standard_library_does() {
        for seed in 0_u32..200 {
            let next = |at: u32| (seed.wrapping_mul(2_654_435_761).wrapping_add(at * 40_503) >> 7) % 17;
            let mut items: Vec<(u32, u32)> = (0..seed).map(|at| (next(at), at)).collect();
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            items.order_by_key(|item| item.0);
            assert_eq!(items, expected, "equal keys keep their order");
        }
    }
}
