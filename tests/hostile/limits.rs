//! Too long, too much, too many.

use crate::{Attempt, NO_PROGRESS, SOLUTION, STILL_RUNNING, TOO_MUCH_OUTPUT, act};
#[cfg(target_os = "linux")]
use crate::{OUT_OF_MEMORY_IN_MAIN, TOO_MUCH_MEMORY};

/// Seconds, for what ends by itself on however busy a machine.
const PLENTY: u32 = 30;

#[test]
fn an_honest_attempt_passes() {
    Attempt::file(SOLUTION).passes();
    Attempt::body("41").is("fails_checks", "The answer is wrong. (left: 41, right: 42)");
}

#[test]
fn an_endless_loop() {
    let spin = "loop { std::hint::spin_loop() }";
    Attempt::body(spin).is("exceeds_limit", NO_PROGRESS);
    Attempt::real_body(spin).is("times_out", STILL_RUNNING);
    let judged =
        Attempt::body("let n = std::sync::Mutex::new(1); *n.lock().unwrap() += 1; loop {}")
            .verdict("times_out");
    let said = judged["checks"][0]["message"].as_str().unwrap();
    assert!(
        said.starts_with(
            "It was still running after 1 s: since exercises/act.rs:2 a thread has been going on"
        ),
        "{said}"
    );
}

#[test]
fn a_deadlock_of_two_threads() {
    let body = "use std::sync::{Barrier, Mutex};
         let (a, b, both) = (Mutex::new(0), Mutex::new(0), Barrier::new(2));
         std::thread::scope(|scope| {
             scope.spawn(|| { let _a = a.lock(); both.wait(); let _b = b.lock(); });
             scope.spawn(|| { let _b = b.lock(); both.wait(); let _a = a.lock(); });
         });
         42";
    Attempt::real_body(body).is("times_out", STILL_RUNNING);
    let judged = Attempt::body(body).verdict("deadlocks");
    let said = judged["checks"][0]["message"].as_str().unwrap();
    for words in [
        "thread 1 waits for `b` (line 5)",
        "thread 2 waits for `a` (line 6)",
    ] {
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn who_waits_for_input_finds_none() {
    let judged = Attempt::body(
        "let mut line = String::new();
         println!(\"{:?} {line:?}\", std::io::stdin().read_line(&mut line).ok());
         42",
    )
    .passes();
    assert_eq!(judged["output"], "Some(0) \"\"\n");
}

#[test]
fn a_thread_local_that_hangs_when_it_is_dropped() {
    Attempt::file(
        "struct Hang;
         impl Drop for Hang { fn drop(&mut self) { loop { std::thread::park() } } }
         thread_local!(static HANG: Hang = const { Hang });
         pub fn act() -> u32 { HANG.with(|_| 42) }",
    )
    .verdict("deadlocks");
}

#[test]
fn threads_that_go_on_behind_the_answer_are_ended() {
    Attempt::body("std::thread::spawn(|| loop { std::hint::spin_loop() }); 42").passes();
}

#[cfg(target_os = "linux")]
#[test]
fn a_hundred_gigabytes_at_once() {
    Attempt::body("let all = vec![1_u8; 100 << 30]; u32::from(all[7])")
        .is("exceeds_limit", OUT_OF_MEMORY_IN_MAIN);
}

#[cfg(target_os = "linux")]
#[test]
fn memory_that_grows_and_grows() {
    let body = "let mut all = Vec::new(); loop { all.push(vec![1_u8; 1 << 20]) }";
    Attempt::with_time(act(body), PLENTY).is("exceeds_limit", OUT_OF_MEMORY_IN_MAIN);
}

#[cfg(target_os = "linux")]
#[test]
fn threads_without_end() {
    let body = "loop { std::thread::spawn(|| loop { std::thread::park() }); }";
    let too_many = |most: &str| {
        format!(
            "It started more threads than the {most} that it may have at once (`max_threads` in the kit's info.toml)."
        )
    };
    for (most, key) in [("1,024", ""), ("20", "max_threads = 20")] {
        let keys = format!("time_limit_s = {PLENTY}\nexplore = false\n{key}");
        Attempt::with(act(body), &keys).is("exceeds_limit", &too_many(most));
    }
}

/// Each has a stack of 2 MiB, and, with many threads, each early one would have its own arena.
#[cfg(target_os = "linux")]
#[test]
fn a_thousand_threads_at_once() {
    let body = "let all = std::sync::Barrier::new(1000);
        std::thread::scope(|scope| {
            for _ in 0..1000 {
                scope.spawn(|| { let line = vec![1_u8; 1000]; all.wait(); assert_eq!(line[7], 1); });
            }
        });
        42";
    Attempt::with(
        act(body),
        &format!("time_limit_s = {PLENTY}\nexplore = false"),
    )
    .passes();
}

/// As if the machine gave no more: that is not told as the attempt's.
#[cfg(target_os = "linux")]
#[test]
fn no_thread_though_there_are_few() {
    let attempt = Attempt::real_body(
        "let large = || std::thread::Builder::new().stack_size(1 << 30).spawn(std::thread::park);
         while large().is_ok() {}
         let all: Vec<_> = (0..1000).map(|_| std::thread::spawn(std::thread::park)).collect();
         all.len() as u32",
    );
    let judged = attempt.judge(3);
    assert_eq!(judged["verdict"], "not_judged");
    let said = judged["reason"].as_str().unwrap();
    assert!(said.contains("there was no room for another one"), "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn memory_is_counted_and_not_estimated() {
    let take = |mib: u32| {
        Attempt::real_body(&format!(
            "let all = vec![0_u8; {mib} << 20]; u32::from(all[7]) + 42"
        ))
    };
    take(255).passes();
    take(256).is("exceeds_limit", TOO_MUCH_MEMORY);
    // Each piece takes four times its bytes, and room for few stacks is left.
    let tiny = "let mut all = Vec::new(); loop { all.push(Box::new(1_u64)) }";
    let keys = format!("time_limit_s = {PLENTY}\nexplore = false\nmax_threads = 1");
    Attempt::with(act(tiny), &keys).is("exceeds_limit", TOO_MUCH_MEMORY);
    // What is given back does not count, nor what another thread has given back.
    Attempt::real_body(
        "for _ in 0..20 {
             let taken = std::thread::spawn(|| vec![0_u8; 200 << 20].len()).join().unwrap();
             assert_eq!(taken, 200 << 20);
         }
         42",
    )
    .passes();
}

#[cfg(target_os = "linux")]
#[test]
fn who_can_do_without_the_memory_goes_on() {
    Attempt::real_body(
        "let mut all: Vec<u8> = Vec::new();
         for _ in 0..10 { all.try_reserve_exact(1 << 30).unwrap_err(); }
         42",
    )
    .passes();
}

#[cfg(target_os = "linux")]
#[test]
fn threads_that_start_threads() {
    // Whether a failed start or the clock ends it, is up to the machine; that it ends, is not.
    let judged = Attempt::file(
        "fn fork() -> ! { for _ in 0..2 { std::thread::spawn(|| fork()); } loop { std::thread::park() } }
         pub fn act() -> u32 { fork() }",
    )
    .judge(1);
    let verdict = judged["verdict"].as_str().unwrap();
    assert!(
        ["exceeds_limit", "times_out"].contains(&verdict),
        "{judged:#}"
    );
}

#[test]
fn printing_without_end() {
    for print in ["println!(\"again\")", "eprintln!(\"again\")"] {
        let body = format!("loop {{ {print} }}");
        let judged = Attempt::with_time(act(&body), 10).is("exceeds_limit", TOO_MUCH_OUTPUT);
        // Of the explored run, which is the same every time: it has the beginning alone.
        let output = judged["output"].as_str().unwrap();
        assert!(output.starts_with("again\n") && !output.contains("bytes left out"));
        assert!(
            output.len() <= 65 * 1024,
            "{} bytes are shown",
            output.len()
        );
    }
}

#[test]
fn printing_a_little_too_much_and_ending_at_once() {
    let print = "use std::io::Write;
         std::io::stderr().write_all(&vec![b'x'; (1 << 20) + 3000]).unwrap();
         42";
    for _ in 0..5 {
        Attempt::body(print).is("exceeds_limit", TOO_MUCH_OUTPUT);
    }
}

#[test]
fn a_race_that_prints_what_takes_much_room_to_report() {
    let attempt = Attempt::body(
        "let total = std::sync::Mutex::new(41);
         std::thread::scope(|scope| {
             for _ in 0..2 {
                 scope.spawn(|| {
                     let before = *total.lock().unwrap();
                     for _ in 0..20 { println!(\"{}\", \"\\\\\".repeat(20_000)); }
                     *total.lock().unwrap() = before + 1;
                 });
             }
         });
         total.into_inner().unwrap() - 1",
    );
    let judged = attempt.verdict("fails_in_some_interleaving");
    assert!(judged["trace"].is_object());
}

#[test]
fn a_panic_that_says_very_much() {
    let judged = Attempt::body("panic!(\"{}\", \"much\".repeat(50_000))").verdict("fails_checks");
    let said = judged["checks"][0]["message"].as_str().unwrap();
    assert!(
        said.starts_with("Your code panicked at exercises/act.rs:2:"),
        "{said}"
    );
    assert!(said.len() < 66_000, "{} bytes", said.len());
}

#[test]
fn a_very_long_line_is_shortened_and_broken() {
    let attempt = Attempt::body("println!(\"{}\", \"x\".repeat(500_000)); 41");
    let judged = attempt.verdict("fails_checks");
    assert!(judged["output"].as_str().unwrap().len() <= 65 * 1024);
    let page = attempt.page();
    assert!(page.contains("xxxx"));
    let longest = page.lines().map(|line| line.matches('x').count()).max();
    assert!(longest <= Some(100), "{longest:?} columns");
}

/// A bell that is rung before anybody listens, since a probe of the check cannot wait on real threads.
#[test]
fn what_luck_decides_on_real_threads_does_not_count() {
    let bell = "use std::sync::{Condvar, Mutex};
         use std::time::Duration;
         #[derive(Default)]
         pub struct Bell(Mutex<()>, Condvar);
         impl Bell {
             pub fn listen(&self) {
                 std::thread::sleep(Duration::from_millis(200));
                 drop(self.1.wait(self.0.lock().unwrap()));
             }
             pub fn ring(&self) { self.1.notify_all() }
         }";
    let checks = "use exercise::Bell;
         use probes::quiesce;

         /// Who listens hears it.
         #[test]
         fn hears_the_bell() {
             let bell = Bell::default();
             std::thread::scope(|tower| {
                 tower.spawn(|| bell.listen());
                 quiesce();
                 bell.ring();
             });
         }";
    let judge = |keys: &str| {
        let attempt = Attempt::with(bell, keys);
        attempt.0.write("kit/checks/act.rs", checks);
        attempt.0.write("kit/solutions/act.rs", bell);
        attempt
    };
    judge("time_limit_s = 1").passes();
    judge("time_limit_s = 1\nexplore = false").is("times_out", STILL_RUNNING);
}
