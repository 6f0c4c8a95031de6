use super::*;
use crate::trace::script::{Script, waits};

/// `main` and thread 1, which `main` has spawned; events as thread, operation, object, detail, on lines of their own.
fn trace(events: &[(usize, Operation, usize, &str)]) -> Trace {
    let script = events.iter().zip(1..).fold(
        Script::new(1),
        |script, ((thread, operation, object, detail), line)| {
            script.event(*thread, *operation, *object, line, detail)
        },
    );
    script.deadlock(&[])
}

/// The state after the spawn and so many of the events.
fn after(trace: &Trace, count: usize) -> State {
    State::after(trace, 1 + count)
}

/// Who holds object 1, as threads and lines.
fn holders(state: &State) -> Vec<(usize, u32)> {
    let line = |hold: &Hold| hold.since.as_ref().unwrap().line;
    let holders = state.holders(1).iter();
    holders.map(|hold| (hold.thread, line(hold))).collect()
}

#[test]
fn a_mutex_has_one_holder() {
    let trace = trace(&[
        (0, Operation::Lock, 1, ""),
        (1, Operation::TryLock, 1, "busy"),
        (0, Operation::Unlock, 1, ""),
        (1, Operation::TryLock, 1, "taken"),
    ]);
    let at = |count| holders(&after(&trace, count));
    assert_eq!(at(0), []);
    assert_eq!(at(1), [(0, 1)]);
    assert_eq!(at(2), [(0, 1)]);
    assert_eq!(at(3), []);
    assert_eq!(at(4), [(1, 4)]);
}

#[test]
fn readers_share() {
    let trace = trace(&[
        (0, Operation::ReadLock, 1, ""),
        (1, Operation::ReadLock, 1, ""),
        (1, Operation::WriteLock, 1, "busy"),
        (0, Operation::Unlock, 1, ""),
        (1, Operation::Unlock, 1, ""),
        (0, Operation::WriteLock, 1, ""),
    ]);
    let at = |count| holders(&after(&trace, count));
    assert_eq!(at(3), [(0, 1), (1, 2)]);
    assert_eq!(at(4), [(1, 2)]);
    assert_eq!(at(6), [(0, 6)]);
    assert!(!after(&trace, 6).holders(1)[0].shared);
}

#[test]
fn a_wait_gives_the_mutex_back_whether_or_not_an_event_says_so() {
    let silent = trace(&[
        (0, Operation::Lock, 3, ""),
        (0, Operation::Lock, 1, ""),
        (0, Operation::Wait, 2, ""),
    ]);
    let state = after(&silent, 3);
    assert_eq!(holders(&state), []);
    assert_eq!(
        state.holders(3).len(),
        1,
        "another mutex than the last one is kept"
    );

    let told = trace(&[
        (0, Operation::Lock, 3, ""),
        (0, Operation::Lock, 1, ""),
        (0, Operation::Wait, 2, ""),
        (0, Operation::Unlock, 1, ""),
    ]);
    for count in [3, 4] {
        let state = after(&told, count);
        assert_eq!((holders(&state), state.holders(3).len()), (vec![], 1));
    }
}

#[test]
fn messages_lie_in_a_channel_until_they_are_received() {
    let trace = trace(&[
        (0, Operation::Clone, 1, "2"),
        (0, Operation::Send, 1, "message 1"),
        (1, Operation::Send, 1, "message 2"),
        (1, Operation::Send, 1, "full"),
        (0, Operation::Receive, 1, "message 1"),
        (0, Operation::Receive, 1, "empty"),
        (1, Operation::Drop, 1, "1"),
        (0, Operation::Closed, 1, "sender"),
        (0, Operation::Closed, 1, "receiver"),
    ]);
    let channel = |count| after(&trace, count).channels[&1].clone();
    let names = |count| {
        let messages = channel(count).messages.into_iter();
        messages.map(|message| message.name).collect::<Vec<_>>()
    };
    assert_eq!(channel(1).senders, 2);
    assert_eq!(names(4), ["message 1", "message 2"]);
    assert_eq!(names(6), ["message 2"]);
    assert_eq!(channel(6).messages[0].thread, 1);
    assert_eq!(channel(7).senders, 1);
    assert_eq!((channel(8).senders, channel(8).has_receiver), (0, true));
    assert!(!channel(9).has_receiver);
}

#[test]
fn atomics_have_the_value_last_seen() {
    let trace = trace(&[
        (0, Operation::Read, 1, "0"),
        (0, Operation::Write, 1, "5"),
        (0, Operation::Update, 1, "5 → 6"),
    ]);
    let value = |count| after(&trace, count).values.get(&1).cloned();
    assert_eq!(value(0), None);
    assert_eq!(value(1).as_deref(), Some("0"));
    assert_eq!(value(2).as_deref(), Some("5"));
    assert_eq!(value(3).as_deref(), Some("6"));
}

#[test]
fn threads_are_spawned_wait_and_end() {
    let trace = trace(&[
        (1, Operation::Block, 1, "lock"),
        (1, Operation::Lock, 1, ""),
        (1, Operation::Exit, 0, "panicked"),
    ]);
    let phase = |count| State::after(&trace, count).threads[1].phase.clone();
    assert_eq!(phase(0), Phase::NotSpawned);
    assert_eq!(phase(1), Phase::Running);
    let Phase::Blocked(blocked) = phase(2) else {
        panic!("{:?}", phase(2));
    };
    assert_eq!(
        (blocked.operation, blocked.object),
        (Operation::Lock, Some(1))
    );
    assert_eq!(phase(3), Phase::Running);
    assert_eq!(phase(4), Phase::Ended { panicked: true });

    let state = State::after(&trace, 1);
    let lines = [state.threads[0].line, state.threads[1].line];
    assert_eq!(lines, [Some(101), None]);

    let mut state = State::after(&trace, 4);
    assert_eq!(state.threads[0].phase, Phase::Running);
    state.block(&trace, waits((0, Operation::Join, 1, 9)));
    assert!(matches!(state.threads[0].phase, Phase::Blocked(_)));
    assert_eq!(state.threads[0].line, Some(9));
}

#[test]
fn behind_what_is_left_out_nothing_is_known() {
    let mut trace = trace(&[
        (0, Operation::Lock, 1, ""),
        (1, Operation::Note, 0, "300 more events"),
        (1, Operation::Write, 2, "5"),
    ]);
    trace.events[2].place = None;
    assert_eq!(holders(&after(&trace, 1)), [(0, 1)]);
    assert_eq!(holders(&after(&trace, 2)), []);
    assert_eq!(after(&trace, 3).values[&2], "5");
    // A probe may note anything.
    trace.events[2].place = trace.events[1].place.clone();
    assert_eq!(holders(&after(&trace, 2)), [(0, 1)]);
}

#[test]
fn a_thread_is_not_where_what_it_drops_was_made() {
    let trace = trace(&[(1, Operation::Read, 1, "0"), (1, Operation::Drop, 2, "1")]);
    assert_eq!(after(&trace, 2).threads[1].line, Some(1));
}

#[test]
fn the_owners_of_an_arc_are_no_senders() {
    let trace = Script::new(1)
        .object("Arc", "list")
        .event(0, Operation::Clone, 1, 1, "2")
        .event(1, Operation::Drop, 1, 0, "1")
        .event(0, Operation::Update, 1, 2, "1 → 0")
        .deadlock(&[]);
    let values = [1, 2, 3].map(|count| after(&trace, count).values[&1].clone());
    assert_eq!(values, ["2", "1", "0"]);
    assert!(after(&trace, 3).channels.is_empty());
}
