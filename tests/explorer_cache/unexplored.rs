//! What could not be explored is no pass, whatever held on real threads.

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Call, Workspace};
use crate::toolchain::{Switch, Toolchain};

/// A machine on which the explorer cannot be built.
struct Machine {
    _fails: Switch,
    toolchain: Toolchain,
    cache: TempDir,
}

impl Machine {
    fn new() -> Self {
        let toolchain = Toolchain::new();
        Self {
            _fails: toolchain.fail(),
            toolchain,
            cache: tempfile::tempdir().unwrap(),
        }
    }

    fn call<'a>(&self, workspace: &'a Workspace, args: &[&'a str]) -> Call<'a> {
        workspace
            .call(args.iter().copied())
            .env("THREADLINGS_CACHE", self.cache.path())
            .env("RUSTC", self.toolchain.rustc())
    }

    fn run(&self, workspace: &Workspace, name: &str, status: i32) -> Value {
        self.call(workspace, &["run", name, "--json"])
            .status(status)
            .json()
    }
}

const NO_EXPLORER: &str = "the explorer cannot be built with this toolchain: it must not be";

#[track_caller]
fn assert_held_only(judgement: &Value) {
    assert_eq!(judgement["verdict"], "not_judged", "{judgement}");
    let reason = judgement["reason"].as_str().unwrap();
    let expected = format!(
        "All of it held on real threads, but nothing passes before its interleavings are explored, and they could not \
         be: {NO_EXPLORER}; try `rustup update`. When that is put right, judge it again."
    );
    assert_eq!(reason, expected);
    assert_eq!(judgement["points"], 0);
    let checks = judgement["checks"].as_array().unwrap();
    assert!(!checks.is_empty());
    assert!(checks.iter().all(|check| check["status"] == "not_run"));
}

fn passed(workspace: &Workspace) -> usize {
    let list = workspace.call(["list", "--json"]).json();
    let exercises = list["exercises"].as_array().unwrap();
    let passed = exercises.iter().filter(|one| one["passed"] == true);
    passed.count()
}

#[test]
fn what_only_held_on_real_threads_is_not_judged() {
    let machine = Machine::new();
    let workspace = Workspace::new();
    // The start of mutex5 is broken, and as good as never fails on real threads.
    assert_held_only(&machine.run(&workspace, "mutex5", 3));
    workspace.solve("01_threads/join1_kiosk");
    assert_held_only(&machine.run(&workspace, "join1", 3));
    assert_eq!(passed(&workspace), 0);
    assert!(!workspace.path("solutions").exists());
    assert_eq!(machine.toolchain.calls("build"), 2);
}

#[test]
fn what_fails_on_real_threads_keeps_its_verdict_and_earns_nothing() {
    let manifest = "format_version = 1\n[[exercises]]\nname = \"act\"\n";
    let files = [
        (
            "exercises/act.rs",
            "pub fn one() -> u32 { 1 }\npub fn two() -> u32 { 3 }\n",
        ),
        (
            "checks/act.rs",
            "/// One is right.\n#[test]\nfn one() { assert_eq!(exercise::one(), 1); }\n\
             /// Two is right.\n#[test]\nfn two() { assert_eq!(exercise::two(), 2); }\n",
        ),
    ];
    let judgement = Machine::new().run(&Workspace::of_kit(manifest, &files), "act", 1);
    assert_eq!(judgement["verdict"], "fails_checks");
    let reason = judgement["reason"].as_str().unwrap();
    assert!(
        reason.starts_with(&format!("Interleavings are not explored: {NO_EXPLORER}")),
        "{reason}"
    );
    let statuses = [0, 1].map(|index| judgement["checks"][index]["status"].clone());
    assert_eq!(statuses, ["not_run", "failed"]);
    assert_eq!(judgement["points"], 0);
}

/// Its own tests are to be explored; they hold when threads happen to take turns.
const IN_FILE: &str = "use std::sync::atomic::{AtomicU32, Ordering::SeqCst};\nuse std::thread;\n\
    fn main() { MAIN }\n\
    #[test]\nfn counts() {\n    let n = AtomicU32::new(0);\n    thread::scope(|s| { s.spawn(|| n.store(n.load(SeqCst) + 1, SeqCst)).join().unwrap(); });\n    assert_eq!(n.into_inner(), 1);\n}\n";

fn in_file(main: &str) -> Workspace {
    let manifest = "format_version = 1\n[[exercises]]\nname = \"act\"\nexplore = true\n";
    let text = IN_FILE.replace("MAIN", main);
    let workspace = Workspace::of_kit(manifest, &[("exercises/act.rs", &text)]);
    workspace.write("solutions/act.rs", text);
    workspace
}

#[test]
fn what_only_held_in_a_file_with_its_own_tests_is_not_judged() {
    let machine = Machine::new();
    let workspace = in_file("");
    assert_held_only(&machine.run(&workspace, "act", 3));
    assert_eq!(passed(&workspace), 0);

    let judgement = machine.run(&in_file("panic!()"), "act", 1);
    assert_eq!(judgement["verdict"], "fails_checks");
    let statuses = [0, 1].map(|index| judgement["checks"][index]["status"].clone());
    assert_eq!(statuses, ["not_run", "failed"]);
}

#[test]
fn grading_and_verifying_do_not_begin() {
    let machine = Machine::new();
    let workspace = in_file("");
    for args in [&["verify"][..], &["grade", ".", "--kit", "."]] {
        let said = machine.call(&workspace, args).status(3).failure();
        assert_eq!(
            said,
            format!("threadlings: {NO_EXPLORER}; try `rustup update`\n")
        );
    }
}
