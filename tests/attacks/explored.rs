//! Attempts that tell exploration from reality: the verdict needs both, so each must hold.

use crate::Outcome::{Harmless, Is, Says};
use crate::{explored, file, repel};

/// A lost update that real threads hardly ever show.
const RACE: &str = "
    use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
    let total = AtomicU32::new(40);
    std::thread::scope(|scope| for _ in 0..2 {
        scope.spawn(|| { let seen = total.load(SeqCst); total.store(seen + 1, SeqCst); });
    });
    total.load(SeqCst)";

/// Two threads look whether they are the last to have an `Arc`, which in some interleavings neither is.
const NOBODY_LAST: &str = "
    let mine = Arc::new(());
    let theirs = Arc::clone(&mine);
    let thread = std::thread::spawn(move || Arc::try_unwrap(theirs).is_ok());
    let mine = Arc::try_unwrap(mine).is_ok();
    if thread.join().unwrap() || mine { 42 } else { 41 }";

#[test]
fn good_only_when_explored() {
    let wrong = Says("fails_checks", "The answer is wrong.");
    repel(&[
        explored(
            "by the name of a type",
            "if std::any::type_name::<std::sync::Mutex<()>>().starts_with(\"std::\") { 41 } else { 42 }",
            wrong,
        ),
        explored(
            "by the size of a type",
            "if size_of::<std::sync::Mutex<u8>>() <= 8 { 41 } else { 42 }",
            wrong,
        ),
        explored(
            "by the arguments",
            "if std::env::args().count() < 5 { 41 } else { 42 }",
            wrong,
        ),
        explored(
            "by the clock",
            "let before = std::time::Instant::now();
             std::thread::sleep(std::time::Duration::from_millis(20));
             if before.elapsed() != std::time::Duration::from_millis(20) { 41 } else { 42 }",
            wrong,
        ),
    ]);
}

#[test]
fn good_only_in_reality() {
    let fails = Is(&["fails_checks", "fails_in_some_interleaving"]);
    repel(&[
        explored("a race", RACE, Says("fails_in_some_interleaving", "The answer is wrong.")),
        file(
            "a race on the count of an `Arc`",
            &format!("use std::sync::Arc; pub fn act() -> u32 {{ {NOBODY_LAST} }}"),
            fails,
        ),
        file(
            "the same on an `Arc` that is had from elsewhere",
            &format!(
                "macro_rules! write {{ ($($words:tt)*) => {{ $($words)* }} }}
                 write! {{ extern crate alloc as elsewhere; }}
                 use elsewhere::sync::Arc; pub fn act() -> u32 {{ {NOBODY_LAST} }}"
            ),
            fails,
        ),
        explored(
            "an answer that counts how often it was asked, past the explorer's statics",
            "thread_local!(static ASKED: std::cell::Cell<u32> = const { std::cell::Cell::new(0) });
             ASKED.with(|asked| { asked.set(asked.get() + 1); 41 + asked.get() })",
            Harmless,
        ),
        file(
            "whoever explores something better in place of the check",
            &format!(
                "mod fallback {{ pub mod explorer {{
                     pub struct Check {{ pub name: &'static str, pub body: fn() }}
                     pub fn main(_: &'static str, _: &[Check]) {{}}
                 }} }}
                 fn fine() {{}}
                 fn cheat() {{
                     use fallback::*;
                     {{ use std::*; explorer::main(\"checks/act.rs\", &[explorer::Check {{ name: \"answers\", body: fine }}]); }}
                 }}
                 pub fn act() -> u32 {{ cheat(); {RACE} }}"
            ),
            fails,
        ),
        file(
            "whoever explores within an exploration",
            &format!(
                "mod fallback {{ pub mod explorer {{
                     #[derive(Default)] pub struct Budget; pub fn explore(_: Budget, _: &dyn Fn()) {{}}
                 }} }}
                 fn cheat() {{ use fallback::*; {{ use std::*; explorer::explore(Default::default(), &|| ()); }} }}
                 pub fn act() -> u32 {{ cheat(); {RACE} }}"
            ),
            fails,
        ),
    ]);
}
