//! What is printed.

use std::io::Write;

use explorer::io::{stderr, stdout};
use explorer::sync::Arc;
use explorer::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explorer::thread;

use crate::explored::explored;

#[test]
fn everything_that_prints_is_kept_in_order() {
    let exploration = explored(|| {
        explorer::print!("{} + ", 1);
        explorer::println!("{}", 2);
        explorer::println!();
        explorer::eprint!("to the ");
        explorer::eprintln!("other stream");
        explorer::eprintln!();
        writeln!(stdout(), "written").unwrap();
        writeln!(stdout().lock(), "locked").unwrap();
        write!(stderr(), "end").unwrap();
    });
    assert_eq!(
        exploration.output,
        "1 + 2\n\nto the other stream\n\nwritten\nlocked\nend"
    );
}

#[test]
fn dbg_prints_and_hands_on() {
    let exploration = explored(|| {
        let value = explorer::dbg!(1 + 1);
        assert_eq!(value, 2);
        assert_eq!(explorer::dbg!(value, 3), (2, 3));
    });
    let output = exploration.output;
    assert!(output.contains("printing.rs"), "{output}");
    assert!(output.contains("1 + 1 = 2"), "{output}");
    assert!(output.contains("value = 2"), "{output}");
    assert!(output.ends_with("3 = 3\n"), "{output}");
}

#[test]
fn of_all_runs_the_failing_one_is_shown() {
    let exploration = explored(|| {
        let number = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&number);
        thread::spawn(move || theirs.store(1, SeqCst));
        let seen = number.load(SeqCst);
        explorer::println!("seen: {seen}");
        assert_eq!(seen, 0, "too late");
    });
    assert!(exploration.found.is_some());
    assert!(
        exploration.output.starts_with("seen: 1\n"),
        "{}",
        exploration.output
    );
}

#[test]
fn of_runs_that_all_hold_one_is_shown() {
    let exploration = explored(|| {
        let number = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&number);
        let thread = thread::spawn(move || {
            explorer::println!("thread");
            theirs.store(1, SeqCst);
        });
        number.store(2, SeqCst);
        thread.join().unwrap();
        explorer::println!("main");
    });
    assert_eq!(exploration.coverage.schedules, 2);
    assert_eq!(exploration.output, "thread\nmain\n");
}

#[test]
fn what_a_run_without_end_prints_is_cut() {
    let exploration = explored(|| {
        for _ in 0..10_000 {
            explorer::println!("twenty bytes, a line");
        }
    });
    assert!(exploration.output.len() <= 64 * 1024);
    assert!(exploration.output.starts_with("twenty bytes, a line\n"));
}

#[test]
fn a_terminal_is_not_there() {
    assert!(!stdout().is_terminal());
}

#[test]
fn a_backtrace_tells_nothing() {
    use explorer::backtrace::{Backtrace, BacktraceStatus};
    let exploration = explored(|| {
        assert_eq!(Backtrace::capture().status(), BacktraceStatus::Disabled);
        let forced = Backtrace::force_capture();
        assert_eq!(forced.status(), BacktraceStatus::Unsupported);
        explorer::println!("{forced} {:?}", Backtrace::disabled());
    });
    assert_eq!(
        exploration.output,
        "unsupported backtrace <disabled backtrace>\n"
    );
}
