//! Every sentence about making a workspace and bringing it up to date.

use std::path::Path;

mod readme;

pub(super) use readme::readme;

use super::git::Repository;
use super::init::Made;
use super::update::{Change, Named, Updated};
use crate::text::{plural, shell_word};

/// `init` is done; `typed` is what the folder was called, if it is not the one we stand in.
pub(crate) fn made(made: &Made, typed: Option<&Path>) -> String {
    let kit = named(&Named {
        name: made.kit.clone(),
        version: made.version.clone(),
    });
    let folder = typed.map_or_else(
        || "This folder".to_owned(),
        |folder| format!("`{}`", folder.display()),
    );
    let exercises = plural(made.exercises, "exercise");
    let repository = repository(&made.repository);
    let enter = typed.map_or_else(String::new, |folder| {
        format!("  cd {}\n", shell_word(&folder.display().to_string()))
    });
    let last = if made.lacks_checks {
        "The checks are not in this kit: whether you pass is found out where your work is graded."
    } else {
        "A solution arrives under solutions/ when you have passed."
    };
    format!(
        "{folder} is a workspace now, with {exercises} of {kit}. {repository}\n\n\
         Next:\n{enter}  \
         threadlings                   watch: fix the file it names, save, and be judged at once\n  \
         cargo check --keep-going      what the compiler says of every exercise\n\n\
         README.md has the rest. {last}"
    )
}

fn repository(repository: &Repository) -> String {
    match repository {
        Repository::Committed => "It is a git repository, with everything committed.".to_owned(),
        Repository::WithoutCommit => {
            "It is a git repository, without a commit: git does not know your name yet.".to_owned()
        }
        Repository::Inside => "It belongs to the git repository around it.".to_owned(),
        Repository::NoGit => "It is no git repository, since there is no git here.".to_owned(),
        Repository::Refused(reason) => {
            format!("It has no first commit, since git refused: {reason}")
        }
    }
}

/// A kit with its version.
pub(crate) fn named(kit: &Named) -> String {
    match &kit.version {
        Some(version) => format!("{} {version}", kit.name),
        None => kit.name.clone(),
    }
}

/// Above the table of `update`.
pub(crate) fn update_head(updated: &Updated) -> String {
    let now = named(&updated.now);
    let is_same = updated.before.as_ref() == Some(&updated.now);
    match (&updated.before, updated.rows.is_empty()) {
        (_, true) if updated.is_dry_run => {
            format!("Nothing would change: the files are those of {now}.")
        }
        (_, true) => format!("Up to date: the files are those of {now}."),
        (Some(before), false) if !is_same => {
            let before = named(before);
            let word = if updated.is_dry_run {
                "Would go"
            } else {
                "Gone"
            };
            format!("{word} from {before} to {now}:")
        }
        _ if updated.is_dry_run => format!("Would become as {now} has it:"),
        _ => format!("Now as {now} has it:"),
    }
}

/// What becomes of a file, in a word for the table.
pub(crate) fn change(change: &Change) -> &'static str {
    match change {
        Change::Arrives => "new",
        Change::Returns => "put back",
        Change::Replaced => "updated",
        Change::Kept { .. } => "yours kept",
        Change::Moved { .. } => "moved",
        Change::Dropped => "dropped",
    }
}

/// What more there is to say of it.
pub(crate) fn about(change: &Change) -> Option<String> {
    match change {
        Change::Kept { beside } => Some(format!("the kit's: {beside}")),
        Change::Moved { from } => Some(format!("from {from}")),
        Change::Dropped => Some("stays; the kit has it no more".to_owned()),
        Change::Arrives | Change::Returns | Change::Replaced => None,
    }
}

/// Below the table, where some text was kept.
pub(crate) fn about_kept(is_dry_run: bool) -> String {
    let is = if is_dry_run { "would be" } else { "is" };
    format!(
        "What you have changed {is} kept, with what the kit has now beside it. `threadlings reset NAME` takes the new start of an \
         exercise and keeps your text as a backup."
    )
}

/// Below the table, where passes are in doubt.
pub(crate) fn about_rechecked(names: &[String]) -> String {
    let which = match names {
        [one] => format!("You have passed {one}, and its checks have changed since"),
        several => format!(
            "You have passed {}, and their checks have changed since",
            several.join(", ")
        ),
    };
    format!(
        "{which}. That stays as it is; `threadlings run NAME` says whether your text passes still."
    )
}

/// Where nothing has been written.
pub(crate) fn about_dry_run() -> &'static str {
    "Nothing has been written: this was a dry run."
}

/// A packed kit was written.
pub(crate) fn packed(
    kit: &Named,
    exercises: usize,
    graded_elsewhere: usize,
    file: &Path,
    (bytes, checksum): (usize, &str),
) -> String {
    let file = shell_word(&file.display().to_string());
    let exercises = plural(exercises, "exercise");
    let size = bytes.div_ceil(1024);
    let version = match kit.version {
        Some(_) => "",
        None => "\nIts info.toml has no `version`: with one, students see which they have.",
    };
    let elsewhere = match graded_elsewhere {
        0 => String::new(),
        number => format!(
            "\nLeft out: the checks and solutions of {}, which only you can grade, with the kit's folder.",
            plural(number, "exercise")
        ),
    };
    format!(
        "Packed {exercises} of {} into {file} ({size} KiB).\nChecksum: {checksum}{version}{elsewhere}\n\n\
         Students make a workspace of it, and later bring that to a newer one:\n  \
         threadlings init my-exercises --kit {file}\n  \
         threadlings update --kit {file}",
        named(kit)
    )
}
