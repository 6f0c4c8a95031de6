use super::*;

const A: &str = "exercises/1/a.rs";

fn files(texts: &[(&str, &str)]) -> Files {
    let texts = texts.iter();
    texts
        .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
        .collect()
}

fn exercises(files: &Files) -> BTreeMap<String, String> {
    let starts = files.keys().filter(|path| path.contains(".rs"));
    starts
        .map(|path| (path.rsplit('/').next().unwrap().to_owned(), path.clone()))
        .collect()
}

/// The workspace after an update, and what is told of it.
fn updated(old: &[(&str, &str)], new: &[(&str, &str)], mine: &[(&str, &str)]) -> (Files, Vec<Row>) {
    let (old, new, mine) = (files(old), files(new), files(mine));
    let plan = planned(&old, &new, &mine);
    let end = after(&plan.steps, mine.clone());
    for killed_at in 0..=plan.steps.len() {
        let left = after(&plan.steps[..killed_at], mine.clone());
        let again = planned(&old, &new, &left);
        assert_eq!(after(&again.steps, left), end, "killed at step {killed_at}");
    }
    (end, plan.rows)
}

fn after(steps: &[Step], mut mine: Files) -> Files {
    for step in steps {
        match step.clone() {
            Step::Move { from, to } => {
                let text = mine.remove(&from).unwrap();
                assert_eq!(mine.insert(to, text), None);
            }
            Step::Write { path, text } => assert_eq!(mine.insert(path, text), None),
            Step::Replace { path, known, text } => {
                assert_eq!(mine.insert(path, text), Some(known));
            }
        }
    }
    mine
}

fn planned(old: &Files, new: &Files, mine: &Files) -> Plan {
    let record = Record::new(None, old);
    let (none, solutions) = (Files::new(), files(&[("solutions/1/a.rs", "new answer")]));
    let old_kit = Old {
        record: &record,
        files: &none,
        exercises: exercises(old),
    };
    let new_kit = New {
        files: new,
        earned: &solutions,
        exercises: exercises(new),
    };
    plan(&old_kit, &new_kit, &|path| Ok(mine.get(path).cloned())).unwrap()
}

fn row(path: &str, change: Change) -> Row {
    Row {
        path: path.to_owned(),
        change,
    }
}

#[test]
fn an_untouched_start_is_replaced_and_a_new_one_arrives() {
    let (mine, rows) = updated(
        &[(A, "1")],
        &[(A, "2"), ("exercises/1/b.rs", "b")],
        &[(A, "1")],
    );
    assert_eq!(mine, files(&[(A, "2"), ("exercises/1/b.rs", "b")]));
    let expected = [
        row(A, Change::Replaced),
        row("exercises/1/b.rs", Change::Arrives),
    ];
    assert_eq!(rows, expected);
}

#[test]
fn a_students_text_stays_and_the_new_start_is_put_beside_it() {
    let beside = "exercises/1/a.new.rs";
    let (mine, rows) = updated(&[(A, "1")], &[(A, "2")], &[(A, "mine")]);
    assert_eq!(mine, files(&[(A, "mine"), (beside, "2")]));
    let kept = |beside: &str| {
        let beside = beside.to_owned();
        [row(A, Change::Kept { beside })]
    };
    assert_eq!(rows, kept(beside));

    let (mine, rows) = updated(&[(A, "2")], &[(A, "3")], &[(A, "mine"), (beside, "2")]);
    assert_eq!(mine, files(&[(A, "mine"), (beside, "3")]));
    assert_eq!(rows, kept(beside));

    let other = "exercises/1/a.new-2.rs";
    let (mine, rows) = updated(&[(A, "2")], &[(A, "3")], &[(A, "mine"), (beside, "too")]);
    assert_eq!(mine, files(&[(A, "mine"), (beside, "too"), (other, "3")]));
    assert_eq!(rows, kept(other));
}

#[test]
fn nothing_is_told_of_what_the_kit_has_not_changed() {
    let (mine, rows) = updated(&[(A, "1\n")], &[(A, "1\n")], &[(A, "mine")]);
    assert_eq!((mine, rows), (files(&[(A, "mine")]), Vec::new()));
    let (mine, rows) = updated(&[(A, "1\n")], &[(A, "1\n")], &[(A, "1\r\n")]);
    assert_eq!((mine, rows), (files(&[(A, "1\r\n")]), Vec::new()));
}

#[test]
fn a_lost_file_returns_and_a_dropped_one_stays() {
    let (mine, rows) = updated(&[(A, "1")], &[(A, "1")], &[]);
    assert_eq!(
        (mine, rows),
        (files(&[(A, "1")]), vec![row(A, Change::Returns)])
    );
    let (mine, rows) = updated(&[(A, "1")], &[], &[(A, "1")]);
    assert_eq!(
        (mine, rows),
        (files(&[(A, "1")]), vec![row(A, Change::Dropped)])
    );
}

#[test]
fn a_students_text_moves_with_its_exercise() {
    let to = "exercises/2/a.rs";
    let moved = row(to, Change::Moved { from: A.to_owned() });
    let (mine, rows) = updated(&[(A, "1")], &[(to, "1")], &[(A, "mine")]);
    assert_eq!((mine, rows), (files(&[(to, "mine")]), vec![moved.clone()]));
    let (mine, rows) = updated(&[(A, "1")], &[(to, "2")], &[(A, "1")]);
    assert_eq!(mine, files(&[(to, "2")]));
    assert_eq!(rows, [moved, row(to, Change::Replaced)]);
}

#[test]
fn an_earned_solution_is_renewed_and_none_is_handed_out() {
    let path = "solutions/1/a.rs";
    let old = [(A, "1"), (path, "old answer")];
    let (mine, rows) = updated(&old, &[(A, "1")], &[(A, "1"), (path, "old answer")]);
    assert_eq!(mine, files(&[(A, "1"), (path, "new answer")]));
    assert_eq!(rows, [row(path, Change::Replaced)]);
    let (mine, rows) = updated(&old, &[(A, "1")], &[(A, "1"), (path, "mine")]);
    assert_eq!(mine, files(&[(A, "1"), (path, "mine")]));
    assert_eq!(rows, []);
    let (mine, _) = updated(&old, &[(A, "1")], &[(A, "1")]);
    assert_eq!(mine, files(&[(A, "1")]));
}

#[test]
fn names_beside_keep_their_endings() {
    assert_eq!(beside("a.b/c", 1), "a.b/c.new");
    assert_eq!(
        beside("exercises/README.md", 2),
        "exercises/README.new-2.md"
    );
    assert_eq!(beside(".gitignore", 1), ".gitignore.new");
}
