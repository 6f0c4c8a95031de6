//! What a student reads does not depend on whether the component `rust-src` is installed, with which the compiler quotes
//! lines of the library.

#![cfg(unix)]

#[path = "support/mod.rs"]
#[expect(dead_code, reason = "these tests need a part of it only")]
mod support;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use support::Workspace;
use tempfile::TempDir;
use threadlings::judge;

/// A crate that stands for one of the library's: compiled as if its source were one of the component's.
const NEAR: &str = "pub fn near(count: u32) -> u32 {\n    count\n}\n";
const ATTEMPT: &str = "fn main() {\n    near::near(\"one\");\n}\n";

/// The compiler as in a toolchain of its own, which may have the component.
struct Toolchain {
    dir: TempDir,
}

impl Toolchain {
    fn new(has_sources: bool) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let toolchain = Self { dir };
        let real = judge::Toolchain::find(Path::new(".")).unwrap();
        let rustlib = toolchain.path("lib/rustlib");
        fs::create_dir_all(&rustlib).unwrap();
        let libraries = real.libdir.parent().unwrap();
        symlink(libraries, rustlib.join(libraries.file_name().unwrap())).unwrap();
        if has_sources {
            toolchain.write("lib/rustlib/src/rust/library/std/src/lib.rs", "");
            toolchain.write("lib/rustlib/src/rust/library/near/lib.rs", NEAR);
        }
        toolchain.write("near/lib.rs", NEAR);
        let commit = real
            .version
            .lines()
            .find_map(|line| line.strip_prefix("commit-hash: "));
        let remap = format!(
            "--remap-path-prefix={}=/rustc/{}/library/near",
            toolchain.path("near").display(),
            commit.unwrap()
        );
        let compiled = Command::new(&real.rustc)
            .arg(toolchain.path("near/lib.rs"))
            .args(["--crate-name=near", "--crate-type=rlib", "-o"])
            .arg(toolchain.path("libnear.rlib"))
            .arg(remap)
            .status();
        assert!(compiled.unwrap().success());
        let script = format!(
            "#!/bin/sh\ncase \" $* \" in *' --sysroot '*) ;; *) set -- --sysroot '{dir}' \"$@\" ;; esac\n\
             exec '{rustc}' --extern near='{dir}/libnear.rlib' \"$@\"\n",
            dir = toolchain.path("").display(),
            rustc = real.rustc.display()
        );
        toolchain.write("rustc", &script);
        let made = Command::new("chmod")
            .arg("755")
            .arg(toolchain.rustc())
            .status();
        assert!(made.unwrap().success());
        toolchain
    }

    fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn rustc(&self) -> PathBuf {
        self.path("rustc")
    }
}

#[test]
fn lines_of_the_library_are_not_quoted() {
    let manifest = "format_version = 1\n[[exercises]]\nname = \"act\"\n";
    let workspace = Workspace::of_kit(manifest, &[("exercises/act.rs", ATTEMPT)]);
    let toolchains = [true, false].map(Toolchain::new);
    // What a student would read without us.
    let quotes = toolchains.each_ref().map(|toolchain| {
        let compiled = Command::new(toolchain.rustc())
            .arg(workspace.path("exercises/act.rs"))
            .output();
        String::from_utf8(compiled.unwrap().stderr)
            .unwrap()
            .contains("pub fn near(count")
    });
    assert_eq!(quotes, [true, false]);

    let said = toolchains.each_ref().map(|toolchain| {
        let call = workspace.call(["run", "act"]);
        call.env("RUSTC", toolchain.rustc()).status(1).text()
    });
    assert!(
        said[0].contains("--> library/near/lib.rs:1:"),
        "{}",
        said[0]
    );
    assert_eq!(said[0], said[1]);
}
