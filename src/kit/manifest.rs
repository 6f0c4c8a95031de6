//! The manifest, `info.toml`: the rustlings community format (`format_version = 1`) and what threadlings adds to it. It must
//! not know where the text comes from, nor look at any other file.

use std::collections::BTreeMap;
use std::time::Duration;

use toml::de::{DeTable, DeValue};

use super::nearest::nearest;
use super::problem::Problems;
use super::reader::{Reader, Section};
use super::{Credit, Equivalent, Exercise, Explore, Method, Nudge, When};

/// What `info.toml` says.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// Which version of the kit this is, in its author's counting.
    pub version: Option<String>,
    /// Said at the first start.
    pub welcome_message: Option<String>,
    /// Said when all exercises are done.
    pub final_message: Option<String>,
    /// In the order of the course.
    pub exercises: Vec<Exercise>,
}

const TOP: [&str; 5] = [
    "format_version",
    "version",
    "welcome_message",
    "final_message",
    "exercises",
];
const EXERCISE: [&str; 19] = [
    "name",
    "dir",
    "renamed_from",
    "title",
    "concepts",
    "points",
    "hint",
    "hints",
    "nudges",
    "start",
    "equivalents",
    "test",
    "strict_clippy",
    "skip_check_unsolved",
    "explore",
    "all_or_nothing",
    "time_limit_s",
    "memory_mb",
    "max_threads",
];
const EXPLORE: [&str; 4] = ["preemptions", "schedules", "seed", "method"];
const NUDGE: [&str; 2] = ["when", "say"];
const EQUIVALENT: [&str; 5] = ["mutant", "line", "because", "solution", "function"];

/// What a name may have besides letters and digits.
const NAME: [char; 1] = ['_'];
/// What a folder may have.
const DIR: [char; 2] = ['_', '-'];

/// Deadline of a check where the kit sets none.
const TIME_LIMIT: Duration = Duration::from_secs(5);
/// Longest deadline: nobody waits an hour for one check, and a clock can still add it.
const LONGEST_TIME_LIMIT: Duration = Duration::from_hours(1);
/// Memory of a check where the kit sets none, in MiB.
const MEMORY_MB: u64 = 1024;
/// Threads of a check at once, where the kit sets no limit.
const MAX_THREADS: u16 = 1024;

/// Reads the manifest, or tells all that is wrong in it; `path` is how the messages call it.
pub fn parse(text: &str, path: &str) -> Result<Manifest, Problems> {
    let (document, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader::new(text, &errors);
    let top = Section {
        table: document.get_ref(),
        at: 0,
        place: "at the top".to_owned(),
    };
    let manifest = manifest(&mut reader, &top);
    reader.finish(path)?;
    Ok(manifest)
}

fn manifest(reader: &mut Reader, top: &Section) -> Manifest {
    reader.report_unknown(top, &TOP);
    reader.report_missing(top, "format_version", "format_version = 1");
    reader.value(top, "format_version", "1", |value| {
        let number = value.as_integer()?;
        (number.as_str() == "1").then_some(())
    });
    reader.report_missing(top, "exercises", "[[exercises]]");
    let mut exercises = Vec::new();
    let mut lines = BTreeMap::new();
    let mut names_before = Vec::new();
    let tables = reader.tables(top, "exercises", "[[exercises]]");
    for (index, (at, table)) in tables.into_iter().enumerate() {
        let given = table.get("name").and_then(|name| name.get_ref().as_str());
        let which = match given.map(str::trim) {
            Some(name) if !name.is_empty() => format!("exercise `{name}`"),
            _ => format!("exercise number {}", index + 1),
        };
        let place = format!("in {which}");
        let section = Section { table, at, place };
        let exercise = exercise(reader, &section, &which);
        report_twin(reader, &section, &exercise.name, &mut lines);
        names_before.extend(exercise.former_name().map(|name| {
            let at = section.at_key("renamed_from");
            (at, name.to_lowercase())
        }));
        exercises.push(exercise);
    }
    for (at, name) in names_before {
        if let Some(line) = lines.insert(name.clone(), reader.line(at)) {
            let message = format!("`renamed_from` says `{name}`, which line {line} has already");
            let fix = "name what no exercise is called now, and only once".to_owned();
            reader.report(at, Some("renamed_from"), message, fix);
        }
    }
    Manifest {
        version: sentence(reader, top, "version", "a word such as `\"1.2.0\"`"),
        welcome_message: reader
            .text(top, "welcome_message")
            .filter(|s| !s.is_empty()),
        final_message: reader.text(top, "final_message").filter(|s| !s.is_empty()),
        exercises,
    }
}

/// Names differ by more than case, as their files must on every system.
fn report_twin(
    reader: &mut Reader,
    section: &Section,
    name: &str,
    lines: &mut BTreeMap<String, usize>,
) {
    if name.is_empty() {
        return;
    }
    let at = section.at_key("name");
    let line = reader.line(at);
    if let Some(first) = lines.get(&name.to_lowercase()) {
        let message = format!("there is an exercise `{name}` on line {first} already");
        let fix = "give one of them another name".to_owned();
        reader.report(at, Some("name"), message, fix);
    } else {
        lines.insert(name.to_lowercase(), line);
    }
}

fn exercise(reader: &mut Reader, section: &Section, which: &str) -> Exercise {
    reader.report_unknown(section, &EXERCISE);
    reader.report_missing(section, "name", "name = \"…\"");
    let hint = reader.text(section, "hint").filter(|hint| !hint.is_empty());
    let hints = reader.texts(section, "hints");
    if section.table.contains_key("hint") && section.table.contains_key("hints") {
        let message = format!("both `hint` and `hints` {}", section.place);
        let fix = "move the text of `hint` into `hints`".to_owned();
        reader.report(section.at_key("hint"), Some("hint"), message, fix);
    }
    let longest = LONGEST_TIME_LIMIT.as_secs();
    let time_limit = format!("a number of seconds above 0, at most {longest}");
    Exercise {
        name: segment(reader, section, "name", &NAME).unwrap_or_default(),
        dir: segment(reader, section, "dir", &DIR),
        renamed_from: reader.value(
            section,
            "renamed_from",
            "`\"NAME\"` or `\"DIR/NAME\"`, of letters, digits and `_`",
            |value| {
                let text = value.as_str()?.trim();
                let (dir, name) = text
                    .rsplit_once('/')
                    .map_or((None, text), |(dir, name)| (Some(dir), name));
                let is_sound = name_fault(name).is_none() && dir.and_then(dir_fault).is_none();
                is_sound.then(|| text.to_owned())
            },
        ),
        title: reader.text(section, "title").filter(|s| !s.is_empty()),
        concepts: reader.texts(section, "concepts").unwrap_or_default(),
        points: reader.whole(section, "points", 0),
        hints: hints.unwrap_or_else(|| hint.into_iter().collect()),
        nudges: nudges(reader, section, which),
        start: outcome(reader, section, "start"),
        equivalents: equivalents(reader, section, which),
        test: reader.flag(section, "test").unwrap_or(true),
        strict_clippy: reader.flag(section, "strict_clippy").unwrap_or(false),
        skip_check_unsolved: reader.flag(section, "skip_check_unsolved").unwrap_or(false),
        explore: explore(reader, section, which),
        credit: match reader.flag(section, "all_or_nothing") {
            Some(true) => Credit::AllOrNothing,
            _ => Credit::Partial,
        },
        asks_to_explore: asks_to_explore(section),
        time_limit: reader
            .value(section, "time_limit_s", &time_limit, seconds)
            .unwrap_or(TIME_LIMIT),
        memory_mb: reader
            .whole::<u32>(section, "memory_mb", 1)
            .map_or(MEMORY_MB, u64::from),
        max_threads: reader
            .whole(section, "max_threads", 1)
            .unwrap_or(MAX_THREADS),
    }
}

/// A name that is one segment of a path on every system: letters, digits and the `allowed`.
fn segment(reader: &mut Reader, section: &Section, key: &str, allowed: &[char]) -> Option<String> {
    let text = reader.text(section, key)?;
    let Some(fault) = fault(&text, allowed) else {
        return Some(text);
    };
    let message = format!("`{key}` {} {fault}", section.place);
    let others: Vec<String> = allowed.iter().map(|c| format!("`{c}`")).collect();
    let fix = format!("write a name of letters, digits and {}", others.join(", "));
    reader.report(section.at_key(key), Some(key), message, fix);
    None
}

fn fault(text: &str, allowed: &[char]) -> Option<String> {
    let stray = text
        .chars()
        .find(|letter| !letter.is_alphanumeric() && !allowed.contains(letter));
    if text.is_empty() {
        Some("is empty".to_owned())
    } else if let Some(stray) = stray {
        Some(format!("contains `{}`", stray.escape_debug()))
    } else if is_device(text) {
        Some(format!("is `{text}`, which Windows keeps for a device"))
    } else {
        None
    }
}

/// What is wrong with the name of an exercise, as a fragment.
pub(crate) fn name_fault(name: &str) -> Option<String> {
    fault(name, &NAME)
}

/// What is wrong with the name of a chapter's folder, as a fragment.
pub(crate) fn dir_fault(dir: &str) -> Option<String> {
    fault(dir, &DIR)
}

/// Whether Windows takes the name for a device, whatever its extension.
fn is_device(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let numbered = |device: &str| {
        let number = name.strip_prefix(device).and_then(|n| n.parse::<u8>().ok());
        matches!(number, Some(1..=9)) && name.len() == 4
    };
    ["con", "prn", "aux", "nul"].contains(&name.as_str()) || numbered("com") || numbered("lpt")
}

fn seconds(value: &DeValue) -> Option<Duration> {
    let number = match value {
        DeValue::Integer(whole) if whole.radix() == 10 => whole.as_str().parse().ok()?,
        DeValue::Float(float) => float.as_str().parse().ok()?,
        _ => return None,
    };
    let limit = Duration::try_from_secs_f64(number).ok()?;
    (!limit.is_zero() && limit <= LONGEST_TIME_LIMIT).then_some(limit)
}

fn asks_to_explore(exercise: &Section) -> bool {
    let value = exercise.table.get("explore");
    value.is_some_and(|value| value.get_ref().as_bool() != Some(false))
}

fn explore(reader: &mut Reader, exercise: &Section, which: &str) -> Option<Explore> {
    let Some(value) = exercise.table.get("explore") else {
        return Some(Explore::default());
    };
    match value.get_ref().as_bool() {
        Some(true) => return Some(Explore::default()),
        Some(false) => return None,
        None => {}
    }
    let expected = "a table such as `{ preemptions = 2 }`, `true` or `false`";
    reader.value(exercise, "explore", expected, |value| {
        value.as_table().map(|_| ())
    })?;
    let section = Section {
        table: value.get_ref().as_table()?,
        at: exercise.at_key("explore"),
        place: format!("in `explore` of {which}"),
    };
    reader.report_unknown(&section, &EXPLORE);
    Some(Explore {
        preemptions: reader.whole(&section, "preemptions", 0),
        schedules: reader.whole(&section, "schedules", 1),
        seed: reader.whole(&section, "seed", 0),
        method: reader
            .value(
                &section,
                "method",
                "`\"bounded\"`, `\"random\"` or `\"pct\"`",
                |value| {
                    let word = value.as_str()?;
                    Method::from_word(word)
                },
            )
            .unwrap_or_default(),
    })
}

fn nudges(reader: &mut Reader, exercise: &Section, which: &str) -> Vec<Nudge> {
    let mut nudges = Vec::new();
    let tables = reader.tables(exercise, "nudges", "[[exercises.nudges]]");
    for (index, (at, table)) in tables.into_iter().enumerate() {
        let place = format!("in nudge {} of {which}", index + 1);
        let section = Section { table, at, place };
        reader.report_unknown(&section, &NUDGE);
        reader.report_missing(&section, "when", "when = \"fails_checks\"");
        reader.report_missing(&section, "say", "say = \"…\"");
        let say = sentence(reader, &section, "say", "a sentence");
        if let (Some(when), Some(say)) = (outcome(reader, &section, "when"), say) {
            nudges.push(Nudge { when, say });
        }
    }
    nudges
}

/// Text that is not empty.
fn sentence(reader: &mut Reader, section: &Section, key: &str, expected: &str) -> Option<String> {
    reader.value(section, key, expected, |value| {
        let text = value.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    })
}

fn equivalents(reader: &mut Reader, exercise: &Section, which: &str) -> Vec<Equivalent> {
    let mut equivalents = Vec::new();
    let tables = reader.tables(exercise, "equivalents", "[[exercises.equivalents]]");
    for (index, (at, table)) in tables.into_iter().enumerate() {
        let place = format!("in equivalent {} of {which}", index + 1);
        let section = Section { table, at, place };
        reader.report_unknown(&section, &EQUIVALENT);
        reader.report_missing(&section, "mutant", "mutant = \"drop_clone\"");
        reader.report_missing(&section, "line", "line = \"…\"");
        reader.report_missing(&section, "because", "because = \"…\"");
        let mutant = sentence(reader, &section, "mutant", "the name of a change");
        let line = sentence(reader, &section, "line", "a line of the solution");
        let because = sentence(reader, &section, "because", "a reason");
        let solution = sentence(
            reader,
            &section,
            "solution",
            "the name of a solution's file",
        );
        let function = sentence(reader, &section, "function", "the name of a function");
        if let (Some(mutant), Some(line), Some(because)) = (mutant, line, because) {
            equivalents.push(Equivalent {
                mutant,
                line,
                because,
                solution,
                function,
            });
        }
    }
    equivalents
}

/// What can be made of an attempt, in one word.
fn outcome(reader: &mut Reader, section: &Section, key: &str) -> Option<When> {
    let word = reader.text(section, key)?;
    let when = When::from_word(&word);
    if when.is_none() {
        let message = format!("unknown `{key} = \"{word}\"` {}", section.place);
        let fix = match nearest(&word, When::words()).first() {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "use an error code such as `E0373`, a lint such as `clippy::mutex_atomic`, \
                     a verdict such as `deadlocks`, or `check:` and a check's name"
                .to_owned(),
        };
        reader.report(section.at_key(key), Some(key), message, fix);
    }
    when
}

#[cfg(test)]
mod tests;
