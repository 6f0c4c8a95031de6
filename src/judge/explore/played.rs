//! Lets one check run as somebody chose.

use super::records::{Asks, Report, Shortest, Turn, What};
use super::sources::Sources;
use super::{trace, unfinished};
use crate::judge::run::{Program, Ran};
use crate::judge::{ExploringError, JudgeError, PlayError};
use crate::kit::Exercise;
use crate::process::{Cancel, End};
use crate::trace::choice::Choice;
use crate::trace::{Ending, Trace};
use crate::verdict::Exploration;

/// A run up to where nothing more was chosen, and what is known of all runs.
#[derive(Clone, Debug)]
pub(crate) struct Played {
    /// All that was explored.
    pub(crate) exploration: Exploration,
    /// Whether some run fails.
    pub(crate) fails: bool,
    /// The failing run with the fewest switches that was found; `None` where none fails, or its choices are not known.
    pub(crate) shortest: Option<Shortest>,
    /// How the run stands.
    pub(crate) stands: Stands,
    /// What happened in it. Where it has not failed, its ending lists the threads that still run, each before what it does
    /// next.
    pub(crate) trace: Trace,
}

/// How a run stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stands {
    /// One of these threads is to be chosen.
    Open(Vec<Turn>),
    /// It is to be chosen how a step goes.
    Asks(Asks),
    /// It is over, and the check held.
    Held,
    /// It is over, and failed, as this sentence says.
    Failed(String),
}

impl Program<'_> {
    /// Lets the check called `name` run as the choices say.
    pub(in crate::judge) fn play(
        &self,
        name: &str,
        choices: &[Choice],
        exercise: &Exercise,
        sources: &Sources,
        cancel: &Cancel,
    ) -> Result<Played, PlayError> {
        let mut args = self.args(name, exercise);
        let choices: Vec<String> = choices.iter().map(Choice::to_string).collect();
        args.extend(["play".to_owned(), choices.join(" ")]);
        let Ran { finished, token } = self.start_exploring(&args, exercise, cancel)?;
        let mut report = Report::read(&String::from_utf8_lossy(&finished.stdout), &token, name);
        if let Some(record) = report.unknown {
            let error = ExploringError::UnknownRecord(record);
            return Err(JudgeError::Exploring(error).into());
        }
        let nothing_to_choose = |said: Option<String>| PlayError::NothingToChoose {
            exercise: exercise.name.clone(),
            said: said.unwrap_or_default(),
        };
        let exited = finished.end == End::Exited(0);
        let (true, Some(found), Some(exploration)) =
            (exited, report.found.take(), report.exploration.take())
        else {
            let outcome = unfinished(&finished, &report, sources, exercise)?;
            return Err(nothing_to_choose(outcome.message));
        };
        let stands = match found.what {
            What::Open => match report.asks {
                Some(asks) => Stands::Asks(asks),
                None => Stands::Open(report.turns),
            },
            What::Held => Stands::Held,
            _ => {
                let outcome = self.failed(name, found, sources)?;
                let Some(trace) = outcome.trace else {
                    return Err(nothing_to_choose(outcome.message));
                };
                return Ok(Played {
                    exploration: self.honest(exploration),
                    fails: true,
                    shortest: report.shortest,
                    stands: Stands::Failed(outcome.message.unwrap_or_default()),
                    trace,
                });
            }
        };
        let ending = Ending::LeftRunning(found.still_running);
        Ok(Played {
            exploration: self.honest(exploration),
            fails: report.fails,
            shortest: report.shortest,
            stands,
            trace: trace(name, found.run, ending, sources),
        })
    }
}
