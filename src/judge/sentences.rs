//! Every sentence the judge says to a student.

use std::time::Duration;

use super::JudgeError;

/// Why an attempt is judged without its interleavings.
pub fn not_explored(error: &JudgeError) -> String {
    format!("Interleavings are not explored: {}.", error.in_full())
}

pub(super) fn still_running(limit: Duration, note: Option<&str>) -> String {
    let seconds = limit.as_secs_f64();
    match note {
        Some(note) => format!("It was still running after {seconds} s. Last seen: {note}."),
        None => format!("It was still running after {seconds} s."),
    }
}

pub(super) fn printed_too_much(max: usize) -> String {
    format!("It printed more than {} MiB and was stopped.", max >> 20)
}

pub(super) fn out_of_memory(limit_mb: u64) -> String {
    format!("It asked for more than the {limit_mb} MiB of memory it may use.")
}

pub(super) fn too_many_threads(limit_mb: u64) -> String {
    format!("It started more threads than fit into the {limit_mb} MiB of memory it may use.")
}

pub(super) fn your_code_panicked(place: &str, message: &str) -> String {
    if place.is_empty() {
        format!("Your code panicked: {message}")
    } else {
        format!("Your code panicked at {place}: {message}")
    }
}

pub(super) fn stack_overflow() -> String {
    "A stack overflowed: does a function call itself without end?".to_owned()
}

pub(super) fn killed_by(signal: i32) -> String {
    match signal {
        6 => "The whole program was aborted before the check was over.".to_owned(),
        9 => "The whole program was killed before the check was over.".to_owned(),
        11 => {
            "The whole program crashed (segmentation fault) before the check was over.".to_owned()
        }
        _ => format!("Signal {signal} ended the whole program before the check was over."),
    }
}

pub(super) fn exited_early(status: i32) -> String {
    format!(
        "The whole program exited (status {status}) before the check was over. \
         Nothing in an exercise may end the program; let the function return."
    )
}

pub(super) fn must_not_compile(code: &str) -> String {
    format!("Code that the compiler must reject with {code} is accepted.")
}

pub(super) fn rejected_otherwise(wanted: &str, found: &str) -> String {
    format!("Code that the compiler must reject with {wanted} is rejected, but with {found}.")
}

pub(super) fn must_compile(message: &str) -> String {
    format!("Ordinary code that uses yours no longer compiles: {message}.")
}

pub(super) fn cannot_be_called(signatures: &[String]) -> String {
    let mut text =
        "Your file compiles, but the checks cannot call it. Keep these as they are:".to_owned();
    for signature in signatures {
        text.push_str("\n    ");
        text.push_str(signature);
    }
    text
}

pub(super) fn forbidden(what: &str) -> String {
    format!("{what} is not allowed here: these exercises are solved in safe Rust.")
}

pub(super) fn file_is_missing(path: &str, name: &str) -> String {
    format!("{path} is not there. Save it again, or bring it back with `threadlings reset {name}`.")
}

pub(super) fn compiler_gave_up() -> String {
    "The compiler was still working after 30 s and was stopped: does a macro or a constant go on for ever?".to_owned()
}

pub(super) fn main_failed(status: i32) -> String {
    format!("`main` ended with status {status}.")
}

pub(super) fn main_runs() -> &'static str {
    "The program runs to its end."
}
