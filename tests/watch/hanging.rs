//! A compiler that does not come to an end.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use threadlings::judge::Toolchain;

use crate::workspace::Workspace;

/// A program that is this script of a shell.
fn program(workspace: &Workspace, script: &str) -> String {
    let path = workspace.beside("rustc");
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path.display().to_string()
}

#[test]
fn a_rustc_that_hangs_is_waited_for_with_a_word() {
    let workspace = Workspace::new();
    let rustc = program(&workspace, "exec sleep 100");
    let mut pty = workspace.watch_at((80, 24), &[], &[("RUSTC", &rustc)]);
    pty.wait_for("Waiting for `rustc` to say which version it is");
    pty.wait_for("did not say within 30 s which version it is");
    assert_eq!(pty.wait_for_exit(), 3);
}

#[test]
fn a_long_judging_says_that_it_goes_on() {
    let workspace = Workspace::new();
    let real = Toolchain::find(&workspace.dir()).unwrap();
    // It says who it is, and compiles nothing.
    let script = format!(
        "case \"$*\" in\n\
         --print=sysroot*) echo /nowhere; echo '{}';;\n\
         -vV) exec '{}' -vV;;\n\
         *) exec sleep 100;;\n\
         esac",
        real.libdir.display(),
        real.rustc.display(),
    );
    let rustc = program(&workspace, &script);
    let mut pty = workspace.watch_at((80, 24), &[], &[("RUSTC", &rustc)]);
    pty.wait_for("s: the compiler or a check is not done yet");
    pty.send("q");
    assert_eq!(pty.wait_for_exit(), 0);
}
