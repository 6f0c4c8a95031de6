//! `new-kit`: a kit with one exercise that is sound as it is, for a teacher to learn from and to go on with.

use std::fs;
use std::path::Path;

use anyhow::Context;

use crate::archive::Files;
use crate::kit::manifest;
use crate::text::shell_word;
use crate::workspace::{IN_EXERCISES, Layout, cargo_manifest, fill, refuse_others};

/// Whether there is a release to install. The first one gives `Cargo.toml` a `repository`; a test sees to it.
const IS_RELEASED: bool = !env!("CARGO_PKG_REPOSITORY").is_empty();

/// How the kit's workflows get the program: what is to be filled in, and the step.
const INSTALL: (&str, &str) = if IS_RELEASED {
    (
        "",
        concat!(
            "cargo install --locked threadlings@",
            env!("CARGO_PKG_VERSION")
        ),
    )
} else {
    (
        include_str!("new_kit/templates/not_released.txt"),
        "cargo install --locked --git \"$THREADLINGS_REPOSITORY\" threadlings",
    )
};

/// Where a reader of the kit finds the program.
const HOME: &str = if IS_RELEASED {
    concat!("[threadlings](", env!("CARGO_PKG_REPOSITORY"), ")")
} else {
    "threadlings"
};

/// Writes the kit into a folder that is new or empty, and says which files it has.
pub(crate) fn write(folder: &Path) -> anyhow::Result<Vec<String>> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let files = files(&name)?;
    refuse_others(folder, &files)?;
    fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
    fill(folder, &files)?;
    Ok(files.into_keys().collect())
}

fn files(kit: &str) -> anyhow::Result<Files> {
    let info = include_str!("new_kit/templates/info.txt");
    let exercises = manifest::parse(info, "info.toml")?.exercises;
    let exercise = &exercises[0];
    let solution = exercise.solution_path();
    let other = solution.replace(".rs", ".2.rs");
    let mistakes = exercise.mistakes_path();
    let kit = if kit.is_empty() { "kit" } else { kit };
    let file = shell_word(&format!("{kit}.threadlings"));
    let text = |template: &str| {
        template
            .replace("{file}", &file)
            .replace("{kit}", kit)
            .replace("{threadlings}", HOME)
            .replace("{environment}", INSTALL.0)
            .replace("{install}", INSTALL.1)
    };
    let files = [
        ("info.toml".to_owned(), info.to_owned()),
        (
            "README.md".to_owned(),
            text(include_str!("new_kit/templates/readme.txt")),
        ),
        (
            ".gitignore".to_owned(),
            text(include_str!("new_kit/templates/ignored.txt")),
        ),
        (
            ".github/workflows/verify.yml".to_owned(),
            text(include_str!("new_kit/templates/workflow.txt")),
        ),
        (
            ".github/workflows/grade.yml".to_owned(),
            text(include_str!("new_kit/templates/grading.txt")),
        ),
        (
            IN_EXERCISES.to_owned(),
            cargo_manifest(&exercises, Layout::InKit, None)?,
        ),
        (
            "exercises/01_counting/README.md".to_owned(),
            text(include_str!("new_kit/templates/chapter.txt")),
        ),
        (
            exercise.path(),
            text(include_str!("new_kit/templates/start.txt")),
        ),
        (
            solution,
            text(include_str!("new_kit/templates/solution.txt")),
        ),
        (other, text(include_str!("new_kit/templates/solution2.txt"))),
        (
            exercise.checks_path(),
            text(include_str!("new_kit/templates/checks.txt")),
        ),
        (
            format!("{mistakes}/counts_alone.rs"),
            text(include_str!("new_kit/templates/mistake_alone.txt")),
        ),
        (
            format!("{mistakes}/locks_twice.rs"),
            text(include_str!("new_kit/templates/mistake_twice.txt")),
        ),
    ];
    let files = files.into_iter();
    Ok(files
        .map(|(path, text)| (path, text.into_bytes()))
        .collect())
}
