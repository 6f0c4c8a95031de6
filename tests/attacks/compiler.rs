//! Sources that keep the compiler busy, exhaust it, or make it talk.

use crate::Outcome::{Harmless, Is, Says};
use crate::{Arena, file, real_file, repel};

const NOT: &str = "does_not_compile";

/// Beside the others, since each takes all the time that a compiler may.
#[test]
fn until_the_deadline() {
    repel(&[
        real_file(
            "a macro that doubles",
            "macro_rules! twice { ($($t:tt)*) => { twice!($($t)* $($t)*) } } pub fn act() -> u32 { twice!(1 + 1 +) }",
            Is(&[NOT]),
        ),
        real_file(
            "a constant that takes all memory",
            "const X: &[u64] = &[7; 1 << 36]; pub fn act() -> u32 { X[X.len() - 1] as u32 }",
            Is(&[NOT]),
        ),
    ]);
}

#[test]
fn without_end() {
    let nested = "(".repeat(200_000) + &")".repeat(200_000);
    // The compiler quotes the line with each of them.
    let unused = "let x = 1; ".repeat(100) + &" ".repeat(200_000);
    repel(&[
        file(
            "a macro that calls itself",
            "macro_rules! again { () => { again!() } } pub fn act() -> u32 { again!() }",
            Says(NOT, "recursion limit reached"),
        ),
        file(
            "a constant that never is",
            "const X: u64 = { let mut i = 0; loop { i += 1; } }; pub fn act() -> u32 { X as u32 }",
            Says(NOT, "constant evaluation is taking a long time"),
        ),
        real_file(
            "a type that grows with every call",
            "fn grow<T>(depth: u32, value: T) -> u32 { if depth == 0 { 42 } else { grow(depth - 1, (value, 1)) } }
             pub fn act() -> u32 { grow(3, ()) }",
            Is(&[NOT]),
        ),
        real_file(
            "a type that doubles with every line",
            &format!(
                "#![type_length_limit = \"1000000000\"] #![recursion_limit = \"1000000\"]
                 fn both<T: Copy>(value: T) -> impl Fn() -> (T, T) + Copy {{ move || (value, value) }}
                 pub fn act() -> u32 {{ let value = 1; {} 42 }}",
                "let value = both(value);".repeat(16)
            ),
            // Today's compiler manages; what matters is that it ends.
            Harmless,
        ),
        real_file(
            "a stack that is too deep",
            &format!("#![recursion_limit = \"4294967295\"] pub fn act() -> u32 {{ {nested}; 42 }}"),
            Says(NOT, "The compiler ran out of memory or stack"),
        ),
        real_file(
            "recursion without limit",
            "#![recursion_limit = \"4294967295\"]
             trait T { const N: u32; } struct S<X>(X); impl<X> T for S<X> where S<S<X>>: T { const N: u32 = 1; }
             pub fn act() -> u32 { <S<()> as T>::N }",
            Is(&[NOT]),
        ),
        file(
            "brackets that the compiler can bear",
            &format!("pub fn act() -> u32 {{ {}42{} }}", "(".repeat(400), ")".repeat(400)),
            Harmless,
        ),
        file(
            "signs that the compiler can bear",
            &format!("pub fn act() -> u32 {{ {}42 }}", "!".repeat(2_000)),
            Harmless,
        ),
        file(
            "more warnings than anybody reads",
            &format!("pub fn act() -> u32 {{ {unused}42 }}"),
            Says(NOT, "more than 16 MiB"),
        ),
        file(
            "thousands of errors",
            &format!("pub fn act() -> u32 {{ {} }}", "x + ".repeat(3_000) + "1"),
            Is(&[NOT]),
        ),
    ]);
}

#[test]
fn escape_sequences_never_reach_a_screen() {
    let sequence = "\\u{1b}]0;owned\\u{7}\\u{1b}[2J\\u{9b}31m\\r";
    let raw = "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m";
    for attempt in [
        format!("pub fn act() -> u32 {{ println!(\"{sequence}\"); eprint!(\"{sequence}\"); 41 }}"),
        format!("pub fn act() -> u32 {{ panic!(\"{sequence}\") }}"),
        format!("compile_error!(\"{sequence}\"); pub fn act() -> u32 {{ 42 }}"),
        format!("pub fn act() -> u32 {{ \"{raw}\" }} // {raw}"),
        format!("#[deprecated = \"{sequence}\"] fn old() {{}} pub fn act() -> u32 {{ old(); 41 }}"),
        format!(
            "pub fn act() -> u32 {{ std::thread::Builder::new().name(\"{sequence}\".into()).spawn(|| panic!()).unwrap().join().unwrap(); 42 }}"
        ),
    ] {
        let arena = Arena::new(true);
        arena.lay_out(&attempt);
        let page = arena.call(&["--color", "never"]).status(1).text();
        let control = page
            .chars()
            .find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
        assert_eq!(control, None, "{attempt}\n{page:?}");
    }
}
