//! What is wrong when cargo or the compiler gives up, as far as their words tell.

use std::io;
use std::path::Path;

use crate::judge::JudgeError;

/// What has to do neither with our sources nor with where they come from.
pub(in crate::judge) fn trouble(stderr: &str, dir: &Path) -> Option<JudgeError> {
    let full = [
        "No space left on device",
        "(os error 112)",
        "Disk quota exceeded",
    ];
    if full.iter().any(|words| stderr.contains(words)) {
        let path = dir.display().to_string();
        let source = io::ErrorKind::StorageFull.into();
        return Some(JudgeError::Io { path, source });
    }
    if let Some(start) = stderr.find("error: linker `") {
        let linker = stderr[start..].lines().next().unwrap_or_default();
        return Some(JudgeError::Linker(
            linker.trim_start_matches("error: ").to_owned(),
        ));
    }
    None
}

/// Whether cargo would have to fetch something.
pub(super) fn lacks_crates(stderr: &str) -> bool {
    [
        "offline",
        "failed to download",
        "download of ",
        "failed to fetch",
        "network",
    ]
    .iter()
    .any(|words| stderr.contains(words))
}

/// Cargo's first error, or the compiler's, and what it came from.
pub(super) fn gist(stderr: &str) -> String {
    let error = first_error(stderr)
        .or_else(|| lines(stderr).next())
        .unwrap_or("it said nothing");
    let error = error.strip_prefix("error: ").unwrap_or(error);
    // The reason why a file cannot be read says less than which one it is.
    let file = lines(stderr).find(|line| line.starts_with("failed to read `"));
    [
        Some(error),
        file,
        cause(stderr).filter(|it| Some(*it) != file),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(": ")
}

/// Whether the compiler gave the first error a code, as it does where a source is at fault: `error[E0658]: …`.
pub(super) fn has_code(stderr: &str) -> bool {
    first_error(stderr).is_some_and(|line| line.starts_with("error["))
}

fn first_error(stderr: &str) -> Option<&str> {
    lines(stderr).find(|line| line.starts_with("error"))
}

/// The last of the causes that cargo gives.
pub(super) fn cause(stderr: &str) -> Option<&str> {
    lines(stderr)
        .skip_while(|line| *line != "Caused by:")
        .filter(|line| *line != "Caused by:")
        .last()
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gist_is_the_first_error_and_its_last_cause() {
        let stderr = "    Updating crates.io index\nwarning: spurious network error (1 try remaining): [7] x\n\
            error: failed to get `corosensei` as a dependency of package `threadlings-engine v0.1.0`\n\n\
            Caused by:\n  download of config.json failed\n\nCaused by:\n  [7] Could not connect to server\n";
        assert_eq!(
            gist(stderr),
            "failed to get `corosensei` as a dependency of package `threadlings-engine v0.1.0`: \
             [7] Could not connect to server"
        );
        let stderr = "   Compiling threadlings-std v0.1.0\nerror[E0658]: use of unstable library feature `x`\n --> a.rs\n";
        assert_eq!(
            gist(stderr),
            "error[E0658]: use of unstable library feature `x`"
        );
        assert!(has_code(stderr));
        let stderr = "error: failed to load manifest for dependency `near`\n\n\
            Caused by:\n  failed to read `/kit/near/Cargo.toml`\n\nCaused by:\n  No such file\n";
        assert_eq!(
            gist(stderr),
            "failed to load manifest for dependency `near`: failed to read `/kit/near/Cargo.toml`: No such file"
        );
        assert!(!has_code(stderr));
        assert_eq!(gist("killed\n"), "killed");
        assert_eq!(gist(""), "it said nothing");
    }

    #[test]
    fn each_trouble_is_told_from_the_others() {
        let told = |stderr| trouble(stderr, Path::new("/cache/building-explorer-1/target"));
        assert!(matches!(
            told("error: failed to write `/cache/x`\n\nCaused by:\n  No space left on device (os error 28)\n"),
            Some(JudgeError::Io { source, .. }) if source.kind() == io::ErrorKind::StorageFull
        ));
        assert!(matches!(
            told("error: linker `cc` not found\n  |\n  = note: No such file or directory (os error 2)\n"),
            Some(JudgeError::Linker(said)) if said == "linker `cc` not found"
        ));
        for other in [
            "error[E0658]: use of unstable library feature `network`\n",
            "error: could not load Cargo configuration\n",
        ] {
            assert!(told(other).is_none(), "{other}");
        }
    }

    #[test]
    fn what_must_be_fetched_is_told_from_what_cargo_refuses() {
        let offline = "error: failed to download `libc v0.2.191`\n\nCaused by:\n  attempting to make an HTTP request, \
            but --offline was specified\n";
        assert!(lacks_crates(offline));
        assert_eq!(
            cause(offline),
            Some("attempting to make an HTTP request, but --offline was specified")
        );
        let absent = "error: no matching package named `corosensei` found\nlocation searched: crates.io index\n\
            As a reminder, you're using offline mode (--offline)\n";
        assert!(lacks_crates(absent));
        assert_eq!(cause(absent), None);
        assert_eq!(gist(absent), "no matching package named `corosensei` found");
        let refused =
            "error: could not load Cargo configuration\n\nCaused by:\n  TOML parse error\n";
        assert!(!lacks_crates(refused));
        assert_eq!(
            gist(refused),
            "could not load Cargo configuration: TOML parse error"
        );
    }
}
