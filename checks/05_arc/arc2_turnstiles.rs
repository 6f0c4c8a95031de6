use exercise::let_in;
use probes::{Meeting, ThreadLog, quiesce, thread_count};
use std::sync::mpsc::{self, Sender};

/// A fan who tells us the number.
fn fan(tell: &Sender<u32>) -> Box<dyn FnOnce(u32) + Send> {
    let tell = tell.clone();
    Box::new(move |number| tell.send(number).unwrap())
}

/// The numbers that were given to fans in queues of these lengths, sorted, and how many are said to be inside.
fn evening(lengths: &[usize]) -> (Vec<u32>, u32) {
    let (tell, told) = mpsc::channel();
    let queues = lengths
        .iter()
        .map(|&length| (0..length).map(|_| fan(&tell)).collect())
        .collect();
    drop(tell);
    let inside = let_in(queues);
    let mut numbers: Vec<u32> = told.try_iter().collect();
    numbers.sort();
    (numbers, inside)
}

/// One turnstile alone counts its queue, and without any fans the count is 0.
#[test]
fn one_turnstile_counts() {
    let (_, inside) = evening(&[]);
    assert!(
        inside == 0,
        "The stadium stayed closed, but `let_in` says that {inside} fans are inside."
    );
    let (numbers, inside) = evening(&[3]);
    assert!(
        numbers == [1, 2, 3] && inside == 3,
        "3 fans came through a single turnstile. Their numbers were {numbers:?}, and `let_in` says {inside} fans are inside."
    );
    let (numbers, inside) = evening(&[0, 2, 0, 1, 0]);
    assert!(
        numbers == [1, 2, 3] && inside == 3,
        "At the second of 5 turnstiles 2 fans came through, at the fourth 1, and nobody at the others. Their numbers were \
         {numbers:?}, and `let_in` says {inside} fans are inside."
    );
    let (numbers, inside) = evening(&[300]);
    assert!(
        numbers.into_iter().eq(1..=300) && inside == 300,
        "300 fans came through a single turnstile. Their numbers were not 1 to 300, or `let_in`, which says {inside}, counted otherwise."
    );
}

/// Two turnstiles share one count: no number is given twice, and all fans are counted.
#[test]
fn all_turnstiles_share_one_count() {
    let (numbers, inside) = evening(&[1, 1]);
    assert!(
        numbers.len() == 2,
        "2 fans came, one at each of 2 turnstiles. When `let_in` returned, only these numbers had been given: {numbers:?}."
    );
    assert!(
        numbers != [1, 1],
        "2 fans came, one at each of 2 turnstiles, and both were number 1: each turnstile counted on its own."
    );
    assert!(
        numbers == [1, 2],
        "2 fans came, one at each of 2 turnstiles. Their numbers should be 1 and 2, but they were {} and {}.",
        numbers[0],
        numbers[1]
    );
    assert!(
        inside == 2,
        "2 fans came, one at each of 2 turnstiles, but `let_in` says that {inside} are inside."
    );
}

/// Each turnstile works on a thread of its own.
#[test]
fn each_turnstile_has_a_thread() {
    let log = ThreadLog::new();
    let queues = [1, 2].map(|turnstile| {
        let log = log.clone();
        vec![move |_| log.note(format!("turnstile {turnstile}"))]
    });
    let_in(queues.into());
    let at_home = log.at_home();
    assert!(
        at_home.is_empty(),
        "Thread `main`, the one that called `let_in`, stood at {} itself.",
        at_home.join(" and ")
    );
    let threads = log.threads();
    assert!(
        threads == 2,
        "2 turnstiles need 2 threads, but the number of threads that let fans in is {threads}."
    );
}

/// All turnstiles are open at the same time, and nobody is held up by a fan at another one.
#[test]
fn all_turnstiles_are_open_at_once() {
    let kick_off = Meeting::new(3);
    let through = ThreadLog::new();
    let queues = [1, 2, 3].map(|turnstile| {
        let (kick_off, through) = (kick_off.clone(), through.clone());
        vec![move |_| {
            kick_off.wait(format!("the fan at turnstile {turnstile}"));
            through.note(turnstile);
        }]
    });
    let inside = let_in(queues.into());
    assert!(
        inside == 3,
        "3 fans came, one at each of 3 turnstiles, but `let_in` says that {inside} are inside."
    );
    let through = through.count();
    assert!(
        through == 3,
        "3 fans came, one at each of 3 turnstiles. When `let_in` said that 3 are inside, only {through} of them had come through."
    );
}

/// However many turnstiles there are, all of them are open at the same time.
#[test]
fn five_turnstiles_are_open_at_once() {
    let kick_off = Meeting::new(5);
    let queues = [1, 2, 3, 4, 5].map(|turnstile| {
        let kick_off = kick_off.clone();
        vec![move |_| kick_off.wait(format!("the fan at turnstile {turnstile}"))]
    });
    let inside = let_in(queues.into());
    assert!(
        inside == 5,
        "5 fans came, one at each of 5 turnstiles, but `let_in` says that {inside} are inside."
    );
}

/// Every evening begins with number 1.
#[test]
fn every_evening_begins_with_one() {
    evening(&[1]);
    let (numbers, inside) = evening(&[1]);
    assert!(
        numbers == [1] && inside == 1,
        "Yesterday 1 fan came, and today 1 fan came. Today's number was {numbers:?}, and `let_in` says {inside} are inside."
    );
}

/// Numbers are given in the order in which fans come through, at whichever turnstile.
#[test]
fn whoever_comes_next_gets_the_next_number() {
    let meeting = Meeting::new(2);
    let [first, other] = ["the first fan at turnstile 1", "the fan at turnstile 2"].map(|who| {
        let meeting = meeting.clone();
        Box::new(move |_| meeting.wait(who)) as Box<dyn FnOnce(u32) + Send>
    });
    let (tell, told) = mpsc::channel();
    let_in(vec![vec![first, fan(&tell)], vec![other]]);
    let number = told.recv().unwrap();
    assert!(
        number == 3,
        "The first fan at turnstile 1 dawdled until the one at turnstile 2 had come through. The next one at turnstile 1 was \
         the third to come through, and was told the number {number}."
    );
}

/// A slow fan does not hold up any other turnstile, however many fans come through there.
#[test]
fn a_dawdler_holds_up_no_other_queue() {
    let meeting = Meeting::new(2);
    let [dawdler, last] = [
        "the fan who dawdles at turnstile 1",
        "the third fan at turnstile 2",
    ]
    .map(|who| {
        let meeting = meeting.clone();
        Box::new(move |_| meeting.wait(who)) as Box<dyn FnOnce(u32) + Send>
    });
    let quick = [1, 2].map(|_| Box::new(|_| ()) as Box<dyn FnOnce(u32) + Send>);
    let inside = let_in(vec![
        vec![dawdler],
        quick.into_iter().chain([last]).collect(),
    ]);
    assert!(
        inside == 4,
        "1 fan came to one turnstile and 3 to another, but `let_in` says that {inside} are inside."
    );
}

/// Another stadium has another count, even at the same time.
#[test]
fn another_stadium_counts_for_itself() {
    let (tell, told) = mpsc::channel();
    let first = tell.clone();
    // In the middle of it, two fans come into the stadium of the next town.
    let visitor = Box::new(move |number| {
        let (theirs, inside) = evening(&[2]);
        assert!(
            theirs == [1, 2] && inside == 2,
            "2 fans came into another stadium at the same time. Their numbers were {theirs:?}, and `let_in` says {inside} are inside."
        );
        first.send(number).unwrap();
    });
    let inside = let_in(vec![vec![visitor, fan(&tell)]]);
    drop(tell);
    let ours: Vec<u32> = told.iter().collect();
    assert!(
        ours == [1, 2] && inside == 2,
        "2 fans came, one after the other, and between them 2 others into another stadium. Our fans were told {ours:?}, and `let_in` says {inside} are inside."
    );
}

/// However slow a fan is, `let_in` sleeps until all have come through.
#[test]
fn a_fan_may_dawdle_for_hours() {
    // On real threads nobody can say when others sleep.
    if thread_count().is_none() {
        return;
    }
    let through = ThreadLog::new();
    let queues = [1, 2].map(|turnstile| {
        let through = through.clone();
        vec![move |_| {
            if turnstile == 1 {
                quiesce();
            }
            through.note(turnstile);
        }]
    });
    let inside = let_in(queues.into());
    let through = through.count();
    assert!(
        inside == 2 && through == 2,
        "2 fans came, one at each of 2 turnstiles, and one of them dawdled for very long. `let_in` says that {inside} are inside, \
         and when it said so {through} had come through."
    );
}
