use exercise::tally;
use probes::{Meeting, no_thread_left_behind, quiesce, thread_count};
use std::sync::{Mutex, mpsc};

/// There is one, and it cannot be cloned.
struct Sheet {
    votes: Vec<&'static str>,
}

fn empty_sheet() -> Sheet {
    Sheet { votes: Vec::new() }
}

/// A helper who writes these votes on the sheet.
fn helper(votes: &[&'static str]) -> impl FnOnce(&Mutex<Sheet>) + Send + 'static {
    let votes = votes.to_vec();
    move |sheet: &Mutex<Sheet>| sheet.lock().unwrap().votes.extend(votes)
}

/// One helper alone: the sheet comes back with all votes on it.
#[test]
fn one_helper_fills_the_sheet() {
    let sheet = tally(empty_sheet(), vec![helper(&["Ada", "Bo"])]);
    assert!(
        sheet.votes == ["Ada", "Bo"],
        "One helper wrote \"Ada\" and \"Bo\" on the sheet, but the one that the mayor got says {:?}.",
        sheet.votes
    );
}

/// Several helpers: the sheet comes back when all votes are on it and all threads have ended.
#[test]
fn all_votes_are_on_the_sheet() {
    no_thread_left_behind();
    let sheet = tally(empty_sheet(), vec![helper(&["Ada"]), helper(&["Bo"])]);
    let mut votes = sheet.votes;
    votes.sort();
    assert!(
        votes == ["Ada", "Bo"],
        "One helper wrote \"Ada\" on the sheet, another one \"Bo\". On the sheet that the mayor got there was {votes:?}."
    );
}

/// All helpers work at the same time.
#[test]
fn helpers_work_at_the_same_time() {
    let coffee = Meeting::new(5);
    let helpers = ["Ada", "Bo", "Cy", "Di", "Ed"].map(|name| {
        let coffee = coffee.clone();
        move |sheet: &Mutex<Sheet>| {
            coffee.wait(format!("the helper who has a vote for {name}"));
            sheet.lock().unwrap().votes.push(name);
        }
    });
    let sheet = tally(empty_sheet(), helpers.into());
    let votes = sheet.votes.len();
    assert!(
        votes == 5,
        "Five helpers wrote a vote each, but there were {votes} on the sheet that the mayor got."
    );
}

/// Without helpers, the sheet comes back as it was.
#[test]
fn a_sheet_without_helpers_comes_back() {
    let mut sheet = empty_sheet();
    sheet.votes.push("Ada");
    let nobody: Vec<fn(&Mutex<Sheet>)> = Vec::new();
    let sheet = tally(sheet, nobody);
    assert!(
        sheet.votes == ["Ada"],
        "Nobody came to help. The sheet that went in said [\"Ada\"], the one that came out says {:?}.",
        sheet.votes
    );
}

/// Another town has another sheet, even in the same night.
#[test]
fn another_town_has_another_sheet() {
    let (theirs, told) = mpsc::channel();
    let neighbour = move |sheet: &Mutex<Sheet>| {
        // In the middle of it, the next town counts from beginning to end.
        let counted = tally(empty_sheet(), vec![helper(&["Bo", "Bo"])]);
        theirs.send(counted.votes).unwrap();
        sheet.lock().unwrap().votes.push("Ada");
    };
    let sheet = tally(empty_sheet(), vec![neighbour]);
    let theirs = told.try_recv().unwrap_or_default();
    assert!(
        sheet.votes == ["Ada"] && theirs == ["Bo", "Bo"],
        "A helper wrote \"Ada\" on our sheet. Before that, in another town one wrote \"Bo\" twice on theirs. Ours says {:?}, and \
         theirs {theirs:?}.",
        sheet.votes
    );
    let sheet = tally(empty_sheet(), vec![helper(&["Cy"])]);
    assert!(
        sheet.votes == ["Cy"],
        "At the next election a helper wrote \"Cy\" on a new sheet, but the one that the mayor got says {:?}.",
        sheet.votes
    );
}

/// However long a helper counts, `tally` sleeps until the last one is done.
#[test]
fn a_helper_may_count_for_hours() {
    // On real threads nobody can say when others sleep.
    if thread_count().is_none() {
        return;
    }
    no_thread_left_behind();
    let slow = |sheet: &Mutex<Sheet>| {
        quiesce();
        sheet.lock().unwrap().votes.push("Ada");
    };
    let sheet = tally(empty_sheet(), vec![slow]);
    assert!(
        sheet.votes == ["Ada"],
        "A helper counted for hours and then wrote \"Ada\" on the sheet, but the one that the mayor got says {:?}.",
        sheet.votes
    );
}

/// The sheet may be anything that can go to another thread, and so may a helper: nothing has to be shared, cloned or
/// printed.
///
/// ```
/// use std::cell::Cell;
/// use std::marker::PhantomPinned;
/// use std::sync::Mutex;
/// struct Paper(Cell<u32>, Box<dyn FnOnce() + Send>, PhantomPinned);
/// let pencil = Paper(Cell::new(1), Box::new(|| ()), PhantomPinned);
/// let helper = move |sheet: &Mutex<Paper>| {
///     let pencil = pencil;
///     sheet.lock().unwrap().0.set(pencil.0.get());
/// };
/// let sheet: Paper = exercise::tally(Paper(Cell::new(0), Box::new(|| ()), PhantomPinned), vec![helper]);
/// assert_eq!(sheet.0.get(), 1);
/// ```
#[test]
fn a_sheet_may_be_anything_that_travels() {}
