//! Where a lock is taken in a function that several call: from where it was called is said. Elsewhere than on Linux that may
//! not be known.
#![cfg(target_os = "linux")]

use serde_json::Value;

use crate::support::Workspace;

const MANIFEST: &str = "format_version = 1\n[[exercises]]\nname = \"till\"\nhint = \"\"\n";
const CHECKS: &str = "/// A sale is counted.
#[test]
fn counts() {
    assert_eq!(exercise::Till::default().sell(), 1);
}
";
const HELPER: &str = "use std::sync::{Mutex, MutexGuard};
#[derive(Default)]
pub struct Till(Mutex<u32>);
impl Till {
    fn lock(&self) -> MutexGuard<'_, u32> {
        self.0.lock().unwrap()
    }
    fn count(&self) -> u32 {
        *self.lock()
    }
    pub fn sell(&self) -> u32 {
        let mut count = self.lock();
        *count += 1;
        self.count()
    }
}
pub fn main() {}
";

fn run(text: &str, sandbox: bool) -> Value {
    let files = [("exercises/till.rs", text), ("checks/till.rs", CHECKS)];
    let workspace = Workspace::of_kit(MANIFEST, &files);
    workspace.write("solutions/till.rs", text);
    let args = ["run", "till", "--json"].into_iter();
    let call = workspace.call(args.chain(sandbox.then_some("--sandbox")));
    call.status(1).json()
}

#[test]
fn a_lock_that_a_helper_takes_is_told_with_the_lines_that_it_was_called_from() {
    let judged = run(HELPER, false);
    assert_eq!(
        judged["checks"][0]["message"],
        "Deadlock: `main` waits for the Mutex of line 2 (line 6, called from line 9, called from line 14). Nobody can go on."
    );
    let lines = |told: &Value| -> Vec<u64> {
        let callers = told["callers"].as_array().unwrap().iter();
        let callers = callers.inspect(|caller| assert_eq!(caller["file"], "exercises/till.rs"));
        callers
            .map(|caller| caller["line"].as_u64().unwrap())
            .collect()
    };
    let trace = &judged["trace"];
    assert_eq!(lines(&trace["events"][0]), [12]);
    assert_eq!(lines(&trace["ending"]["threads"][0]), [9, 14]);

    let confined = run(HELPER, true);
    assert_eq!(confined["checks"], judged["checks"]);
    assert_eq!(
        &confined["trace"], trace,
        "no confinement keeps it from being told"
    );
}

#[test]
fn where_no_function_calls_another_there_are_no_callers() {
    let plain = HELPER
        .replace(
            "let mut count = self.lock()",
            "let mut count = self.0.lock().unwrap()",
        )
        .replace("self.count()\n", "*self.0.lock().unwrap()\n")
        .replace("*self.lock()", "1");
    let judged = run(&plain, false);
    assert_eq!(judged["verdict"], "deadlocks");
    assert!(!judged.to_string().contains("call"), "{judged}");
}
