use super::*;
use crate::render::{plain, width};
use crate::trace::script::{Script, waits};

/// Numbers that look random and are the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        // Knuth's multiplier for a linear congruential generator.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

const DETAILS: [&str; 18] = [
    "",
    "0",
    "1",
    "0 → 1",
    "message 1",
    "message 2",
    "busy",
    "taken",
    "poisoned",
    "nobody",
    "one",
    "empty",
    "closed",
    "lock",
    "recv",
    "join",
    "panicked",
    "\u{1b}[2J a rather long text, with a\nline break and 漢字 in it",
];

/// A trace that makes no sense.
fn nonsense(seed: u64) -> Trace {
    let mut numbers = Numbers(seed);
    let others = numbers.below(7);
    let mut script = Script::new(others)
        .object("Mutex", "till")
        .object("channel", "tx/rx")
        .object("Condvar", "till");
    for _ in 0..numbers.below(80) {
        script = script.event(
            numbers.below(others + 1),
            numbers.one_of(Operation::ALL),
            numbers.below(4),
            numbers.below(30),
            numbers.one_of(&DETAILS),
        );
        if numbers.below(2) == 0 {
            script = script.about(numbers.below(others + 1));
        }
    }
    let mut blocked = Vec::new();
    for _ in 0..numbers.below(others + 2) {
        let operation = numbers.one_of(Operation::ALL);
        let limit = if operation == Operation::Join {
            others + 1
        } else {
            4
        };
        let number = numbers.below(limit);
        blocked.push(waits((
            numbers.below(others + 1),
            operation,
            number,
            numbers.below(30),
        )));
    }
    let place = crate::trace::script::place(numbers.below(30));
    let mut trace = script.ends(match numbers.below(5) {
        0 => Ending::Deadlock(blocked),
        1 => Ending::LeftRunning(blocked),
        2 => Ending::NoProgress {
            steps: 10_000,
            threads: blocked,
        },
        3 => Ending::Exit { status: 3, place },
        _ => Ending::Panic {
            message: "no\nsense".into(),
            place,
        },
    });
    trace.source.text = "    some code;\n".repeat(20);
    trace
}

#[test]
fn whatever_a_trace_says_is_drawn() {
    for seed in 0..40 {
        let trace = nonsense(seed);
        for columns in [20, 53, 131] {
            for detail in [Detail::Folded, Detail::All] {
                for line in timeline(&trace, columns, detail) {
                    let taken = width(&line);
                    assert!(
                        taken <= columns,
                        "{seed}: {taken} of {columns} columns:\n{line}"
                    );
                    assert!(!plain(&line).contains('\u{1b}'), "{seed}: {line:?}");
                }
            }
        }
    }
}
