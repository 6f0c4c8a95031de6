//! `new`: begins an exercise.

use std::io::{self, IsTerminal};
use std::path::Path;

use crate::cli::NewArgs;
use crate::exit::Exit;
use crate::place::kit_folder;
use crate::teach::new::{self, Name, Wishes};
use crate::teach::words;
use crate::terminal::{columns, print};
use crate::text;

pub(super) fn new(kit: Option<&Path>, args: NewArgs) -> anyhow::Result<Exit> {
    let root = kit_folder(kit)?;
    let name = Name::parse(&args.path)?;
    new::check(&root, &name)?;
    let mut wishes = Wishes {
        title: args.title,
        concepts: args.concepts,
        points: args.points,
    };
    // Somebody must be there to answer.
    if io::stdin().is_terminal() && io::stderr().is_terminal() {
        new::ask(&mut wishes, &mut io::stdin().lock(), &mut io::stderr())?;
    }
    let written = new::write(&root, &name, &wishes)?;
    let lines = text::prose(&words::written(&written), columns(), "", "");
    print(&(lines.join("\n") + "\n"))?;
    Ok(Exit::Passed)
}
