//! What must happen to which file. It reads through what it is given and writes nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::super::record::{Record, plain};
use crate::archive::Files;

/// The kit a workspace was made from, as far as it is known.
pub(super) struct Old<'a> {
    pub(super) record: &'a Record,
    /// All its files for students.
    pub(super) files: &'a Files,
    /// Paths of its exercises by name.
    pub(super) exercises: BTreeMap<String, String>,
}

/// The kit to come.
pub(super) struct New<'a> {
    /// What a new workspace would hold.
    pub(super) files: &'a Files,
    /// Files that a workspace has only once they are earned.
    pub(super) earned: &'a Files,
    /// Paths of its exercises by name.
    pub(super) exercises: BTreeMap<String, String>,
}

/// What becomes of a file, or became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// It was not there before.
    Arrives,
    /// It had been removed.
    Returns,
    /// It was as the old kit had it, and is now as the new one has it.
    Replaced,
    /// The student has changed it, so it stays; what the kit has now is beside it.
    Kept {
        /// Where; relative to the workspace.
        beside: String,
    },
    /// The kit has moved it.
    Moved {
        /// Where it was.
        from: String,
    },
    /// The kit has it no more; it stays.
    Dropped,
}

/// One file of which there is something to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// Relative to the workspace.
    pub(crate) path: String,
    pub(crate) change: Change,
}

/// Something to write or to move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Move {
        from: String,
        to: String,
    },
    /// Write what is not there.
    Write {
        path: String,
        text: Vec<u8>,
    },
    /// Write over what is still `known`.
    Replace {
        path: String,
        known: Vec<u8>,
        text: Vec<u8>,
    },
}

/// All that is to be done and told.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) steps: Vec<Step>,
    pub(super) rows: Vec<Row>,
}

/// Reads a file of the workspace; `None` where there is none.
pub(super) type ReadFile<'a> = dyn Fn(&str) -> anyhow::Result<Option<Vec<u8>>> + 'a;

/// Compares the two kits and the workspace.
pub(super) fn plan(old: &Old, new: &New, read_file: &ReadFile) -> anyhow::Result<Plan> {
    let mut planner = Planner {
        old,
        read_file,
        plan: Plan::default(),
        moved: BTreeSet::new(),
    };
    let mut moved_from = BTreeMap::new();
    for (name, path) in &new.exercises {
        if let Some(from) = old.exercises.get(name).filter(|from| *from != path) {
            moved_from.insert(path.as_str(), from.as_str());
        }
    }
    for (path, text) in new.files {
        planner.file(path, text, moved_from.get(path.as_str()).copied())?;
    }
    for (path, text) in new.earned {
        planner.earned(path, text)?;
    }
    planner.dropped(new)?;
    planner
        .plan
        .rows
        .sort_by(|one, other| one.path.cmp(&other.path));
    Ok(planner.plan)
}

struct Planner<'a> {
    old: &'a Old<'a>,
    read_file: &'a ReadFile<'a>,
    plan: Plan,
    /// Where files were that move.
    moved: BTreeSet<String>,
}

impl Planner<'_> {
    fn file(&mut self, path: &str, text: &[u8], from: Option<&str>) -> anyhow::Result<()> {
        let mut found = (self.read_file)(path)?;
        let was_at = from.unwrap_or(path);
        if found.is_none()
            && let Some(from) = from
        {
            found = (self.read_file)(from)?;
            if found.is_some() {
                self.moved.insert(from.to_owned());
                self.plan.steps.push(Step::Move {
                    from: from.to_owned(),
                    to: path.to_owned(),
                });
                self.tell(
                    path,
                    Change::Moved {
                        from: from.to_owned(),
                    },
                );
            }
        }
        let Some(found) = found else {
            let change = if self.gave(path) {
                Change::Returns
            } else {
                Change::Arrives
            };
            self.write(path, text);
            self.tell(path, change);
            return Ok(());
        };
        if same(&found, text) {
            return Ok(());
        }
        if self.is_as_given(was_at, &found) {
            self.replace(path, found, text);
            self.tell(path, Change::Replaced);
        } else if !self.is_as_given(was_at, text) {
            let beside = self.put_beside(path, text)?;
            self.tell(path, Change::Kept { beside });
        }
        Ok(())
    }

    /// A file that is brought up to date where it is, and does not arrive by itself.
    fn earned(&mut self, path: &str, text: &[u8]) -> anyhow::Result<()> {
        if let Some(found) = (self.read_file)(path)?
            && !same(&found, text)
            && self.is_as_given(path, &found)
        {
            self.replace(path, found, text);
            self.tell(path, Change::Replaced);
        }
        Ok(())
    }

    /// What the kit does not have any more.
    fn dropped(&mut self, new: &New) -> anyhow::Result<()> {
        let paths: Vec<&str> = self.old.record.paths().collect();
        for path in paths {
            let is_exercise = path.starts_with("exercises/");
            if is_exercise
                && !new.files.contains_key(path)
                && !self.moved.contains(path)
                && (self.read_file)(path)?.is_some()
            {
                self.tell(path, Change::Dropped);
            }
        }
        Ok(())
    }

    /// Finds a place for the kit's text beside the student's.
    fn put_beside(&mut self, path: &str, text: &[u8]) -> anyhow::Result<String> {
        let mut number = 1;
        loop {
            let beside = beside(path, number);
            match (self.read_file)(&beside)? {
                None => {
                    self.write(&beside, text);
                    return Ok(beside);
                }
                Some(found) if same(&found, text) => return Ok(beside),
                // An earlier update put it there.
                Some(found) if self.is_as_given(path, &found) => {
                    self.replace(&beside, found, text);
                    return Ok(beside);
                }
                Some(_) => number += 1,
            }
        }
    }

    fn gave(&self, path: &str) -> bool {
        self.old.files.contains_key(path) || self.old.record.paths().any(|known| known == path)
    }

    /// Whether this is what the old kit had at `path`.
    fn is_as_given(&self, path: &str, text: &[u8]) -> bool {
        self.old.record.wrote(path, text)
            || self
                .old
                .files
                .get(path)
                .is_some_and(|known| same(known, text))
    }

    fn write(&mut self, path: &str, text: &[u8]) {
        self.plan.steps.push(Step::Write {
            path: path.to_owned(),
            text: text.to_owned(),
        });
    }

    fn replace(&mut self, path: &str, known: Vec<u8>, text: &[u8]) {
        self.plan.steps.push(Step::Replace {
            path: path.to_owned(),
            known,
            text: text.to_owned(),
        });
    }

    fn tell(&mut self, path: &str, change: Change) {
        self.plan.rows.push(Row {
            path: path.to_owned(),
            change,
        });
    }
}

fn same(one: &[u8], other: &[u8]) -> bool {
    plain(one) == plain(other)
}

/// `a/join1.new.rs`, then `a/join1.new-2.rs` and so on.
fn beside(path: &str, number: u32) -> String {
    let new = match number {
        1 => "new".to_owned(),
        _ => format!("new-{number}"),
    };
    let name_at = path.rfind('/').map_or(0, |slash| slash + 1);
    match path[name_at..].rfind('.').filter(|&dot| dot > 0) {
        Some(dot) => {
            let (stem, ending) = path.split_at(name_at + dot);
            format!("{stem}.{new}{ending}")
        }
        None => format!("{path}.{new}"),
    }
}

#[cfg(test)]
mod tests;
