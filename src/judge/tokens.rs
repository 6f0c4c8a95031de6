//! Looks at an attempt's words before anybody reads them as Rust: what a parser could not bear, and what no lint sees.

use std::collections::HashMap;
use std::thread;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree, token_stream};

/// How many words may stand in one unfinished sentence, all that hold it included. A parser may go one call deeper with each.
const DEEPEST: usize = 4000;

/// Room for so many calls of a parser that was built without optimisation.
const STACK: usize = 256 << 20;

/// Does `work`, which parses `text`, where there is room for it. `None` for a text that would need more: whoever wrote that
/// wants our stack to overflow.
pub(super) fn with_room<T: Send>(text: &str, work: impl FnOnce() -> T + Send) -> Option<T> {
    if deepest(text)? > DEEPEST {
        return None;
    }
    thread::scope(|scope| {
        let worker = thread::Builder::new().stack_size(STACK);
        worker.spawn_scoped(scope, work).ok()?.join().ok()
    })
}

/// Whether the text has the keyword. The lint `unsafe_code` does not see all that it stands for, such as a naked function.
pub(super) fn says_unsafe(text: &str) -> bool {
    says(text, "unsafe")
}

/// Whether the text may use an `Arc`: nobody has one who does not name it.
pub(super) fn says_arc(text: &str) -> bool {
    any_name(text, |name| name == "Arc" || name == "r#Arc").unwrap_or_else(|| text.contains("Arc"))
}

/// Whether the text asks for the size, the name or the identity of types. Those of the stand-in for `std` are others, so such
/// code can tell where it runs.
pub(crate) fn asks_about_types(text: &str) -> bool {
    const WORDS: [&str; 10] = [
        "size_of",
        "size_of_val",
        "align_of",
        "align_of_val",
        "offset_of",
        "Layout",
        "type_name",
        "type_name_of_val",
        "type_id",
        "TypeId",
    ];
    any_name(text, |name| WORDS.iter().any(|word| name == word))
        .unwrap_or_else(|| WORDS.iter().any(|word| text.contains(word)))
}

/// Whether the text has this word, a keyword or a name.
pub(super) fn says(text: &str, word: &str) -> bool {
    // The compiler will hardly take what cannot be read either; in doubt it is said.
    any_name(text, |name| name == word).unwrap_or_else(|| text.contains(word))
}

/// Whether one of the text's keywords and names is meant. `None` where it cannot be read.
fn any_name(text: &str, is_meant: impl Fn(&Ident) -> bool) -> Option<bool> {
    let mut open = vec![text.parse::<TokenStream>().ok()?.into_iter()];
    while let Some(stream) = open.last_mut() {
        match stream.next() {
            Some(TokenTree::Ident(ident)) if is_meant(&ident) => return Some(true),
            Some(TokenTree::Group(group)) => open.push(group.stream().into_iter()),
            Some(_) => {}
            None => drop(open.pop()),
        }
    }
    Some(false)
}

/// Whether the text names a function or a closure of its own twice, besides where it makes it. What `main` says does not
/// count: no check calls that.
pub(super) fn calls_own_functions_twice(text: &str) -> bool {
    let words = words_before_main(text);
    let word = |index: usize| words.get(index).map_or("", |(word, _)| word);
    let mut made: Vec<&str> = Vec::new();
    for index in 0..words.len() {
        match [index, index + 1, index + 2, index + 3].map(word) {
            ["fn", name, ..] | [name, "=", "|", _] | [name, "=", "move", "|"] => made.push(name),
            _ => {}
        }
    }
    // How often each is said, more than once and besides where it is made.
    let mut said: HashMap<&str, isize> = made.iter().map(|name| (*name, -1)).collect();
    for name in made {
        said.entry(name).and_modify(|count| *count -= 1);
    }
    for (word, _) in &words {
        said.entry(word).and_modify(|count| *count += 1);
    }
    said.values().any(|count| *count > 0)
}

/// The lines where the text has a thread wait until some time is over; not those of `main`.
pub(super) fn timed_waits(text: &str) -> Vec<u32> {
    const WAITS: [&str; 7] = [
        "sleep",
        "park_timeout",
        "recv_timeout",
        "wait_timeout",
        "wait_timeout_while",
        "wait_timeout_ms",
        "park_timeout_ms",
    ];
    called_lines(text, &WAITS)
}

/// The lines where the text asks how many threads the machine runs at once; not those of `main`.
pub(super) fn core_counts(text: &str) -> Vec<u32> {
    called_lines(text, &["available_parallelism"])
}

fn called_lines(text: &str, names: &[&str]) -> Vec<u32> {
    let words = words_before_main(text);
    let calls = words
        .windows(2)
        .filter(|pair| pair[1].0 == "(")
        .map(|pair| &pair[0]);
    let meant = calls.filter(|(word, _)| names.contains(&word.as_str()));
    let mut lines: Vec<u32> = meant
        .filter_map(|(_, line)| (*line).try_into().ok())
        .collect();
    lines.dedup();
    lines
}

/// All words and signs, without the body of `main`; each with its line.
fn words_before_main(text: &str) -> Vec<(String, usize)> {
    let mut words: Vec<(String, usize)> = Vec::new();
    let text = text.parse::<TokenStream>().into_iter();
    let mut open: Vec<_> = text.map(TokenStream::into_iter).collect();
    while let Some(stream) = open.last_mut() {
        match stream.next() {
            Some(TokenTree::Group(group)) => {
                let is_main = matches!(&words[..], [.., (one, _), (two, _), _] if one == "fn" && two == "main");
                if group.delimiter() == Delimiter::Parenthesis {
                    words.push(("(".to_owned(), 0));
                }
                if !(is_main && group.delimiter() == Delimiter::Brace) {
                    open.push(group.stream().into_iter());
                }
            }
            Some(word) => words.push((word.to_string(), word.span().start().line)),
            None => drop(open.pop()),
        }
    }
    words
}

/// The most words from the last end of a sentence to any place, in all groups that are open there. `None` for no Rust.
fn deepest(text: &str) -> Option<usize> {
    struct Open {
        stream: token_stream::IntoIter,
        words: usize,
        after_block: bool,
    }
    let open = |stream: TokenStream| Open {
        stream: stream.into_iter(),
        words: 0,
        after_block: false,
    };
    let mut groups = vec![open(text.parse().ok()?)];
    let (mut now, mut most) = (0, 0);
    while let Some(group) = groups.last_mut() {
        let Some(word) = group.stream.next() else {
            now -= group.words;
            groups.pop();
            continue;
        };
        let goes_on = matches!(&word, TokenTree::Ident(ident) if ident == "else");
        let ends = matches!(&word, TokenTree::Punct(mark) if matches!(mark.as_char(), ';' | ','));
        if ends || (group.after_block && !goes_on) {
            now -= group.words;
            group.words = 0;
        }
        group.words += 1;
        now += 1;
        most = most.max(now);
        group.after_block = false;
        if let TokenTree::Group(inner) = word {
            group.after_block = inner.delimiter() == Delimiter::Brace;
            groups.push(open(inner.stream()));
        }
    }
    Some(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keyword_is_found_wherever_it_stands_and_nowhere_else() {
        for text in [
            "#[unsafe(naked)] extern \"C\" fn f() {}",
            "fn f() { m!([unsafe { g() }]) }",
            "#!/bin/sh\nunsafe fn f() {}",
        ] {
            assert!(says_unsafe(text), "{text}");
        }
        for text in [
            "#![forbid(unsafe_code)] // unsafe",
            "const S: &str = \"unsafe\";",
        ] {
            assert!(!says_unsafe(text), "{text}");
        }
    }

    #[test]
    fn an_arc_is_found_by_its_name_and_by_no_other() {
        for text in [
            "use std::sync::Arc as A;",
            "fn f() { m!([std::sync::r#Arc::new(1)]) }",
        ] {
            assert!(says_arc(text), "{text}");
        }
        for text in ["struct MyArc; // Arc", "const S: &str = \"Arc\";"] {
            assert!(!says_arc(text), "{text}");
        }
    }

    #[test]
    fn own_functions_are_found_where_they_are_called_twice() {
        for text in [
            "fn take() {} fn sell() { take() } fn buy() { take() }",
            "impl Bank { fn lock(&self) {} fn pay(&self) { self.lock(); self.lock(); } }",
            "fn take() {} fn sell() { go(take); take() }",
            "fn take() { take() } fn sell() { take() }",
            "fn sell() { let take = |n| n; take(1); take(2); }",
            "fn sell() { let take = move || 1; take(); take(); }",
            "fn take() {} fn sell() { println!(\"{}{}\", take(), take()) }",
        ] {
            assert!(calls_own_functions_twice(text), "{text}");
        }
        for text in [
            "fn take() {} fn sell() { take() } // take",
            "fn sell() { let take = |n| n; take(1); }",
            "pub fn sell() { lock(); lock() } pub fn main() { sell(); sell() }",
            "fn sell() {} fn buy() {}",
            "no Rust {",
        ] {
            assert!(!calls_own_functions_twice(text), "{text}");
        }
    }

    #[test]
    fn waits_for_a_time_are_found_on_their_lines() {
        let text = "use std::thread::sleep;\nfn nap() {\n    rx.recv_timeout(TEN);\n    m!(sleep(ONE), park_timeout(ONE));\n}\n\
                    fn main() {\n    sleep(ONE);\n}\n";
        assert_eq!(timed_waits(text), [3, 4]);
        assert_eq!(timed_waits("fn nap() { bell.wait(lock); }"), [0; 0]);
        let counts = "fn a() {\n    thread::available_parallelism().unwrap();\n}\n";
        assert_eq!(core_counts(counts), [2]);
    }

    #[test]
    fn depth_adds_up_and_length_does_not() {
        assert!(deepest(&"fn f() { g(1); }\n".repeat(9_000)).unwrap() < 20);
        assert!(deepest(&format!("[{}]", "1, ".repeat(9_000))).unwrap() < 20);
        let nested = format!("{}1{}", "(".repeat(5_000), ")".repeat(5_000));
        assert!(deepest(&nested).unwrap() > DEEPEST);
        let signs = format!("let x = {}1;", "!".repeat(5_000));
        assert!(deepest(&signs).unwrap() > DEEPEST);
        let chain = format!("if a {{}} {}", "else if b {} ".repeat(2_000));
        assert!(deepest(&chain).unwrap() > DEEPEST);
    }

    #[test]
    fn a_parser_has_room_for_what_it_is_given() {
        let deep = format!("fn f() {{ {}1{} }}", "(".repeat(3_900), ")".repeat(3_900));
        assert!(with_room(&deep, || syn::parse_file(&deep).is_ok()).unwrap());
        let deeper = format!("fn f() {{ {}1{} }}", "(".repeat(9_000), ")".repeat(9_000));
        assert_eq!(with_room(&deeper, || ()), None);
    }
}
