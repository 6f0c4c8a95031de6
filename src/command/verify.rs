//! `verify`: is the kit sound?

use std::path::Path;

use super::stop::stop_when_interrupted;
use crate::cli::VerifyArgs;
use crate::exit::Exit;
use crate::judge::{Judge, Toolchain};
use crate::place::kit_folder;
use crate::process::Cancel;
use crate::render::words;
use crate::report;
use crate::teach::verify::{self, Options, Step};
use crate::terminal::Waiting;
use crate::terminal::{columns, print, print_json};

pub(super) fn verify(kit: Option<&Path>, args: &VerifyArgs) -> anyhow::Result<Exit> {
    let root = kit_folder(kit)?;
    let options = Options {
        names: &args.names,
        repeat: args.repeat,
        all: args.all,
        mutants: args.mutants,
    };
    let cancel = Cancel::new();
    stop_when_interrupted(&cancel)?;
    let waiting = Waiting::new();
    let report = verify::verify(
        &root,
        &options,
        || Ok(Judge::new(Toolchain::find(&root)?)),
        &cancel,
        &mut |step| match step {
            Step::Judging { done, total, path } => {
                waiting.show(&verify::judging(done, total, path));
            }
            Step::Building(progress) => waiting.show(&words::building(progress)),
        },
    )?;
    drop(waiting);
    if args.json {
        print_json(&report::json::verification(&report))?;
    } else {
        print(&(verify::page::page(&report, columns()).join("\n") + "\n"))?;
    }
    Ok(if report.is_sound() {
        Exit::Passed
    } else {
        Exit::NotPassed
    })
}
