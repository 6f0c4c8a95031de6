//! Crates that do something with threads, in exercises that are explored: the explorer does not see it.

use serde_json::Value;

use crate::support::Workspace;

const MANIFEST: &str = "format_version = 1\n[[exercises]]\nname = \"act\"\nhint = \"\"\ntime_limit_s = 0.2\nexplore = EXPLORE\n";
const PACKAGE: &str = "bin = [{ name = \"act\", path = \"exercises/act.rs\" }]\n[package]\nname = \"mine\"\nedition = \"2024\"\n[dependencies]\n\
    parking_lot = { path = \"lot\" }\nrenamed = { path = \"near\", package = \"near\" }\nplain = { path = \"plain\" }\n\
    around = { path = \"around\" }\n";

/// A lock over that of the standard library.
const LOCK: &str = "pub struct Lock(std::sync::Mutex<u32>);\n\
    impl Lock {\n    pub const fn new() -> Self { Self(std::sync::Mutex::new(0)) }\n\
    pub fn get(&self) -> u32 { *self.0.lock().unwrap() }\n    pub fn set(&self, to: u32) { *self.0.lock().unwrap() = to; }\n\
    pub fn with(&self, work: impl Fn()) { let _held = self.0.lock().unwrap(); work(); }\n}\n";

/// Two threads that do this to the lock `L` of this crate.
fn attempt(krate: &str, work: &str) -> String {
    format!(
        "#[cfg(test)]\nuse {krate}::Lock;\nfn main() {{}}\n#[test]\nfn act() {{\n    let lock = Lock::new();\n    \
         std::thread::scope(|scope| for _ in 0..2 {{ scope.spawn(|| {{ {work} }}); }});\n    assert!(lock.get() <= 2);\n}}\n"
    )
}

const COUNT: &str = "let seen = lock.get(); lock.set(seen + 1);";

fn kit(explore: &str) -> Workspace {
    let workspace = Workspace::of_kit(&MANIFEST.replace("EXPLORE", explore), &[]);
    workspace.write("Cargo.toml", PACKAGE);
    let crates = [
        ("lot", "parking_lot", LOCK, ""),
        ("near", "near", LOCK, ""),
        (
            "around",
            "around",
            "pub use near::Lock;\n",
            "near = { path = \"../near\" }\n",
        ),
        (
            "plain",
            "plain",
            "/// No thread.\npub struct Lock;\nimpl Lock {\n    pub fn new() -> Self { Self }\n    pub fn get(&self) -> u32 { 2 }\n}\n",
            "",
        ),
    ];
    for (folder, name, text, needs) in crates {
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\n{needs}"
        );
        workspace.write(&format!("{folder}/Cargo.toml"), manifest);
        workspace.write(&format!("{folder}/src/lib.rs"), text);
    }
    workspace
}

fn judged(workspace: &Workspace, text: &str, status: i32) -> Value {
    workspace.write("exercises/act.rs", text);
    workspace
        .call(["run", "act", "--json"])
        .status(status)
        .json()
}

#[test]
fn a_crate_of_locks_is_refused_where_exploring_is_asked_for() {
    let workspace = kit("true");
    for (text, line) in [
        (attempt("parking_lot", COUNT), 2),
        (
            "fn main() {}\n#[test]\nfn act() {\n    parking_lot::Lock::new().set(1);\n}\n"
                .to_owned(),
            4,
        ),
    ] {
        let judged = judged(&workspace, &text, 1);
        assert_eq!(judged["verdict"], "breaks_rules");
        assert_eq!(
            judged["reason"],
            format!(
                "exercises/act.rs:{line}: `parking_lot` has locks, channels, atomics or threads of its own, which cannot be \
                 explored. Use those of `std`; where the exercise is about `parking_lot`, its kit must say `explore = false`."
            )
        );
    }
    let workspace = kit("false");
    assert_eq!(
        judged(&workspace, &attempt("parking_lot", COUNT), 0)["verdict"],
        "passed"
    );
}

#[test]
fn no_more_is_claimed_than_was_seen_of_other_crates() {
    let workspace = kit("true");
    let exploration = |text: &str| {
        let judged = judged(&workspace, text, 0);
        let explored = &judged["exploration"];
        (
            explored["exhaustive"].clone(),
            explored["preemptions"].clone(),
        )
    };
    // The second is seen through a crate around it.
    for name in ["renamed", "around"] {
        assert_eq!(
            exploration(&attempt(name, COUNT)),
            (false.into(), Value::Null)
        );
    }
    assert_eq!(exploration(&attempt("plain", "lock.get();")).0, true);
    // It is there, but it is not used.
    assert_eq!(
        exploration("fn main() {}\n#[test]\nfn act() { /* renamed */ }\n").0,
        true
    );
}

#[test]
fn a_wait_in_another_crate_is_told_of() {
    let workspace = kit("true");
    let judged = judged(
        &workspace,
        &attempt(
            "renamed",
            "static TURNS: std::sync::Mutex<u32> = std::sync::Mutex::new(0); lock.with(|| *TURNS.lock().unwrap() += 1);",
        ),
        1,
    );
    assert_eq!(judged["verdict"], "times_out");
    let said = judged["checks"][0]["message"].as_str().unwrap();
    assert_eq!(
        said,
        "It was still running after 2 s. It uses `renamed`: what waits in there is not explored, and whoever is waited for may \
         never have its turn."
    );
}
