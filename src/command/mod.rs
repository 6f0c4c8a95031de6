//! The commands other than the watcher: each asks the other modules and prints one answer.

mod check;
mod doctor;
mod grade;
mod hint;
mod init;
mod list;
mod new;
mod new_kit;
mod pack;
mod play;
mod progress;
mod replay;
mod reset;
mod run;
mod solution;
mod stop;
mod update;
mod verify;

use clap::CommandFactory;

use crate::cli::{Args, Command, GradeAction, WatchArgs};
use crate::exit::Exit;
use crate::place::Place;
use crate::terminal::{print, use_color, use_plain};
use crate::watch;
use replay::Medium;

/// Does what was asked for.
pub fn execute(args: Args) -> anyhow::Result<Exit> {
    use_color(args.color);
    if args.plain {
        use_plain();
    }
    let place = || Place::find(args.kit.as_deref(), args.workspace.as_deref());
    let watch = |name: Option<&str>, watch: &WatchArgs| match &watch.teach {
        Some(name) => watch::teach::teach(args.kit.as_deref(), name, watch),
        None => watch::watch(place()?, name, watch),
    };
    match args.command {
        None => watch(None, &args.watch),
        Some(Command::Watch { name, watch: given }) => watch(name.as_deref(), &given),
        Some(Command::Run {
            name,
            sandbox,
            json,
        }) => run::run(&place()?, name.as_deref(), sandbox, json),
        Some(Command::Check {
            wanted,
            message_format,
        }) => check::check(
            args.kit.as_deref(),
            args.workspace.as_deref(),
            wanted.as_deref(),
            message_format,
        ),
        Some(Command::List { json }) => list::list(&place()?, json),
        Some(Command::Progress { action, json }) => {
            progress::show_or_carry(&place()?, action.as_ref(), json)
        }
        Some(Command::Hint { name, all, json }) => {
            hint::hint(&place()?, name.as_deref(), all, json)
        }
        Some(Command::Reset { name, json }) => reset::reset(&place()?, &name, json),
        Some(Command::Solution { name, json }) => solution::solution(&place()?, &name, json),
        Some(Command::Replay {
            from: Some(file),
            json,
            html,
            ..
        }) => replay::saved(&file, Medium::of(json, html.as_deref())),
        Some(Command::Replay {
            name, json, html, ..
        }) => {
            let medium = Medium::of(json, html.as_deref());
            replay::replay(&place()?, name.as_deref(), medium)
        }
        Some(Command::Play {
            level: Some(level), ..
        }) => play::level(&level),
        Some(Command::Play { name, check, .. }) => {
            play::play(&place()?, name.as_deref(), check.as_deref())
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
        Some(Command::Pack {
            output,
            without_checks,
        }) => pack::pack(args.kit.as_deref(), output.as_deref(), without_checks),
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
