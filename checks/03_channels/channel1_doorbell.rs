use exercise::answer_door;
use probes::{Meeting, ThreadLog, quiesce, thread_count};
use std::sync::mpsc;
use std::thread;

/// What the visitor says comes out of the speaker, word for word, even if it is nothing or many lines.
///
/// ```
/// use exercise::answer_door;
/// use std::cell::Cell;
///
/// /// Neither `Clone` nor `Sync`.
/// struct Hat(Cell<u32>);
///
/// let (parcel, hat, umbrella) = (String::from("A parcel."), Hat(Cell::new(57)), Hat(Cell::new(0)));
/// let heard: String = answer_door(
///     move || {
///         hat.0.set(58);
///         drop(hat);
///         parcel
///     },
///     move || drop(umbrella),
/// );
/// ```
#[test]
fn the_speaker_says_what_was_said() {
    let story = "  Good evening, good evening! Is this 13 B, or the other one? ".repeat(6);
    let story = story + "\n\n Parcel!\r\n\tGrüezi, please sign here. \n";
    for said in ["It's the plumber.", story.as_str(), ""] {
        let said = said.to_owned();
        let words = said.clone();
        let heard = answer_door(move || words, || {});
        assert!(
            heard == said,
            "The visitor said {said:?}, but what you heard was {heard:?}."
        );
    }
}

/// The visitor arrives and waits outside, on a thread of their own.
#[test]
fn the_visitor_is_outside() {
    let log = ThreadLog::new();
    let (stairs, mat) = (log.clone(), log.clone());
    let (wait, waited) = mpsc::channel();
    answer_door(
        move || {
            stairs.note("`arrive`");
            "It's me.".to_owned()
        },
        move || {
            mat.note("`wait_outside`");
            wait.send(()).unwrap();
        },
    );
    let waits = waited.recv().is_ok();
    assert!(
        waits,
        "The visitor pressed the button and was gone: nobody called `wait_outside`."
    );
    let at_home = log.at_home();
    assert!(
        at_home != ["`arrive`"],
        "You rang your own bell: `arrive` ran on `main`, the thread that sits inside."
    );
    assert!(
        at_home.is_empty(),
        "On `main`, the thread that sits inside, somebody called {}.",
        at_home.join(" and ")
    );
    let threads = log.threads();
    assert!(
        threads == 1,
        "One visitor came, but {threads} threads played them: one called `arrive` and another one `wait_outside`."
    );
}

/// You answer while the visitor is still outside.
#[test]
fn you_answer_while_the_visitor_waits() {
    let door = Meeting::new(2);
    let mat = door.clone();
    answer_door(
        || "It's me.".to_owned(),
        move || mat.wait("the visitor outside the door"),
    );
    door.wait("the one who opens the door");
}

/// However long the visitor takes on the stairs, you sleep until something is said.
#[test]
fn you_wait_for_what_is_said() {
    let heard = answer_door(
        || {
            quiesce();
            "Stairs!".to_owned()
        },
        || {},
    );
    assert!(
        heard == "Stairs!",
        "The visitor took hours on the stairs and then said \"Stairs!\". What you heard was {heard:?}."
    );
}

/// At two doors at the same time, each hears its own visitor.
#[test]
fn every_door_hears_its_own_visitor() {
    let both = Meeting::new(2);
    // Neither visitor says anything before the other one has come up the stairs as well.
    let door = |place: &'static str, both: Meeting| {
        answer_door(
            move || {
                both.wait(format!("the visitor at the {place} door"));
                place.to_owned()
            },
            || {},
        )
    };
    let at_the_front = both.clone();
    let front = thread::spawn(move || door("front", at_the_front));
    let back = door("back", both);
    let Ok(front) = front.join() else {
        panic!("While somebody answered the back door, answering the front door panicked.");
    };
    assert!(
        front == "front" && back == "back",
        "At the front door a visitor said \"front\", and at the back door, meanwhile, another one said \"back\". \
         What came out of the two speakers was {front:?} and {back:?}."
    );
}

/// The next visitor is heard while the first one still waits outside, and so are all the others.
#[test]
fn the_next_visitor_is_heard_too() {
    // On real threads there is room for more of them.
    let visitors = if thread_count().is_none() { 20 } else { 5 };
    for visitors in [2, visitors] {
        let door = Meeting::new(visitors);
        for number in 1..visitors {
            let mat = door.clone();
            let heard = answer_door(
                move || format!("Number {number}."),
                move || mat.wait(format!("visitor {number}, outside the door,")),
            );
            assert!(
                heard == format!("Number {number}."),
                "While {} visitors waited outside, another one said \"Number {number}.\". What you heard was {heard:?}.",
                number - 1
            );
        }
        let heard = answer_door(|| "Me too.".to_owned(), || {});
        assert!(
            heard == "Me too.",
            "While {} visitors waited outside, another one said \"Me too.\". What you heard was {heard:?}.",
            visitors - 1
        );
        door.wait("the one who opens the door, and has heard all,");
    }
}
