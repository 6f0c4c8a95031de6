//! `pack`: a kit in one file, for students.

use std::path::{Path, PathBuf};

use crate::exit::Exit;
use crate::kit::{Kit, Packed};
use crate::place::{UsageError, kit_folder};
use crate::progress::write_whole;
use crate::teach::verify::files;
use crate::terminal::{columns, print};
use crate::text;
use crate::workspace::update::Named;
use crate::workspace::{Layout, cargo_manifest, words};

/// What a packed kit's name ends in.
const ENDING: &str = "threadlings";

pub(super) fn pack(
    kit: Option<&Path>,
    output: Option<&Path>,
    without_checks: bool,
) -> anyhow::Result<Exit> {
    let root = kit_folder(kit)?;
    let kit = Kit::from_dir(&root)?;
    kit.require_starts()?;
    if let Some(fault) = files::faults(&root, kit.exercises()).first() {
        let fault = format!("{}: {}", fault.place(), fault.message);
        return Err(UsageError::Unfit(fault).into());
    }
    // What no workspace can be made of must not get to students.
    let of_kit = kit.cargo_manifest()?;
    cargo_manifest(kit.exercises(), Layout::Workspace, of_kit.as_deref())?;
    let file = match output {
        Some(file) => file.to_owned(),
        None => PathBuf::from(format!("{}.{ENDING}", kit.name())),
    };
    let (packed, left_out) = if without_checks {
        kit.packed_without_checks()?
    } else {
        (kit.packed()?, 0)
    };
    // A slip of the pen must not cost somebody a file.
    if file.symlink_metadata().is_ok() && Packed::open(&file).is_err() {
        return Err(UsageError::Taken(file.display().to_string()).into());
    }
    let bytes = packed.write()?;
    write_whole(&file, &bytes)?;
    let checksum = packed.checksum();
    let exercises = kit.exercises().len();
    let named = Named {
        name: packed.name,
        version: packed.version,
    };
    let words = words::packed(&named, exercises, left_out, &file, (bytes.len(), &checksum));
    print(&(text::prose(&words, columns(), "", "").join("\n") + "\n"))?;
    Ok(Exit::Passed)
}
