//! `HashMap` and `HashSet`: the real ones, in the same order in every run.

use explorer::collections::{HashMap, HashSet, VecDeque};
use explorer::hash::{BuildHasher, RandomState};
use explorer::thread;

use crate::explored::outcomes;

const WORDS: [&str; 8] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight",
];

#[test]
fn the_order_is_the_same_in_every_run_and_thread() {
    let order = || {
        let map: HashMap<&str, usize> = WORDS.into_iter().zip(0..).collect();
        let set: HashSet<&str> = WORDS.into();
        let keys: Vec<&str> = map.keys().copied().collect();
        let members: Vec<&str> = set.into_iter().collect();
        (keys, members)
    };
    let seen = outcomes(|| {
        let theirs = thread::spawn(order).join().unwrap();
        assert_eq!(theirs, order());
        theirs
    });
    assert_eq!(seen.len(), 1);
    // In another exploration too.
    assert_eq!(seen, outcomes(order));
}

#[test]
fn hashes_are_the_same_in_every_run() {
    let hash = || RandomState::new().hash_one("a word");
    assert_eq!(outcomes(hash), outcomes(hash));
    assert_eq!(hash(), HashMap::<u8, u8>::new().hasher().hash_one("a word"));
}

#[test]
fn a_map_does_what_the_real_one_does() {
    let mut map = HashMap::from([("a", 1), ("b", 2)]);
    *map.entry("a").or_insert(0) += 10;
    map.entry("c").or_default();
    map.extend([("d", 4)]);
    map.retain(|_, value| *value != 2);
    for value in map.values_mut() {
        *value *= 2;
    }
    for (_, value) in &mut map {
        *value += 1;
    }
    assert_eq!(map["a"], 23);
    assert_eq!(
        (map.remove("c"), map.get("b"), map.len()),
        (Some(1), None, 2)
    );
    assert_eq!(map, HashMap::from([("d", 9), ("a", 23)]));
    assert_ne!(map, HashMap::default());
    let mut values: Vec<i32> = map.clone().into_values().collect();
    values.sort_unstable();
    assert_eq!(values, [9, 23]);
    map.clear();
    assert_eq!(format!("{map:?}"), "{}");
    assert!(HashMap::<u8, u8>::with_capacity(10).capacity() >= 10);
}

#[test]
fn a_set_does_what_the_real_one_does() {
    let (left, right) = (HashSet::from([1, 2]), HashSet::from([2, 3]));
    assert_eq!(&left & &right, HashSet::from([2]));
    assert_eq!(&left | &right, (1..=3).collect());
    assert_eq!(&left - &right, HashSet::from([1]));
    assert_eq!(&left ^ &right, HashSet::from([1, 3]));
    assert_eq!(left.intersection(&right).count(), 1);
    let mut set = left;
    assert!(set.insert(5) && !set.insert(5) && set.contains(&5) && set.remove(&1));
    assert_eq!(set, HashSet::from([5, 2]));
    assert_eq!(format!("{:?}", HashSet::from([7])), "{7}");
}

#[test]
fn the_other_collections_are_the_real_ones() {
    let queue: std::collections::VecDeque<u8> = VecDeque::from([1]);
    assert_eq!(queue, [1]);
}
