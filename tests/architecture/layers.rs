//! Imports go down only, and no two files import each other, not even around other files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::imports::{Import, imports};
use crate::root;

/// From bottom to top. A module imports what stands before it, in its own layer too, and nothing behind it.
const LAYERS: [(&str, &[&str]); 10] = [
    ("the model", &["text", "trace", "verdict", "exit"]),
    (
        "the system",
        &["age", "archive", "file_lock", "temporary", "process"],
    ),
    ("kit and student", &["kit", "progress"]),
    ("judging", &["judge"]),
    ("what is written and read again", &["wire"]),
    (
        "many attempts, and one's own place",
        &["grade", "overview", "sharing", "workspace"],
    ),
    ("how it looks", &["render", "teach", "report"]),
    ("what was asked", &["place", "cli"]),
    ("the terminal", &["terminal", "replay", "play"]),
    ("what is done", &["watch", "command", "lib", "main"]),
];

/// The imports of the program.
static PROGRAM: LazyLock<Vec<Import>> = LazyLock::new(|| imports(&root().join("src")));

const EXPLORER: [&str; 4] = ["core", "alloc", "engine", "std"];

/// The module of `src/` that a file is of: `judge` for `src/judge/run.rs`.
fn module(src: &Path, file: &Path) -> String {
    let below = file.strip_prefix(src).unwrap();
    let first = below.iter().next().unwrap().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

fn say(import: &Import) -> String {
    let short = |path: &PathBuf| path.strip_prefix(root()).unwrap().display().to_string();
    format!(
        "{} -> {} ({})",
        short(&import.from),
        short(&import.to),
        import.path
    )
}

#[test]
fn imports_go_down() {
    let src = root().join("src");
    let order: Vec<&str> = LAYERS
        .iter()
        .flat_map(|(_, modules)| *modules)
        .copied()
        .collect();
    let place = |file: &Path| {
        let module = module(&src, file);
        let place = order.iter().position(|it| *it == module);
        place.unwrap_or_else(|| panic!("src/{module} is in no layer"))
    };
    let imports = &*PROGRAM;
    assert!(imports.len() > 500, "the imports were not found");
    let up: Vec<String> = imports
        .iter()
        .filter(|it| place(&it.to) > place(&it.from))
        .map(say)
        .collect();
    assert!(
        up.is_empty(),
        "{} imports go up:\n{}",
        up.len(),
        up.join("\n")
    );
}

#[test]
fn the_map_shows_the_layers() {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let lines: Vec<String> = LAYERS
        .iter()
        .rev()
        .map(|(name, modules)| format!("{name:<36}{}\n", modules.join("  ")))
        .collect();
    assert!(map.contains(&lines.concat()), "{}", lines.concat());
}

#[test]
fn files_do_not_import_each_other_in_circles() {
    let explorer = EXPLORER.map(|it| root().join("explorer").join(it).join("src"));
    let mut found = circles(&PROGRAM);
    for src in &explorer {
        found.extend(circles(&imports(src)));
    }
    assert!(
        found.is_empty(),
        "{} circles:\n\n{}",
        found.len(),
        found.join("\n\n")
    );
}

/// Each set of files that all import each other, as its imports.
fn circles(imports: &[Import]) -> Vec<String> {
    let mut to: BTreeMap<&Path, BTreeSet<&Path>> = BTreeMap::new();
    for import in imports {
        to.entry(&import.from).or_default().insert(&import.to);
    }
    // Who imports nothing that is left is in no circle.
    loop {
        let files: BTreeSet<&Path> = to.keys().copied().collect();
        for imported in to.values_mut() {
            imported.retain(|file| files.contains(file));
        }
        to.retain(|_, imported| !imported.is_empty());
        if to.len() == files.len() {
            break;
        }
    }
    let mut found = Vec::new();
    while let Some(first) = to.keys().next().copied() {
        let reach = |file| reached(&to, file);
        let mut circle = reach(first);
        circle.retain(|file| reach(file).contains(first));
        let inside = imports
            .iter()
            .filter(|it| circle.contains(&*it.from) && circle.contains(&*it.to));
        if !circle.is_empty() {
            found.push(inside.map(say).collect::<Vec<_>>().join("\n"));
        }
        to.retain(|file, _| *file != first && !circle.contains(file));
    }
    found
}

/// All that is imported by a file, and by what it imports.
fn reached<'a>(to: &BTreeMap<&'a Path, BTreeSet<&'a Path>>, from: &Path) -> BTreeSet<&'a Path> {
    let mut all = BTreeSet::new();
    let mut next = vec![from];
    while let Some(file) = next.pop() {
        for imported in to.get(file).into_iter().flatten() {
            if all.insert(*imported) {
                next.push(imported);
            }
        }
    }
    all
}
