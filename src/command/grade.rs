//! `grade`: grades submissions, or puts gradings together.

mod mistakes;
mod outputs;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use super::stop::stop_when_interrupted;
use crate::cli::{ForWhom, GradeArgs, GradeOutput};
use crate::exit::Exit;
use crate::grade::model::{Audience, Grading, HandIn};
use crate::grade::{self, Assignment, Options, Progress, words};
use crate::judge::{Judge, Toolchain, cache_dir};
use crate::kit::Kit;
use crate::place::{UsageError, open_kit};
use crate::process::{Cancel, Confinement};
use crate::render::{self, words as rendered};
use crate::report::json;
use crate::terminal::{Waiting, waiting_for};
use crate::verdict::{Judgement, Verdict};
use mistakes::Mistakes;
use outputs::{Outputs, say};

/// The folder of the user's cache that judgements are kept in.
const JUDGEMENTS: &str = "judgements";

pub(super) fn grade(kit: Option<&Path>, args: &GradeArgs) -> anyhow::Result<Exit> {
    let kit = match kit {
        Some(path) => open_kit(path)?,
        None => match kit_here(&args.paths)? {
            Some(folder) => Kit::from_dir(&folder)?,
            None => Kit::embedded()?,
        },
    };
    if kit.exercises().is_empty() {
        return Err(UsageError::NoExercises.into());
    }
    let assignment = Assignment::new(&kit, &args.only, args.seed)?;
    let found = grade::find(&args.paths, &assignment.wanted(), args.single)?;
    let outputs = Outputs::plan(&args.output)?;
    if args.shard.is_none() {
        outputs.require(found.found.len())?;
    }
    if args.output.feedback.is_some() && args.audience != ForWhom::Student {
        return Err(UsageError::FeedbackForTeachers { is_merging: false }.into());
    }
    let confinement = Arc::new(Confinement::new());
    if args.require_sandbox {
        let missing = grade::missing(confinement.protections());
        if !missing.is_empty() {
            anyhow::bail!(words::no_sandbox(&missing));
        }
    }
    for path in &found.passed_over {
        say(&words::passed_over(path));
    }
    let cache = match &args.cache {
        Some(dir) => Some(std::path::absolute(dir)?),
        None => cache_dir().map(|dir| dir.join(JUDGEMENTS)),
    };
    let mistakes = Mistakes::of(&kit);
    let recognise = |judgement: &Judgement| mistakes.like(judgement);
    let options = Options {
        jobs: args.jobs.map_or_else(cores, usize::from),
        deadline: args.deadline,
        late: args.late,
        audience: args.audience.into(),
        shard: args.shard,
        cache,
        fresh: args.fresh,
        recognise: &recognise,
    };
    let cancel = Cancel::new();
    stop_when_interrupted(&cancel)?;
    let judge = Judge::new(waiting_for(rendered::asking_rustc(), || {
        Toolchain::find(&trusted_place(&kit))
    })?)
    .for_many()
    .confined(confinement);
    let waiting = Waiting::new();
    judge.prepare()?;
    let mut building = |progress| waiting.show(&rendered::building(progress));
    judge.prepare_dependencies(&kit, None, &cancel, &mut building)?;
    if assignment.is_explored() {
        judge.prepare_explorer(&cancel, &mut building)?;
    }
    let started = Instant::now();
    let watch = |progress: Progress| waiting.show(&progress_line(progress, started));
    let graded = grade::grade(
        &kit,
        &assignment,
        found.found,
        &judge,
        &options,
        &cancel,
        &watch,
    )?;
    drop(waiting);
    if !graded.is_kept {
        let cache = options.cache.map(|dir| dir.display().to_string());
        say(&words::not_kept(cache.as_deref()));
    }
    outputs.answer(&graded.grading)?;
    Ok(exit(&graded.grading))
}

/// The folder we stand in, where it is a kit's. Never one that is graded, or lies in one: a submission brings no kit.
fn kit_here(submissions: &[PathBuf]) -> io::Result<Option<PathBuf>> {
    let here = std::env::current_dir()?.canonicalize()?;
    let is_graded = |path: &PathBuf| path.canonicalize().is_ok_and(|path| here.starts_with(path));
    let is_kit = here.join("info.toml").exists() && !submissions.iter().any(is_graded);
    Ok(is_kit.then_some(here))
}

/// A folder in which no submission can say, by a file of its own, which toolchain is used.
fn trusted_place(kit: &Kit) -> PathBuf {
    let program = std::env::current_exe().ok();
    let home = program.as_ref().and_then(|program| program.parent());
    let place = kit.root().or(home).unwrap_or(Path::new("/"));
    place.to_owned()
}

/// Puts together what was graded in parts.
pub(super) fn merge(parts: &[PathBuf], output: &GradeOutput) -> anyhow::Result<Exit> {
    let outputs = Outputs::plan(output)?;
    let mut gradings = Vec::new();
    for part in parts {
        let path = part.display().to_string();
        let text = fs::read(part).map_err(|source| UsageError::Unreadable {
            path: path.clone(),
            source,
        })?;
        let grading = json::read_grading(&String::from_utf8_lossy(&text)).map_err(|source| {
            UsageError::NotGraded {
                path: path.clone(),
                source: Box::new(source),
            }
        })?;
        gradings.push((path, grading));
    }
    let grading = grade::merge::merge(gradings)?;
    if output.feedback.is_some() && grading.audience != Audience::Student {
        return Err(UsageError::FeedbackForTeachers { is_merging: true }.into());
    }
    outputs.answer(&grading)?;
    Ok(exit(&grading))
}

fn exit(grading: &Grading) -> Exit {
    let all = || {
        let submissions = grading.submissions.iter();
        submissions.flat_map(|submission| &submission.exercises)
    };
    if all().any(|graded| graded.judgement.verdict == Verdict::NotJudged) {
        return Exit::Failure;
    }
    let passed = |hand_in: &HandIn| matches!(hand_in, HandIn::InTime | HandIn::Late(_));
    if all().all(|graded| passed(&graded.hand_in) && graded.judgement.passed()) {
        Exit::Passed
    } else {
        Exit::NotPassed
    }
}

fn progress_line(progress: Progress, started: Instant) -> String {
    const BAR: usize = 24;
    let Progress {
        done,
        total,
        judged,
    } = progress;
    let minutes = started.elapsed().as_secs_f64() / 60.0;
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rate for people"
    )]
    let rate = (judged > 0 && minutes > 0.02).then(|| (done as f64 / minutes) as usize);
    format!(
        "{} {}",
        render::bar(done, total, BAR),
        words::progress(done, total, rate)
    )
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}
