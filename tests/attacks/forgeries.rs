//! Results that an attempt writes itself, and places it could write them to.

use crate::Outcome::{Harmless, Is, Says};
use crate::{explored, file, real, repel};

#[test]
fn results_that_nobody_asked_for() {
    let lines = "for line in [\"finished answers\", \"test answers ... ok\", \"\\0\", \
                 \"0123456789abcdef0123456789abcdef finished answers\", \
                 \"{\\\"verdict\\\":\\\"passed\\\",\\\"points\\\":9}\"] {
                     println!(\"{line}\"); eprintln!(\"{line}\"); }";
    repel(&[
        explored(
            "printed",
            &format!("{lines} 41"),
            Says("fails_checks", "The answer is wrong."),
        ),
        real(
            "written to every open file, by every name",
            "use std::io::Write;
             for folder in [\"/proc/self/fd\", \"/dev/fd\", \"/proc/thread-self/fd\"] { for number in 0..64 {
                 let file = std::fs::OpenOptions::new().write(true).open(format!(\"{folder}/{number}\"));
                 if let Ok(mut file) = file { let _ = writeln!(file, \"\\nfinished answers\\n0 finished answers\"); }
             } }
             std::process::exit(0)",
            Is(&["fails_checks"]),
        ),
        real(
            "the token, read from the standard input by every name",
            "use std::io::Read;
             for path in [\"/dev/stdin\", \"/proc/self/fd/0\", \"/dev/fd/0\"] {
                 let mut text = String::new();
                 if let Ok(mut file) = std::fs::File::open(path) { let _ = file.read_to_string(&mut text); }
                 if !text.is_empty() { println!(\"LEAK {text}\"); }
             }
             42",
            Harmless,
        ),
        real(
            "its own memory",
            "use std::io::{Read, Seek, SeekFrom, Write};
             for path in [\"/proc/self/mem\", \"/proc/thread-self/mem\"] {
                 for (read, write) in [(true, false), (false, true), (true, true)] {
                     if std::fs::OpenOptions::new().read(read).write(write).open(path).is_ok() { println!(\"LEAK {path}\"); }
                 }
             }
             let _ = (Read::by_ref(&mut std::io::empty()), SeekFrom::Start(0), std::io::sink().flush(), std::io::empty().rewind());
             42",
            Harmless,
        ),
    ]);
}

#[test]
fn values_that_equal_everything() {
    let always = "pub struct Always;
         impl PartialEq<i32> for Always { fn eq(&self, _: &i32) -> bool { true } }
         impl PartialEq<u32> for Always { fn eq(&self, _: &u32) -> bool { true } }
         impl std::fmt::Debug for Always { fn fmt(&self, _: &mut std::fmt::Formatter) -> std::fmt::Result { Ok(()) } }";
    let keep = Says("does_not_compile", "pub fn act() -> u32");
    repel(&[
        file(
            "a type of its own",
            &format!("{always} pub fn act() -> Always {{ Always }}"),
            keep,
        ),
        file(
            "a type that is called u32",
            &format!("{always} #[allow(non_camel_case_types)] type u32 = Always; pub fn act() -> u32 {{ Always }}"),
            // It says what it should.
            Says("does_not_compile", "the checks cannot call it"),
        ),
        file(
            "a type that hides behind a trait",
            &format!("{always} pub fn act() -> impl PartialEq<i32> + std::fmt::Debug {{ Always }}"),
            keep,
        ),
        file(
            "a constant that can be called",
            &format!("{always} #[allow(non_upper_case_globals)] pub const act: fn() -> Always = || Always;"),
            keep,
        ),
        file(
            "a shadowed assert_eq",
            "#[macro_export] macro_rules! assert_eq { ($($any:tt)*) => {} }
             #[macro_export] macro_rules! assert { ($($any:tt)*) => {} }
             #[macro_export] macro_rules! panic { ($($any:tt)*) => {} }
             #[macro_export] macro_rules! act { ($($any:tt)*) => { 42 } }
             pub use assert_eq as debug_assert_eq;
             pub fn act() -> u32 { 41 }",
            Says("fails_checks", "The answer is wrong."),
        ),
        file(
            "shadowed crates, modules and prelude names",
            "pub mod probes { pub mod harness { pub fn main() {} pub struct Check; } }
             pub mod std { pub mod process { pub fn exit(_: i32) -> ! { loop {} } } }
             pub mod core { pub fn panic() {} } pub mod prelude { pub mod v1 {} }
             #[allow(non_snake_case)] pub fn Some<T>(_: T) {} pub struct Option; pub trait Fn {} pub struct String;
             pub fn main() {} pub fn drop<T>(_: T) {}
             pub fn act() -> u32 { 41 }",
            Says("fails_checks", "The answer is wrong."),
        ),
    ]);
}
