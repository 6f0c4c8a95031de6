//! `new-kit`: a kit to begin with.

use std::path::Path;

use crate::exit::Exit;
use crate::teach::new_kit;
use crate::teach::words;
use crate::terminal::{columns, print};
use crate::text;

pub(super) fn new_kit(folder: &Path) -> anyhow::Result<Exit> {
    let files = new_kit::write(&std::path::absolute(folder)?)?;
    let words = words::kit_written(folder, &files);
    print(&(text::prose(&words, columns(), "", "").join("\n") + "\n"))?;
    Ok(Exit::Passed)
}
