//! Forged results, processes that stay behind, forbidden code.

use crate::{Attempt, NO_UNSAFE, STILL_RUNNING};
#[cfg(target_os = "linux")]
use crate::{act, exited, wait_until};

#[test]
fn printed_results_do_not_count() {
    Attempt::body(
        "let token = \"0123456789abcdef0123456789abcdef\";
         for line in [\"finished answers\", \"answers\", \"test answers ... ok\", \"\\0\"] {
             println!(\"{line}\"); eprintln!(\"{line}\");
             println!(\"{token} {line}\"); eprintln!(\"{token} {line}\");
         }
         41",
    )
    .is("fails_checks", "The answer is wrong. (left: 41, right: 42)");
}

#[cfg(target_os = "linux")]
#[test]
fn results_written_to_every_open_file_do_not_count() {
    Attempt::real_body(
        "use std::io::Write;
         for number in 0..64 {
             let file = std::fs::OpenOptions::new().write(true).open(format!(\"/proc/self/fd/{number}\"));
             if let Ok(mut file) = file {
                 let _ = writeln!(file, \"\\nfinished answers\\n0000 finished answers\\n finished answers\");
             }
         }
         std::process::exit(0)",
    )
    .is("fails_checks", &exited(0));
}

#[test]
fn standard_streams_held_for_ever_do_not_stop_the_judge() {
    Attempt::body(
        "std::mem::forget(std::io::stdout().lock());
         std::mem::forget(std::io::stderr().lock());
         42",
    )
    .passes();
    Attempt::real_body(
        "std::thread::spawn(|| std::mem::forget(std::io::stderr().lock())).join().unwrap();
         panic!(\"nobody hears\")",
    )
    .is("times_out", STILL_RUNNING);
}

#[test]
fn a_grandchild_that_holds_the_pipes_is_ended() {
    Attempt::real_body("std::process::Command::new(\"sleep\").arg(\"1000\").spawn().unwrap(); 42")
        .passes();
    Attempt::real_body("std::process::Command::new(\"sleep\").arg(\"1000\").status().unwrap(); 42")
        .is("times_out", STILL_RUNNING);
}

#[test]
fn what_cannot_be_explored_is_named_with_its_line() {
    for (body, what) in [
        (
            "std::fs::write(\"x\", \"\").unwrap(); 42",
            "`write` in module `std::fs`",
        ),
        (
            "std::process::Command::new(\"ls\").spawn().unwrap(); 42",
            "`Command` in `process`",
        ),
        (
            "std::net::TcpListener::bind(\"[::]:0\").unwrap(); 42",
            "`TcpListener` in `net`",
        ),
    ] {
        let judged = Attempt::body(body).verdict("breaks_rules");
        let reason = judged["reason"].as_str().unwrap();
        assert!(
            reason.starts_with("exercises/act.rs:2: cannot find "),
            "{reason}"
        );
        assert!(reason.contains(what), "{reason}");
        assert!(reason.contains("cannot be explored"), "{reason}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_grandchild_in_a_session_of_its_own_does_not_delay_the_verdict() {
    let attempt = Attempt::real_body(
        "std::process::Command::new(\"setsid\").args([\"sleep\", \"1000\"]).spawn().unwrap(); 42",
    );
    assert_eq!(attempt.judge(0)["verdict"], "passed");
    // It may outlive the judge, but not this test.
    for pid in attempt.processes() {
        std::process::Command::new("kill")
            .arg(pid.to_string())
            .status()
            .unwrap();
    }
    attempt.nothing_is_left();
}

#[cfg(target_os = "linux")]
#[test]
fn nothing_outlives_a_judge_that_is_killed() {
    let attempt = Attempt::with(act(""), "time_limit_s = 3600\nexplore = false");
    let running = attempt.0.path("running");
    let text =
        format!("std::fs::write({running:?}, \"\").unwrap(); loop {{ std::thread::park() }}");
    attempt.0.write("exercises/act.rs", act(&text));
    let mut judge = attempt
        .0
        .process(["run", "act", "--kit", "kit"])
        .env("TMPDIR", attempt.0.path("tmp"))
        .spawn()
        .unwrap();
    wait_until("the check runs", || running.exists());
    judge.kill().unwrap();
    judge.wait().unwrap();
    wait_until("the check is gone too", || attempt.processes().is_empty());
}

#[test]
fn unsafe_in_every_spelling() {
    let spellings = [
        "pub fn act() -> u32 { unsafe { std::mem::zeroed() } }",
        "#![allow(unsafe_code)] pub fn act() -> u32 { unsafe { std::mem::zeroed() } }",
        "#[expect(unsafe_code)] pub fn act() -> u32 { unsafe { std::mem::zeroed() } }",
        "#![allow(warnings)] pub fn act() -> u32 { unsafe { std::mem::zeroed() } }",
        "macro_rules! m { ($($t:tt)*) => { un!($($t)*) } } macro_rules! un { ($($t:tt)*) => { unsafe { $($t)* } } }
         pub fn act() -> u32 { m!(std::mem::zeroed()) }",
        "struct S(*mut u8); unsafe impl Send for S {} pub fn act() -> u32 { 42 }",
        "pub unsafe trait T {} pub fn act() -> u32 { 42 }",
        "#[unsafe(no_mangle)] pub fn memcpy() {} pub fn act() -> u32 { 42 }",
        "#[unsafe(export_name = \"memcpy\")] pub fn copy() {} pub fn act() -> u32 { 42 }",
        "unsafe extern \"C\" { safe fn getpid() -> i32; } pub fn act() -> u32 { getpid() as u32 }",
        "std::arch::global_asm!(\"\"); pub fn act() -> u32 { 42 }",
    ];
    for text in spellings {
        let judged = Attempt::file(text).judge(1);
        assert_eq!(judged["verdict"], "breaks_rules", "{text}\n{judged:#}");
        assert_eq!(judged["reason"], NO_UNSAFE, "{text}");
    }
}
