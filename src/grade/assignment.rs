//! What is graded: the exercises of a kit, and what they are worth. Nothing in it comes from a submission.

use super::digest::{self, Digest};
use super::model::{ExerciseIdentity, KitIdentity};
use crate::judge::{JudgeError, checks_not_run};
use crate::kit::{Exercise, Kit};
use crate::verdict::CheckResult;

/// The exercises that are graded, in the order of the course.
pub struct Assignment {
    name: String,
    pub(super) tasks: Vec<Task>,
}

/// One exercise.
pub(super) struct Task {
    pub(super) exercise: Exercise,
    /// Points to be had.
    pub(super) max_score: u32,
    /// Whether the kit has checks for it.
    pub(super) is_hidden: bool,
    /// Whether its interleavings are to be explored.
    pub(super) is_explored: bool,
    /// What the student was given.
    pub(super) start: String,
    /// Its checks, none of them run.
    pub(super) checks: Vec<CheckResult>,
    /// Changes with everything in the kit that decides how it is judged.
    pub(super) digest: String,
}

impl Assignment {
    /// All exercises of the kit, or `only` those of these names; `seed` goes before the kit's own.
    pub fn new(kit: &Kit, only: &[String], seed: Option<u64>) -> Result<Self, JudgeError> {
        let mut wanted = Vec::new();
        for name in only {
            wanted.push(&kit.find(name)?.name);
        }
        let tasks = kit
            .exercises()
            .iter()
            .filter(|exercise| only.is_empty() || wanted.contains(&&exercise.name))
            .map(|exercise| Task::new(kit, exercise, seed))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            name: kit.name(),
            tasks,
        })
    }

    /// Whether interleavings are to be explored.
    pub fn is_explored(&self) -> bool {
        self.tasks.iter().any(|task| task.is_explored)
    }

    /// The paths of the files that are graded: one for each exercise, and then those that exercises had before.
    pub fn wanted(&self) -> Vec<String> {
        let exercises = self.tasks.iter().map(|task| &task.exercise);
        let before = exercises.clone().filter_map(Exercise::former_path);
        exercises.map(Exercise::path).chain(before).collect()
    }

    /// Of what was handed in for each wanted path: what counts for each exercise.
    pub(super) fn by_exercise<T>(&self, mut handed_in: Vec<Option<T>>) -> Vec<Option<T>> {
        let mut before = handed_in.split_off(self.tasks.len()).into_iter();
        for (task, handed) in self.tasks.iter().zip(&mut handed_in) {
            if task.exercise.renamed_from.is_some() {
                let before = before.next().flatten();
                *handed = handed.take().or(before);
            }
        }
        handed_in
    }

    /// The exercises whose checks students have not seen.
    pub(super) fn hidden(&self) -> impl Iterator<Item = &Exercise> + Clone {
        let hidden = self.tasks.iter().filter(|task| task.is_hidden);
        hidden.map(|task| &task.exercise)
    }

    /// Which kit, and which version of it.
    pub(super) fn identity(&self, toolchain: &str) -> KitIdentity {
        let digest = self.tasks.iter().fold(Digest::new(), |digest, task| {
            digest
                .with(&task.digest)
                .with(format!("{:?}", task.exercise.credit))
                .with(&task.start)
        });
        KitIdentity {
            name: self.name.clone(),
            digest: digest.hex(),
            toolchain: toolchain.to_owned(),
            exercises: self.tasks.iter().map(Task::identity).collect(),
        }
    }
}

/// How many points are to be had for an exercise.
pub(crate) fn max_score(kit: &Kit, exercise: &Exercise) -> Result<u32, JudgeError> {
    let checks = checks_not_run(kit, exercise)?;
    Ok(score_to_be_had(exercise, &checks))
}

fn score_to_be_had(exercise: &Exercise, checks: &[CheckResult]) -> u32 {
    if checks.is_empty() {
        // How many tests a student wrote is worth nothing.
        exercise.points.unwrap_or(1)
    } else {
        checks.iter().map(|check| check.max_points).sum()
    }
}

impl Task {
    fn new(kit: &Kit, exercise: &Exercise, seed: Option<u64>) -> Result<Self, JudgeError> {
        let mut exercise = exercise.clone();
        if let (Some(explore), Some(seed)) = (&mut exercise.explore, seed) {
            explore.seed = Some(seed);
        }
        kit.require_checks(&exercise)?;
        let checks = checks_not_run(kit, &exercise)?;
        let is_hidden = !checks.is_empty();
        Ok(Self {
            max_score: score_to_be_had(&exercise, &checks),
            is_hidden,
            is_explored: kit.is_explored(&exercise),
            start: kit.start(&exercise)?,
            checks,
            digest: digest::of_exercise(kit, &exercise)?,
            exercise,
        })
    }

    fn identity(&self) -> ExerciseIdentity {
        ExerciseIdentity {
            name: self.exercise.name.clone(),
            dir: self.exercise.dir.clone(),
            title: self.exercise.title.clone(),
            max_score: self.max_score,
        }
    }
}
