//! Reads what cargo prints for machines.

use std::env::consts::DLL_EXTENSION;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// One line of `--message-format=json`: <https://doc.rust-lang.org/cargo/reference/external-tools.html#json-messages>. There are
/// other kinds.
#[derive(Deserialize)]
#[serde(tag = "reason")]
pub(super) enum Message {
    #[serde(rename = "compiler-artifact")]
    Artifact(Artifact),
    #[serde(rename = "build-script-executed")]
    BuildScript(BuildScript),
}

/// What a build script asks of whoever links with its crate.
#[derive(Deserialize)]
pub(super) struct BuildScript {
    linked_paths: Vec<String>,
}

impl BuildScript {
    /// The folders in which the linker is to look for libraries. Cargo tells each as rustc's `-L` takes it: `KIND=FOLDER`.
    pub(super) fn search_paths(&self) -> impl Iterator<Item = PathBuf> {
        const KINDS: [&str; 5] = ["dependency=", "crate=", "native=", "framework=", "all="];
        self.linked_paths.iter().map(|path| {
            let folder = KINDS.iter().find_map(|kind| path.strip_prefix(kind));
            PathBuf::from(folder.unwrap_or(path))
        })
    }
}

/// What was made of a part of a crate.
#[derive(Deserialize)]
pub(in crate::judge) struct Artifact {
    /// Of the crate.
    pub(in crate::judge) package_id: String,
    target: Target,
    filenames: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    kind: Vec<String>,
}

impl Artifact {
    fn is_a(&self, kind: &str) -> bool {
        self.target.kind.iter().any(|other| other == kind)
    }

    /// Whether a crate is compiled now; a build script is only a part of one.
    pub(super) fn is_crate(&self) -> bool {
        !self.is_a("custom-build")
    }

    /// Its files that a compiler reads: of the crates compiled into `target`, and of macros. Other crates, which were
    /// compiled for build scripts, are not needed any more.
    pub(in crate::judge) fn libraries(&self, target: &Path) -> Vec<PathBuf> {
        let ends_with = |path: &Path, ending: &str| path.extension().is_some_and(|it| it == ending);
        self.filenames
            .iter()
            .filter(|path| {
                (path.starts_with(target) && ends_with(path, "rlib"))
                    || (self.is_a("proc-macro") && ends_with(path, DLL_EXTENSION))
            })
            .cloned()
            .collect()
    }
}

/// Puts pieces together to lines.
#[derive(Default)]
pub(super) struct Reader {
    rest: Vec<u8>,
}

impl Reader {
    /// Calls `each` for every message whose line is complete.
    pub(super) fn read(&mut self, bytes: &[u8], mut each: impl FnMut(Message)) {
        self.rest.extend_from_slice(bytes);
        while let Some(end) = self.rest.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.rest.drain(..=end).collect();
            // Other kinds are of no use here.
            if let Ok(message) = serde_json::from_slice(&line) {
                each(message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_may_come_in_pieces() {
        let said = concat!(
            r#"{"reason":"compiler-artifact","package_id":"a","target":{"kind":["custom-build"]},"filenames":["/t/build/a"]}"#,
            "\n",
            r#"{"reason":"build-script-executed","package_id":"a","linked_libs":[],"linked_paths":["native=C:\\a b\\lib","/usr/x=y"]}"#,
            "\nno json\n",
            r#"{"reason":"build-finished","success":true}"#,
            "\n",
            r#"{"reason":"compiler-artifact","package_id":"b","target":{"kind":["lib"]},"filenames":["/t/host/libb.rlib","/t/host/libb.rmeta"]}"#,
            "\n",
            r#"{"reason":"compiler-artifact","package_id":"c","target":{"kind":["lib"]},"filenames":["/t/libc.rlib"]}"#,
            "\n",
        );
        let mut reader = Reader::default();
        let mut crates = Vec::new();
        let mut libraries = Vec::new();
        let mut search_paths = Vec::new();
        for piece in said.as_bytes().chunks(7) {
            reader.read(piece, |message| match message {
                Message::Artifact(artifact) => {
                    if artifact.is_crate() {
                        crates.push(artifact.package_id.clone());
                    }
                    libraries.extend(artifact.libraries(Path::new("/t/host")));
                }
                Message::BuildScript(script) => search_paths.extend(script.search_paths()),
            });
        }
        assert_eq!(crates, ["b", "c"]);
        assert_eq!(libraries, [Path::new("/t/host/libb.rlib")]);
        assert_eq!(search_paths, [r"C:\a b\lib", "/usr/x=y"].map(Path::new));
    }
}
