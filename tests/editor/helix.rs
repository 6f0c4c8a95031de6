//! Helix in a pseudo-terminal, with the settings that `init` writes: the marks are on its screen.

use std::env;
use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::pty::Pty;
use crate::{BANK, repository, support, workspace};

/// The environment, with our program to be found by its name, as the settings call it.
fn environment() -> Vec<(String, String)> {
    let program = Path::new(env!("CARGO_BIN_EXE_threadlings"));
    let folder = program.parent().unwrap().to_path_buf();
    let path = env::var_os("PATH").unwrap();
    let path = env::join_paths([folder].into_iter().chain(env::split_paths(&path))).unwrap();
    let mut environment: Vec<(String, String)> = env::vars()
        .filter(|(name, _)| !["PATH", "TERM", "CARGO_TARGET_DIR"].contains(&&**name))
        .collect();
    environment.extend([
        ("PATH".into(), path.into_string().unwrap()),
        ("TERM".into(), "xterm-256color".into()),
        (
            "THREADLINGS_CACHE".into(),
            support::cache().display().to_string(),
        ),
    ]);
    environment
}

/// Saves until the screen shows something; rust-analyzer needs a while before it heeds the first save.
fn save_until(pty: &mut Pty, is_shown: impl Fn(&str) -> bool) {
    for _ in 0..30 {
        pty.send("\x1b:w!\r");
        for _ in 0..25 {
            if is_shown(&pty.screen()) {
                return;
            }
            thread::sleep(Duration::from_millis(200));
        }
    }
    panic!("not shown:\n{}", pty.screen());
}

#[test]
#[ignore = "needs Helix: CONTRIBUTING.md"]
fn what_fails_is_marked_on_the_screen_until_it_passes() {
    let folder = workspace();
    let mine = folder.path("mine");
    let hx = env::split_paths(&env::var_os("PATH").unwrap())
        .map(|folder| folder.join("hx"))
        .find(|path| path.is_file())
        .expect("`hx` is on the PATH");
    let args = [format!("{BANK}:36")];
    let mut pty = Pty::start(&hx, &args, &mine, &environment(), (120, 40));
    let marks = "locks `balance`";
    save_until(&mut pty, |screen| screen.contains(marks));

    let solution = BANK.replace("exercises", "solutions");
    fs::copy(repository(&solution), mine.join(BANK)).unwrap();
    pty.send("\x1b:reload\r");
    save_until(&mut pty, |screen| {
        !screen.contains(marks) && !screen.contains('●')
    });
    pty.send("\x1b:q!\r");
    assert_eq!(pty.wait_for_exit(), 0);
}
