//! Killed at any moment, the program loses nothing, and the next start leaves nothing behind. Stopped, it goes on.

#![cfg(unix)]

#[path = "support/mod.rs"]
#[expect(dead_code, reason = "these tests need a part of it only")]
mod support;
#[path = "support/toolchain.rs"]
#[expect(dead_code, reason = "these tests need a part of it only")]
mod toolchain;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use support::Workspace;
use toolchain::Toolchain;

const MOMENTS: u32 = 20;

/// A student's folder, with a temporary folder and a cache of its own.
struct Machine(Workspace);

impl Machine {
    fn new() -> Self {
        let machine = Self(Workspace::new());
        fs::create_dir(machine.temporary()).unwrap();
        machine.0.solve("01_threads/join1_kiosk");
        machine.call(&["run", "join1"]);
        machine
    }

    fn temporary(&self) -> PathBuf {
        self.0.path("temporary")
    }

    fn process(&self, args: &[&str]) -> Command {
        let mut command = self.0.process(args.iter().copied());
        command
            .env("TMPDIR", self.temporary())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    /// Undisturbed, and how long it takes.
    fn call(&self, args: &[&str]) -> Duration {
        let start = Instant::now();
        let status = self.process(args).status().unwrap();
        assert!(status.success(), "{args:?}: {status}");
        start.elapsed()
    }

    /// Kills the same call at moments spread over the time it takes, and looks after each what is left.
    fn kill(&self, args: &[&str], before: impl Fn(u32), after: impl Fn(u32)) {
        before(0);
        let time = self.call(args);
        for moment in 0..MOMENTS {
            before(moment);
            let mut process = self.process(args).spawn().unwrap();
            thread::sleep(time * (moment + 1) / MOMENTS);
            process.kill().unwrap();
            process.wait().unwrap();
            after(moment);
        }
    }

    fn exercise(&self, name: &str) -> Value {
        let list = self.0.call(["list", "--json"]).json();
        let exercises = list["exercises"].as_array().unwrap();
        let found = exercises.iter().find(|exercise| exercise["name"] == name);
        found.unwrap().clone()
    }

    #[track_caller]
    fn assert_nothing_is_lost(&self) {
        assert_eq!(self.exercise("join1_kiosk")["passed"], true);
        let damaged = names(&self.0.path(".threadlings"));
        assert!(
            damaged.iter().all(|name| !name.contains("corrupt")),
            "{damaged:?}"
        );
    }

    /// The next call that is not killed leaves nothing; or one after it, where a compiler that was not killed still writes.
    fn assert_nothing_is_left_behind(&self) {
        toolchain::wait_until("nothing is left", || {
            self.call(&["run", "join1"]);
            names(&self.temporary()).is_empty()
        });
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn while_a_save_is_judged() {
    let machine = Machine::new();
    machine.0.solve("01_threads/join2_ovens");
    let path = "exercises/01_threads/join2_ovens.rs";
    let text = machine.0.read(path);
    machine.kill(
        &["run", "join2"],
        |_| (),
        |_| {
            assert_eq!(machine.0.read(path), text);
            machine.assert_nothing_is_lost();
        },
    );
    assert_eq!(machine.exercise("join2_ovens")["passed"], true);
    machine.assert_nothing_is_left_behind();
}

#[test]
fn while_progress_is_written() {
    let machine = Machine::new();
    machine.kill(
        &["hint", "join2"],
        |_| (),
        |_| machine.assert_nothing_is_lost(),
    );
    machine.assert_nothing_is_left_behind();
}

#[test]
fn while_a_start_is_put_back() {
    let machine = Machine::new();
    let path = "exercises/01_threads/join2_ovens.rs";
    let backups = machine.0.path(".threadlings/backups/exercises/01_threads");
    let text = |moment: u32| format!("// my text of moment {moment}\n");
    machine.kill(
        &["reset", "join2"],
        |moment| machine.0.write(path, text(moment)),
        |moment| {
            let files = names(&backups).into_iter().map(|name| backups.join(name));
            let mut places = files.chain([machine.0.path(path)]);
            let is_kept = places.any(|file| fs::read_to_string(file).unwrap() == text(moment));
            assert!(is_kept, "{moment}");
            machine.assert_nothing_is_lost();
        },
    );
    machine.assert_nothing_is_left_behind();
}

#[test]
#[ignore = "it takes two minutes"]
fn while_the_explorer_is_built() {
    let machine = Machine::new();
    let toolchain = Toolchain::new();
    let cache = machine.0.path("cache");
    let build = || {
        // What is finished is built again; what is not must be cleared up.
        for name in names(&cache) {
            if name.starts_with("explorer-") {
                fs::remove_dir_all(cache.join(name)).unwrap();
            }
        }
        let mut command = machine.process(&["run", "join1"]);
        command
            .env("THREADLINGS_CACHE", &cache)
            .env("RUSTC", toolchain.rustc());
        command
    };
    let start = Instant::now();
    assert!(build().status().unwrap().success());
    let time = start.elapsed();
    let whole = names(&cache);
    for moment in 0..MOMENTS {
        let mut process = build().spawn().unwrap();
        thread::sleep(time * (moment + 1) / MOMENTS);
        process.kill().unwrap();
        process.wait().unwrap();
        machine.assert_nothing_is_lost();
    }
    // A cargo that outlives the last one may still write.
    toolchain::wait_until("only whole things are left", || {
        assert!(build().status().unwrap().success());
        names(&cache) == whole
    });
    machine.assert_nothing_is_left_behind();
}

/// As long as the machine sleeps, all processes stand still, and a clock goes on.
#[test]
fn while_a_machine_sleeps_no_time_is_up() {
    let manifest =
        "format_version = 1\n[[exercises]]\nname = \"act\"\ntime_limit_s = 2\nexplore = false\n";
    let check = "/// It answers 42.\n#[test]\nfn answers() { assert_eq!(exercise::act(), 42); }\n";
    let workspace = Workspace::of_kit(
        manifest,
        &[
            ("solutions/act.rs", "pub fn act() -> u32 { 42 }\n"),
            ("checks/act.rs", check),
        ],
    );
    let told = workspace.path("pid");
    let attempt = format!(
        "pub fn act() -> u32 {{
             std::fs::write({0:?}, std::process::id().to_string()).unwrap();
             std::fs::rename({0:?}, {told:?}).unwrap();
             std::thread::sleep(std::time::Duration::from_millis(300));
             42
         }}
         pub fn main() {{}}",
        workspace.path("half")
    );
    workspace.write("exercises/act.rs", attempt);
    let mut command = workspace.process(["run", "act"]);
    let mut judge = command.stdout(Stdio::null()).spawn().unwrap();
    toolchain::wait_until("the check runs", || told.exists());
    let check: u32 = workspace.read("pid").parse().unwrap();
    let pid = |id: u32| Pid::from_raw(id.try_into().unwrap()).unwrap();
    let all = [pid(judge.id()), pid(check)];
    let send = |signal| all.map(|process| kill_process(process, signal).unwrap());
    send(Signal::STOP);
    thread::sleep(Duration::from_secs(3));
    send(Signal::CONT);
    assert!(judge.wait().unwrap().success());
}
