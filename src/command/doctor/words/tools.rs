//! What is said of the compiler and of what comes with it.

use super::super::facts::{Clippy, Explorer, Harness, Linker, Memory};
use crate::command::doctor::item::Item;
use crate::command::doctor::item::{limited, missing, ok};
use crate::judge::{JudgeError, OLDEST, Toolchain, ToolchainError};
use crate::process::Protection;

pub(super) fn rustc(found: &Result<Toolchain, ToolchainError>) -> Item {
    let name = "rustc";
    match found {
        Ok(toolchain) => ok(name, which(toolchain)),
        Err(ToolchainError::TooOld(toolchain)) => missing(
            name,
            format!(
                "{} is too old: it must be {OLDEST} or newer",
                which(toolchain)
            ),
            "Run `rustup update`. Without rustup, install Rust from https://rustup.rs; the packages of an operating system \
             are often too old.",
        ),
        Err(ToolchainError::Missing(program)) if program == name => missing(
            name,
            "not found on the PATH",
            "Install Rust from https://rustup.rs, then open a new terminal.",
        ),
        Err(ToolchainError::Missing(program)) => missing(
            name,
            format!("the variable RUSTC names `{program}`, which is not there"),
            "Unset RUSTC, or let it name a compiler that is there.",
        ),
        Err(error @ ToolchainError::Silent(_)) => missing(
            name,
            error.to_string(),
            "Where it hangs there too, install Rust anew from https://rustup.rs.",
        ),
        Err(ToolchainError::Broken(program, said)) => missing(
            name,
            format!("`{program}` does not work: {said}"),
            "Run `rustup default stable`; if that does not help, install Rust anew from https://rustup.rs.",
        ),
    }
}

/// Its version, and where it is.
fn which(toolchain: &Toolchain) -> String {
    let version = toolchain.name().trim_start_matches("rustc ");
    format!("{version} in {}", toolchain.rustc.display())
}

pub(super) fn clippy(clippy: &Clippy) -> Item {
    let name = "clippy";
    match clippy {
        Clippy::Works(path) => ok(name, path.display().to_string()),
        Clippy::Absent => limited(
            name,
            "not installed, so rustc judges alone and its advice is missing",
            "Run `rustup component add clippy`.",
        ),
        Clippy::Broken(said) => missing(
            name,
            format!("clippy-driver does not work: {said}"),
            "Run `rustup component remove clippy` and then `rustup component add clippy`.",
        ),
    }
}

/// `host` is what the toolchain compiles for.
pub(super) fn linker(linker: &Linker, os: &str, host: &str) -> Item {
    let name = "linker";
    match linker {
        Linker::Works => ok(name, "a small program was compiled and linked, and it ran"),
        Linker::DoesNotLink(said) => missing(
            name,
            format!("no program can be linked: {said}"),
            install_linker(os, host),
        ),
        Linker::DoesNotRun(folder, said) => missing(
            name,
            format!("a small program was linked, but it does not run: {said}"),
            format!(
                "If programs may not run in {}, let {} name a folder where they may.",
                folder.display(),
                temporary_variable(os)
            ),
        ),
        Linker::NoTemporaryFolder(said) => missing(
            name,
            format!("there is no temporary folder to try it in: {said}"),
            temporary_folder(os),
        ),
    }
}

fn install_linker(os: &str, host: &str) -> String {
    match os {
        "windows" if host.ends_with("-gnu") => "Rust's GNU toolchain has a linker of its own: `rustup component add rust-mingw`. \
            Without rustup, install MinGW-w64, and let PATH name the folder of its `gcc`."
            .to_owned(),
        "macos" => "Install the command line tools of Xcode: `xcode-select --install`.".to_owned(),
        "windows" => "Install the Build Tools for Visual Studio with \"Desktop development with C++\": \
            https://visualstudio.microsoft.com/visual-cpp-build-tools/"
            .to_owned(),
        "linux" => "Install a C compiler, which links: `sudo apt install gcc` (Debian, Ubuntu), \
            `sudo dnf install gcc` (Fedora), `sudo pacman -S gcc` (Arch), `sudo apk add gcc musl-dev` (Alpine)."
            .to_owned(),
        _ => "Install a C compiler, which links, such as gcc or clang.".to_owned(),
    }
}

fn temporary_variable(os: &str) -> &'static str {
    if os == "windows" { "TMP" } else { "TMPDIR" }
}

fn temporary_folder(os: &str) -> String {
    format!(
        "Make room on the disk, or let {} name a folder that you may write to.",
        temporary_variable(os)
    )
}

pub(super) fn harness(harness: &Harness) -> Item {
    let name = "check harness";
    match harness {
        Harness::Kept(cache) => ok(name, format!("compiled and kept in {}", cache.display())),
        Harness::NotKept(Some(cache), said) => limited(
            name,
            format!(
                "it compiles, but {} cannot be written to ({said}), so it may be compiled at every start",
                cache.display()
            ),
            "Make that folder yours to write to, or let THREADLINGS_CACHE name another one.",
        ),
        Harness::NotKept(None, _) => limited(
            name,
            "it compiles, but there is no cache folder, so it is compiled at every start",
            "Let THREADLINGS_CACHE name a folder to keep it in, or HOME yours.",
        ),
        Harness::Broken(JudgeError::Harness(said)) => missing(
            name,
            format!("it cannot be compiled with this toolchain: {said}"),
            "Run `rustup update`; if that does not help, report it to the makers of threadlings.",
        ),
        Harness::Broken(error) => missing(
            name,
            format!("it cannot be compiled: {error}"),
            "Make room on the disk, and let THREADLINGS_CACHE name a folder that you may write to.",
        ),
    }
}

pub(super) fn explorer(explorer: &Explorer) -> Item {
    let name = "explorer";
    let (detail, advice) = match explorer {
        Explorer::Kept(dir, bytes) => {
            let tenths = bytes * 10 / (1 << 20);
            let size = format!("{}.{} MiB", tenths / 10, tenths % 10);
            return ok(
                name,
                format!("compiled and kept in {} ({size})", dir.display()),
            );
        }
        Explorer::WithoutArc => (
            "it compiles, but for the part that explores clones and drops of an `Arc`".to_owned(),
            "Run `rustup update`; if that does not help, report it to the makers of threadlings. Until then some orders are \
             not tried where an `Arc` is used, and no pass claims that they were."
                .to_owned(),
        ),
        Explorer::NotKept(Some(cache)) => (
            format!(
                "it compiles, but {} cannot be written to, so it is compiled at every start",
                cache.display()
            ),
            "Make that folder yours to write to, or let THREADLINGS_CACHE name another one."
                .to_owned(),
        ),
        Explorer::NotKept(None) => (
            "it compiles, but there is no cache folder, so it is compiled at every start"
                .to_owned(),
            "Let THREADLINGS_CACHE name a folder to keep it in, or HOME yours.".to_owned(),
        ),
        Explorer::Absent(error) => {
            let (why, remedy) = no_explorer(error);
            return missing(
                name,
                format!("not built: {why}"),
                format!(
                    "{remedy} Until then nothing passes whose interleavings are to be explored."
                ),
            );
        }
    };
    limited(name, detail, advice)
}

/// Why there is no explorer, and what to do.
fn no_explorer(error: &JudgeError) -> (String, &'static str) {
    match error {
        JudgeError::NotBuilt(error) => no_explorer(error),
        JudgeError::NoCargo(_) => (
            "there is no cargo, neither beside rustc nor on the PATH".to_owned(),
            "Install Rust from https://rustup.rs, which brings cargo.",
        ),
        JudgeError::NeedsInternet(said) => (
            format!("its crates are not on this machine and cannot be fetched: {said}"),
            "Connect to the internet once and run `threadlings doctor`; behind a proxy, set HTTPS_PROXY first.",
        ),
        JudgeError::DiskFull(path) => (
            format!("the disk that holds {path} is full"),
            "Make room there, or let THREADLINGS_CACHE name a folder elsewhere.",
        ),
        JudgeError::Linker(said) => (said.clone(), "See the linker above."),
        JudgeError::Explorer { said, .. } => (
            format!("it cannot be compiled with this toolchain: {said}"),
            "Run `rustup update`; if that does not help, report it to the makers of threadlings.",
        ),
        JudgeError::Cargo(said) => (
            format!("cargo says: {said}"),
            "Put right what cargo complains of, and run `threadlings doctor`.",
        ),
        error => (
            error.in_full(),
            "Make room on the disk, and let THREADLINGS_CACHE name a folder that you may write to.",
        ),
    }
}

pub(super) fn memory(memory: Memory) -> Item {
    let name = "memory limits";
    match memory {
        Memory::Enforced => ok(name, "an attempt that takes too much memory is refused it"),
        Memory::Ignored => limited(
            name,
            "this system does not enforce them, so an attempt may take all memory until its time is up",
            "Save your other work before running an attempt that allocates without end.",
        ),
    }
}

pub(super) fn sandbox(protections: &[Protection]) -> Item {
    let name = "sandbox";
    let names = |active| -> Vec<&str> {
        let wanted = protections.iter().filter(|one| one.active == active);
        wanted.map(|one| one.name.as_str()).collect()
    };
    let (active, lacking) = (names(true).join(", "), names(false));
    if lacking.is_empty() {
        return ok(name, format!("submissions can be graded safely: {active}"));
    }
    let why = protections.iter().filter(|one| !one.active);
    let why: Vec<String> = why
        .map(|one| format!("{}: {}", one.name, one.detail))
        .collect();
    limited(
        name,
        format!("missing: {}\n{}", lacking.join(", "), why.join("\n")),
        "It matters for grading what others wrote, and for nothing else: do that on Linux 5.13 or newer, outside of a container or in one that allows namespaces.",
    )
}
