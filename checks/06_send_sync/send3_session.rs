use exercise::Session;
use probes::{is_send, is_sync};
use std::thread;

/// On the thread where it was made a badge works as before.
///
/// ```
/// use exercise::Session;
/// fn lend(badge: Session) -> Session {
///     badge
/// }
/// let badges = vec![Session::log_in("Ada"), lend(Session::log_in("Bob"))];
/// for badge in &badges {
///     let line: String = badge.read("Emma");
///     println!("{line}");
/// }
/// ```
/// ```
/// use exercise::Session;
/// fn new_reader() -> Session {
///     let name = String::from("Cleo");
///     Session::log_in(&name)
/// }
/// println!("{}", new_reader().read("Emma"));
/// ```
#[test]
fn a_badge_works_at_home() {
    let readers = [
        "Ada",
        " Bob ",
        "",
        "Wilhelmina Featherstonehaugh of Upper Cowford, née Müller",
    ];
    let badges = readers.map(Session::log_in);
    for book in [
        "Emma",
        " The Life and Strange Surprizing Adventures of Robinson Crusoe, of York, Mariner",
        "",
    ] {
        for (badge, reader) in badges.iter().zip(readers) {
            let read = badge.read(book);
            assert!(
                read == format!("{reader} reads \"{book}\""),
                "{reader:?} logged in and read {book:?}, and `read` said {read:?}."
            );
        }
    }
    let upstairs = thread::spawn(|| Session::log_in("Cleo").read("Persuasion")).join();
    assert!(
        upstairs.as_deref().ok() == Some("Cleo reads \"Persuasion\""),
        "Cleo logged in on a thread of her own and read there, but `read` said {upstairs:?}."
    );
}

/// A badge can be printed with `{:?}`, and the output says whose it is.
///
/// ```
/// let badge = exercise::Session::log_in("Ada");
/// println!("{badge:?}");
/// ```
#[test]
fn a_badge_can_be_printed() {
    for reader in [
        "Ada",
        "Wilhelmina Featherstonehaugh of Upper Cowford, née Müller",
    ] {
        let printed = format!("{:?}", Session::log_in(reader));
        assert!(
            printed.contains(reader),
            "A badge of {reader:?}, printed with `{{:?}}`, says {printed:?}: the name is missing."
        );
    }
}

/// A badge cannot be moved to another thread.
#[test]
fn a_badge_does_not_move_away() {
    assert!(
        !is_send!(Session),
        "`thread::spawn(move || badge.read(\"Emma\"))` still compiles: `Session` is `Send`, so a badge may move to another \
         thread, where it sets off the alarm."
    );
}

/// A badge cannot be used from another thread through a reference.
#[test]
fn a_badge_is_not_shared() {
    assert!(
        !is_sync!(Session),
        "`scope.spawn(|| badge.read(\"Emma\"))` still compiles: `Session` is `Sync`, so another thread may borrow a badge, \
         and it sets off the alarm there."
    );
}

/// A reader stays logged in when another one leaves, on this thread or on another one.
#[test]
fn others_may_leave() {
    let ada = Session::log_in("Ada");
    let upstairs = thread::spawn(|| {
        let cleo = Session::log_in("Cleo");
        let read = cleo.read("Persuasion");
        drop(cleo);
        read
    });
    drop(Session::log_in("Bob"));
    let read = ada.read("Emma");
    assert!(
        read == "Ada reads \"Emma\"",
        "Ada is logged in. Bob logged in on the same thread, and left. Then Ada read Emma, and `read` said {read:?}."
    );
    let upstairs = upstairs.join();
    assert!(
        upstairs.as_deref().ok() == Some("Cleo reads \"Persuasion\""),
        "Cleo was logged in upstairs, on a thread of her own, while others logged in and left here. Upstairs `read` panicked: the alarm rang."
    );
}
