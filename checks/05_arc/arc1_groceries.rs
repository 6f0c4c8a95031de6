use exercise::groceries;
use probes::{Meeting, ThreadLog, quiesce, thread_count};
use std::sync::{Mutex, mpsc};

type List = Mutex<Vec<String>>;

fn write(list: &List, thing: &str) {
    list.lock().unwrap().push(thing.to_owned());
}

/// Everything that Ada and Bo thought of is on the list when `groceries` returns.
///
/// ```
/// use exercise::groceries;
/// use std::cell::Cell;
/// use std::sync::Mutex;
///
/// /// Neither `Clone` nor `Sync`.
/// struct Pencil(Cell<u32>);
///
/// let (pencil, pen) = (Pencil(Cell::new(0)), Pencil(Cell::new(9)));
/// let things: Vec<String> = groceries(
///     move |list: &Mutex<Vec<String>>| {
///         pencil.0.set(list.lock().unwrap().len() as u32);
///         drop(pencil);
///     },
///     move |_: &Mutex<Vec<String>>| drop(pen),
/// );
/// ```
#[test]
fn everything_is_on_the_list() {
    let mut things = groceries(
        |list: &List| write(list, "bread"),
        |list: &List| write(list, "ice cream"),
    );
    things.sort();
    assert!(
        things == ["bread", "ice cream"],
        "Ada wanted bread and Bo wanted ice cream, but `groceries` returned {things:?}."
    );
}

/// Ada and Bo write on threads of their own, neither of them on the one that called `groceries`.
#[test]
fn each_of_them_has_a_thread() {
    let log = ThreadLog::new();
    let (ada, bo) = (log.clone(), log.clone());
    groceries(
        move |_: &List| ada.note("Ada"),
        move |_: &List| bo.note("Bo"),
    );
    let at_home = log.at_home();
    assert!(
        at_home.is_empty(),
        "{} wrote on thread `main`, the one that called `groceries`.",
        at_home.join(" and ")
    );
    let threads = log.threads();
    assert!(
        threads == 2,
        "Ada and Bo need 2 threads, but the number of threads that wrote is {threads}."
    );
}

/// Ada and Bo write at the same time, and on one and the same list.
#[test]
fn they_write_on_one_list() {
    let ada_has_written = Meeting::new(2);
    let bo_may_look = ada_has_written.clone();
    let things = groceries(
        move |list: &List| {
            write(list, "bread");
            ada_has_written.wait("Ada, with bread on the list,");
        },
        move |list: &List| {
            bo_may_look.wait("Bo, who wants to see what Ada has written,");
            if list.lock().unwrap().is_empty() {
                write(list, "bread, because nothing is on the list yet");
            }
        },
    );
    assert!(
        things == ["bread"],
        "Ada had written \"bread\" when Bo looked at the list. Now it says {things:?}: Bo had another list in front of him."
    );
}

/// Every week begins with an empty list.
#[test]
fn every_week_has_a_new_list() {
    groceries(|list: &List| write(list, "bread"), |_: &List| ());
    let things = groceries(|list: &List| write(list, "tea"), |_: &List| ());
    assert!(
        things == ["tea"],
        "Last week Ada wrote \"bread\" and this week she wrote \"tea\". This week's list says {things:?}."
    );
}

/// Another flat has another list, even at the same time.
#[test]
fn another_flat_has_another_list() {
    let (upstairs, theirs) = mpsc::channel();
    let things = groceries(
        move |list: &List| {
            write(list, "bread");
            // The flat upstairs does it in the middle of it.
            let things = groceries(|list: &List| write(list, "tea"), |_: &List| ());
            let _ = upstairs.send(things);
        },
        |_: &List| (),
    );
    let theirs = theirs.recv().unwrap_or_default();
    assert!(
        things == ["bread"] && theirs == ["tea"],
        "Ada wrote \"bread\", and meanwhile somebody in the flat upstairs wrote \"tea\" on another list. \
         Ada's list says {things:?}, and the one upstairs says {theirs:?}."
    );
}

/// Everything that was written is there, even when the list is long or something is written twice.
#[test]
fn a_list_may_be_long() {
    let mut written: Vec<String> = (1..=300).map(|number| format!("egg {number}")).collect();
    written.extend(["bread", "bread", ""].map(str::to_owned));
    written.extend([" Äpfel,\tred\nor green \n", "BREAD"].map(str::to_owned));
    written.sort();
    let adas = written.clone();
    let mut things = groceries(
        move |list: &List| list.lock().unwrap().extend(adas),
        |_: &List| (),
    );
    things.sort();
    let missing = written.iter().find(|thing| !things.contains(thing));
    assert!(
        things == written,
        "Ada wrote {} lines on the list, among them \"bread\" twice and an empty one. `groceries` returned {} lines{}.",
        written.len(),
        things.len(),
        missing.map_or_else(String::new, |thing| format!(", and {thing:?} is missing"))
    );
}

/// However long Ada or Bo think, `groceries` sleeps until both are done.
#[test]
fn they_may_think_for_long() {
    // On real threads nobody can say when others sleep.
    if thread_count().is_none() {
        return;
    }
    for slow in ["Ada", "Bo"] {
        let [ada, bo] = ["Ada", "Bo"].map(|name| {
            move |list: &List| {
                if name == slow {
                    quiesce();
                }
                write(list, name);
            }
        });
        let mut things = groceries(ada, bo);
        things.sort();
        assert!(
            things == ["Ada", "Bo"],
            "Ada and Bo each wrote their name on the list, and {slow} took very long. `groceries` returned {things:?}."
        );
    }
}
