//! Every sentence that grading says of submissions.

use crate::process::Protection;
use crate::text::plural;

/// Files above this size are not read.
pub(super) const MAX_FILE: u64 = 1 << 20;

/// `--require-sandbox`, where there is none.
pub(crate) fn no_sandbox(missing: &[&Protection]) -> String {
    let lines: Vec<String> = missing
        .iter()
        .map(|protection| format!("\n  {}: {}", protection.name, protection.detail))
        .collect();
    format!(
        "the sandbox is not complete, so nothing is graded; these protections are missing:{}",
        lines.concat()
    )
}

pub(super) fn stopped(done: usize, total: usize, kept: bool) -> String {
    let rest = if kept {
        "the same command goes on from there"
    } else {
        "nothing of it is kept, since there is no cache"
    };
    format!(
        "stopped after {done} of {}; {rest}",
        plural(total, "exercise")
    )
}

pub(super) fn not_handed_in(path: &str) -> String {
    format!("`{path}` was not handed in.")
}

pub(super) fn refused(path: &str, reason: &str) -> String {
    format!("`{path}` was not read: {reason}.")
}

pub(super) fn is_link() -> String {
    "it is a link, and links are not followed".to_owned()
}

pub(super) fn lies_behind_link(folder: &str) -> String {
    format!("`{folder}` is a link, and links are not followed")
}

pub(super) fn is_no_file(kind: &str) -> String {
    format!("it is {kind}, not a file")
}

pub(super) fn is_no_folder(folder: &str) -> String {
    format!("`{folder}` is not a folder")
}

pub(super) fn too_large() -> String {
    format!("it is larger than {} MiB", MAX_FILE >> 20)
}

pub(super) fn unreadable(error: &std::io::Error) -> String {
    format!("it cannot be read ({error})")
}

pub(super) fn is_encrypted() -> String {
    "it is encrypted".to_owned()
}

pub(super) fn is_damaged(error: &dyn std::fmt::Display) -> String {
    format!("it is damaged ({error})")
}

/// The end of a sentence about a folder in which nothing is found.
pub(super) fn is_other_name(path: &str) -> String {
    format!("; `{path}` is not named like an exercise")
}

/// Problems of a whole submission.
pub(super) mod whole {
    use super::plural;

    pub(in crate::grade) fn link() -> String {
        "The submission is a link, and links are not followed.".to_owned()
    }

    pub(in crate::grade) fn cannot_be_opened(error: &dyn std::fmt::Display) -> String {
        format!("The submission cannot be opened: {error}.")
    }

    pub(in crate::grade) fn other_archive(ending: &str) -> String {
        format!("A `.{ending}` file cannot be read; hand in `.zip` or `.tar.gz`.")
    }

    pub(in crate::grade) fn no_exercises() -> String {
        "There is no folder `exercises`, neither at the top nor in the one folder below, and none of the exercises' files.".to_owned()
    }

    pub(in crate::grade) fn other_names(found: &[String], more: usize) -> String {
        let found: Vec<String> = found.iter().map(|name| format!("`{name}`")).collect();
        let found = found.join(", ");
        let more = match more {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        format!(
            "Not handed in: no file in it is named like an exercise that is graded; found {found}{more}."
        )
    }

    pub(in crate::grade) fn elsewhere(path: &str) -> String {
        format!(
            "Not handed in: `{path}` does not lie where it is looked for; hand in the folder that `exercises` is in."
        )
    }

    pub(in crate::grade) fn several(first: &str, second: &str) -> String {
        format!(
            "There are several folders with `exercises`, such as `{first}` and `{second}`: which of them counts cannot be known."
        )
    }

    pub(in crate::grade) fn damaged(error: &dyn std::fmt::Display) -> String {
        format!("The archive is cut short, damaged, or no archive at all ({error}).")
    }

    pub(in crate::grade) fn archive_too_large(mib: u64) -> String {
        format!("The archive is larger than {mib} MiB and was not opened.")
    }

    pub(in crate::grade) fn unpacks_to_too_much(mib: u64) -> String {
        format!("The archive unpacks to more than {mib} MiB and was not read to its end.")
    }

    pub(in crate::grade) fn twice(path: &str) -> String {
        format!("`{path}` stands in the archive more than once; the last one counts.")
    }

    pub(in crate::grade) fn some_twice() -> String {
        "Some names stand in the archive more than once; the last one counts.".to_owned()
    }

    pub(in crate::grade) fn tricky(path: &str) -> String {
        format!(
            "`{path}` was passed over: a path in an archive is plain, with forward slashes and without `..`."
        )
    }

    pub(in crate::grade) fn link_to_folder(path: &str) -> String {
        format!("`{path}` was passed over: it is a link.")
    }

    pub(in crate::grade) fn more(count: usize) -> String {
        format!("There are {} like these.", plural(count, "more problem"))
    }

    pub(in crate::grade) fn no_time(path: &str) -> String {
        format!("When `{path}` was handed in is not known: its archive says no time.")
    }
}

/// For students, instead of what went wrong behind the scenes.
pub(super) fn not_judged() -> &'static str {
    "It could not be judged, which is not your fault; ask your teacher."
}

pub(super) fn judge_panicked() -> &'static str {
    "the judge itself panicked, which is a mistake of threadlings; please report it"
}

/// `check 1`
pub(super) fn hidden_check(number: usize) -> String {
    format!("check {number}")
}

/// The progress, in words: `412 of 600 · 38 a minute`.
pub(crate) fn progress(done: usize, total: usize, a_minute: Option<usize>) -> String {
    match a_minute {
        Some(rate) => format!("{done} of {} · {rate} a minute", plural(total, "exercise")),
        None => format!("{done} of {}", plural(total, "exercise")),
    }
}

/// A file among submissions that is none.
pub(crate) fn passed_over(path: &str) -> String {
    format!("passed over `{path}`: neither a folder nor an archive")
}

/// Judgements could not be written to the cache.
pub(crate) fn not_kept(cache: Option<&str>) -> String {
    match cache {
        Some(cache) => format!("cannot keep judgements in `{cache}`: the next call will judge them again"),
        None => "there is no folder for judgements to be kept in (name one with --cache): the next call will judge them again".to_owned(),
    }
}
