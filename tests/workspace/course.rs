//! A small kit in a folder of its own, `course/`, which tests change as its teacher would.

use crate::support::Workspace;

const MANIFEST: &str = "format_version = 1
version = \"1\"

[[exercises]]
name = \"add\"
dir = \"01_sums\"
hint = \"Add.\"

[[exercises]]
name = \"double\"
dir = \"01_sums\"
hint = \"Twice.\"
";

pub(crate) const ADD: &str = "exercises/01_sums/add.rs";
pub(crate) const DOUBLE: &str = "exercises/01_sums/double.rs";

/// What passes in `add`.
pub(crate) const RIGHT: &str = "pub fn add(a: u8, b: u8) -> u8 {
    a + b
}

pub fn main() {
    println!(\"{}\", add(1, 2));
}
";

/// A folder with the kit in `course/`.
pub(crate) fn with_course() -> Workspace {
    let folder = Workspace::empty();
    let start = RIGHT.replace("a + b", "a - b");
    let check = "/// It adds.\n#[test]\nfn adds() {\n    assert!(exercise::add(1, 2) == 3, \"It did not.\");\n}\n";
    for (path, text) in [
        ("info.toml", MANIFEST),
        ("exercises/01_sums/README.md", "# Sums\n"),
        (ADD, &start),
        (DOUBLE, "pub fn main() {\n    let broken: u8 = \"2\";\n}\n"),
        ("solutions/01_sums/add.rs", RIGHT),
        ("checks/01_sums/add.rs", check),
        (
            "mistakes/01_sums/add/minus.rs",
            "// verdict: fails_checks\n// says: It did not\n",
        ),
    ] {
        folder.write(&format!("course/{path}"), text);
    }
    folder
}

/// All files below a folder, but git's own, and cargo's.
pub(crate) fn files(folder: &Workspace, below: &str) -> Vec<String> {
    fn collect(at: &std::path::Path, shown: &str, files: &mut Vec<String>) {
        for entry in std::fs::read_dir(at).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            let path = if shown.is_empty() {
                name.clone()
            } else {
                format!("{shown}/{name}")
            };
            if name == ".git" || name == "target" {
                continue;
            }
            if entry.path().is_dir() {
                collect(&entry.path(), &path, files);
            } else {
                files.push(path);
            }
        }
    }
    let mut found = Vec::new();
    collect(&folder.path(below), "", &mut found);
    found.sort();
    found
}
