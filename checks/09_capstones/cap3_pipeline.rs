use exercise::run;
use probes::{Meeting, ThreadLog, quiesce, thread_count};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// Numbers, and anything else is nonsense.
fn number(line: &str) -> Option<u32> {
    line.parse().ok()
}

fn log(lines: &[&str]) -> impl Iterator<Item = String> + Send + 'static {
    let lines: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
    lines.into_iter()
}

/// Every line is counted, in the order of the log.
#[test]
fn every_line_is_counted() {
    let mut seen = Vec::new();
    let nonsense = run(log(&["1", "2", "3"]), number, |entry| {
        seen.push(entry);
        true
    });
    assert!(
        seen == [1, 2, 3],
        "The log has the lines 1, 2 and 3, but the counter saw {seen:?}."
    );
    assert!(
        nonsense == 0,
        "The log has only good lines, but `run` returned {nonsense}."
    );
}

/// Nonsense is left out and counted apart, and the pipeline goes on.
#[test]
fn nonsense_is_left_out() {
    let mut seen = Vec::new();
    let nonsense = run(log(&["meow", "2", " 7"]), number, |entry| {
        seen.push(entry);
        true
    });
    assert!(
        seen == [2],
        "The log has a 2 between \"meow\" and \" 7\", which the parser makes nothing of, but the counter saw {seen:?}."
    );
    assert!(
        nonsense == 2,
        "The log has two lines of nonsense, but `run` returned {nonsense}."
    );
}

/// A log may be empty, or all nonsense.
#[test]
fn there_may_be_nothing_to_count() {
    for (lines, expected) in [(&["purr"; 2][..], 2), (&[], 0), (&[""], 1)] {
        let nonsense = run(log(lines), number, |entry| {
            panic!("The log is {lines:?}, but the counter was shown a {entry}.")
        });
        assert!(
            nonsense == expected,
            "The log is {lines:?}, but `run` returned {nonsense}."
        );
    }
}

/// A stage may take hours over a line: the others sleep meanwhile.
#[test]
fn who_waits_for_a_stage_sleeps() {
    // Before the parser is one line more than there is room for.
    for (slow, lines) in [("reader", 2), ("parser", 4), ("counter", 2)] {
        let lines = &["1", "2", "3", "4"][..lines];
        let log = log(lines).inspect(move |_| {
            if slow == "reader" {
                quiesce();
            }
        });
        let parse = move |line: &str| {
            if slow == "parser" {
                quiesce();
            }
            number(line)
        };
        let mut seen = Vec::new();
        let began = Instant::now();
        run(log, parse, |entry| {
            if slow == "counter" {
                quiesce();
            }
            seen.push(entry);
            true
        });
        assert!(
            seen.iter().map(u32::to_string).eq(lines.iter().copied()),
            "The log has the lines {lines:?}, and the {slow} took hours over each. The counter saw {seen:?}."
        );
        // Only sleeping moves the clock, and on real threads other things do.
        assert!(
            began.elapsed().is_zero() || thread_count().is_none(),
            "While the {slow} took hours over a line, somebody set an alarm clock to have a look: {:?} of naps. A thread that sleeps until there is something to do needs none.",
            began.elapsed()
        );
    }
}

/// While one log is looked through, another one can be, and each has its own nonsense.
#[test]
fn one_log_in_another() {
    let mut inner = Vec::new();
    let outer = run(log(&["1", "meow"]), number, |_| {
        let nonsense = run(log(&["purr", "2"]), number, |entry| {
            inner.push(entry);
            true
        });
        inner.push(100 + nonsense as u32);
        true
    });
    assert!(
        outer == 1 && inner == [2, 101],
        "The log has a 1 and a line of nonsense. At the 1, the counter looked through another log, with one line of nonsense and a \
         2: it noted {inner:?}, and should have noted the 2, and then 101 as there was 1 line of nonsense. In the first log, `run` \
         counted {outer} lines of nonsense."
    );
}

/// While the counter is at one line, the parser is at the next and the reader at the one after it.
#[test]
fn the_stages_work_at_the_same_time() {
    let at_work = Meeting::new(3);
    let (reader, parser, counter) = (at_work.clone(), at_work.clone(), at_work);
    let log = log(&["1", "2", "3"]).inspect(move |line| {
        if line == "3" {
            reader.wait("the reader with line 3");
        }
    });
    let parse = move |line: &str| {
        if line == "2" {
            parser.wait("the parser with line 2");
        }
        number(line)
    };
    run(log, parse, |entry| {
        if entry == 1 {
            counter.wait("the counter with line 1");
        }
        true
    });
}

/// The log is read on one thread, parsed on another, and counted on the one that called.
#[test]
fn each_stage_has_its_thread() {
    let work = ThreadLog::new();
    let (reading, parsing) = (work.clone(), work.clone());
    let log = log(&["1"]).inspect(move |_| reading.note("the reader"));
    let parse = move |line: &str| {
        parsing.note("the parser");
        number(line)
    };
    run(log, parse, |_| true);
    let at_home = work.at_home();
    assert!(
        at_home.is_empty(),
        "The thread that called `run` did the work of {}.",
        at_home.join(" and ")
    );
    let threads = work.threads();
    assert!(
        threads == 2,
        "The reader and the parser should have a thread each, but the number of their threads is {threads}."
    );
}

/// No stage runs ahead: there is room for `ROOM` between two of them, and each has one in hand.
#[test]
fn nobody_runs_ahead() {
    const ROOM: usize = 2;
    let most = 2 * ROOM + 2;
    let read = Arc::new(AtomicUsize::new(0));
    let reading = Arc::clone(&read);
    let long = (1..=most + 3).map(move |line| {
        reading.store(line, Ordering::SeqCst);
        line.to_string()
    });
    let mut ahead = None;
    run(long, number, |_| {
        // With the first line in hand.
        ahead.get_or_insert_with(|| read.load(Ordering::SeqCst) - 1);
        true
    });
    let ahead = ahead.unwrap_or(0);
    assert!(
        ahead <= most,
        "The counter had the first line in hand, and the reader was {ahead} lines ahead. With room for {ROOM} in each of two places and one in the hands of the reader and of the parser, it can be {most} at most. A long log does not fit into memory."
    );
}

/// The counter may leave early, and then the others go home too.
#[test]
fn the_counter_may_leave() {
    const LONG: usize = 30;
    let read = Arc::new(AtomicUsize::new(0));
    let reading = Arc::clone(&read);
    let log = (1..=LONG).map(move |line| {
        reading.store(line, Ordering::SeqCst);
        line.to_string()
    });
    let mut seen = Vec::new();
    run(log, number, |entry| {
        seen.push(entry);
        seen.len() < 2
    });
    assert!(
        seen == [1, 2],
        "The counter had seen enough after 2 lines, but it was shown {} of them.",
        seen.len()
    );
    let read = read.load(Ordering::SeqCst);
    assert!(
        read < LONG,
        "The counter left after 2 lines, but the reader read on to the end of the log: {read} lines. Some logs have no end."
    );
}

/// When the log has ended and `run` returns, its threads have ended too.
#[test]
fn nobody_is_left_behind_at_the_end() {
    run(log(&["1"]), number, |_| true);
    let left = left_behind();
    assert!(
        left == 0,
        "The log ended and `run` has returned, but {left} of its threads had not ended. They should have been joined."
    );
}

/// When the counter has left and `run` returns, its threads have ended too.
#[test]
fn nobody_is_left_behind_by_the_counter() {
    run(log(&["1", "2", "3"]), number, |_| false);
    let left = left_behind();
    assert!(
        left == 0,
        "The counter left and `run` has returned, but {left} of its threads had not ended. They should have been joined."
    );
}

/// How many threads there are besides this one; of real ones nobody can say.
fn left_behind() -> usize {
    thread_count().unwrap_or(1) - 1
}

/// `run` returns how many lines of nonsense the parser met, no more and no fewer, even when the counter leaves early.
#[test]
fn nonsense_is_counted_by_who_meets_it() {
    let met = Arc::new(AtomicUsize::new(0));
    let meeting = Arc::clone(&met);
    let parse = move |line: &str| {
        let entry = number(line);
        meeting.fetch_add(usize::from(entry.is_none()), Ordering::SeqCst);
        entry
    };
    let nonsense = run(log(&["1", "meow", "2"]), parse, |_| false);
    let met = met.load(Ordering::SeqCst);
    assert!(
        nonsense == met,
        "In the log are a 1, \"meow\" and a 2, and the counter left after the 1. Until it stopped, the parser had met {met} lines \
         of nonsense, but `run` returned {nonsense}."
    );
}
