//! Ends of the program before the check is over.

use crate::Outcome::{Is, Says};
use crate::{explored, file, real, repel};

const EXITED: &str = "The whole program exited (status 0) before the check was over.";

#[test]
fn a_clean_exit() {
    let end = "std::process::exit(0)";
    let exited = Says("fails_checks", EXITED);
    repel(&[
        explored("exit in the function", end, exited),
        explored(
            "exit in a thread",
            &format!("std::thread::spawn(|| {end}).join().unwrap()"),
            exited,
        ),
        file(
            "exit in drop",
            &format!(
                "struct End; impl Drop for End {{ fn drop(&mut self) {{ {end} }} }}
                 pub fn act() -> u32 {{ let _end = End; 42 }}"
            ),
            exited,
        ),
        real(
            "exit in drop while the check's assertion unwinds",
            &format!(
                "struct End; impl Drop for End {{ fn drop(&mut self) {{ if std::thread::panicking() {{ {end} }} }} }}
                 thread_local!(static END: End = const {{ End }});
                 END.with(|_| ()); 41"
            ),
            Is(&["fails_checks"]),
        ),
        explored(
            "exit in a panic hook",
            &format!("std::panic::set_hook(Box::new(|_| {end})); panic!()"),
            exited,
        ),
        real(
            "exit in the hook, on the check's own panic",
            &format!("std::panic::set_hook(Box::new(|_| {end})); 41"),
            exited,
        ),
        real(
            "exec of a program that ends well",
            "use std::os::unix::process::CommandExt;
             let _ = std::process::Command::new(\"/bin/true\").exec(); 41",
            Is(&["fails_checks"]),
        ),
        real(
            "exec of itself",
            "use std::os::unix::process::CommandExt;
             let _ = std::process::Command::new(std::env::current_exe().unwrap()).arg(\"answers\").exec(); 41",
            Is(&["fails_checks"]),
        ),
    ]);
}

#[test]
fn a_crash() {
    let aborted = Says("fails_checks", "The whole program was aborted");
    repel(&[
        explored("abort in the function", "std::process::abort()", aborted),
        explored(
            "abort in a thread",
            "std::thread::spawn(|| std::process::abort()).join().unwrap()",
            aborted,
        ),
        file(
            "abort in drop",
            "struct End; impl Drop for End { fn drop(&mut self) { std::process::abort() } }
             pub fn act() -> u32 { let _end = End; 42 }",
            aborted,
        ),
        real(
            "abort in a panic hook",
            "std::panic::set_hook(Box::new(|_| std::process::abort())); 41",
            aborted,
        ),
        real(
            "a hook that never comes back",
            "std::panic::set_hook(Box::new(|_| loop { std::thread::park() })); 41",
            Is(&["times_out"]),
        ),
        real(
            "a panic whose value does it again",
            "struct Bomb; impl Drop for Bomb { fn drop(&mut self) { std::panic::panic_any(Bomb) } }
             std::panic::panic_any(Bomb)",
            Is(&["fails_checks"]),
        ),
    ]);
}
