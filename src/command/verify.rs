//! `verify`: is the kit sound?

use std::io;
use std::path::Path;
#[cfg(unix)]
use std::thread;

use super::waiting::Waiting;
use super::{columns, print, print_json};
use crate::cli::{VerifyArgs, kit_folder};
use crate::exit::Exit;
use crate::judge::{Judge, Toolchain};
use crate::process::Cancel;
use crate::render::words;
use crate::report;
use crate::teach::verify::{self, Options, Step};

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

/// Ctrl-C ends the judging, so that nothing is left behind; what was found by then is told.
#[cfg(unix)]
fn stop_when_interrupted(cancel: &Cancel) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM])?;
    let cancel = cancel.clone();
    thread::spawn(move || {
        for _ in signals.forever() {
            cancel.cancel();
        }
    });
    Ok(())
}

#[cfg(windows)]
#[expect(clippy::unnecessary_wraps, reason = "the Unix one can fail")]
fn stop_when_interrupted(_: &Cancel) -> io::Result<()> {
    Ok(())
}
