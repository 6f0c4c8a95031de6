use exercise::count_guests;
use probes::{Meeting, ThreadLog, quiesce, thread_count};
use std::iter;
use std::thread;
use std::time::Instant;

/// Two of them have the same name.
const NAMES: [&str; 5] = ["Ada", "Boris", "Chen", "Ada", "Dora"];

/// A door that does not know how many will come.
fn party(guests: u32) -> impl Iterator<Item = String> + Send + 'static {
    let mut queue = NAMES.into_iter().take(guests as usize);
    iter::from_fn(move || queue.next().map(str::to_owned))
}

/// The clicker shows one click for every guest, whatever kind of door it is.
///
/// ```
/// use exercise::count_guests;
/// use std::cell::Cell;
/// struct Lock;
/// let (lock, left) = (Lock, Cell::new(2));
/// let _: u32 = count_guests(std::iter::from_fn(move || {
///     let _open = &lock;
///     left.set(left.get() - 1);
///     (left.get() > 0).then(String::new)
/// }));
/// ```
#[test]
fn every_guest_is_clicked() {
    let clicks = count_guests(party(5));
    assert!(
        clicks != 0,
        "5 guests came in, but the clicker you read says 0. The doorman did click: which clicker?"
    );
    assert!(
        clicks == 5,
        "5 guests came in, two of them called Ada, but the clicker says {clicks}."
    );
    let shy = ["", "Eli", "", " "].into_iter().map(str::to_owned);
    let clicks = count_guests(shy);
    assert!(
        clicks == 4,
        "4 guests came in, three of them without saying a name, but the clicker says {clicks}."
    );
}

/// Every party starts with a clicker at zero.
#[test]
fn every_party_starts_at_zero() {
    let mut before = 0;
    for guests in [3, 0, 2] {
        let clicks = count_guests(party(guests));
        let left_over = before > 0 && clicks == before + guests;
        assert!(
            !left_over,
            "{guests} guests came in, but the clicker says {clicks}: it still had {before} clicks from the last party. What keeps the count from party to party?"
        );
        assert!(
            clicks == guests,
            "{guests} guests came in, but the clicker says {clicks}."
        );
        before = clicks;
    }
}

/// Two parties on the same night do not hear each other's clicks.
#[test]
fn two_parties_on_one_night() {
    let both = Meeting::new(2);
    let theirs = both.clone();
    // At neither party the last guest comes before the first one has come to the other one.
    let late = |both: Meeting| {
        iter::once_with(move || {
            both.wait("the last guest of a party");
            String::from("Eli")
        })
    };
    let next_door = thread::spawn(move || count_guests(party(1).chain(late(theirs))));
    let here = count_guests(late(both));
    let Ok(there) = next_door.join() else {
        panic!(
            "There were two parties at the same time, and for one of them `count_guests` panicked."
        );
    };
    assert!(
        (here, there) == (1, 2),
        "Of two parties at the same time, one had 1 guest and the other one had 2, but their clickers say {here} and {there}. Do they share one?"
    );
}

/// The doorman lets the guests in, on a thread of their own.
#[test]
fn the_doorman_is_at_the_door() {
    let log = ThreadLog::new();
    let door = log.clone();
    count_guests(party(4).inspect(move |guest| door.note(guest)));
    let at_home = log.at_home();
    assert!(
        at_home.is_empty(),
        "Thread main let {at_home:?} in itself. The door is the doorman's work."
    );
    let came_in = log.entries();
    assert!(
        came_in == NAMES[..4],
        "4 guests stood at the door, but when `count_guests` returned only these had come in: {came_in:?}."
    );
}

/// A big party is counted to the last guest.
#[test]
fn a_big_party_is_counted() {
    // On real threads there is time for more of them.
    let guests = if thread_count().is_none() {
        70_003
    } else {
        1_003
    };
    let clicks = count_guests(iter::repeat_n(String::from("a fan"), guests));
    assert!(
        clicks as usize == guests,
        "{guests} guests came in, but the clicker says {clicks}."
    );
}

/// However late the last guest comes, `count_guests` sleeps until then, and no longer.
#[test]
fn sleeps_until_the_last_guest_is_in() {
    let late = iter::once_with(|| {
        // Later than everything else: code that polls, or gives up after some time, does so before this is over.
        quiesce();
        String::from("the drummer")
    });
    let before = Instant::now();
    let clicks = count_guests(party(1).chain(late));
    let took = before.elapsed();
    assert!(
        clicks == 2,
        "2 guests came in, the second one late. `count_guests` did not wait for that: the clicker it returned says {clicks}."
    );
    // Where interleavings are explored, a clock moves only for a thread that sleeps or waits by it, and these guests do not.
    assert!(
        thread_count().is_none() || took.is_zero(),
        "The guests took no time at all, but by the clock `count_guests` took {took:?}: it slept, or waited with a time limit. \
         Wait for the doorman, not for the clock."
    );
}
