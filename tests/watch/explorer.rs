//! The explorer is built while the first exercise is being read.

use std::fs;
use std::path::PathBuf;

use crate::pty::Pty;
use crate::toolchain::Toolchain;
use crate::workspace::Workspace;

const BUILDING: &str = "Building the explorer: ";

/// The watcher with a toolchain of the test's own, and with nothing in its cache.
struct Watched {
    workspace: Workspace,
    toolchain: Toolchain,
}

impl Watched {
    fn new() -> Self {
        Self {
            workspace: Workspace::of_first(2),
            toolchain: Toolchain::new(),
        }
    }

    fn cache(&self) -> PathBuf {
        self.workspace.beside("cache")
    }

    fn start(&self, args: &[&str]) -> Pty {
        let cache = self.cache().display().to_string();
        let rustc = self.toolchain.rustc().display().to_string();
        let env = [
            ("THREADLINGS_CACHE", cache.as_str()),
            ("RUSTC", rustc.as_str()),
        ];
        self.workspace.watch_at((100, 50), args, &env)
    }

    /// The explorers in the cache, finished or not.
    fn explorers(&self) -> Vec<String> {
        fs::read_dir(self.cache())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.contains("explorer-"))
            .collect()
    }
}

#[test]
fn its_building_is_shown_and_stops_nothing() {
    let watched = Watched::new();
    let held = watched.toolchain.hold();
    let mut pty = watched.start(&[]);
    pty.wait_for(&format!("{BUILDING}0 of "));
    pty.wait_for("✗ join1_kiosk");
    pty.send("l");
    pty.wait_for("choose, Enter goes there");
    pty.wait_for(BUILDING);
    drop(held);
    pty.wait("the explorer", |screen| !screen.contains(BUILDING));
    assert_eq!(watched.toolchain.calls("build"), 1);
    let explorers = watched.explorers();
    assert!(
        explorers.len() == 1 && explorers[0].starts_with("explorer-"),
        "{explorers:?} behind\n{}",
        pty.screen()
    );
    pty.send("q");
    assert_eq!(pty.wait_for_exit(), 0);
}

#[test]
fn a_quit_ends_its_building() {
    let watched = Watched::new();
    let _held = watched.toolchain.hold();
    let mut pty = watched.start(&[]);
    pty.wait_for(BUILDING);
    watched.toolchain.wait_for_calls("build", 1);
    pty.send("q");
    assert_eq!(pty.wait_for_exit(), 0);
    assert_eq!(watched.explorers(), Vec::<String>::new());
}

#[test]
fn without_it_judging_goes_on_but_nothing_passes() {
    let watched = Watched::new();
    let _fails = watched.toolchain.fail();
    let mut pty = watched.start(&[]);
    pty.wait_for("Interleavings are not explored: ");
    pty.wait_for("✗ join1_kiosk");
    watched
        .workspace
        .save("join1_kiosk", &crate::workspace::solution("join1_kiosk"));
    pty.wait_for("! join1_kiosk could not be judged");
    pty.wait_for("nothing passes before its interleavings are explored");
    pty.wait_for("0/2 passed");
    assert_eq!(watched.toolchain.calls("build"), 1);
    pty.send("q");
    assert_eq!(pty.wait_for_exit(), 0);
}

#[test]
fn a_run_in_a_terminal_shows_it_on_a_line_that_is_gone_afterwards() {
    let watched = Watched::new();
    let held = watched.toolchain.hold();
    let mut pty = watched.start(&["run", "join1_kiosk"]);
    pty.wait_for(&format!("{BUILDING}0 of "));
    drop(held);
    pty.wait_for("✗ join1_kiosk");
    assert_eq!(pty.wait_for_exit(), 1);
    assert!(!pty.screen().contains(BUILDING), "{}", pty.screen());
}
