//! A corpus of attacks on the grader, run through the program as it grades: `run --sandbox`. An attack is an attempt and
//! what must come of it. Whatever it does, it gains no point it has not earned, reads no secret, leaves nothing behind, and
//! the next attempt is judged as if nothing had been.
#![cfg(target_os = "linux")]

#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "these tests need a part of it only")]
mod support;

mod compiler;
mod ends;
mod explored;
mod files;
mod floods;
mod forgeries;
mod language;
mod reach;

use std::fmt::Write;
use std::time::{Duration, Instant};
use std::{fs, thread};

use serde_json::Value;
use support::Workspace;

/// Stands in every file and variable that an attempt must not see. No attempt holds it.
const SECRET: &str = "S3CRET";

const CHECKS: &str = "\
use exercise::act;

/// It answers 42.
#[test]
fn answers() {
    assert_eq!(act(), 42, \"The answer is wrong.\"); // S3CRET
}
";
const SOLUTION: &str = "pub fn act() -> u32 {\n    42 // S3CRET\n}\n";
const HONEST: &str = "pub fn act() -> u32 { 42 }";

/// What must come of an attack.
#[derive(Clone, Copy)]
enum Outcome {
    /// One of these verdicts, and no point.
    Is(&'static [&'static str]),
    /// One of these, with these words in the reason, a message or a diagnostic.
    Says(&'static str, &'static str),
    /// Its answer is right and earns its point; what it tried besides came to nothing: it printed no line with `LEAK`.
    Harmless,
}

/// An attempt that wants more than it deserves.
struct Attack {
    name: &'static str,
    /// The whole file. `{ROOT}` is the folder that holds everything an attempt must not reach.
    attempt: String,
    /// Whether it is also run in every interleaving. What the stand-in for `std` lacks can only be tried without.
    explored: bool,
    outcome: Outcome,
}

/// `body` is that of `pub fn act() -> u32`, on real threads only.
fn real(name: &'static str, body: &str, outcome: Outcome) -> Attack {
    Attack {
        explored: false,
        ..explored(name, body, outcome)
    }
}

/// The same, in every interleaving too.
fn explored(name: &'static str, body: &str, outcome: Outcome) -> Attack {
    file(
        name,
        &format!("pub fn act() -> u32 {{\n{body}\n}}\n"),
        outcome,
    )
}

/// `text` is the whole file, also run in every interleaving.
fn file(name: &'static str, text: &str, outcome: Outcome) -> Attack {
    Attack {
        name,
        attempt: text.to_owned(),
        explored: true,
        outcome,
    }
}

/// `text` is the whole file, on real threads only.
fn real_file(name: &'static str, text: &str, outcome: Outcome) -> Attack {
    Attack {
        explored: false,
        ..file(name, text, outcome)
    }
}

/// Has every attack judged, and after them an honest attempt by the same means.
fn repel(attacks: &[Attack]) {
    let mut wrong = String::new();
    for attack in attacks {
        for complaint in Arena::new(attack.explored).complaints(&attack.attempt, attack.outcome) {
            let _ = writeln!(wrong, "{}: {complaint}", attack.name);
        }
    }
    let honest = Arena::new(true).complaints(HONEST, Outcome::Harmless);
    assert_eq!(
        honest, [""; 0],
        "after the attacks an honest attempt suffers"
    );
    assert!(wrong.is_empty(), "{wrong}");
}

/// Where one attack happens.
struct Arena(Workspace);

impl Arena {
    fn new(explored: bool) -> Self {
        let explore = if explored { "" } else { "explore = false" };
        let arena = Workspace::empty();
        arena.write(
            "kit/info.toml",
            format!(
                "format_version = 1\n[[exercises]]\nname = \"act\"\nmemory_mb = 256\ntime_limit_s = 5\n{explore}\n"
            ),
        );
        for (path, text) in [
            ("kit/exercises/act.rs", ""),
            ("kit/checks/act.rs", CHECKS),
            ("kit/solutions/act.rs", SOLUTION),
            ("ada/exercises/act.rs", SOLUTION),
            ("secret", "\"S3CRET\""),
        ] {
            arena.write(path, text);
        }
        fs::create_dir(arena.path("bob")).unwrap();
        fs::create_dir(arena.path("tmp")).unwrap();
        Self(arena)
    }

    fn lay_out(&self, attempt: &str) {
        let root = self.0.path("").display().to_string();
        let root = root.trim_end_matches('/');
        self.0
            .write("bob/exercises/act.rs", attempt.replace("{ROOT}", root));
    }

    fn call(&self, more: &[&'static str]) -> support::Call<'_> {
        let args = [
            "run",
            "act",
            "--kit",
            "kit",
            "--workspace",
            "bob",
            "--sandbox",
        ];
        let call = self.0.call(args.into_iter().chain(more.iter().copied()));
        let call = call.env("TMPDIR", self.0.path("tmp"));
        call.env("SECRET", SECRET)
    }

    /// Everything that went otherwise than it must.
    fn complaints(&self, attempt: &str, outcome: Outcome) -> Vec<String> {
        self.lay_out(attempt);
        let status = i32::from(!matches!(outcome, Outcome::Harmless));
        let judged = self.call(&["--json"]).status(status).json();
        let (verdict, text) = (&judged["verdict"], judged.to_string());
        let mut complaints = Vec::new();
        let as_it_must = match outcome {
            Outcome::Is(verdicts) => verdicts.iter().any(|one| verdict == one),
            Outcome::Says(expected, words) => verdict == expected && says(&judged, words),
            Outcome::Harmless => verdict == "passed",
        };
        if !as_it_must {
            complaints.push(format!("is judged otherwise:\n{judged:#}"));
        }
        let is_harmless = matches!(outcome, Outcome::Harmless);
        if !is_harmless && judged["points"] != 0 {
            complaints.push(format!("gains {} points", judged["points"]));
        }
        if is_harmless && text.contains("LEAK") {
            complaints.push(format!("succeeds: {}", judged["output"]));
        }
        if text.contains(SECRET) {
            complaints.push(format!("reads a secret:\n{judged:#}"));
        }
        complaints.extend(self.traces_left());
        complaints
    }

    /// What is still there of an attack.
    fn traces_left(&self) -> Vec<String> {
        let mut left = Vec::new();
        let names = |folder: &str| -> Vec<String> {
            let entries = fs::read_dir(self.0.path(folder)).unwrap();
            let mut names: Vec<String> = entries
                .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
                .collect();
            names.sort();
            names
        };
        if !names("tmp").is_empty() {
            left.push(format!("leaves files: {:?}", names("tmp")));
        }
        if names("") != ["ada", "bob", "kit", "secret", "tmp"] || names("ada") != ["exercises"] {
            left.push(format!("makes files: {:?}, {:?}", names(""), names("ada")));
        }
        let whole = self.0.read("secret") == "\"S3CRET\""
            && self.0.read("ada/exercises/act.rs") == SOLUTION
            && self.0.read("kit/checks/act.rs") == CHECKS;
        if !whole {
            left.push("changes what is not its own".to_owned());
        }
        let deadline = Instant::now() + Duration::from_mins(1);
        while !self.processes().is_empty() {
            if Instant::now() > deadline {
                left.push(format!("leaves processes: {:?}", self.processes()));
                break;
            }
            thread::sleep(Duration::from_millis(5));
        }
        left
    }

    /// The processes that were started for the attempt. Their temporary folder tells them.
    fn processes(&self) -> Vec<u32> {
        let mark = self.0.path("tmp").display().to_string();
        let entries = fs::read_dir("/proc").unwrap();
        entries
            .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
            .filter(|pid| {
                let environment = fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
                String::from_utf8_lossy(&environment).contains(&mark)
            })
            .collect()
    }
}

/// Whether the reason, a check's message or a diagnostic has these words.
fn says(judged: &Value, words: &str) -> bool {
    let list = |name: &str| judged[name].as_array().into_iter().flatten();
    let messages = list("checks").chain(list("diagnostics"));
    let mut said = messages
        .map(|one| &one["message"])
        .chain([&judged["reason"]])
        .filter_map(Value::as_str);
    said.any(|sentence| sentence.contains(words))
}
