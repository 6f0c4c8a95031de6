//! Threads and memory of exercises that bring tests of their own.

use serde_json::Value;

use crate::support::Workspace;

const MANIFEST: &str =
    "format_version = 1\n[[exercises]]\nname = \"act\"\nhint = \"\"\nmemory_mb = 64\n";

fn judged(text: &str, status: i32) -> Value {
    let workspace = Workspace::of_kit(MANIFEST, &[("exercises/act.rs", text)]);
    let call = workspace.call(["run", "act", "--json"]);
    call.status(status).json()
}

#[test]
fn many_threads_at_once_are_right_code() {
    let judged = judged(
        "fn main() {}
         #[test]
         fn crowd() {
             let all = std::sync::Barrier::new(500);
             std::thread::scope(|scope| {
                 for _ in 0..500 { scope.spawn(|| { let line = vec![1_u8; 1000]; all.wait(); assert_eq!(line[7], 1); }); }
             });
         }",
        0,
    );
    assert_eq!(judged["verdict"], "passed");
}

#[test]
fn too_many_threads_are_told_as_such() {
    for place in [
        "#[test] fn crowd() { BODY } fn main() {}",
        "fn main() { BODY }",
    ] {
        let body = "loop { std::thread::spawn(std::thread::park); }";
        let judged = judged(&place.replace("BODY", body), 1);
        assert_eq!(judged["verdict"], "exceeds_limit");
        let said = "It started more threads than the 1,024 that it may have at once (`max_threads` in the kit's info.toml).";
        assert!(judged.to_string().contains(said), "{judged:#}");
    }
}

#[test]
fn too_much_memory_is_told_as_such() {
    for place in [
        "#[test] fn heap() { BODY } fn main() {}",
        "fn main() { BODY }",
    ] {
        let body =
            "let mut all = Vec::new(); loop { all.push(Vec::<u8>::with_capacity(1 << 28)); }";
        let judged = judged(&place.replace("BODY", body), 1);
        assert_eq!(judged["verdict"], "exceeds_limit");
        let said = "It asked for more than the 64 MiB of memory it may use.";
        assert!(judged.to_string().contains(said), "{judged:#}");
    }
}

#[test]
fn what_a_machine_wants_of_backtraces_changes_nothing() {
    for place in [
        "#[test] fn falls() { panic!() } fn main() {}",
        "fn main() { panic!() }",
    ] {
        let workspace = Workspace::of_kit(MANIFEST, &[("exercises/act.rs", place)]);
        let call = workspace.call(["run", "act"]).env("RUST_BACKTRACE", "full");
        let printed = call.status(1).text();
        assert!(printed.contains("explicit panic"), "{printed}");
        assert!(!printed.contains("stack backtrace"), "{printed}");
    }
}
