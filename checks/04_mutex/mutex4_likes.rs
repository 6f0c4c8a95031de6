use exercise::like;
use probes::quiesce;
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
    let round = [
        41, 65_535, 2_417_005, 99, 255, 499, 999, 9_999, 99_999, 999_999,
    ];
    for before in round.into_iter().chain(0..=20) {
        let others = Mutex::new(before);
        let number = like(&others);
        let (right, counted) = (before + 1, *others.lock().unwrap());
        assert!(
            number == right && counted == right,
            "Another video had {before} likes and got one more. It should be number {right}, but it is number {number}, and the \
             count says {counted}."
        );
    }
    let number = like(&likes);
    assert!(
        number == 4,
        "One fan liked a video three times, then others, then the first one again. That should be its number 4, but it is \
         number {number}."
    );
}

/// Every like counts, even when two come at the same moment.
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

/// However the threads interleave, no like is lost and no number is given out twice.
#[test]
fn many_may_come_in_between() {
    let likes = Mutex::new(0);
    let (mut numbers, one) = thread::scope(|world| {
        let fan = world.spawn(|| like(&likes));
        (Vec::from([(); 6].map(|()| like(&likes))), fan.join().ok())
    });
    numbers.extend(one);
    numbers.sort_unstable();
    let counted = *likes.lock().unwrap();
    assert!(
        numbers == [1, 2, 3, 4, 5, 6, 7] && counted == 7,
        "One fan liked the video, and another one did six times meanwhile. In the end the count said {counted}, and the \
         numbers they were told, sorted, were {numbers:?}."
    );
}

/// A thread that finds the lock taken sleeps until it is free, and then the like counts.
#[test]
fn who_finds_it_locked_waits() {
    let (likes, other_video) = (Mutex::new(0), Mutex::new(0));
    let mut numbers = thread::scope(|world| {
        let mut count = likes.lock().unwrap();
        let fans = [(); 2].map(|()| world.spawn(|| like(&likes)));
        quiesce();
        // Nobody has the lock of another video.
        like(&other_video);
        *count += 10;
        drop(count);
        fans.map(|fan| fan.join().ok())
    });
    numbers.sort_unstable();
    let counted = *likes.lock().unwrap();
    assert!(
        numbers == [Some(11), Some(12)] && counted == 12,
        "While two fans liked the video, somebody else had the lock, added 10 likes and gave it back. The fans were told {numbers:?} \
         instead of Some(11) and Some(12), and the count says {counted}."
    );
}
