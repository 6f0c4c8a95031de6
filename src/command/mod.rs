//! The commands other than the watcher: each asks the other modules and prints one answer.

mod grade;
mod hint;
mod init;
mod list;
mod new;
mod new_kit;
mod pack;
mod replay;
mod reset;
mod run;
mod solution;
mod stop;
mod update;
mod verify;
mod waiting;

use std::io::{self, IsTerminal, Write};

use clap::CommandFactory;

use crate::cli::{Args, Command, GradeAction, Place, WatchArgs, use_color};
use crate::doctor;
use crate::exit::Exit;
use crate::judge::{Judge, Toolchain};
use crate::progress::Progress;
use crate::render::words;
use crate::text::Links;
use crate::watch;

pub(crate) use reset::put_back;
pub(crate) use solution::hand_out;

/// Does what was asked for.
pub fn execute(args: Args) -> anyhow::Result<Exit> {
    use_color(args.color);
    let place = || Place::find(args.kit.as_deref(), args.workspace.as_deref());
    let watch = |watch: &WatchArgs| match &watch.teach {
        Some(name) => watch::teach::teach(args.kit.as_deref(), name, watch),
        None => watch::watch(place()?, watch),
    };
    match args.command {
        None => watch(&args.watch),
        Some(Command::Watch { watch: given }) => watch(&given),
        Some(Command::Run {
            name,
            sandbox,
            json,
        }) => run::run(&place()?, name.as_deref(), sandbox, json),
        Some(Command::List { json }) => list::list(&place()?, json),
        Some(Command::Hint { name, all, json }) => {
            hint::hint(&place()?, name.as_deref(), all, json)
        }
        Some(Command::Reset { name, json }) => reset::reset(&place()?, &name, json),
        Some(Command::Solution { name, json }) => solution::solution(&place()?, &name, json),
        Some(Command::Replay {
            from: Some(file),
            json,
            ..
        }) => replay::saved(&file, json),
        Some(Command::Replay { name, json, .. }) => {
            replay::replay(&place()?, name.as_deref(), json)
        }
        Some(Command::Grade {
            action: Some(GradeAction::Merge { files, output }),
            ..
        }) => grade::merge(&files, &output),
        Some(Command::Grade { grade, .. }) => grade::grade(args.kit.as_deref(), &grade),
        Some(Command::Init { folder }) => {
            let folder = folder.as_deref().or(args.workspace.as_deref());
            init::init(args.kit.as_deref(), folder)
        }
        Some(Command::Update { dry_run, json }) => update::update(
            args.kit.as_deref(),
            args.workspace.as_deref(),
            dry_run,
            json,
        ),
        Some(Command::NewKit { folder }) => new_kit::new_kit(&folder),
        Some(Command::Pack { output }) => pack::pack(args.kit.as_deref(), output.as_deref()),
        Some(Command::New { new }) => new::new(args.kit.as_deref(), new),
        Some(Command::Verify { verify }) => verify::verify(args.kit.as_deref(), &verify),
        Some(Command::Doctor { json }) => doctor::doctor(&place(), json),
        Some(Command::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Args::command(), "threadlings", &mut script);
            print(&String::from_utf8_lossy(&script))?;
            Ok(Exit::Passed)
        }
    }
}

/// Writes an answer to standard output. A reader that has seen enough, such as `head`, is no failure.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    let written = stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// Writes a serialisable answer as one JSON object.
pub(crate) fn print_json(value: &impl serde::Serialize) -> anyhow::Result<()> {
    print(&(serde_json::to_string_pretty(value)? + "\n"))
}

/// How many columns there are; a page's worth where nobody looks.
pub(crate) fn columns() -> usize {
    let width = io::stdout()
        .is_terminal()
        .then(|| crossterm::terminal::size().ok())
        .flatten()
        .map_or(0, |(columns, _)| usize::from(columns));
    if width == 0 { 100 } else { width }
}

/// Whether paths on standard output are made clickable.
pub(crate) fn links() -> Links {
    let wanted = colored::control::SHOULD_COLORIZE.should_colorize()
        && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout);
    if wanted { Links::On } else { Links::Off }
}

/// The progress; what a damaged file came to is said on standard error.
pub(crate) fn progress(place: &Place) -> anyhow::Result<Progress> {
    let (progress, recovered) = place.progress()?;
    if let Some(recovery) = recovered {
        let words = words::recovered(&recovery.kept_at, recovery.recovered);
        let _ = writeln!(io::stderr(), "{words}");
    }
    Ok(progress)
}

/// A judge that uses the workspace's toolchain.
pub(crate) fn judge(place: &Place) -> anyhow::Result<Judge> {
    Ok(Judge::new(Toolchain::find(&place.workspace)?))
}
