//! What the language offers to whoever wants more than safe Rust.

use crate::Outcome::{Harmless, Is};
use crate::{Attack, file, real_file, repel};

fn all(texts: &[&'static str], outcome: crate::Outcome) -> Vec<Attack> {
    let attack = |text: &&'static str| real_file(text, text, outcome);
    texts.iter().map(attack).collect()
}

#[test]
fn unsafe_in_every_spelling() {
    repel(&all(
        &[
            "pub fn act() -> u32 { unsafe { std::mem::zeroed() } }",
            "#![allow(unsafe_code)] pub fn act() -> u32 { unsafe { std::mem::zeroed() } }",
            "#[unsafe(no_mangle)] pub extern \"C\" fn main() -> i32 { 0 } pub fn act() -> u32 { 42 }",
            "#[unsafe(no_mangle)] pub extern \"C\" fn malloc(_: usize) -> usize { 0 } pub fn act() -> u32 { 42 }",
            "#[unsafe(export_name = \"memcmp\")] pub extern \"C\" fn equal() -> i32 { 0 } pub fn act() -> u32 { 42 }",
            "#[unsafe(link_section = \".init_array\")] #[used] static EARLY: extern \"C\" fn() = early; extern \"C\" fn early() { std::process::exit(0) } pub fn act() -> u32 { 42 }",
            "unsafe extern \"C\" { safe fn getpid() -> i32; } pub fn act() -> u32 { getpid() as u32 }",
            "#[unsafe(naked)] extern \"C\" fn bare() { std::arch::naked_asm!(\"ret\") } pub fn act() -> u32 { 42 }",
            "pub fn act() -> u32 { unsafe { std::arch::asm!(\"nop\") } 42 }",
            "std::arch::global_asm!(\".globl main\"); pub fn act() -> u32 { 42 }",
            "use std::alloc::*; struct A; unsafe impl GlobalAlloc for A { unsafe fn alloc(&self, _: Layout) -> *mut u8 { std::process::exit(0) } unsafe fn dealloc(&self, _: *mut u8, _: Layout) {} } #[global_allocator] static A1: A = A; pub fn act() -> u32 { 42 }",
            "#[no_mangle] pub fn memcpy() {} pub fn act() -> u32 { 42 }",
            "#[link_section = \".init_array\"] pub static X: u8 = 0; pub fn act() -> u32 { 42 }",
            "#[unsafe(naked)] extern \"C\" fn bare() -> u32 { std::arch::naked_asm!(\"mov eax, 42\", \"ret\") } pub fn act() -> u32 { bare() }",
            "macro_rules! m { ($a:ident) => { fn raw() -> u32 { $a { std::mem::zeroed() } } } } m!(unsafe); pub fn act() -> u32 { raw() }",
        ],
        Is(&["breaks_rules"]),
    ));
}

#[test]
fn what_stable_rust_refuses() {
    repel(&all(
        &[
            "#![feature(rustc_private)] extern crate libc; pub fn act() -> u32 { 42 }",
            "#![cfg_attr(all(), feature(core_intrinsics))] pub fn act() -> u32 { 42 }",
            "extern crate libc; pub fn act() -> u32 { 42 }",
            "extern crate probes; pub fn act() -> u32 { 42 }",
            "extern crate checks; pub fn act() -> u32 { 42 }",
            "extern crate engine; pub fn act() -> u32 { 42 }",
            "extern crate test; pub fn act() -> u32 { 42 }",
            "extern \"C\" { fn getpid() -> i32; } pub fn act() -> u32 { 42 }",
            "#[link(name = \"c\")] extern \"C\" {} pub fn act() -> u32 { 42 }",
            "pub fn act() -> u32 { std::panic::always_abort(); 42 }",
            "pub fn act() -> u32 { std::intrinsics::abort() }",
            "#[panic_handler] fn handler(_: &std::panic::PanicInfo) -> ! { loop {} } pub fn act() -> u32 { 42 }",
            "use std::explorer::main; pub fn act() -> u32 { 42 }",
            "use exercise::act as other; pub fn act() -> u32 { other() }",
        ],
        Is(&["does_not_compile"]),
    ));
}

#[test]
fn what_says_what_the_crate_is() {
    let mut attacks = all(
        &[
            "#![crate_type = \"proc-macro\"] pub fn act() -> u32 { 41 }",
            "#![crate_name = \"probes\"] pub fn act() -> u32 { 41 }",
            "#![no_main] #![no_std] pub fn act() -> u32 { 41 }",
            "#![cfg_attr(all(), allow(warnings))] pub fn act() -> u32 { 41 }",
        ],
        Is(&["fails_checks", "does_not_compile"]),
    );
    attacks.push(file(
        "a main of its own",
        "fn main() { std::process::exit(0) } pub fn act() -> u32 { 42 }",
        Harmless,
    ));
    repel(&attacks);
}

/// The variable would make a stable compiler take what only a nightly one may.
#[test]
fn a_compiler_that_was_told_to_be_a_nightly() {
    let arena = crate::Arena::new(false);
    arena.lay_out("#![feature(rustc_private)] extern crate libc; pub fn act() -> u32 { 42 }");
    let call = arena
        .call(&["--json"])
        .env("RUSTC_BOOTSTRAP", "1")
        .status(1);
    assert_eq!(call.json()["verdict"], "does_not_compile");
}
