//! `check`: judges an exercise once, for an editor.

use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use super::run::read_attempt;
use crate::cli::MessageFormat;
use crate::exit::Exit;
use crate::judge::Attempt;
use crate::kit::Exercise;
use crate::place::Place;
use crate::process::Cancel;
use crate::progress::Change;
use crate::render::words;
use crate::report::marks::{self, Finding};
use crate::report::rustc::{Judged, build_finished};
use crate::sharing::Sharing;
use crate::terminal::{print, waiting_for};
use crate::verdict::Judgement;

pub(super) fn check(
    kit: Option<&Path>,
    workspace: Option<&Path>,
    wanted: Option<&str>,
    format: MessageFormat,
) -> anyhow::Result<Exit> {
    let answer = Answer { format };
    let Some(file) = wanted.filter(|wanted| is_file(wanted)) else {
        let place = Place::find(kit, workspace)?;
        let (progress, _) = place.progress()?;
        let exercise = place.exercise(wanted, &progress)?;
        return judge(&place, exercise, &answer);
    };
    let file = std::path::absolute(file)?;
    let Some((root, path)) = in_exercises(&file) else {
        return answer.nothing();
    };
    let judged = || {
        let place = Place::find(kit, Some(workspace.unwrap_or(&root)))?;
        // Where an editor calls the folder otherwise than we do, it is still the editor's name that it knows.
        let place = Place {
            workspace: root.clone(),
            ..place
        };
        let mut exercises = place.kit.exercises().iter();
        match exercises.find(|exercise| exercise.path() == path) {
            Some(exercise) => judge(&place, exercise, &answer),
            None => answer.nothing(),
        }
    };
    judged().inspect_err(|error| {
        // Where nothing can be printed, there is still the error.
        let _ = answer.failure(error, &root, &path);
    })
}

/// Whether it names a file rather than an exercise.
fn is_file(wanted: &str) -> bool {
    let path = Path::new(wanted);
    wanted.contains(['/', '\\']) || path.extension().is_some_and(|it| it == "rs") || path.is_file()
}

/// The workspace that a file would be an exercise of, and the exercise's path there.
fn in_exercises(file: &Path) -> Option<(PathBuf, String)> {
    let parts: Vec<Component> = file.components().collect();
    let is_folder = |part: &Component| part.as_os_str() == "exercises";
    let at = parts.iter().rposition(is_folder)?;
    let names = parts[at..].iter().map(|part| part.as_os_str().to_str());
    let names: Vec<&str> = names.collect::<Option<_>>()?;
    Some((parts[..at].iter().collect(), names.join("/")))
}

fn judge(place: &Place, exercise: &Exercise, answer: &Answer) -> anyhow::Result<Exit> {
    let file = place.file(exercise);
    let judge = waiting_for(words::asking_rustc(), || place.judge())?;
    let sharing = Sharing::new(&place.workspace);
    let (judgement, text) = loop {
        let text = read_attempt(&file)?;
        let attempt = Attempt {
            exercise,
            text: text.as_deref(),
            width: None,
        };
        let judgement = sharing.judge(&judge, &place.kit, &attempt, &Cancel::new());
        let judgement = judgement.ok_or_else(|| anyhow::anyhow!("the judging was cancelled"))?;
        // What is said of an older text would be shown beside the newer one.
        if read_attempt(&file)? == text {
            break (judgement, text.unwrap_or_default());
        }
    };
    note_pass(place, exercise, &judgement)?;
    let text = String::from_utf8_lossy(&text);
    let path = exercise.path();
    let judged = Judged {
        root: &place.workspace,
        path: &path,
        text: &text,
        exercise: &exercise.name,
        edition: &place.kit.package()?.edition,
    };
    answer.say(&judged, &marks::findings(&judgement, &path, &text))?;
    answer.end_of(&judgement)?;
    Ok(Exit::after(judgement.verdict))
}

/// A first pass counts, whoever asked.
fn note_pass(place: &Place, exercise: &Exercise, judgement: &Judgement) -> anyhow::Result<()> {
    if !judgement.passed() || place.progress()?.0.is_passed(&exercise.name) {
        return Ok(());
    }
    let change = Change::Passed {
        name: exercise.name.clone(),
        points: judgement.points(),
        when: SystemTime::now(),
    };
    crate::progress::update(&place.workspace, &[change])?;
    place.hand_out(exercise)?;
    Ok(())
}

/// What is printed, and how.
struct Answer {
    format: MessageFormat,
}

impl Answer {
    fn say(&self, judged: &Judged, findings: &[Finding]) -> anyhow::Result<()> {
        let colored = colored::control::SHOULD_COLORIZE.should_colorize();
        for finding in findings {
            match self.format {
                MessageFormat::Human => {
                    let drawn = judged.drawn(finding, colored);
                    print(&format!("{}\n\n", drawn.trim_end()))?;
                }
                MessageFormat::Json => {
                    let message = judged.message(finding);
                    message.map_or(Ok(()), |message| print(&format!("{message}\n")))?;
                }
            }
        }
        Ok(())
    }

    fn end_of(&self, judgement: &Judgement) -> anyhow::Result<()> {
        match self.format {
            MessageFormat::Human => print(&(words::headline(judgement) + "\n")),
            MessageFormat::Json => self.end(judgement.passed()),
        }
    }

    fn end(&self, success: bool) -> anyhow::Result<()> {
        match self.format {
            MessageFormat::Human => Ok(()),
            MessageFormat::Json => print(&format!("{}\n", build_finished(success))),
        }
    }

    /// An editor shows nobody what a command says on standard error.
    fn failure(&self, error: &anyhow::Error, root: &Path, path: &str) -> anyhow::Result<()> {
        if self.format == MessageFormat::Human {
            return Ok(());
        }
        let judged = Judged {
            root,
            path,
            text: "",
            exercise: "",
            edition: "",
        };
        let mark = marks::failure(words::error(error));
        self.say(&judged, &[Finding::Own(mark)])?;
        self.end(false)
    }

    /// About a file that is no exercise.
    fn nothing(&self) -> anyhow::Result<Exit> {
        self.end(true)?;
        Ok(Exit::Passed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_from_names() {
        for (wanted, expected) in [
            ("mutex1", false),
            ("mutex1.rs", true),
            ("/a/exercises/04/mutex1.rs", true),
            ("exercises\\04\\mutex1.rs", true),
        ] {
            assert_eq!(is_file(wanted), expected, "{wanted}");
        }
    }

    #[test]
    fn an_exercise_is_below_the_nearest_folder_of_exercises() {
        let found = |file: &str| in_exercises(Path::new(file));
        let expected = (PathBuf::from("/a/exercises/mine"), "exercises/04/x.rs");
        let (root, path) = found("/a/exercises/mine/exercises/04/x.rs").unwrap();
        assert_eq!((root, path.as_str()), expected);
        assert_eq!(found("/a/src/x.rs"), None);
    }
}
