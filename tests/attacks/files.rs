//! Files that an attempt must not see: while it is compiled, and while it runs.

use crate::Outcome::{Harmless, Is, Says};
use crate::{Arena, real, real_file, repel};

const NOT_COMPILED: &str = "does_not_compile";

#[test]
fn included_by_the_compiler() {
    let include = |name, macro_name: &str, path: &str| {
        let text = format!(
            "pub fn act() -> u32 {{ let text = {macro_name}!(\"{path}\"); println!(\"LEAK {{}}\", text.len()); 42 }}"
        );
        real_file(name, &text, Says(NOT_COMPILED, "couldn't read"))
    };
    repel(&[
        include(
            "the kit's checks",
            "include_str",
            "{ROOT}/kit/checks/act.rs",
        ),
        include("a solution", "include_str", "{ROOT}/kit/solutions/act.rs"),
        include(
            "somebody else's file",
            "include_bytes",
            "{ROOT}/ada/exercises/act.rs",
        ),
        include("included as code", "include", "{ROOT}/secret"),
        include(
            "the checks beside it",
            "include_str",
            "../../hidden/checks/act.rs",
        ),
        include("a file of the system", "include_str", "/etc/passwd"),
        include("a variable's file", "include_str", "/proc/self/environ"),
        include(
            "what the judge was told",
            "include_str",
            "/proc/self/cmdline",
        ),
        real_file(
            "a module by path",
            "#[path = \"{ROOT}/kit/solutions/act.rs\"] mod stolen; pub use stolen::act;",
            Says(NOT_COMPILED, "couldn't read"),
        ),
        real_file(
            "a module by a relative path",
            "#[path = \"../../hidden/checks/act.rs\"] mod stolen; pub fn act() -> u32 { 42 }",
            Says(NOT_COMPILED, "couldn't read"),
        ),
        real_file(
            "documentation from a file",
            "#![doc = include_str!(\"{ROOT}/secret\")] pub fn act() -> u32 { 42 }",
            Says(NOT_COMPILED, "couldn't read"),
        ),
        real_file(
            "a device without end",
            "pub fn act() -> u32 { include_bytes!(\"/dev/zero\").len() as u32 }",
            Says(NOT_COMPILED, "couldn't read"),
        ),
        real_file(
            "a variable of ours",
            "pub fn act() -> u32 { println!(\"{}\", env!(\"SECRET\")); 42 }",
            Says(NOT_COMPILED, "environment variable `SECRET` not defined"),
        ),
    ]);
}

#[test]
fn opened_while_it_runs() {
    repel(&[
        real(
            "read",
            "for path in [\"{ROOT}/secret\", \"{ROOT}/kit/checks/act.rs\", \"{ROOT}/ada/exercises/act.rs\", \"/etc/passwd\",
                 \"/etc/shadow\", \"/proc/self/environ\", \"/proc/self/cmdline\", \"/proc/self/root{ROOT}/secret\",
                 \"/proc/self/cwd/../../../../../secret\", \"/proc/1/environ\", \"/dev/zero\", \"/dev/mem\", \"/dev/tty\"] {
                 if std::fs::File::open(path).is_ok() { println!(\"LEAK {path}\"); }
             }
             for path in [\"/\", \"/tmp\", \"/home\", \"/root\", \"/proc\", \"/dev\", \"..\", \"../..\", \"{ROOT}\", \"{ROOT}/tmp\"] {
                 if std::fs::read_dir(path).is_ok() { println!(\"LEAK {path}\"); }
             }
             if option_env!(\"SECRET\").is_some() || std::env::var(\"SECRET\").is_ok() { println!(\"LEAK variable\"); }
             for name in [\"HOME\", \"USER\", \"PATH\", \"PWD\", \"RUSTC\"] {
                 if std::env::var_os(name).is_some() { println!(\"LEAK {name}\"); }
             }
             42",
            Harmless,
        ),
        real(
            "written, moved, linked",
            "use std::os::unix::fs::symlink;
             for path in [\"{ROOT}/secret\", \"{ROOT}/kit/checks/act.rs\", \"{ROOT}/ada/exercises/act.rs\", \"{ROOT}/new\",
                 \"/tmp/threadlings-attack\", \"/dev/shm/threadlings-attack\", \"../new\"] {
                 if std::fs::write(path, \"x\").is_ok() { println!(\"LEAK write {path}\"); }
                 if std::fs::remove_file(path).is_ok() { println!(\"LEAK remove {path}\"); }
                 if std::fs::rename(path, \"mine\").is_ok() { println!(\"LEAK rename {path}\"); }
                 if std::fs::hard_link(path, \"mine\").is_ok() { println!(\"LEAK link {path}\"); }
                 if symlink(path, \"link\").is_ok() && std::fs::read(\"link\").is_ok() { println!(\"LEAK through a link\"); }
                 let _ = std::fs::remove_file(\"link\");
                 if std::fs::create_dir_all(format!(\"{path}-folder\")).is_ok() { println!(\"LEAK folder {path}\"); }
             }
             42",
            Harmless,
        ),
        real(
            "modes, owners and times, which need no open file",
            "use std::os::unix::fs::{PermissionsExt, chown, lchown};
             let mode = std::fs::Permissions::from_mode(0o000);
             let own = std::env::current_exe().unwrap();
             for path in [\"{ROOT}/secret\", \"{ROOT}/kit/checks/act.rs\", \"{ROOT}/ada/exercises\", own.to_str().unwrap()] {
                 if std::fs::set_permissions(path, mode.clone()).is_ok() { println!(\"LEAK mode {path}\"); }
                 if chown(path, Some(0), None).is_ok() || lchown(path, None, None).is_ok() { println!(\"LEAK owner {path}\"); }
             }
             let own = std::fs::File::open(own).unwrap();
             if own.set_permissions(mode).is_ok() { println!(\"LEAK mode of an open file\"); }
             if own.set_modified(std::time::UNIX_EPOCH).is_ok() { println!(\"LEAK time\"); }
             42",
            Harmless,
        ),
        real(
            "its own folder, which may be used and is gone afterwards",
            "std::fs::write(\"note\", \"x\").unwrap(); std::fs::create_dir(\"sub\").unwrap();
             std::fs::write(std::env::temp_dir().join(\"other\"), \"x\").unwrap(); 42",
            Harmless,
        ),
    ]);
}

#[test]
fn files_of_the_submission_that_would_change_the_judge() {
    let arena = Arena::new(true);
    for (path, text) in [
        ("bob/build.rs", "fn main() { panic!() }"),
        (
            "bob/Cargo.toml",
            "[package]\nname = \"x\"\n[patch.crates-io]\nserde = { path = \"x\" }\n",
        ),
        (
            "bob/.cargo/config.toml",
            "[build]\nrustc = \"/bin/true\"\nrustflags = [\"--cap-lints=allow\"]\n",
        ),
        (
            "bob/rust-toolchain.toml",
            "[toolchain]\npath = \"/nowhere\"\n",
        ),
        ("bob/rust-toolchain", "nightly-2020-01-01\n"),
        ("bob/clippy.toml", "no such = thing\n"),
        ("bob/rustfmt.toml", "no such = thing\n"),
        (
            "bob/checks/act.rs",
            "/// Always.\n#[test]\nfn answers() {}\n",
        ),
        ("bob/solutions/act.rs", "pub fn act() -> u32 { 41 }\n"),
    ] {
        arena.0.write(path, text);
    }
    let wrong = "pub fn act() -> u32 { 41 }";
    let verdict = Says("fails_checks", "The answer is wrong.");
    assert_eq!(arena.complaints(wrong, verdict), [""; 0]);
    assert_eq!(arena.complaints(crate::HONEST, Harmless), [""; 0]);
    let forbidden = "pub fn act() -> u32 { unsafe { 42 } }";
    assert_eq!(arena.complaints(forbidden, Is(&["breaks_rules"])), [""; 0]);
}

#[test]
fn attempts_that_are_no_files() {
    use std::os::unix::fs::symlink;

    let arena = Arena::new(false);
    arena.lay_out("");
    let path = arena.0.path("bob/exercises/act.rs");
    let refused = |why: &str| {
        let said = arena.call(&["--json"]).status(2).failure();
        assert_eq!(
            said,
            format!("threadlings: [WORKSPACE]/bob/exercises/act.rs: {why}\n")
        );
        let _ = std::fs::remove_file(&path).or_else(|_| std::fs::remove_dir(&path));
    };
    for target in [arena.0.path("kit/solutions/act.rs"), "/dev/zero".into()] {
        std::fs::remove_file(&path).ok();
        symlink(target, &path).unwrap();
        refused("is a link, and links are not followed");
    }
    std::fs::create_dir(&path).unwrap();
    refused("is a folder, not a file");
    let made = std::process::Command::new("mkfifo").arg(&path).status();
    assert!(made.unwrap().success());
    refused("is no ordinary file");
    let large = std::fs::File::create(&path).unwrap();
    large.set_len(1 << 30).unwrap();
    refused("is larger than 4 MiB");
}

/// Whoever started us may have left a file open to us, and so to an attempt.
#[test]
fn a_file_that_was_left_open_to_us() {
    let arena = Arena::new(false);
    arena.lay_out(
        "pub fn act() -> u32 {
             use std::io::Read;
             for number in 3..64 { for folder in [\"/proc/self/fd\", \"/dev/fd\"] {
                 let mut text = String::new();
                 if let Ok(mut file) = std::fs::File::open(format!(\"{folder}/{number}\")) {
                     // To read our own end of the judge's pipe would be to wait.
                     if !file.metadata().unwrap().is_file() { continue; }
                     let _ = file.read_to_string(&mut text);
                     println!(\"LEAK {number} {text}\");
                 }
             } }
             42
         }",
    );
    let secret = arena.0.path("secret");
    let program = env!("CARGO_BIN_EXE_threadlings");
    let args = "run act --kit kit --workspace bob --sandbox --json";
    let mut command = arena.0.process([]);
    let script = format!("exec 7<'{}'; exec '{program}' {args}", secret.display());
    let mut shell = std::process::Command::new("sh");
    shell
        .args(["-c", &script])
        .current_dir(arena.0.path(""))
        .env_clear();
    shell.envs(
        command
            .get_envs()
            .filter_map(|(name, value)| Some((name, value?))),
    );
    let output = shell.env("TMPDIR", arena.0.path("tmp")).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("\"verdict\": \"passed\""), "{said}");
    assert!(
        !said.contains("LEAK") && !said.contains(crate::SECRET),
        "{said}"
    );
    command.env_clear();
}
