use exercise::watch;
use probes::{Meeting, ThreadLog, quiesce, thread_count};
use std::iter;
use std::sync::mpsc;
use std::thread;
use std::vec;

/// A lane with these items.
fn lane(items: &[&str]) -> vec::IntoIter<String> {
    let items: Vec<_> = items.iter().map(|&item| item.to_owned()).collect();
    items.into_iter()
}

/// What is on the screen, item by item.
fn shown(lanes: Vec<vec::IntoIter<String>>) -> Vec<String> {
    let mut shown = Vec::new();
    watch(lanes, |item| shown.push(item));
    shown
}

/// Every item that was scanned has been on the screen, once, when `watch` returns.
///
/// ```
/// use std::cell::Cell;
///
/// /// A lane that is neither `Clone` nor `Sync`.
/// struct Lane(Cell<bool>);
///
/// impl Iterator for Lane {
///     type Item = String;
///     fn next(&mut self) -> Option<String> {
///         self.0.take().then(String::new)
///     }
/// }
///
/// // A screen that stays on its thread.
/// let screen = std::rc::Rc::new(Cell::new(0));
/// exercise::watch(vec![Lane(Cell::new(true))], |_| screen.set(screen.get() + 1));
/// ```
#[test]
fn every_item_is_shown() {
    let shown = shown(vec![lane(&["milk"]), lane(&["soap"])]);
    for item in ["milk", "soap"] {
        let times = shown.iter().filter(|shown| *shown == item).count();
        assert!(
            times != 0,
            "{item:?} was scanned, but when `watch` returned the screen had shown {shown:?}."
        );
        assert!(
            times == 1,
            "{item:?} was scanned once, but it was on the screen {times} times: {shown:?}."
        );
    }
    assert!(
        shown.len() == 2,
        "Milk and soap were scanned, but the screen showed {shown:?}."
    );
}

/// Each lane's items come in the order in which they were scanned there, even those that look alike.
#[test]
fn each_lane_keeps_its_order() {
    const ITEMS: [&str; 4] = ["milk", "cat food", "cat food", "soap"];
    let shown = shown(vec![lane(&ITEMS)]);
    assert!(
        shown == ITEMS,
        "Milk, cat food, the same cat food again and soap were scanned at one lane, in this order, but the screen showed {shown:?}."
    );
}

/// An item is shown just as it was scanned, even without a name or with blanks around it.
#[test]
fn items_are_shown_as_they_are() {
    const ITEMS: [&str; 5] = [
        "  Milk \n\n\tfrom cows on the Käserei's own meadow, in a bottle with a handle\r\n",
        "",
        "milk",
        " ",
        "7",
    ];
    let shown = shown(vec![lane(&ITEMS)]);
    assert!(
        shown == ITEMS,
        "{ITEMS:?} were scanned at one lane, but the screen showed {shown:?}."
    );
}

/// However many items each lane scans, even the same ones, all of them are shown, those of one lane in their order.
#[test]
fn some_lanes_scan_more_than_others() {
    const MUCH: [&str; 3] = ["soap", "milk", "bread"];
    let lanes = [(&MUCH[..], &["soap"][..]), (&["soap"], &MUCH)];
    for (first, second) in lanes {
        let shown = shown(vec![lane(first), lane(second)]);
        let mut wanted = [first, second].concat();
        let mut items: Vec<&str> = shown.iter().map(String::as_str).collect();
        wanted.sort();
        items.sort();
        assert!(
            items == wanted,
            "One lane scanned {first:?} and another one {second:?}, but the screen showed {shown:?}."
        );
        let place = |item: &str| shown.iter().position(|shown| shown == item);
        assert!(
            place("milk") < place("bread"),
            "A lane scanned {MUCH:?}, in this order, but the screen showed {shown:?}."
        );
    }
}

/// A lane may have nothing to do, and on Sunday all lanes are closed.
#[test]
fn there_may_be_nothing_to_show() {
    for lanes in [0, 1, 2] {
        let shown = shown((0..lanes).map(|_| lane(&[])).collect());
        assert!(
            shown.is_empty(),
            "With {lanes} lanes and no customer, the screen showed {shown:?}."
        );
    }
}

/// Every lane scans on a thread of its own.
#[test]
fn every_lane_has_its_own_thread() {
    let log = ThreadLog::new();
    let lanes = ["lane 1", "lane 2"].map(|name| {
        let log = log.clone();
        lane(&[name]).inspect(move |_| log.note(name))
    });
    watch(lanes.into(), |_| {});
    let at_home = log.at_home();
    assert!(
        at_home.is_empty(),
        "The detective had to scan the items of {}: that happened on `main`, which called `watch`.",
        at_home.join(" and ")
    );
    let threads = log.threads();
    assert!(
        threads == 2,
        "Two lanes were open, but the number of threads that scanned is {threads}."
    );
}

/// Comes to a meeting and does not wait there: a lane may wait until its item was shown.
fn comes_meanwhile(meeting: &Meeting, who: &'static str) {
    let meeting = meeting.clone();
    thread::spawn(move || meeting.wait(who));
}

/// An item is shown while the lanes are still open, not when they have closed.
#[test]
fn items_are_shown_at_once() {
    let seen = Meeting::new(4);
    let lanes = ["lane 1", "lane 2", "lane 3"].map(|name| {
        let seen = seen.clone();
        // Scans one item; before it says that there is no other, the detective has seen those of all lanes.
        lane(&[name]).chain(iter::from_fn(move || {
            seen.wait(format!("{name}, still open,"));
            None
        }))
    });
    let mut items = 0;
    watch(lanes.into(), |_| {
        items += 1;
        if items == 3 {
            comes_meanwhile(&seen, "the screen, with all three items,");
        }
    });
}

/// However many lanes there are, all of them are open at the same time.
#[test]
fn many_lanes_are_open() {
    // On real threads there is room for more of them.
    let number = if thread_count().is_none() { 20 } else { 4 };
    let open = Meeting::new(number);
    let lanes = (1..=number).map(|lane| {
        let open = open.clone();
        iter::from_fn(move || {
            open.wait(format!("lane {lane}"));
            None
        })
    });
    let mut shown = Vec::new();
    watch(lanes.collect(), |item: String| shown.push(item));
    assert!(
        shown.is_empty(),
        "There were {number} lanes and no customer, but the screen showed {shown:?}."
    );
}

/// What one lane scans is shown before it scans the next item, even if another lane has no customer all day.
#[test]
fn a_quiet_lane_holds_up_nobody() {
    let (milk, bread) = (Meeting::new(2), Meeting::new(3));
    let (milk_seen, bread_seen) = (milk.clone(), bread.clone());
    let mut scanned = 0;
    let busy = iter::from_fn(move || {
        scanned += 1;
        match scanned {
            1 => return Some("milk".to_owned()),
            2 => milk_seen.wait("the busy lane, with the milk scanned,"),
            _ => bread_seen.wait("the busy lane, with the bread scanned,"),
        }
        (scanned == 2).then(|| "bread".to_owned())
    });
    let bread_seen = bread.clone();
    let quiet = iter::from_fn(move || {
        bread_seen.wait("the quiet lane");
        None
    });
    let lanes: Vec<Box<dyn Iterator<Item = String> + Send>> = vec![Box::new(quiet), Box::new(busy)];
    watch(lanes, |item| match item.as_str() {
        "milk" => comes_meanwhile(&milk, "the screen, with the milk,"),
        _ => comes_meanwhile(&bread, "the screen, with the bread,"),
    });
}

/// There may be hours between two items: the detective sleeps until the next one.
#[test]
fn there_may_be_hours_between_items() {
    // On real threads nobody can say when the detective sleeps.
    if thread_count().is_none() {
        return;
    }
    let mut items = ["milk", "bread"].into_iter();
    let lane = iter::from_fn(move || {
        quiesce();
        items.next().map(str::to_owned)
    });
    let mut shown = Vec::new();
    watch(vec![lane], |item| shown.push(item));
    assert!(
        shown == ["milk", "bread"],
        "Milk and bread were scanned, with hours in between, but the screen showed {shown:?}."
    );
}

/// A lane may scan very many items.
#[test]
fn a_lane_may_scan_very_many() {
    // On real threads nobody can say when the detective sleeps.
    if thread_count().is_none() {
        return;
    }
    const ITEMS: usize = 300;
    let mut scanned = 0;
    let lane = iter::from_fn(move || {
        // The detective keeps up, so that there is one interleaving to look at.
        quiesce();
        scanned += 1;
        (scanned <= ITEMS).then(|| format!("item {scanned}"))
    });
    let (mut items, mut last) = (0, String::new());
    watch(vec![lane], |item| {
        items += 1;
        last = item;
    });
    assert!(
        items == ITEMS && last == "item 300",
        "A lane scanned {ITEMS} items, the last of which was \"item 300\". The screen showed {items}, and the last one was {last:?}."
    );
}

/// Another supermarket has another screen, even at the same time.
#[test]
fn another_shop_has_another_screen() {
    let (door, next_door) = mpsc::channel();
    let mut scanned = 0;
    let lane = iter::from_fn(move || {
        scanned += 1;
        if scanned == 2 {
            // In between the shop next door opens and closes.
            let mut theirs = Vec::new();
            watch(vec![iter::once("their soap".to_owned())], |item| {
                theirs.push(item)
            });
            let _ = door.send(theirs);
        }
        (scanned == 1).then(|| "our milk".to_owned())
    });
    let mut ours = Vec::new();
    watch(vec![lane], |item| ours.push(item));
    let theirs = next_door.recv().unwrap_or_default();
    assert!(
        ours == ["our milk"] && theirs == ["their soap"],
        "In one shop \"our milk\" was scanned, and at the same time \"their soap\" in the shop next door. The two screens showed {ours:?} and {theirs:?}."
    );
}
