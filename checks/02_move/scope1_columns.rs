use exercise::column_sums;
use probes::{Meeting, ThreadLog};
use std::sync::{LazyLock, Mutex};

/// The sums come in the order of the columns, no matter who is done first.
#[test]
fn sums_are_in_column_order() {
    static DONE: LazyLock<ThreadLog> = LazyLock::new(ThreadLog::new);
    fn add_up(column: &[u32]) -> u32 {
        let sum = column.iter().sum();
        DONE.note(sum);
        sum
    }

    let sums = column_sums(&[vec![120, 80, 45], vec![300, 301]], add_up);

    assert!(
        sums == [245, 601],
        "The first column adds up to 245, the second to 601. The clerks were done in the order {}, and `column_sums` \
         said {sums:?}.",
        DONE.entries().join(", ")
    );
}

/// A ledger may have one column, no column, or a column with nothing in it: what `add_up` makes of each is its sum.
#[test]
fn every_ledger_is_added_up() {
    for (ledger, expected) in [
        (vec![vec![42]], vec![142]),
        (vec![vec![7, 7]], vec![114]),
        (vec![], vec![]),
        (vec![vec![], vec![5]], vec![100, 105]),
        (vec![vec![9], vec![5], vec![5]], vec![109, 105, 105]),
    ] {
        let sums = column_sums(&ledger, |column| 100 + column.iter().sum::<u32>());
        assert!(
            sums == expected,
            "The columns of the ledger {ledger:?} were added up with 100 francs of fees for each. The sums are {expected:?}, \
             but `column_sums` said {sums:?}."
        );
    }
}

/// The same ledger may be added up in another way, and a clerk may have another ledger added up.
#[test]
fn one_ledger_after_the_other() {
    fn count(column: &[u32]) -> u32 {
        column_sums(&[column.to_vec()], |column| column.len() as u32)[0]
    }
    let ledger = [vec![20, 1], vec![300]];
    let sums = column_sums(&ledger, |column| column.iter().sum());
    let counts = column_sums(&ledger, count);
    assert!(
        sums == [21, 300] && counts == [2, 1],
        "The columns of the ledger {ledger:?} were added up: {sums:?}. Then each clerk had a `column_sums` of their own say how \
         many entries there are: {counts:?}."
    );
}

/// The clerks read the ledger where it lies; nothing is copied.
#[test]
fn the_ledger_is_read_where_it_lies() {
    static SEEN: Mutex<Vec<(usize, usize)>> = Mutex::new(Vec::new());
    fn add_up(column: &[u32]) -> u32 {
        SEEN.lock()
            .unwrap()
            .push((column.as_ptr() as usize, column.len()));
        column.iter().sum()
    }
    let ledger = [vec![1, 2], (3..20).collect()];
    column_sums(&ledger, add_up);

    let seen = SEEN.lock().unwrap();
    let calls = seen.len();
    assert!(
        calls == 2,
        "The ledger has 2 columns, but `add_up` was called {calls} times."
    );
    for (index, column) in ledger.iter().enumerate() {
        assert!(
            seen.contains(&(column.as_ptr() as usize, column.len())),
            "`add_up` was not given column {} of the ledger itself, as it lies there, but a copy or a part.",
            index + 1
        );
    }
}

/// Each column has a clerk of its own, on a thread of its own.
#[test]
fn each_column_has_its_own_clerk() {
    static WORK: LazyLock<ThreadLog> = LazyLock::new(ThreadLog::new);
    LazyLock::force(&WORK);
    fn add_up(column: &[u32]) -> u32 {
        WORK.note(format!("the column {column:?}"));
        column.iter().sum()
    }
    column_sums(&[vec![1], vec![2], vec![2]], add_up);

    let at_home = WORK.at_home();
    assert!(
        at_home.is_empty(),
        "Thread `main`, the one that called `column_sums`, added up {} itself.",
        at_home.join(" and ")
    );
    let threads = WORK.threads();
    assert!(
        threads == 3,
        "Three columns should be added up by 3 threads, but the number of threads was {threads}."
    );
}

/// All clerks of a ledger with five columns are at work at the same time, even where two columns are alike.
#[test]
fn all_clerks_work_together() {
    static DESK: LazyLock<Meeting> = LazyLock::new(|| Meeting::new(5));
    fn add_up(column: &[u32]) -> u32 {
        DESK.wait(format!("the clerk of the column {column:?}"));
        column.iter().sum()
    }
    let ledger = [vec![1], vec![2], vec![2], vec![], vec![3]];
    column_sums(&ledger, add_up);

    let at_work = DESK.count();
    assert!(
        at_work == 5,
        "A ledger with 5 columns needs 5 clerks, and {at_work} of them had begun when `column_sums` returned."
    );
}
