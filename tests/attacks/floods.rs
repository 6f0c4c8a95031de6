//! Too much of everything.

use crate::Outcome::{Harmless, Is, Says};
use crate::{explored, real, repel};

#[test]
fn of_memory_and_output() {
    let limit = Is(&["exceeds_limit"]);
    repel(&[
        explored(
            "memory at once",
            "let all = vec![1_u8; 100 << 30]; u32::from(all[7])",
            limit,
        ),
        real(
            "memory bit by bit",
            "let mut all = Vec::new(); loop { all.push(vec![1_u8; 1 << 20]) }",
            Is(&["exceeds_limit", "fails_checks", "times_out"]),
        ),
        real(
            "printing",
            "loop { println!(\"again\") }",
            Is(&["exceeds_limit", "times_out"]),
        ),
        real(
            "printing one line",
            "loop { eprint!(\"x\") }",
            Is(&["exceeds_limit", "times_out"]),
        ),
        explored(
            "panicking",
            "loop { let _ = std::panic::catch_unwind(|| panic!(\"again\")); }",
            Is(&["exceeds_limit", "times_out", "fails_checks"]),
        ),
        real(
            "a stack",
            "fn down(n: u64) -> u64 { if n == 0 { 0 } else { 1 + down(n - 1) } } down(u64::MAX) as u32",
            Is(&["fails_checks"]),
        ),
    ]);
}

#[test]
fn of_the_disk() {
    repel(&[
        real(
            "one large file",
            "use std::io::Write;
             let mut file = std::fs::File::create(\"large\").unwrap();
             let mut written = 0;
             while written < 1 << 30 { match file.write(&[1; 1 << 16]) { Ok(more) => written += more, Err(_) => break } }
             if written > 64 << 20 { println!(\"LEAK {written} bytes\") }
             42",
            Is(&["passed", "fails_checks"]),
        ),
        real(
            "ten thousand files",
            "let made = (0..10_000).take_while(|n| std::fs::write(n.to_string(), \"\").is_ok()).count();
             if made > 4096 { println!(\"LEAK {made} files\") }
             42",
            Harmless,
        ),
        real(
            "a file with a hole",
            "let made = std::fs::File::create(\"hole\").unwrap().set_len(1 << 40);
             if made.is_ok() { println!(\"LEAK a terabyte\") }
             42",
            Is(&["passed", "fails_checks"]),
        ),
        real(
            "thousands of open files",
            "let open: Vec<_> = (0..10_000).map_while(|_| std::fs::File::create(\"one\").ok()).collect();
             if open.len() > 256 { println!(\"LEAK {} files\", open.len()) }
             42",
            Harmless,
        ),
    ]);
}

#[test]
fn of_threads_and_time() {
    repel(&[
        real(
            "threads",
            "loop { if std::thread::Builder::new().spawn(|| loop { std::thread::park() }).is_err() { std::process::exit(0) } }",
            Is(&["exceeds_limit", "fails_checks", "times_out"]),
        ),
        real(
            "threads that start threads",
            "fn fork() -> ! { for _ in 0..2 { let _ = std::thread::Builder::new().spawn(|| fork()); } loop { std::thread::park() } } fork()",
            Is(&["exceeds_limit", "fails_checks", "times_out"]),
        ),
        real(
            "an endless loop",
            "loop { std::hint::black_box(1); }",
            Is(&["times_out"]),
        ),
        explored(
            "a loop that explores for ever",
            "loop { std::thread::yield_now() }",
            Is(&["exceeds_limit", "times_out"]),
        ),
        explored(
            "a deadlock",
            "let m = std::sync::Mutex::new(0); let _one = m.lock(); let _two = m.lock(); 42",
            Says("deadlocks", "waits"),
        ),
    ]);
}
