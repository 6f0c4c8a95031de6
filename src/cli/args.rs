//! What can be typed.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::grade_args::{GradeAction, GradeArgs, STATUS};

const START: &str = "\
Start here:
  threadlings init DIR   a folder of exercises to work in; not needed in a clone
  threadlings            watch: fix the file it names, save, and be judged at once
  threadlings hint       a hint for the exercise you are at; again for a clearer one
  threadlings list       all exercises, and which you have passed

Names may be shortened as long as they stay unambiguous: `run join2` is `run join2_ovens`.

Exit status: 0 passed, 1 judged and not passed, 2 wrong usage or a broken kit, 3 our own failure or a missing tool.";

const INIT: &str = "\
Examples:
  threadlings init course                         the kit inside this program
  threadlings init course --kit rust.threadlings  a kit that a teacher packed
  threadlings init course --kit ../rust           a kit's folder

The folder becomes a Cargo package in which rust-analyzer, `cargo check --keep-going` and `cargo run --bin NAME` \
work, and a git repository unless it is in one. Checks stay out of sight; a solution arrives when you have passed. \
The workspace keeps a copy of its kit, so what it was made from may move.

Nothing that is there is written over: the folder must be new or empty. Where init was cut short, call it again.";

const UPDATE: &str = "\
Examples:
  threadlings update --dry-run               what would happen
  threadlings update --kit rust.threadlings  to what a teacher has sent

Without --kit the newer kit comes from where the workspace's own came from: this program, or the file or folder given \
to `init`.

New exercises arrive, and a start that you have not touched becomes the new one. A file that you have changed stays; \
what the kit has now is put beside it, as NAME.new.rs. Exercises that the kit has no more stay. So does your progress, \
and where the checks of a passed exercise have changed, that is said. Stop the watcher first.";

const PLAY: &str = "\
Examples:
  threadlings play race1              your own code, with one of its checks
  threadlings play --level            small programs made to be broken, one for each classic mistake
  threadlings play --level lost_update

Your own code, as it is saved, runs with one of its checks, and stops before everything that another thread could notice. \
You say who goes on:

  1 to 9, m     that thread (A, B, … from the tenth on), or main, takes its next step, or wakes for no reason
  Enter         the same thread as before goes on
  r             the same thread runs until it has to wait
  c             let chance choose
  u, s          undo the last choice; start again
  h             a hint: the next step of a shortest failing run
  q             quit

A switch counts when the thread that went last could have gone on, and so does a wait that ends early while others could \
go on. Where the check can fail, the fewest switches that takes is said; where it holds in all interleavings, you cannot win.";

const NEW_KIT: &str = "\
The kit is sound as it is: an exercise with checks, two solutions and two mistakes to learn from, a README, and a \
workflow that verifies the kit on every push. Then, in its folder:

  threadlings verify             is it sound?
  threadlings new 02_next/NAME   one more exercise
  threadlings pack               the kit in one file, for students";

const CHECK: &str = "\
Examples:
  threadlings check mutex1                         once, in the terminal
  threadlings check --message-format=json FILE     what an editor calls at each save

The editor settings that `init` writes call it, so that an editor marks what fails where it fails, and the steps that led \
there. A text that the watcher has just judged is not judged again. A pass is noted; attempts are not counted.";

const PACK: &str = "\
The file has what students need and nothing else: starts, READMEs and info.toml, and, compressed so that they are not \
read by chance, checks and solutions. No mistakes. The same kit makes the same bytes.

Students give it to `init`, `update` or any other command with --kit FILE. Give the kit a `version` at the top of its \
info.toml, so that they can say which they have.";

/// Graded exercises for concurrency in Rust, judged on every save.
#[derive(Debug, Parser)]
#[command(version, about, after_help = START, propagate_version = true)]
pub struct Args {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    /// The kit: a folder or a packed file [default: the workspace, where it has an info.toml, or the kit it was made from, or
    /// else the kit inside this program]
    #[arg(long, global = true, value_name = "KIT")]
    pub(crate) kit: Option<PathBuf>,

    /// Folder with the student's exercises/ [default: this folder or the nearest one above that has them]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) workspace: Option<PathBuf>,

    /// Colours; `auto` heeds `NO_COLOR` and whether the output is a terminal
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,

    /// Sentences instead of drawings, and words instead of keys, for screen readers; so it is with TERM=dumb
    #[arg(long, global = true)]
    pub(crate) plain: bool,

    #[command(flatten)]
    pub(crate) watch: WatchArgs,
}

/// What the watcher can be told; also without naming it, since it is the default.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct WatchArgs {
    /// Stay on an exercise after it passes, until `n` is pressed
    #[arg(long)]
    pub(crate) stay: bool,

    /// Look at the files every MS milliseconds instead of waiting for file events
    #[arg(long, value_name = "MS", num_args = 0..=1, default_missing_value = "200", value_parser = milliseconds)]
    pub(crate) poll: Option<Duration>,

    /// Judge start, solutions and mistakes of one exercise of your kit on every save (for teachers)
    #[arg(long, value_name = "NAME")]
    pub(crate) teach: Option<String>,

    /// Run this to open the next exercise; its path is added, or takes the place of {}
    #[arg(long, value_name = "COMMAND")]
    pub(crate) edit_cmd: Option<String>,
}

/// What `new` can be told.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct NewArgs {
    /// Its chapter and its name: `04_mutex/piggybank`
    #[arg(value_name = "DIR/NAME")]
    pub(crate) path: String,

    /// What students read in the list
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,

    /// What it teaches; may be given several times
    #[arg(long = "concept", value_name = "TEXT")]
    pub(crate) concepts: Vec<String>,

    /// Points for all its checks together [default: one for each check]
    #[arg(long, value_name = "N")]
    pub(crate) points: Option<u32>,
}

/// What `verify` can be told.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct VerifyArgs {
    /// Exercises or chapters [default: all]
    #[arg(value_name = "NAME")]
    pub(crate) names: Vec<String>,

    /// Judge each text N times; the verdict must always be the same
    #[arg(long, value_name = "N", default_value = "3", value_parser = times)]
    pub(crate) repeat: usize,

    /// Change the solutions in small ways, and say which changes no check can tell
    #[arg(long)]
    pub(crate) mutants: bool,

    /// Judge even what has not changed since it was found sound
    #[arg(long)]
    pub(crate) all: bool,

    /// Print one JSON object instead of text
    #[arg(long)]
    pub(crate) json: bool,
}

/// How `check` prints what it found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// As rustc draws it.
    Human,
    /// One JSON object a line, as cargo prints.
    Json,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal that wants them.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What to do with progress besides showing it.
#[derive(Debug, Subcommand)]
pub(crate) enum ProgressAction {
    /// Write your progress to a file, to carry it to another machine
    Export {
        /// Where to
        file: PathBuf,
    },
    /// Add the progress of another machine to what you have done here
    Import {
        /// What `export` has written
        file: PathBuf,
    },
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Judge on every save, and move on after each pass (the default)
    Watch {
        /// The exercise to begin at, or the beginning of its name [default: the one you are at]
        name: Option<String>,

        #[command(flatten)]
        watch: WatchArgs,
    },
    /// Judge an exercise once
    Run {
        /// Its name, or the beginning of it [default: the one you are at]
        name: Option<String>,
        /// Trust nothing in the file: judge it as a submission is graded
        #[arg(long)]
        sandbox: bool,
        /// Print one JSON object instead of text
        #[arg(long)]
        json: bool,
    },
    /// Judge an exercise once, for an editor: prints what `cargo check` would, and what the checks say
    #[command(after_help = CHECK)]
    Check {
        /// An exercise's name or its file; about another file nothing is said [default: the one you are at]
        #[arg(value_name = "NAME|FILE")]
        wanted: Option<String>,
        /// How to print it; `json` is the format of `cargo check --message-format=json`
        #[arg(long, value_name = "FORMAT", default_value = "human")]
        message_format: MessageFormat,
    },
    /// Show all exercises and which are passed
    List {
        /// Print one JSON object instead of a table
        #[arg(long)]
        json: bool,
    },
    /// Show how far you have come: chapters, concepts, points, days
    #[command(args_conflicts_with_subcommands = true)]
    Progress {
        #[command(subcommand)]
        action: Option<ProgressAction>,
        /// Print one JSON object instead of a picture
        #[arg(long)]
        json: bool,
    },
    /// Show one more hint than last time
    Hint {
        /// The exercise [default: the one you are at]
        name: Option<String>,
        /// Show all of them
        #[arg(long)]
        all: bool,
        /// Print one JSON object instead of text
        #[arg(long)]
        json: bool,
    },
    /// Put the starter file of an exercise back, and keep your text as a backup
    Reset {
        /// The exercise
        name: String,
        /// Print one JSON object instead of text
        #[arg(long)]
        json: bool,
    },
    /// Show the solutions of an exercise that you passed
    Solution {
        /// The exercise
        name: String,
        /// Print one JSON object instead of text
        #[arg(long)]
        json: bool,
    },
    /// Step through the interleaving in which an exercise fails
    Replay {
        /// Its name, or the beginning of it [default: the one you are at]
        name: Option<String>,
        /// Print the interleaving as one JSON object
        #[arg(long)]
        json: bool,
        /// Judge nothing: read what `run --json` or `replay --json` printed
        #[arg(long, value_name = "FILE", conflicts_with = "name")]
        from: Option<PathBuf>,
        /// Write one page for a browser: source, drawing and steps, without the network
        #[arg(long, value_name = "FILE", conflicts_with = "json")]
        html: Option<PathBuf>,
    },
    /// Be the scheduler: choose which thread goes on, and try to make a check fail
    #[command(after_help = PLAY)]
    Play {
        /// Its name, or the beginning of it [default: the one you are at]
        name: Option<String>,
        /// The check to play [default: you are shown a list, where there are several]
        #[arg(long, value_name = "CHECK")]
        check: Option<String>,
        /// Play a small program made to be broken, without a workspace; without a name, list them
        #[arg(long, value_name = "LEVEL", num_args = 0..=1, default_missing_value = "", conflicts_with_all = ["name", "check"])]
        level: Option<String>,
    },
    /// Grade submissions, of which none is trusted (for teachers and CI)
    #[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true, after_help = STATUS)]
    Grade {
        #[command(subcommand)]
        action: Option<GradeAction>,
        #[command(flatten)]
        grade: Box<GradeArgs>,
    },
    /// Make a student's workspace: exercises to edit, with an editor and cargo that understand them
    #[command(after_help = INIT)]
    Init {
        /// A new or empty folder [default: this one]
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
    /// Bring a workspace to a newer kit; what you have written stays
    #[command(after_help = UPDATE)]
    Update {
        /// Say what would happen, and write nothing
        #[arg(long)]
        dry_run: bool,
        /// Print one JSON object instead of a table
        #[arg(long)]
        json: bool,
    },
    /// Make a kit of your own, with one exercise that works (for teachers)
    #[command(after_help = NEW_KIT)]
    NewKit {
        /// A new or empty folder
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Pack a kit into one file for students (for teachers)
    #[command(after_help = PACK)]
    Pack {
        /// Where to [default: the name of the kit's folder, here, with `.threadlings` after it]
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// Leave out all checks, and the solutions of exercises that have some: those are graded elsewhere only
        #[arg(long)]
        without_checks: bool,
    },
    /// Begin an exercise: files that compile, for you to write over (for teachers)
    New {
        #[command(flatten)]
        new: NewArgs,
    },
    /// Check that the kit is sound: its starts, solutions and mistakes (for teachers)
    Verify {
        #[command(flatten)]
        verify: VerifyArgs,
    },
    /// Say what works on this machine, and how to fix what does not
    Doctor {
        /// Print one JSON object instead of text
        #[arg(long)]
        json: bool,
    },
    /// Print a completion script: `threadlings completions bash >> ~/.bashrc`
    Completions {
        /// The shell it is for
        shell: Shell,
    },
}

fn times(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(times @ 1..=1000) => Ok(times),
        _ => Err("give a number from 1 to 1000".to_owned()),
    }
}

fn milliseconds(text: &str) -> Result<Duration, String> {
    match text.parse() {
        Ok(ms @ 10..=60_000) => Ok(Duration::from_millis(ms)),
        _ => Err("give a number of milliseconds from 10 to 60000".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn watching_needs_no_command() {
        let args = Args::try_parse_from(["threadlings", "--stay", "--poll"]).unwrap();
        assert!(args.command.is_none());
        assert!(args.watch.stay);
        assert_eq!(args.watch.poll, Some(Duration::from_millis(200)));
        assert!(Args::try_parse_from(["threadlings", "--poll=5"]).is_err());
    }
}
