//! What a kit's workspace holds on the first day. It touches no disk but the kit's.

use super::cargo::{Layout, manifest};
use super::editors::{self, Program};
use super::words::readme;
use crate::archive::Files;
use crate::kit::Kit;

/// What cargo and we make. A pass hands out solutions.
const IGNORED: &str = "/target\n/Cargo.lock\n/solutions/\n";

/// The files by path: starts, READMEs, and what makes the folder a package and editors ask `program`. No checks and no solutions: those are in
/// the kit, out of sight.
pub(super) fn contents(kit: &Kit, program: &Program) -> anyhow::Result<Files> {
    let mut files = kit.readmes()?;
    files.extend(kit.data()?);
    for exercise in kit.exercises() {
        files.insert(exercise.path(), kit.start(exercise)?.into_bytes());
    }
    files.extend(editors::files(program));
    let of_kit = kit.cargo_manifest()?;
    let cargo = manifest(kit.exercises(), Layout::Workspace, of_kit.as_deref())?;
    let readme = readme(&kit.name(), kit.exercises());
    for (path, text) in [
        ("Cargo.toml", cargo.as_str()),
        ("README.md", &readme),
        (".gitignore", IGNORED),
    ] {
        files.insert(path.to_owned(), text.into());
    }
    Ok(files)
}
