//! Writes the kit of one exercise for each program.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::scenario::{Scenario, checks_file};

const EXERCISE: &str = "exercises/tills.rs";

const INFO: &str = "format_version = 1

[[exercises]]
name = \"tills\"
hint = \"Count.\"
";

/// As `rustlings dev new` and `rustlings dev update` write it.
const CARGO_TOML: &str = "bin = [
  { name = \"tills\", path = \"exercises/tills.rs\" },
]

[package]
name = \"exercises\"
edition = \"2024\"
publish = false

[dependencies]
";

/// A kit for threadlings, in `dir/kit`, and a workspace, in `dir/workspace`. The exercise's file comes back.
pub(crate) fn threadlings(dir: &Path) -> anyhow::Result<PathBuf> {
    let (kit, workspace) = (dir.join("kit"), dir.join("workspace"));
    let solution = Scenario::Pass.text(0);
    let start = Scenario::CompileError.text(0);
    write(&kit.join("info.toml"), INFO)?;
    write(&kit.join("checks/tills.rs"), &checks_file())?;
    write(&kit.join("solutions/tills.rs"), &solution)?;
    write(&kit.join(EXERCISE), &start)?;
    let file = workspace.join(EXERCISE);
    write(&file, &start)?;
    Ok(file)
}

/// A community kit for rustlings, in `dir`. The exercise's file comes back.
pub(crate) fn rustlings(dir: &Path) -> anyhow::Result<PathBuf> {
    write(&dir.join("info.toml"), INFO)?;
    write(&dir.join("Cargo.toml"), CARGO_TOML)?;
    let file = dir.join(EXERCISE);
    write(&file, &Scenario::CompileError.text(0))?;
    Ok(file)
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    let named = || path.display().to_string();
    if let Some(dir) = path.parent() {
        fs::create_dir_all(dir).with_context(named)?;
    }
    fs::write(path, text).with_context(named)
}
