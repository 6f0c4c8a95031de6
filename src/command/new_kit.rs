//! `new-kit`: a kit to begin with.

use std::path::Path;

use super::{columns, print};
use crate::exit::Exit;
use crate::render;
use crate::teach::new_kit;
use crate::teach::words;

pub(super) fn new_kit(folder: &Path) -> anyhow::Result<Exit> {
    let files = new_kit::write(&std::path::absolute(folder)?)?;
    let words = words::kit_written(folder, &files);
    print(&(render::prose(&words, columns(), "", "").join("\n") + "\n"))?;
    Ok(Exit::Passed)
}
