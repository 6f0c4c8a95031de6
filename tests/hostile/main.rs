//! Attempts that try to hang, crash, cheat or flood the judge. Each gets a verdict of its own in clear words, and
//! leaves neither a process nor a file behind.
#![cfg(unix)]

#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "these tests need a part of it only")]
mod support;

mod cheats;
mod crashes;
mod limits;
mod sources;
mod statics;
mod terminal;

use std::time::{Duration, Instant};
use std::{fs, thread};

use serde_json::Value;
use support::Workspace;

const CHECKS: &str = "\
use exercise::act;

/// It answers 42.
#[test]
fn answers() {
    assert_eq!(act(), 42, \"The answer is wrong.\");
}
";
const SOLUTION: &str = "pub fn act() -> u32 {\n    42\n}\n";
const SECOND: u32 = 1;

const STILL_RUNNING: &str = "It was still running after 1 s.";
const NO_PROGRESS: &str = "No progress in 10,000 steps: instead of sleeping until there is something to do, threads ask again and again.";
const TOO_MUCH_OUTPUT: &str = "It printed more than 1 MiB and was stopped.";
#[cfg(target_os = "linux")]
const TOO_MUCH_MEMORY: &str = "It asked for more than the 256 MiB of memory it may use.";
const NO_UNSAFE: &str = "`unsafe` is not allowed here: these exercises are solved in safe Rust.";
#[cfg(target_os = "linux")]
const OUT_OF_MEMORY_IN_MAIN: &str =
    "It asked for more than the 256 MiB of memory it may use. That was `main`.";
const PANICKED_TWICE: &str =
    "A `drop` panicked while another panic was under way. Rust aborts the whole program then.";
const ABORTED: &str = "The whole program was aborted before the check was over.";

fn exited(status: i32) -> String {
    format!(
        "The whole program exited (status {status}) before the check was over. \
         Nothing in an exercise may end the program; let the function return."
    )
}

/// One attempt in a kit of its own.
struct Attempt(Workspace);

impl Attempt {
    /// `text` is the whole file.
    fn file(text: impl AsRef<[u8]>) -> Self {
        Self::with_time(text, SECOND)
    }

    /// `body` is that of `pub fn act() -> u32`.
    fn body(body: &str) -> Self {
        Self::file(act(body))
    }

    /// The same, run on real threads only: what it does cannot be explored.
    fn real_body(body: &str) -> Self {
        Self::with(act(body), "time_limit_s = 1\nexplore = false")
    }

    fn with_time(text: impl AsRef<[u8]>, seconds: u32) -> Self {
        Self::with(text, &format!("time_limit_s = {seconds}"))
    }

    fn with(text: impl AsRef<[u8]>, keys: &str) -> Self {
        let manifest =
            format!("format_version = 1\n[[exercises]]\nname = \"act\"\nmemory_mb = 256\n{keys}\n");
        let workspace = Workspace::empty();
        workspace.write("kit/info.toml", manifest);
        workspace.write("kit/exercises/act.rs", "");
        workspace.write("kit/checks/act.rs", CHECKS);
        workspace.write("kit/solutions/act.rs", SOLUTION);
        workspace.write("exercises/act.rs", text);
        // All that the judge writes for a while goes here, and every process below it can be told by it.
        fs::create_dir(workspace.path("tmp")).unwrap();
        Self(workspace)
    }

    /// What `run --json` says, which must be this verdict, with this sentence as its reason or on its check.
    fn is(&self, verdict: &str, sentence: &str) -> Value {
        let judged = self.verdict(verdict);
        let sentences = [&judged["reason"], &judged["checks"][0]["message"]];
        assert!(
            sentences.contains(&&Value::from(sentence)),
            "`{sentence}` is not said:\n{judged:#}"
        );
        judged
    }

    fn passes(&self) -> Value {
        let judged = self.verdict("passed");
        assert_eq!(judged["checks"][0]["status"], "passed");
        judged
    }

    fn verdict(&self, verdict: &str) -> Value {
        let judged = self.judge(i32::from(verdict != "passed"));
        assert_eq!(judged["verdict"], verdict, "{judged:#}");
        self.nothing_is_left();
        judged
    }

    fn judge(&self, status: i32) -> Value {
        self.call(&["run", "act", "--kit", "kit", "--json"])
            .status(status)
            .json()
    }

    /// What a person reads, with colours.
    fn page(&self) -> String {
        let args = ["run", "act", "--kit", "kit", "--color", "always"];
        self.call(&args).status(1).text()
    }

    fn call<'a>(&'a self, args: &[&'a str]) -> support::Call<'a> {
        let call = self.0.call(args.iter().copied());
        call.env("TMPDIR", self.0.path("tmp"))
    }

    fn nothing_is_left(&self) {
        let files: Vec<_> = fs::read_dir(self.0.path("tmp")).unwrap().collect();
        assert!(files.is_empty(), "files are left: {files:?}");
        wait_until("every process is gone", || self.processes().is_empty());
    }

    /// The processes that were started below the judge, however far away they went.
    fn processes(&self) -> Vec<i32> {
        let mark = self.0.path("tmp").display().to_string();
        let Ok(entries) = fs::read_dir("/proc") else {
            return Vec::new();
        };
        entries
            .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
            .filter(|pid| {
                let environment = fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
                String::from_utf8_lossy(&environment).contains(&mark)
            })
            .collect()
    }
}

fn act(body: &str) -> String {
    format!("pub fn act() -> u32 {{\n{body}\n}}\n")
}

/// Whether one of the compiler's errors has exactly this message.
fn says(judged: &Value, message: &str) -> bool {
    let diagnostics = judged["diagnostics"].as_array().unwrap();
    diagnostics
        .iter()
        .any(|one| one["level"] == "error" && one["message"] == message)
}

fn wait_until(what: &str, reached: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_mins(1);
    while !reached() {
        assert!(Instant::now() < deadline, "waited in vain until {what}");
        thread::sleep(Duration::from_millis(5));
    }
}
