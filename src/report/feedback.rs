//! A page for each student, and a name for its file that every file system takes and no submission can choose freely.

use std::collections::BTreeSet;

use super::html::html;
use crate::grade::model::Grading;

/// Bytes of a name, without its ending.
const NAME: usize = 80;

/// Names that Windows keeps for devices, whatever follows a dot.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// The files: name and page, one for each submission, made one by one.
pub fn feedback(grading: &Grading) -> impl Iterator<Item = (String, Vec<u8>)> + '_ {
    let mut taken = BTreeSet::new();
    grading.submissions.iter().map(move |submission| {
        let own = Grading {
            submissions: vec![submission.clone()],
            kit: grading.kit.clone(),
            protections: grading.protections.clone(),
            audience: grading.audience,
            shard: None,
            lateness: grading.lateness.clone(),
        };
        (file_name(&submission.name, &mut taken), html(&own))
    })
}

/// Letters and digits of any script, `-`, `_` and dots inside stay; everything else becomes `_`. Two names that differ in nothing
/// but capitals would be one file on some systems, so the second gets a number.
fn file_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let is_plain = |char: char| char.is_alphanumeric() || matches!(char, '-' | '_' | '.');
    let plain: String = name
        .chars()
        .map(|char| if is_plain(char) { char } else { '_' })
        .collect();
    let mut stem = plain[..plain.floor_char_boundary(NAME)]
        .trim_matches('.')
        .to_owned();
    let device = stem.split('.').next().unwrap_or_default().to_lowercase();
    let device = device.trim_end_matches(|char: char| char.is_ascii_digit());
    if stem.is_empty() || DEVICES.contains(&device) {
        stem.insert(0, '_');
    }
    let mut unique = stem.clone();
    let mut number = 2;
    while !taken.insert(unique.to_lowercase()) {
        unique = format!("{stem}-{number}");
        number += 1;
    }
    unique + ".html"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_submission_says_where_its_page_goes() {
        let mut taken = BTreeSet::new();
        let mut file = |name: &str| file_name(name, &mut taken);
        assert_eq!(file("Zoë-7.b"), "Zoë-7.b.html");
        assert_eq!(file("../../etc/passwd"), "_.._etc_passwd.html");
        assert_eq!(file("..\\a:b*?\"<>|"), "_a_b______.html");
        assert_eq!(file(".."), "_.html");
        assert_eq!(file(""), "_-2.html");
        assert_eq!(file("nul.txt"), "_nul.txt.html");
        assert_eq!(file("COM7"), "_COM7.html");
        assert_eq!(file("anna (2)"), "anna__2_.html");
        assert_eq!(file("\u{202e}\n-x"), "__-x.html");
        assert!(file(&"é".repeat(300)).len() <= NAME + ".html".len());
    }

    #[test]
    fn no_two_submissions_share_a_page() {
        let mut taken = BTreeSet::new();
        let files = ["a/b", "a_b", "A:B", "a_b-2"].map(|name| file_name(name, &mut taken));
        assert_eq!(
            files,
            ["a_b.html", "a_b-2.html", "A_B-3.html", "a_b-2-2.html"]
        );
    }
}
