use super::*;
use crate::trace::Operation;
use crate::trace::script::Script;

fn drawn(trace: &Trace) -> Drawing {
    whole(trace, &Story::of(trace))
}

fn steps(drawing: &Drawing) -> Vec<&Step> {
    let steps = drawing.rows.iter().map(|row| match row {
        Row::Step(step) => step,
        Row::Counted(words) => panic!("{words}"),
    });
    steps.collect()
}

#[test]
fn a_lock_that_is_held_is_a_bar_from_taking_to_giving_back() {
    let trace = Script::new(1)
        .object("Mutex", "a")
        .object("Mutex", "b")
        .event(1, Operation::Lock, 1, 10, "")
        .event(1, Operation::Lock, 2, 11, "")
        .event(1, Operation::Unlock, 1, 12, "")
        .event(1, Operation::Unlock, 2, 13, "")
        .fails();
    let drawing = drawn(&trace);
    let bars = |row: usize| {
        let bars = steps(&drawing)[row].cells[1].bars.iter();
        bars.map(|bar| (bar.slot, bar.lock, bar.part))
            .collect::<Vec<_>>()
    };
    assert_eq!(bars(0), [], "before it was taken");
    assert_eq!(bars(1), [(0, 0, Part::Begins)]);
    assert_eq!(bars(2), [(0, 0, Part::Goes), (1, 1, Part::Begins)]);
    assert_eq!(bars(3), [(0, 0, Part::Ends), (1, 1, Part::Goes)]);
    assert_eq!(bars(4), [(1, 1, Part::Ends)], "it stays at its place");
    assert_eq!(drawing.locks, ["`a`", "`b`"]);
}

#[test]
fn a_message_is_an_arrow_across_the_columns_between() {
    let trace = Script::new(2)
        .object("channel", "c")
        .event(2, Operation::Send, 1, 10, "message 1")
        .event(1, Operation::Yield, 0, 11, "")
        .event(0, Operation::Receive, 1, 12, "message 1")
        .fails();
    let drawing = drawn(&trace);
    let arrows = |row: usize| -> Vec<Vec<Arrow>> {
        let cells = steps(&drawing)[row].cells.iter();
        cells.map(|cell| cell.arrows.clone()).collect()
    };
    let sent = steps(&drawing)
        .iter()
        .position(|step| step.words.starts_with("sends"))
        .unwrap();
    assert_eq!(
        arrows(sent),
        [
            vec![Arrow::FromRight],
            vec![Arrow::Passes],
            vec![Arrow::LeavesLeft]
        ]
    );
    assert_eq!(arrows(sent + 1), [vec![Arrow::Falls], vec![], vec![]]);
    assert_eq!(arrows(sent + 2), [vec![Arrow::Arrives], vec![], vec![]]);
}

#[test]
fn the_whole_drawing_has_every_step_and_every_thread() {
    let mut script = Script::new(6).object("AtomicU32", "n");
    for round in 0..50 {
        script = script.event(1 + round % 6, Operation::Update, 1, 10, "0 → 1");
    }
    let trace = script.fails();
    let story = Story::of(&trace);
    let whole = whole(&trace, &story);
    assert_eq!(whole.rows.len(), story.steps.len());
    assert_eq!(whole.threads.len(), 7);
    assert!(drawing(&trace).rows.len() < whole.rows.len());
}
