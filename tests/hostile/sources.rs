//! Files that are no honest source, and sources that keep the compiler busy.

use std::{fs, thread};

use crate::{Attempt, act, says, wait_until};

#[test]
fn the_file_may_vanish_while_it_is_judged() {
    let attempt = Attempt::with("", "time_limit_s = 60\nexplore = false");
    let [file, running] = ["exercises/act.rs", "running"].map(|path| attempt.0.path(path));
    attempt.0.write(
        "exercises/act.rs",
        act(&format!(
            "std::fs::write({running:?}, \"\").unwrap();
             while std::fs::exists({file:?}).unwrap() {{ std::thread::yield_now() }}
             42"
        )),
    );
    thread::scope(|scope| {
        scope.spawn(|| {
            wait_until("the check runs", || running.exists());
            fs::remove_file(&file).unwrap();
        });
        attempt.passes();
    });
    assert!(!file.exists());
}

#[test]
fn text_that_is_no_utf8() {
    let judged =
        Attempt::file(b"pub fn act() -> u32 { 42 } // \xff\xfe\n").verdict("does_not_compile");
    assert!(says(
        &judged,
        "couldn't read `exercises/act.rs`: stream did not contain valid UTF-8"
    ));
}

#[test]
fn a_file_with_nothing_in_it() {
    for text in ["", "\n\n", "// pub fn act() -> u32 { 42 }\n", "\u{feff}"] {
        Attempt::file(text).is(
            "does_not_compile",
            "Your file compiles, but the checks cannot call it. Keep this as it is:\n    pub fn act() -> u32",
        );
    }
}

#[test]
fn a_megabyte_of_string() {
    let string = "x".repeat(1 << 20);
    Attempt::file(format!(
        "static S: &str = \"{string}\";\npub fn act() -> u32 {{ 42 + (S.len() >> 21) as u32 }}\n"
    ))
    .passes();
    let attempt = Attempt::file(format!("pub fn act() -> u32 {{ \"{string}\" }}\n"));
    attempt.verdict("does_not_compile");
    let page = attempt.page();
    assert!(page.len() < 10_000, "{} bytes to read", page.len());
}

#[test]
fn a_constant_without_end() {
    let judged = Attempt::file(
        "const X: u64 = { let mut i = 0; loop { i += 1; } };\npub fn act() -> u32 { X as u32 }\n",
    )
    .verdict("does_not_compile");
    assert!(says(&judged, "constant evaluation is taking a long time"));
}

#[test]
fn a_constant_without_end_that_the_compiler_must_not_mind() {
    Attempt::file(
        "#![allow(long_running_const_eval)]
         const X: u64 = { let mut i = 0; loop { i += 1; i %= 7; } };
         pub fn act() -> u32 { X as u32 }",
    )
    .is(
        "does_not_compile",
        "The compiler was still working after 30 s and was stopped: does a macro or a constant go on for ever?",
    );
}

#[test]
fn a_macro_without_end() {
    let judged = Attempt::file(
        "macro_rules! again { () => { again!() } }\npub fn act() -> u32 { again!() }\n",
    )
    .verdict("does_not_compile");
    assert!(says(
        &judged,
        "recursion limit reached while expanding `again!`"
    ));
}
