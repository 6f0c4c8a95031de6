use std::fmt::Write;
use std::path::PathBuf;

use super::super::facts::{
    Clippy, EditorFound, EventOutcome, Explorer, FileEvents, Harness, KitFound, Linker, Memory,
    Opener, ProgressFound, Terminal, Workspace,
};
use super::surroundings::{editor, kit, progress, terminal};
use super::tools::{clippy, explorer, harness, linker, rustc};
use super::*;
use crate::judge::{JudgeError, Toolchain, ToolchainError};
use crate::process::Protection;
use crate::progress::{ProgressError, Recovery};

fn toolchain(release: &str) -> Toolchain {
    Toolchain {
        rustc: "/opt/rust/bin/rustc".into(),
        clippy: None,
        libdir: "/opt/rust/lib".into(),
        version: format!("rustc {release} (abc 2026-01-01)\nbinary: rustc\nrelease: {release}"),
    }
}

fn protection(name: &str, active: bool) -> Protection {
    Protection {
        name: name.to_owned(),
        active,
        detail: format!("about {name}"),
    }
}

const TERMINAL: Terminal = Terminal {
    stdin: true,
    stdout: true,
    size: Some((80, 24)),
    colors: true,
    no_color: false,
    links: true,
};

fn sound() -> Facts {
    Facts {
        os: "linux",
        rustc: Ok(toolchain("1.95.0")),
        clippy: Some(Clippy::Works("/opt/rust/bin/clippy-driver".into())),
        linker: Some(Linker::Works),
        harness: Some(Harness::Kept("/home/me/.cache/threadlings".into())),
        explorer: Some(Explorer::Kept(
            "/home/me/.cache/threadlings/explorer-1".into(),
            5_354_162,
        )),
        memory: Some(Memory::Enforced),
        protections: vec![protection("files", true), protection("network", true)],
        events: Some(events(EventOutcome::Arrived)),
        workspace: Workspace::Found {
            path: "/home/me/course".into(),
            absent: Some(Vec::new()),
        },
        kit: Some(KitFound::Good {
            exercises: 12,
            root: None,
        }),
        progress: Some(ProgressFound::Good { passed: Some(3) }),
        terminal: TERMINAL,
        editor: EditorFound::Opens {
            by: Opener::VsCode,
            absent: Vec::new(),
        },
    }
}

fn events(outcome: EventOutcome) -> FileEvents {
    FileEvents {
        folder: "/home/me/course/exercises".into(),
        outcome,
    }
}

fn said(items: &[Item]) -> String {
    items.iter().fold(String::new(), |mut text, item| {
        let _ = writeln!(
            text,
            "{} {}: {}",
            item.status.word(),
            item.name,
            item.detail
        );
        if let Some(advice) = &item.advice {
            let _ = writeln!(text, "    {advice}");
        }
        text
    })
}

#[test]
fn a_sound_machine_needs_no_advice() {
    insta::assert_snapshot!(said(&items(&sound())), @r#"
    ok rustc: 1.95.0 (abc 2026-01-01) in /opt/rust/bin/rustc
    ok clippy: /opt/rust/bin/clippy-driver
    ok linker: a small program was compiled and linked, and it ran
    ok check harness: compiled and kept in /home/me/.cache/threadlings
    ok explorer: compiled and kept in /home/me/.cache/threadlings/explorer-1 (5.1 MiB)
    ok memory limits: an attempt that takes too much memory is refused it
    ok sandbox: submissions can be graded safely: files, network
    ok file events: a save in /home/me/course/exercises is noticed at once
    ok workspace: /home/me/course
    ok kit: 12 exercises, those inside this program
    ok progress: can be read and saved; 3 exercises passed
    ok terminal: 80 columns, 24 rows, colours, clickable paths
    ok editor: VS Code opens the next exercise
    "#);
}

#[test]
fn what_needs_something_missing_is_not_tried() {
    let facts = Facts {
        rustc: Err(ToolchainError::Missing("rustc".to_owned())),
        clippy: None,
        linker: None,
        harness: None,
        explorer: None,
        memory: None,
        events: None,
        workspace: Workspace::NotFound("there are no exercises in `/home/me`".to_owned()),
        kit: None,
        progress: None,
        ..sound()
    };
    insta::assert_snapshot!(said(&items(&facts)), @r#"
    missing rustc: not found on the PATH
        Install Rust from https://rustup.rs, then open a new terminal.
    limited clippy: not tried: this needs rustc
    limited linker: not tried: this needs rustc
    limited check harness: not tried: this needs rustc
    limited explorer: not tried: this needs rustc
    limited memory limits: not tried: this needs a program that links and runs
    ok sandbox: submissions can be graded safely: files, network
    limited file events: not tried: this needs a workspace
    missing workspace: there are no exercises in `/home/me`
        Go to the folder that has your exercises/, or name it with --workspace DIR.
    limited kit: not tried: this needs a workspace
    limited progress: not tried: this needs a workspace
    ok terminal: 80 columns, 24 rows, colours, clickable paths
    ok editor: VS Code opens the next exercise
    "#);
}

#[test]
fn limits_come_with_what_to_do() {
    let recovery = Recovery {
        kept_at: "/home/me/course/.threadlings/progress.toml.corrupt-1".into(),
        recovered: 2,
    };
    let facts = Facts {
        clippy: Some(Clippy::Absent),
        harness: Some(Harness::NotKept(
            Some("/root/.cache/threadlings".into()),
            "Permission denied".to_owned(),
        )),
        memory: Some(Memory::Ignored),
        protections: vec![protection("files", false), protection("time", true)],
        events: Some(events(EventOutcome::Silent)),
        workspace: Workspace::Found {
            path: "/home/me/course".into(),
            absent: Some((1..=5).map(|n| format!("exercises/01_a/e{n}.rs")).collect()),
        },
        progress: Some(ProgressFound::Recovered(recovery)),
        terminal: Terminal {
            size: Some((40, 10)),
            colors: false,
            no_color: true,
            ..TERMINAL
        },
        editor: EditorFound::Nowhere,
        ..sound()
    };
    let items = items(&facts);
    assert!(items.iter().all(|item| item.status != Status::Missing));
    insta::assert_snapshot!(said(&items), @r#"
    ok rustc: 1.95.0 (abc 2026-01-01) in /opt/rust/bin/rustc
    limited clippy: not installed, so rustc judges alone and its advice is missing
        Run `rustup component add clippy`.
    ok linker: a small program was compiled and linked, and it ran
    limited check harness: it compiles, but /root/.cache/threadlings cannot be written to (Permission denied), so it may be compiled at every start
        Make that folder yours to write to, or let THREADLINGS_CACHE name another one.
    ok explorer: compiled and kept in /home/me/.cache/threadlings/explorer-1 (5.1 MiB)
    limited memory limits: this system does not enforce them, so an attempt may take all memory until its time is up
        Save your other work before running an attempt that allocates without end.
    limited sandbox: missing: files
    files: about files
        It matters for grading what others wrote, and for nothing else: do that on Linux 5.13 or newer, outside of a container or in one that allows namespaces.
    limited file events: none arrive from /home/me/course/exercises, so its files are looked at several times a second
        Nothing needs to be done; a folder on a disk of this system, not of a network or of Windows under WSL, is quicker.
    limited workspace: /home/me/course lacks 5 exercise files: exercises/01_a/e1.rs, exercises/01_a/e2.rs, exercises/01_a/e3.rs and 2 more
        `threadlings reset NAME` puts one back, for example `threadlings reset e1`.
    ok kit: 12 exercises, those inside this program
    limited progress: was damaged; what could be read of it (2 exercises) is kept
        Nothing needs to be done; the damaged file is /home/me/course/.threadlings/progress.toml.corrupt-1.
    limited terminal: 40 columns, 10 rows, no colours, since NO_COLOR is set, plain paths
        Make the window larger: 40 columns and 10 rows are little for a compiler's messages.
    limited editor: this terminal belongs to none, so you open each exercise yourself
        Use the terminal inside VS Code, Zellij or tmux, or name a command: `threadlings --edit-cmd "code {}"`.
    "#);
}

#[test]
fn what_is_broken_comes_with_what_to_do() {
    let broken =
        |program: &str, said: &str| ToolchainError::Broken(program.to_owned(), said.to_owned());
    let newer = ProgressError::Newer {
        path: "/home/me/course/.threadlings/progress.toml".into(),
        version: 2,
    };
    let all = [
        rustc(&Err(ToolchainError::TooOld(toolchain("1.80.1")))),
        rustc(&Err(ToolchainError::Missing("/opt/gone".to_owned()))),
        rustc(&Err(broken("rustc", "error: no default is configured"))),
        clippy(&Clippy::Broken("no libLLVM.so".to_owned())),
        linker(
            &Linker::NoTemporaryFolder("no room".to_owned()),
            "windows",
            "",
        ),
        linker(
            &Linker::DoesNotRun("/tmp".into(), "Permission denied".to_owned()),
            "linux",
            "",
        ),
        harness(&Harness::Broken(JudgeError::Harness("E0658".to_owned()))),
        kit(&KitFound::Bad(
            "info.toml:1: one\ninfo.toml:2: another".to_owned(),
        )),
        progress(&ProgressFound::Unreadable(newer)),
        progress(&ProgressFound::Unwritable(
            PathBuf::from("/home/me/course"),
            "no room".to_owned(),
        )),
    ];
    assert!(all.iter().all(|item| item.status == Status::Missing));
    insta::assert_snapshot!(said(&all), @r#"
    missing rustc: 1.80.1 (abc 2026-01-01) in /opt/rust/bin/rustc is too old: it must be 1.91 or newer
        Run `rustup update`. Without rustup, install Rust from https://rustup.rs; the packages of an operating system are often too old.
    missing rustc: the variable RUSTC names `/opt/gone`, which is not there
        Unset RUSTC, or let it name a compiler that is there.
    missing rustc: `rustc` does not work: error: no default is configured
        Run `rustup default stable`; if that does not help, install Rust anew from https://rustup.rs.
    missing clippy: clippy-driver does not work: no libLLVM.so
        Run `rustup component remove clippy` and then `rustup component add clippy`.
    missing linker: there is no temporary folder to try it in: no room
        Make room on the disk, or let TMP name a folder that you may write to.
    missing linker: a small program was linked, but it does not run: Permission denied
        If programs may not run in /tmp, let TMPDIR name a folder where they may.
    missing check harness: it cannot be compiled with this toolchain: E0658
        Run `rustup update`; if that does not help, report it to the makers of threadlings.
    missing kit: info.toml:1: one
    info.toml:2: another
        Put right what is said above. A student's own workspace needs no info.toml: without one, the kit inside this program is used.
    missing progress: /home/me/course/.threadlings/progress.toml has version 2, which this program does not know
        Use a newer threadlings.
    missing progress: cannot be saved in /home/me/course: no room
        Make that folder yours to write to, and make room on the disk.
    "#);
}

#[test]
fn without_the_explorer_nothing_passes() {
    let all = [
        Explorer::NotKept(Some("/root/.cache/threadlings".into())),
        Explorer::NotKept(None),
        Explorer::WithoutArc,
        Explorer::Absent(JudgeError::NoCargo("/opt/rust/bin/rustc".to_owned())),
        Explorer::Absent(JudgeError::NeedsInternet(
            "[6] Could not resolve host: index.crates.io".to_owned(),
        )),
        Explorer::Absent(JudgeError::DiskFull(
            "/home/me/.cache/threadlings".to_owned(),
        )),
        Explorer::Absent(JudgeError::Linker("linker `cc` not found".to_owned())),
        Explorer::Absent(JudgeError::Explorer {
            said: "error[E0658]: use of x".to_owned(),
            has_code: true,
        }),
        Explorer::Absent(JudgeError::Cargo(
            "could not load Cargo configuration: TOML parse error".to_owned(),
        )),
        Explorer::Absent(JudgeError::Io {
            path: "/home/me/.cache/threadlings".to_owned(),
            source: std::io::ErrorKind::PermissionDenied.into(),
        }),
    ]
    .map(|found| explorer(&found));
    insta::assert_snapshot!(said(&all), @r#"
    limited explorer: it compiles, but /root/.cache/threadlings cannot be written to, so it is compiled at every start
        Make that folder yours to write to, or let THREADLINGS_CACHE name another one.
    limited explorer: it compiles, but there is no cache folder, so it is compiled at every start
        Let THREADLINGS_CACHE name a folder to keep it in, or HOME yours.
    limited explorer: it compiles, but for the part that explores clones and drops of an `Arc`
        Run `rustup update`; if that does not help, report it to the makers of threadlings. Until then some orders are not tried where an `Arc` is used, and no pass claims that they were.
    missing explorer: not built: there is no cargo, neither beside rustc nor on the PATH
        Install Rust from https://rustup.rs, which brings cargo. Until then nothing passes whose interleavings are to be explored.
    missing explorer: not built: its crates are not on this machine and cannot be fetched: [6] Could not resolve host: index.crates.io
        Connect to the internet once and run `threadlings doctor`; behind a proxy, set HTTPS_PROXY first. Until then nothing passes whose interleavings are to be explored.
    missing explorer: not built: the disk that holds /home/me/.cache/threadlings is full
        Make room there, or let THREADLINGS_CACHE name a folder elsewhere. Until then nothing passes whose interleavings are to be explored.
    missing explorer: not built: linker `cc` not found
        See the linker above. Until then nothing passes whose interleavings are to be explored.
    missing explorer: not built: it cannot be compiled with this toolchain: error[E0658]: use of x
        Run `rustup update`; if that does not help, report it to the makers of threadlings. Until then nothing passes whose interleavings are to be explored.
    missing explorer: not built: cargo says: could not load Cargo configuration: TOML parse error
        Put right what cargo complains of, and run `threadlings doctor`. Until then nothing passes whose interleavings are to be explored.
    missing explorer: not built: cannot use /home/me/.cache/threadlings: permission denied
        Make room on the disk, and let THREADLINGS_CACHE name a folder that you may write to. Until then nothing passes whose interleavings are to be explored.
    "#);
}

#[test]
fn each_system_has_its_own_linker() {
    let of_toolchain = |os, host| {
        let said = "linker `cc` not found".to_owned();
        let item = linker(&Linker::DoesNotLink(said), os, host);
        assert_eq!(item.status, Status::Missing);
        assert!(item.detail.contains("linker `cc` not found"));
        item.advice.unwrap()
    };
    let advice = |os| of_toolchain(os, "");
    assert!(advice("linux").contains("apt install gcc"));
    assert!(advice("macos").contains("xcode-select --install"));
    let on_windows = |host| of_toolchain("windows", host);
    assert!(on_windows("x86_64-pc-windows-msvc").contains("Build Tools"));
    let gnu = on_windows("x86_64-pc-windows-gnu");
    assert!(gnu.contains("rust-mingw") && !gnu.contains("Visual Studio"));
    assert!(advice("freebsd").contains("C compiler"));
}

#[test]
fn terminals_that_are_none_are_told() {
    let pipe = terminal(Terminal {
        stdout: false,
        size: None,
        colors: false,
        links: false,
        ..TERMINAL
    });
    assert_eq!(pipe.status, Status::Limited);
    assert_eq!(
        pipe.detail,
        "the output goes elsewhere; no colours, plain paths"
    );
    let fed = terminal(Terminal {
        stdin: false,
        ..TERMINAL
    });
    assert_eq!(fed.status, Status::Limited);
    assert!(fed.detail.contains("keys do not work"), "{}", fed.detail);
}

#[test]
fn an_editor_that_is_not_installed_is_named() {
    let opens = |by, absent: &[&str]| {
        editor(&EditorFound::Opens {
            by,
            absent: absent.iter().map(|&name| name.to_owned()).collect(),
        })
    };
    let code = opens(Opener::VsCode, &["code"]);
    assert_eq!(code.status, Status::Limited);
    assert!(code.detail.ends_with("but `code` is not on the PATH"));
    let tmux = opens(Opener::Tmux("hx".to_owned()), &["hx"]);
    assert!(tmux.detail.contains("`hx` is not on the PATH"));
    assert!(tmux.advice.unwrap().contains("EDITOR"));
    assert_eq!(opens(Opener::Zellij, &[]).status, Status::Ok);
}

#[test]
fn the_conclusion_counts() {
    assert_eq!(conclusion(0, 0), "Everything works.");
    assert!(conclusion(0, 1).contains("1 thing is limited"));
    assert!(conclusion(0, 2).contains("2 things are limited"));
    assert!(conclusion(1, 2).starts_with("1 thing is missing"));
    assert!(conclusion(2, 0).starts_with("2 things are missing"));
}
