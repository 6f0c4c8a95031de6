use exercise::count_guests;
use probes::ThreadLog;
use std::iter;
use std::thread;

/// A door that does not know how many will come.
fn party(guests: u32) -> impl Iterator<Item = String> + Send + 'static {
    let mut queue = 1..=guests;
    iter::from_fn(move || Some(format!("guest {}", queue.next()?)))
}

/// The clicker shows one click for every guest.
#[test]
fn every_guest_is_clicked() {
    let clicks = count_guests(party(5));
    assert!(
        clicks != 0,
        "5 guests came in, but the clicker you read says 0. The doorman did click: which clicker?"
    );
    assert!(
        clicks == 5,
        "5 guests came in, but the clicker says {clicks}."
    );
    let clicks = count_guests(["Ada", "Boris", "Ada"].into_iter().map(String::from));
    assert!(
        clicks == 3,
        "Ada, Boris and another Ada came in, but the clicker says {clicks}."
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
            "{guests} guests came in, but the clicker says {clicks}: it still had {before} clicks from the last party. Who keeps the clicker from party to party?"
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
    let next_door = thread::spawn(|| count_guests(party(2)));
    let here = count_guests(party(1));
    let there = next_door.join().unwrap();
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
        came_in == ["guest 1", "guest 2", "guest 3", "guest 4"],
        "4 guests stood at the door, but when `count_guests` returned only these had come in: {came_in:?}."
    );
}
