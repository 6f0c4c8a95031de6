use exercise::transmit;
use probes::{Meeting, thread_count};
use std::sync::Mutex;
use std::thread;
use std::time::Instant;

/// The command is carried out by another thread, and its answer comes back through the handle.
#[test]
fn the_rover_does_it_and_answers() {
    // Closures that capture nothing: what may be captured is the other checks' business.
    let rover = transmit(|| thread::current().id()).join();
    assert!(rover.is_ok(), "The thread of the returned handle panicked.");
    assert!(
        rover.ok() != Some(thread::current().id()),
        "Thread `main` carried the command out itself: mission control is not on Mars."
    );
    let answer = transmit(|| String::from("a rock")).join().ok();
    assert!(
        answer.as_deref() == Some("a rock"),
        "The rover answered \"a rock\", but joining the handle gave {answer:?}."
    );
}

/// Mission control does not wait: `transmit` returns while the rover still has everything to do.
#[test]
fn nobody_waits_for_the_signal() {
    static ROAD: Mutex<()> = Mutex::new(());
    let dust_storm = ROAD.lock().unwrap();
    let before = Instant::now();
    let answer = transmit(|| {
        // The road is closed until `transmit` has returned.
        drop(ROAD.lock());
        "through"
    });
    let waited = before.elapsed();
    drop(dust_storm);
    // Where interleavings are explored, a clock moves only when somebody sleeps or waits until a time.
    assert!(
        thread_count().is_none() || waited.is_zero(),
        "`transmit` returned after {waited:?}: it waited for the rover, if only for a while."
    );
    assert!(
        answer.join().ok() == Some("through"),
        "The rover should have got through after the dust storm."
    );
}

/// A command may take things along, and use them up.
///
/// ```
/// let flag = String::from("a small flag");
/// let raised = exercise::transmit(move || flag).join().unwrap();
/// assert_eq!(raised, "a small flag");
/// ```
#[test]
fn a_command_may_take_things_along() {}

/// A command may take along what cannot be shared between threads or cloned, such as a `Cell`: it moves, and no other
/// thread uses it.
///
/// ```
/// use std::cell::Cell;
/// let wheel_turns = Cell::new(0);
/// exercise::transmit(move || wheel_turns.set(wheel_turns.get() + 1)).join().unwrap();
/// ```
/// ```
/// use std::marker::PhantomPinned;
/// struct Tool(Box<dyn FnMut() + Send>, PhantomPinned);
/// let tool = Tool(Box::new(|| ()), PhantomPinned);
/// exercise::transmit(move || {
///     let mut tool = tool;
///     (tool.0)();
/// }).join().unwrap();
/// ```
#[test]
fn what_travels_need_not_be_shared() {}

/// An answer may be anything that can move to another thread: it need not be copied, cloned, printed or shared.
///
/// ```
/// use std::cell::Cell;
/// use std::marker::PhantomPinned;
/// struct Sample(Cell<u32>, Box<dyn FnMut() + Send>, PhantomPinned);
/// let command = || Sample(Cell::new(12), Box::new(|| ()), PhantomPinned);
/// let sample: Sample = exercise::transmit(command).join().unwrap();
/// assert_eq!(sample.0.get(), 12);
/// ```
#[test]
fn an_answer_may_be_anything_that_travels() {}

/// What may not move to another thread is refused: a command that holds an `Rc`, and one that answers with an `Rc`.
///
/// ```compile_fail,E0277
/// use std::rc::Rc;
/// let map = Rc::new("the map on the wall");
/// exercise::transmit(move || map.len());
/// ```
/// ```compile_fail,E0277
/// use std::rc::Rc;
/// exercise::transmit(|| Rc::new("a map of Mars"));
/// ```
#[test]
fn what_may_not_travel_is_refused() {}

/// A command that only borrows from mission control is refused: the rover may still be driving after `transmit`'s
/// caller has returned.
///
/// ```compile_fail,E0373
/// let notes = String::from("left, then left again");
/// exercise::transmit(|| notes.len());
/// ```
#[test]
fn borrowed_notes_stay_here() {}

/// Each command is carried out on a thread of its own: one may still be at work when the next one begins.
#[test]
fn five_commands_at_once() {
    let rock = Meeting::new(5);
    let commands = ["first", "second", "third", "fourth", "fifth"].map(|which| {
        let rock = rock.clone();
        transmit(move || rock.wait(format!("the {which} command, behind the rock,")))
    });
    let answers = commands.map(|command| command.join().is_ok());
    assert!(
        answers == [true; 5],
        "Five commands were to be carried out at the same time, and the thread of one of their handles panicked."
    );
}

/// A command that panics concerns only its own handle, and the next ones are carried out as before.
#[test]
fn one_command_may_go_wrong() {
    let meanwhile = transmit(|| "a picture");
    for _ in 0..3 {
        let broken = transmit(|| panic!("stuck in the sand")).join();
        assert!(
            broken.is_err(),
            "A command panicked, but joining its handle gave an `Ok`."
        );
        let answer = transmit(|| "a rock").join().ok();
        assert!(
            answer == Some("a rock"),
            "A command panicked. The next one answered \"a rock\", but joining its handle gave {answer:?} (`None`: its thread panicked)."
        );
    }
    let answer = meanwhile.join().ok();
    assert!(
        answer == Some("a picture"),
        "While other commands panicked, one answered \"a picture\", but joining its handle gave {answer:?} (`None`: its thread panicked)."
    );
}
