//! Places in the student's file that the explorer does not see as such.

use crate::judge::names::Names;
use crate::trace::{Operation, Place, Trace};

/// Where the library does something on behalf of the attempt: it is told a function, as in `.map(thread::spawn)`, and calls
/// it, so that the explorer sees a place in the library. Where only one place of the sources hands that function on, it is
/// that one. What the checks hand on themselves may be theirs.
pub(super) fn find_handed(trace: &mut Trace, attempt: &Names, checks: &Names) {
    let file = trace.source.path.clone();
    let mend = |place: &mut Option<Place>, owner: &str, functions: &[&str]| {
        if !place.as_ref().is_some_and(Place::is_in_library) {
            return;
        }
        let handed = |names: &Names| -> Vec<(u32, u32)> {
            let functions = functions.iter();
            functions
                .filter_map(|function| names.handed(owner, function))
                .collect()
        };
        if let ([(line, column)], true) = (&handed(attempt)[..], handed(checks).is_empty()) {
            *place = Some(Place {
                file: file.clone(),
                line: *line,
                column: *column,
            });
        }
    };
    for thread in &mut trace.threads {
        mend(&mut thread.spawned_at, "thread", &["spawn"]);
    }
    for object in &mut trace.objects {
        mend(&mut object.made_at, &object.kind, &["new", "default"]);
    }
    for event in &mut trace.events {
        match event.operation {
            Operation::Spawn => mend(&mut event.place, "thread", &["spawn"]),
            Operation::Join => mend(&mut event.place, "JoinHandle", &["join"]),
            Operation::Block if event.detail == Operation::Join.word() => {
                mend(&mut event.place, "JoinHandle", &["join"]);
            }
            _ => {}
        }
    }
    for blocked in trace.ending.blocked_mut() {
        if blocked.operation == Operation::Join {
            mend(&mut blocked.place, "JoinHandle", &["join"]);
        }
    }
}

/// Of all calls on a stack, leaves those in the student's file, which the compiler knows by a longer path. Where something
/// happens in that file, the innermost of them is that itself.
pub(super) fn keep_own_callers(trace: &mut Trace) {
    let file = trace.source.path.clone();
    let keep = |place: &Option<Place>, callers: &mut Vec<Place>| {
        callers.retain(|caller| {
            let before = caller.file.strip_suffix(&file);
            before.is_some_and(|before| before.is_empty() || before.ends_with(['/', '\\']))
        });
        for caller in &mut *callers {
            caller.file.clone_from(&file);
        }
        if place.as_ref().is_some_and(|place| place.file == file) && !callers.is_empty() {
            callers.remove(0);
        }
    };
    for event in &mut trace.events {
        keep(&event.place, &mut event.callers);
    }
    for blocked in trace.ending.blocked_mut() {
        keep(&blocked.place, &mut blocked.callers);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::script::{FILE, Script};

    #[test]
    fn of_all_calls_those_in_the_students_file_are_kept() {
        let mut trace = Script::new(0)
            .event(0, Operation::Lock, 0, 17, "")
            .from(&[17, 27, 99, 40])
            .event(0, Operation::Unlock, 0, 0, "")
            .from(&[28])
            .fails();
        let callers = &mut trace.events[0].callers;
        callers[0].file = format!("/tmp/x/attempt/{FILE}");
        callers[1].file = format!("C:\\x\\{FILE}");
        callers[2].file = format!("/tmp/x/not_{FILE}");
        keep_own_callers(&mut trace);
        let lines = |number: usize| -> Vec<u32> {
            let callers = trace.events[number].callers.iter();
            let callers = callers.inspect(|caller| assert_eq!(caller.file, FILE));
            callers.map(|caller| caller.line).collect()
        };
        assert_eq!(lines(0), [27, 40], "the innermost is the event itself");
        assert_eq!(lines(1), [28]);
    }
}
