use super::*;

#[test]
fn the_engine_and_the_judge_have_the_same_words() {
    let mut theirs: Vec<&str> = engine::Kind::ALL.iter().map(|kind| kind.word()).collect();
    let mut ours = [&Operation::ALL.map(Operation::word)[..], &AT_NO_OPERATION].concat();
    theirs.sort_unstable();
    ours.sort_unstable();
    assert_eq!(theirs, ours);
}

#[test]
fn what_has_an_unknown_word_is_told_and_not_dropped() {
    let unknown = |record: &str| {
        let channel = format!("T {record}\nT ending deadlock\t0\t\t\t\t0\tfalse\t\n");
        Report::read(&channel, "T", "check").unknown
    };
    assert_eq!(unknown("event 0\tlock\t1\t\ta.rs\t17\t5\t"), None);
    assert_eq!(unknown("blocked 0\tstart\t\t\ta.rs\t17\t5"), None);
    for record in ["0\tfuse\t1\t\ta.rs\t17\t5\t", "x\tlock\t1\t\ta.rs\t17\t5\t"] {
        for kind in ["event", "blocked"] {
            let told = unknown(&format!("{kind} {record}"));
            assert_eq!(told.as_deref(), Some(record), "{kind}");
        }
    }
}

#[test]
fn callers_belong_to_what_was_told_before_them() {
    let channel = "T callers\ta.rs\t1\t1\n\
                   T event 0\tlock\t1\t\ta.rs\t17\t5\t\n\
                   T callers a.rs\t27\t9\tb\\\\a.rs\t40\t1\n\
                   T event 0\tprint\t\t\ta.rs\t18\t5\ta\tb\n\
                   T blocked 0\tlock\t1\t\ta.rs\t17\t5\n\
                   T callers a.rs\t28\t9\n\
                   T ending deadlock\t0\t\t\t\t0\tfalse\t\n";
    let found = Report::read(channel, "T", "check").found.unwrap();
    let place = |file: &str, line, column| Place {
        file: file.into(),
        line,
        column,
    };
    let callers: Vec<_> = found
        .run
        .events
        .iter()
        .map(|event| &event.callers[..])
        .collect();
    let both = [place("a.rs", 27, 9), place("b\\a.rs", 40, 1)];
    assert_eq!(callers, [&both[..], &[]]);
    assert_eq!(found.run.events[1].detail, "a\tb");
    let What::Ending(ending) = found.what else {
        panic!("it can be repeated");
    };
    assert_eq!(ending.blocked()[0].callers, [place("a.rs", 28, 9)]);
}
