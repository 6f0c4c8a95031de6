//! Where the library does something on behalf of the attempt: it is told a function, as in `.map(thread::spawn)`, and calls
//! it, so that the explorer sees a place in the library. Where only one place of the sources hands that function on, it
//! is that one.

use crate::judge::names::Names;
use crate::trace::{Operation, Place, Trace};

/// Puts those places into the trace. What the checks hand on themselves may be theirs.
pub(super) fn find(trace: &mut Trace, attempt: &Names, checks: &Names) {
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
