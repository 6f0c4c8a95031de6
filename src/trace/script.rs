//! Traces written down in tests.

use super::{Blocked, Ending, Event, Object, Operation, Place, Source, Thread, Trace};

/// The student's file in these traces.
pub(crate) const FILE: &str = "a.rs";

/// A trace that grows line by line.
pub(crate) struct Script(Trace);

impl Script {
    /// `main` and so many others, which the student's file spawns at lines 101, 102, …
    pub(crate) fn new(others: usize) -> Self {
        let mut threads = vec![Thread {
            name: Some("main".into()),
            handle: None,
            spawned_at: None,
        }];
        threads.extend((1..=others).map(|number| Thread {
            name: None,
            handle: None,
            spawned_at: place(100 + number),
        }));
        let nothing = Object {
            kind: String::new(),
            name: None,
            made_at: None,
        };
        let source = Source {
            path: FILE.into(),
            text: String::new(),
        };
        let ending = Ending::Panic {
            message: "it does not hold".into(),
            place: None,
        };
        let mut script = Self(Trace {
            check: "check".into(),
            description: String::new(),
            source,
            threads,
            objects: vec![nothing],
            events: Vec::new(),
            ending,
            preemptions: 1,
        });
        for number in 1..=others {
            script = script
                .event(0, Operation::Spawn, 0, 100 + number, "")
                .about(number);
        }
        script
    }

    /// Another object, made at line 50.
    pub(crate) fn object(mut self, kind: &str, name: &str) -> Self {
        self.0.objects.push(Object {
            kind: kind.into(),
            name: Some(name.into()),
            made_at: place(50),
        });
        self
    }

    /// What happens next; object 0 and line 0 are none.
    pub(crate) fn event(
        mut self,
        thread: usize,
        operation: Operation,
        object: usize,
        line: usize,
        detail: &str,
    ) -> Self {
        self.0.events.push(Event {
            thread,
            operation,
            object: (object > 0).then_some(object),
            other: None,
            place: place(line),
            detail: detail.into(),
            callers: Vec::new(),
        });
        self
    }

    /// The last event concerns this thread.
    pub(crate) fn about(mut self, other: usize) -> Self {
        if let Some(event) = self.0.events.last_mut() {
            event.other = Some(other);
        }
        self
    }

    /// The last event was called from these lines.
    pub(crate) fn from(mut self, lines: &[usize]) -> Self {
        if let Some(event) = self.0.events.last_mut() {
            event.callers = lines.iter().filter_map(|line| place(*line)).collect();
        }
        self
    }

    /// A panic of `main` in the check.
    pub(crate) fn fails(self) -> Trace {
        self.0
    }

    /// Nobody can go on; threads wait to do something to an object, or to join a thread.
    pub(crate) fn deadlock(self, blocked: &[(usize, Operation, usize, usize)]) -> Trace {
        let ending = Ending::Deadlock(blocked.iter().map(|one| waits(*one)).collect());
        self.ends(ending)
    }

    /// It ends like this.
    pub(crate) fn ends(mut self, ending: Ending) -> Trace {
        self.0.ending = ending;
        self.0
    }
}

/// A thread that waits: its number, to do what, to which object or with which thread, at which line.
pub(crate) fn waits(
    (thread, operation, number, line): (usize, Operation, usize, usize),
) -> Blocked {
    let joins = operation == Operation::Join;
    Blocked {
        thread,
        operation,
        object: (number > 0 && !joins).then_some(number),
        other: joins.then_some(number),
        place: place(line),
        callers: Vec::new(),
    }
}

/// A line of the student's file.
pub(crate) fn place(line: usize) -> Option<Place> {
    let line = u32::try_from(line).unwrap_or_default();
    (line > 0).then(|| Place {
        file: FILE.into(),
        line,
        column: 5,
    })
}
