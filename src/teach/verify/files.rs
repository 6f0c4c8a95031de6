//! What can be told of a kit's files without judging anything.

mod exercise;
mod leaks;
mod rust;
mod signatures;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::super::bundle::Bundle;
use super::super::lines::Lines;
use super::super::sources::{FOLDERS, Oddity, Sources};
use super::super::{Finding, Kind, Severity, words};
use crate::kit::Exercise;
use crate::workspace::IN_EXERCISES;

/// Everything that is wrong with the files.
pub(crate) fn findings(exercises: &[Exercise], sources: &Sources) -> Vec<Finding> {
    let lines = Lines::parse(sources.text("info.toml").unwrap_or_default());
    let bundles: Vec<Bundle> = exercises
        .iter()
        .map(|exercise| Bundle::of(exercise, sources))
        .collect();
    let mut findings = oddities(exercises, sources);
    findings.extend(strays(&bundles, sources));
    findings.extend(readmes(sources));
    findings.extend(chapters(exercises, sources, &lines));
    for bundle in &bundles {
        findings.extend(of_exercise(bundle, sources, &lines));
    }
    findings
}

/// What students would suffer from: faults in all files but the mistakes, which they never get.
pub(crate) fn faults(root: &Path, exercises: &[Exercise]) -> Vec<Finding> {
    let mut findings = findings(exercises, &Sources::read(root));
    findings.retain(|finding| {
        finding.severity() == Severity::Error && finding.kind != Kind::MistakeMalformed
    });
    findings
}

/// What is wrong with the files of one exercise.
pub(crate) fn of_exercise(bundle: &Bundle, sources: &Sources, lines: &Lines) -> Vec<Finding> {
    let mut findings = exercise::findings(bundle, sources, lines);
    findings.extend(signatures::findings(bundle));
    findings.extend(leaks::findings(bundle, sources));
    let name = &bundle.exercise.name;
    let findings = findings.into_iter();
    findings.map(|finding| finding.of(name)).collect()
}

/// The exercise whose file this is, or would be.
fn owner<'a>(exercises: &'a [Exercise], path: &str) -> Option<&'a Exercise> {
    exercises.iter().find(|exercise| {
        let mistakes = exercise.mistakes_path() + "/";
        [
            exercise.path(),
            exercise.checks_path(),
            exercise.solution_path(),
        ]
        .iter()
        .any(|own| own == path)
            || path.starts_with(&mistakes)
    })
}

fn oddities(exercises: &[Exercise], sources: &Sources) -> Vec<Finding> {
    let findings = sources.oddities.iter().map(|(path, oddity)| {
        let finding = match oddity {
            Oddity::Link => Finding::new(Kind::Link, path, None, words::link()),
            Oddity::NotUtf8 => Finding::new(Kind::Unreadable, path, None, words::not_utf8()),
            Oddity::Unreadable(reason) => {
                Finding::new(Kind::Unreadable, path, None, words::unreadable(reason))
            }
        };
        match owner(exercises, path) {
            Some(exercise) => finding.of(&exercise.name),
            None => finding,
        }
    });
    findings.collect()
}

fn strays(bundles: &[Bundle], sources: &Sources) -> Vec<Finding> {
    let known: BTreeSet<&str> = bundles
        .iter()
        .flat_map(Bundle::files)
        .map(|file| file.path)
        .collect();
    // A README may stand wherever a folder is the kit's.
    let mut folders: BTreeSet<String> = FOLDERS.iter().map(|&folder| folder.to_owned()).collect();
    for bundle in bundles {
        folders.insert(bundle.exercise.mistakes_path());
        if let Some(dir) = &bundle.exercise.dir {
            folders.extend(FOLDERS.iter().map(|folder| format!("{folder}/{dir}")));
        }
    }
    let mut findings = Vec::new();
    for path in sources.texts.keys() {
        let Some((folder, name)) = path.rsplit_once('/') else {
            continue;
        };
        if known.contains(path.as_str()) || (name == "README.md" && folders.contains(folder)) {
            continue;
        }
        // It makes the folder a Cargo package where the teacher works; no student gets it.
        if path == IN_EXERCISES {
            continue;
        }
        let message = if is_left_over(name) {
            words::left_over().to_owned()
        } else {
            words::stray(path.split('/').next().unwrap_or_default())
        };
        findings.push(Finding::new(Kind::StrayFile, path, None, message));
    }
    findings
}

/// Whether an editor leaves such files behind.
fn is_left_over(name: &str) -> bool {
    name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || [".swp", ".bak", ".tmp", ".orig"]
            .iter()
            .any(|ending| name.ends_with(ending))
}

fn readmes(sources: &Sources) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in &sources.texts {
        if path.ends_with("/README.md") {
            findings.extend(exercise::left_to_do(path, text, exercise::TO_DO));
        }
    }
    findings
}

fn chapters(exercises: &[Exercise], sources: &Sources, lines: &Lines) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for exercise in exercises {
        let Some(dir) = exercise.dir.as_deref() else {
            continue;
        };
        match seen.get(&dir.to_lowercase()) {
            None => {
                seen.insert(dir.to_lowercase(), dir);
                let readme = format!("exercises/{dir}/README.md");
                if sources.text(&readme).is_none() {
                    findings.push(Finding::new(
                        Kind::NoReadme,
                        readme,
                        None,
                        words::no_readme(),
                    ));
                }
            }
            Some(&other) if other != dir => {
                let line = lines.of_key(&exercise.name, "dir");
                let message = words::names_clash(other);
                let finding = Finding::new(Kind::NamesClash, "info.toml", line, message);
                findings.push(finding.of(&exercise.name));
            }
            Some(_) => {}
        }
    }
    findings
}

#[cfg(test)]
mod tests;
