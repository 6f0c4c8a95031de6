//! `init`: a student's workspace.

use std::path::Path;

use crate::exit::Exit;
use crate::kit::Kit;
use crate::place::{open_kit, true_path};
use crate::terminal::{columns, print};
use crate::text;
use crate::workspace::{init, words};

pub(super) fn init(kit: Option<&Path>, folder: Option<&Path>) -> anyhow::Result<Exit> {
    let here = Path::new(".");
    let root = std::path::absolute(folder.unwrap_or(here))?;
    let from = kit.map(true_path).transpose()?;
    let kit = match kit {
        Some(path) => open_kit(path)?,
        None => Kit::embedded()?,
    };
    kit.require_starts()?;
    let made = init::init(&root, &kit, from)?;
    let words = words::made(&made, folder.filter(|folder| *folder != here));
    print(&(text::prose(&words, columns(), "", "").join("\n") + "\n"))?;
    Ok(Exit::Passed)
}
