use exercise::Rates;
use probes::Meeting;
use std::thread;

fn morning() -> Rates {
    Rates::new([("crown", 12), ("florin", 250)].into())
}

/// Every clone of the table sees a changed rate.
#[test]
fn everybody_sees_the_change() {
    let director = morning();
    let clerk = director.clone();
    director.set("crown", 13);
    let (to_director, to_clerk) = (director.get("crown"), clerk.get("crown"));
    assert!(
        to_director == Some(13),
        "The director changed the crown from 12 to 13. Asked again, the director's table says {to_director:?}."
    );
    assert!(
        to_clerk == Some(13),
        "The director changed the crown from 12 to 13. But the clerk's table says {to_clerk:?}: the clerk looks at another table."
    );
    clerk.set("florin", 240);
    let to_director = director.get("florin");
    assert!(
        to_director == Some(240),
        "A clerk changed the florin from 250 to 240. But the director's table says {to_director:?}."
    );
}

/// What was not changed stays as it was, and what is not in the table has no rate.
#[test]
fn the_other_rates_stay() {
    let rates = morning();
    rates.set("crown", 13);
    rates.set("ducat", 900);
    rates.set("cowrie", 0);
    let asked = ["crown", "florin", "ducat", "cowrie", "guinea"];
    let found = asked.map(|currency| rates.get(currency));
    assert!(
        found == [Some(13), Some(250), Some(900), Some(0), None],
        "The table began with crown 12 and florin 250. Then the crown was set to 13, the ducat to 900 and the cowrie to 0. \
         For crown, florin, ducat, cowrie and guinea it says {found:?}."
    );
}

/// Another bank has another table.
#[test]
fn another_bank_has_another_table() {
    let lower_cowford = morning();
    let upper_cowford = morning();
    lower_cowford.set("crown", 13);
    let found = upper_cowford.get("crown");
    assert!(
        found == Some(12),
        "The bank of Lower Cowford changed the crown to 13. In the bank of Upper Cowford, which has a table of its own at 12, \
         the crown is at {found:?} now."
    );
}

/// A clerk on another thread sees the old rate or the new one, and after the change only the new one.
#[test]
fn a_clerk_never_finds_nothing() {
    let director = morning();
    let clerk = director.clone();
    let clerk = thread::spawn(move || clerk.get("crown"));
    director.set("crown", 13);
    let Ok(seen) = clerk.join() else {
        panic!("While the director changed a rate, a clerk asked for it and panicked.");
    };
    assert!(
        seen == Some(12) || seen == Some(13),
        "While the director changed the crown from 12 to 13, a clerk asked for it and got {seen:?}."
    );
    let clerk = director.clone();
    let seen = thread::spawn(move || clerk.get("crown")).join().ok();
    assert!(
        seen == Some(Some(13)),
        "The director had changed the crown from 12 to 13. A clerk who came later, on another thread, got {:?}.",
        seen.flatten()
    );
}

/// Two changes at the same moment both count.
#[test]
fn no_change_is_lost() {
    let director = morning();
    let deputy = director.clone();
    let deputy = thread::spawn(move || deputy.set("florin", 240));
    for cents in [16, 15, 14, 17, 13] {
        director.set("crown", cents);
    }
    let crown = director.get("crown");
    assert!(
        crown == Some(13),
        "The director changed the crown from 12 to 16, 15, 14, 17 and 13, asked for it at once, and the table said {crown:?}. \
         Nobody else changed the crown; the deputy changed the florin meanwhile."
    );
    assert!(
        deputy.join().is_ok(),
        "The director and the deputy changed a rate at the same moment, and the deputy panicked."
    );
    let (crown, florin) = (director.get("crown"), director.get("florin"));
    assert!(
        crown == Some(13) && florin == Some(240),
        "The director changed the crown from 12 to 16, 15, 14, 17 and 13, and meanwhile the deputy the florin from 250 to 240. \
         Now the table says {crown:?} for the crown and {florin:?} for the florin."
    );
    let deputy = director.clone();
    let deputy = thread::spawn(move || deputy.set("crown", 20));
    director.set("crown", 30);
    let _ = deputy.join();
    let crown = director.get("crown");
    assert!(
        crown == Some(20) || crown == Some(30),
        "At the same moment the director changed the crown from 13 to 30 and the deputy to 20. Now the table says {crown:?}."
    );
    for cents in [20, 30] {
        director.set("crown", cents);
        let crown = director.get("crown");
        assert!(
            crown == Some(cents),
            "The director had changed the crown to 30, and at the same moment the deputy to 20. When both were done, it was set to \
             {cents}, but the table says {crown:?}."
        );
    }
}

/// Two new currencies may be added at the same moment, and each has its own rate.
#[test]
fn two_may_add_at_once() {
    let director = morning();
    let deputy = director.clone();
    let deputy = thread::spawn(move || {
        deputy.set("ducat", 900);
        deputy.get("ducat")
    });
    director.set("angel", 70);
    let to_director = director.get("angel");
    let to_deputy = deputy.join().ok().flatten();
    assert!(
        to_director == Some(70) && to_deputy == Some(900),
        "At the same moment the director added the angel at 70 and the deputy the ducat at 900, and then each asked for their own. \
         The director got {to_director:?} and the deputy {to_deputy:?}."
    );
    let asked = ["angel", "crown", "ducat", "florin"];
    let found = asked.map(|currency| director.get(currency));
    assert!(
        found == [Some(70), Some(12), Some(900), Some(250)],
        "The table began with crown 12 and florin 250. At the same moment the director added the angel at 70 and the deputy the \
         ducat at 900. For {asked:?} it says {found:?}."
    );
}

/// A clone works even after the one it was cloned from was dropped.
#[test]
fn a_clone_is_as_good_as_the_first() {
    let director = morning();
    let clerk = director.clone();
    let deputy = clerk.clone();
    drop(director);
    clerk.set("crown", 13);
    let found = deputy.get("crown");
    assert!(
        found == Some(13),
        "The director went home. Then one clerk changed the crown from 12 to 13. Another one, who has a clone of the same table, asked for it and got {found:?}."
    );
}

/// A clerk who asked before a change sees it when asking again.
#[test]
fn who_asks_again_sees_the_change() {
    let director = morning();
    let clerk = director.clone();
    let bell = Meeting::new(2);
    let changed = bell.clone();
    let clerk = thread::spawn(move || {
        let before = clerk.get("crown");
        bell.wait("the clerk, who has asked once,");
        bell.wait("the clerk, who will ask again,");
        (before, clerk.get("crown"))
    });
    changed.wait("the director, before the change,");
    director.set("crown", 13);
    changed.wait("the director, after the change,");
    let seen = clerk.join().ok();
    assert!(
        seen == Some((Some(12), Some(13))),
        "A clerk asked for the crown, the director changed it from 12 to 13, and the same clerk asked again. What the clerk got was {}.",
        seen.map_or_else(
            || "a panic".to_owned(),
            |(before, after)| format!("{before:?} and then {after:?}")
        )
    );
}

/// The rate that was set last counts, however often it was set, and whatever it is.
#[test]
fn the_last_change_counts() {
    let rates = morning();
    // The 12 is what it began with. Two are set before anybody asks.
    for (first, last) in [
        (13, 14),
        (14, 12),
        (12, 12),
        (7, 70_000),
        (0, u32::MAX),
        (u32::MAX, 0),
    ] {
        rates.set("crown", first);
        rates.set("crown", last);
        let (crown, florin) = (rates.get("crown"), rates.get("florin"));
        assert!(
            crown == Some(last) && florin == Some(250),
            "The crown was set to {first} and then to {last}, and nobody changed the florin, which began at 250. The table says \
             {crown:?} for the crown and {florin:?} for the florin."
        );
    }
    let large = Rates::new([("", 70_000), ("Crown", 0), ("crown ", 300)].into());
    let asked = ["", "Crown", "crown ", "crown"];
    let found = asked.map(|currency| large.get(&currency.to_owned()));
    assert!(
        found == [Some(70_000), Some(0), Some(300), None],
        "A table began with 70000 for \"\", 0 for \"Crown\" and 300 for \"crown \". For {asked:?} it says {found:?}."
    );
    let empty = Rates::new([].into());
    let before = empty.get("crown");
    empty.set("crown", 13);
    let after = empty.get("crown");
    assert!(
        before.is_none() && after == Some(13),
        "A table began empty, and then the crown was set to 13. Before that it said {before:?} for the crown, and then {after:?}."
    );
}
