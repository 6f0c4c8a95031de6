//! Ends of the program, and panics.

use crate::{ABORTED, Attempt, PANICKED_TWICE, exited};

#[test]
fn ending_the_program_well() {
    let end = "std::process::exit(0)";
    Attempt::body(end).is("fails_checks", &exited(0));
    Attempt::body(&format!("std::thread::spawn(|| {end}).join().unwrap()"))
        .is("fails_checks", &exited(0));
    Attempt::file(format!(
        "struct End;
         impl Drop for End {{ fn drop(&mut self) {{ {end} }} }}
         pub fn act() -> u32 {{ let _end = End; 42 }}"
    ))
    .is("fails_checks", &exited(0));
    Attempt::body(&format!(
        "std::panic::set_hook(Box::new(|_| {end})); panic!(\"away\")"
    ))
    .is("fails_checks", &exited(0));
}

#[test]
fn a_crash() {
    Attempt::body("std::process::abort()").is("fails_checks", ABORTED);
    Attempt::file(
        "struct Twice;
         impl Drop for Twice { fn drop(&mut self) { panic!(\"second\") } }
         pub fn act() -> u32 { let _twice = Twice; panic!(\"first\") }",
    )
    .is("fails_checks", PANICKED_TWICE);
}

#[test]
fn a_crash_in_some_interleaving_only() {
    Attempt::file(
        "use std::sync::mpsc; use std::thread; use std::time::Duration;
         struct Twice;
         impl Drop for Twice { fn drop(&mut self) { if thread::panicking() { panic!(\"second\") } } }
         pub fn act() -> u32 {
             let (tx, rx) = mpsc::channel();
             let handle = thread::spawn(move || tx.send(42).unwrap());
             let _twice = Twice;
             thread::sleep(Duration::from_millis(300));
             let answer = rx.try_recv().unwrap();
             handle.join().unwrap();
             answer
         }",
    )
    .is("fails_checks", PANICKED_TWICE);
}

#[test]
fn a_stack_overflow() {
    let overflowed = |who| {
        format!(
            "The stack of {who} overflowed: does a function call itself without end, or does it need more than the thread has?"
        )
    };
    let recursion = "fn down(n: u64) -> u64 { if n == u64::MAX { 0 } else { 1 + down(n + 1) } }";
    Attempt::file(recursion.to_owned() + "pub fn act() -> u32 { down(0) as u32 }")
        .is("fails_checks", &overflowed("`main`"));
    Attempt::file(
        recursion.to_owned()
            + "pub fn act() -> u32 { std::thread::spawn(|| down(0)).join().unwrap() as u32 }",
    )
    .is(
        "fails_checks",
        &overflowed("the thread spawned at exercises/act.rs:1"),
    );
}

#[test]
fn a_panic_in_a_thread_alone_fails_nothing() {
    let judged =
        Attempt::body("std::thread::spawn(|| panic!(\"ouch\")).join().unwrap_err(); 42").passes();
    let output = judged["output"].as_str().unwrap();
    assert!(
        output.starts_with("a thread panicked at exercises/act.rs:2:"),
        "{output}"
    );
    assert!(output.ends_with(": ouch\n"), "{output}");
}

#[test]
fn a_panic_in_the_function_is_told_with_its_place() {
    Attempt::body("panic!(\"ouch\")").is(
        "fails_checks",
        "Your code panicked at exercises/act.rs:2:1: ouch",
    );
}

#[test]
fn a_panic_without_a_hook_still_fails() {
    let quiet = "std::panic::set_hook(Box::new(|_| {}));";
    Attempt::body(&format!("{quiet} panic!(\"hush\")")).is(
        "fails_checks",
        "Your code panicked at exercises/act.rs:2:41: hush",
    );
    Attempt::body("std::panic::resume_unwind(Box::new(7))").is(
        "fails_checks",
        "Your code panicked: a value that is no text",
    );
    Attempt::body(&format!("{quiet} 41")).verdict("fails_checks");
    Attempt::body("std::panic::set_hook(Box::new(|_| loop { std::thread::park() })); panic!()").is(
        "fails_checks",
        "Your code panicked at exercises/act.rs:2:67: explicit panic",
    );
}

#[test]
fn a_panic_that_strikes_again_when_it_is_caught() {
    let bomb = |deed: &str| {
        format!(
            "struct Bomb;
             impl Drop for Bomb {{ fn drop(&mut self) {{ {deed} }} }}
             pub fn act() -> u32 {{ std::panic::panic_any(Bomb) }}"
        )
    };
    Attempt::file(bomb("panic!(\"again\")")).verdict("fails_checks");
    let judged = Attempt::file(bomb("std::process::exit(0)")).verdict("fails_checks");
    let said = judged["checks"][0]["message"].as_str().unwrap();
    assert!(
        said.starts_with("Your code panicked at exercises/act.rs:3:"),
        "{said}"
    );
    Attempt::file(bomb("loop { std::thread::park() }")).verdict("fails_checks");
}

#[test]
fn a_caught_panic_is_forgiven_when_the_check_holds() {
    Attempt::body("std::panic::catch_unwind(|| -> u32 { panic!(\"ouch\") }).unwrap_or(42)")
        .passes();
}

#[test]
fn assertions_for_debugging_and_overflows_fail_as_in_any_debug_build() {
    let said = |body: &str| {
        let judged = Attempt::body(body).verdict("fails_checks");
        judged["checks"][0]["message"].as_str().unwrap().to_owned()
    };
    let asserted = said("let sum = [20, 21].iter().sum::<u32>(); debug_assert_eq!(sum, 42); 42");
    assert!(asserted.contains("left: 41"), "{asserted}");
    let configured = said("if cfg!(debug_assertions) { panic!(\"in debug builds\") } 42");
    assert!(configured.contains("in debug builds"), "{configured}");
    for debugging in ["", "debug_assert!(true); "] {
        let overflow = said(&format!(
            "{debugging}let most = [u32::MAX].into_iter().max().unwrap(); most + 43"
        ));
        assert!(
            overflow.contains("attempt to add with overflow"),
            "{overflow}"
        );
    }
}
