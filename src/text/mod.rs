//! Text for people, whatever it says: numbers and plurals, words for a shell, columns, and texts of others made fit to be
//! shown.

mod ansi;
mod ascii;
mod clean;
mod prose;
mod unseen;
mod worded;

pub(crate) use ansi::cut_to_screen;
pub use ansi::{Links, plain, width, wrap};
pub(crate) use ascii::with_ascii_signs;
pub use clean::clean;
pub(crate) use clean::one_line;
pub use prose::prose;
pub(crate) use unseen::is_unseen;
pub(crate) use worded::worded;

/// `1 check`, `2 checks`.
pub fn plural(count: usize, one: &str) -> String {
    if count == 1 {
        format!("1 {one}")
    } else {
        format!("{} {one}s", thousands(count as u64))
    }
}

/// A path as it is typed in a shell.
pub(crate) fn shell_word(path: &str) -> String {
    if path.contains([' ', '\'', '&', '(', ')', ';', '$']) {
        format!("\"{path}\"")
    } else {
        path.to_owned()
    }
}

/// A number as people write it: `1,204`.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
