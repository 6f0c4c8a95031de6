//! Names in a row.

use crate::trace::names::Names;

/// `thread 1`, `threads 1 and 2`, `threads 1 to 3`, `threads 1, 2 and 5`, or the names of threads that have some.
pub(crate) fn all_of(names: &Names, threads: &[usize]) -> String {
    let in_a_row = threads.windows(2).all(|pair| pair[0] + 1 == pair[1]);
    let numbered = threads.len() > 1 && threads.iter().all(|thread| names.is_numbered(*thread));
    match threads {
        [first, _, .., last] if numbered && in_a_row && threads.len() > 2 => {
            format!("threads {first} to {last}")
        }
        _ if numbered => {
            let numbers: Vec<String> = threads.iter().map(usize::to_string).collect();
            let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
            format!("threads {}", and(&numbers))
        }
        _ => {
            let names: Vec<&str> = threads.iter().map(|thread| names.thread(*thread)).collect();
            and(&names)
        }
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn and(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}
