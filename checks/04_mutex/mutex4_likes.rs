use exercise::like;
use std::sync::Mutex;
use std::thread;

/// One fan alone gets the next numbers, one after the other.
#[test]
fn one_fan_counts_up() {
    let likes = Mutex::new(0);
    let numbers = [like(&likes), like(&likes), like(&likes)];
    assert!(
        numbers == [1, 2, 3],
        "One fan liked the video three times, all alone, and got the numbers {numbers:?}."
    );
    let counted = *likes.lock().unwrap();
    assert!(
        counted == 3,
        "One fan liked the video three times, all alone, and {counted} likes were counted."
    );
    let others = Mutex::new(41);
    let number = like(&others);
    assert!(
        number == 42,
        "Another video had 41 likes and got one more. It should be number 42, but it is number {number}."
    );
}

/// Every like counts, also when two come at the same moment.
#[test]
fn every_like_counts() {
    let likes = Mutex::new(0);
    thread::scope(|world| {
        world.spawn(|| like(&likes));
        world.spawn(|| like(&likes));
    });
    let counted = *likes.lock().unwrap();
    assert!(
        counted == 2,
        "Two fans liked the video at the same moment, and {counted} was counted instead of 2."
    );
}

/// Every like gets a number of its own.
#[test]
fn every_like_has_its_own_number() {
    let likes = Mutex::new(0);
    let (first, second) = thread::scope(|world| {
        let fan = world.spawn(|| like(&likes));
        (like(&likes), fan.join().ok())
    });
    let Some(second) = second else {
        panic!("Two fans liked the video at the same moment, and one of them panicked.");
    };
    assert!(
        first != second,
        "Two fans liked the video at the same moment, and both were told: \"Your like is number {first}!\""
    );
    assert!(
        first + second == 3,
        "Two fans liked the video at the same moment. Their numbers should be 1 and 2, but they were {first} and {second}."
    );
}
