//! How the exercises start. Whoever works in a clone or in a downloaded copy changes the files, and may commit that; neither
//! must ever become what `reset` puts back. So `build/starts` names each start by the number that git gives a text.

use std::path::Path;
use std::process::Command;

use sha1::{Digest, Sha1};

use super::{Files, read};

pub(super) const LIST: &str = "build/starts";

/// Replaces in `files` whatever is not the start that the list names. Git has the text, where there is git; elsewhere the
/// build ends. A file that is not on the list, such as an exercise that is being written, stays.
pub(super) fn put_back(root: &Path, files: &mut Files) {
    let list = String::from_utf8_lossy(&read(&root.join(LIST))).into_owned();
    let mut lost = Vec::new();
    for line in list.lines() {
        let (number, path) = line
            .split_once(' ')
            .unwrap_or_else(|| panic!("{LIST}: {line:?} is not a number and a path"));
        if files.get(path).is_some_and(|text| blob(text) == number) {
            continue;
        }
        match committed(root, number) {
            Some(text) => {
                files.insert(path.to_owned(), text);
            }
            None => lost.push(path),
        }
    }
    assert!(
        lost.is_empty(),
        "these are not as the exercises start, and git does not have the start here: {}. Keep your text elsewhere, put back \
         the file as it was downloaded, and build again. Whoever changes an exercise's start: UPDATE=1 cargo test --test \
         packaging",
        lost.join(", ")
    );
}

/// What git calls a file with this text.
pub(super) fn blob(text: &[u8]) -> String {
    let mut hasher = Sha1::new();
    hasher.update(format!("blob {}\0", text.len()));
    hasher.update(text);
    hasher
        .finalize()
        .iter()
        .fold(String::new(), |digits, byte| {
            digits + &format!("{byte:02x}")
        })
}

/// The text of that number, wherever in the history it was committed.
fn committed(root: &Path, number: &str) -> Option<Vec<u8>> {
    let output = Command::new("git")
        .args(["cat-file", "blob", number])
        .current_dir(root)
        // A git hook that builds sets these, for paths that are not ours.
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE")
        .env_remove("GIT_INDEX_FILE")
        .output()
        .ok()?;
    // Whatever git says, it is the text only if it has the number.
    (output.status.success() && blob(&output.stdout) == number).then_some(output.stdout)
}
