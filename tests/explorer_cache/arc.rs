//! With a toolchain that does not take the stand-in's own `Arc`, the explorer does without, and claims less.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::support::Workspace;
use crate::toolchain::{Toolchain, real_rustc};
use crate::{Cache, explorer};

const MANIFEST: &str = "format_version = 1\n\
    [[exercises]]\nname = \"shares\"\n\
    [[exercises]]\nname = \"lends\"\n";

const SHARES: &str = "use std::sync::{Arc, Mutex};
    pub fn act() -> u32 {
        let total = Arc::new(Mutex::new(40));
        let threads = [1, 1].map(|one| {
            let total = Arc::clone(&total);
            std::thread::spawn(move || *total.lock().unwrap() += one)
        });
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        let total = Arc::into_inner(total).unwrap();
        total.into_inner().unwrap()
    }";

const LENDS: &str = "use std::sync::Mutex;
    pub fn act() -> u32 {
        let total = Mutex::new(40);
        std::thread::scope(|scope| for one in [1, 1] {
            let total = &total;
            scope.spawn(move || *total.lock().unwrap() += one);
        });
        total.into_inner().unwrap()
    }";

const CHECKS: &str = "use exercise::act;
    /// It counts to 42.
    #[test]
    fn counts() { let sum = act(); assert!(sum == 42, \"{sum} came.\"); }";

fn kit() -> Workspace {
    Workspace::of_kit(
        MANIFEST,
        &[
            ("exercises/shares.rs", SHARES),
            ("solutions/shares.rs", SHARES),
            ("checks/shares.rs", CHECKS),
            ("exercises/lends.rs", LENDS),
            ("solutions/lends.rs", LENDS),
            ("checks/lends.rs", CHECKS),
        ],
    )
}

/// A toolchain that lets no crate use what is unstable, whatever is asked of it.
fn strict() -> Toolchain {
    let toolchain = Toolchain::new();
    let strict = Command::new("sed")
        .args(["-i.before", "-e", "s/^exec /RUSTC_BOOTSTRAP=-1 exec /"])
        .arg(toolchain.rustc())
        .status()
        .unwrap();
    assert!(strict.success());
    toolchain
}

/// What was covered of an exercise, which passes.
fn covered(kit: &Workspace, cache: &Cache, rustc: PathBuf, exercise: &str) -> Value {
    let judged = kit
        .call(["run", exercise, "--kit", ".", "--json"])
        .env("THREADLINGS_CACHE", cache.path())
        .env("RUSTC", rustc)
        .json();
    assert_eq!(judged["verdict"], "passed", "{judged}");
    judged["exploration"].clone()
}

#[test]
fn a_toolchain_that_does_not_take_it_does_without_and_no_pass_claims_all_of_an_arc() {
    let (kit, cache, toolchain) = (kit(), Cache::empty(), strict());
    for _ in 0..2 {
        let shares = covered(&kit, &cache, toolchain.rustc(), "shares");
        assert_eq!(shares["exhaustive"], false, "{shares}");
        assert_eq!(shares["preemptions"], Value::Null, "{shares}");
        let lends = covered(&kit, &cache, toolchain.rustc(), "lends");
        assert_eq!(lends["exhaustive"], true, "{lends}");
    }
    // With it, without it, and then never again.
    assert_eq!(toolchain.calls("build"), 2);
    let doctor = explorer(&kit, cache.path(), |call| {
        call.env("RUSTC", toolchain.rustc())
    });
    assert_eq!(doctor["status"], "limited", "{doctor}");
    assert_eq!(toolchain.calls("build"), 2);
}

#[test]
fn every_other_toolchain_takes_it() {
    let shares = covered(&kit(), &Cache::filled(), real_rustc(), "shares");
    assert_eq!(shares["exhaustive"], true, "{shares}");
}
