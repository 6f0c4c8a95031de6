//! What the threads and the things they share are called, wherever a student reads of them.

use super::{Object, Place, Trace, words};
use crate::text::one_line;

/// What a place in the probes is called.
const PROBES: &str = "probes.rs";

/// The names, by number.
#[derive(Debug)]
pub(crate) struct Names {
    threads: Vec<Label>,
    objects: Vec<String>,
}

/// What a thread is called.
#[derive(Debug)]
struct Label {
    /// At the head of its column.
    head: String,
    /// In a sentence.
    quoted: String,
    /// Whether that is its number only.
    is_numbered: bool,
}

impl Names {
    /// Names all that is in a trace.
    pub(crate) fn of(trace: &Trace) -> Self {
        Self {
            threads: (0..trace.threads.len())
                .map(|number| label(trace, number))
                .collect(),
            objects: (0..trace.objects.len())
                .map(|number| object(trace, number))
                .collect(),
        }
    }

    /// A thread's name for the head of a column.
    pub(crate) fn head(&self, thread: usize) -> &str {
        &self.threads[thread].head
    }

    /// A thread's name for a sentence.
    pub(crate) fn thread(&self, thread: usize) -> &str {
        &self.threads[thread].quoted
    }

    /// Whether a thread is known by its number only.
    pub(crate) fn is_numbered(&self, thread: usize) -> bool {
        self.threads[thread].is_numbered
    }

    /// An object's name for a sentence.
    pub(crate) fn object(&self, object: Option<usize>) -> &str {
        match object {
            Some(object) => &self.objects[object],
            None => words::something(),
        }
    }

    /// The end of a channel that one sends into: `tx`, where the channel is `tx/rx`.
    pub(crate) fn sender(&self, channel: Option<usize>) -> String {
        let name = self.object(channel);
        match name.split_once('/') {
            Some((sender, rest)) => format!("{sender}`{}", behind(rest)),
            None => name.to_owned(),
        }
    }

    /// The end of a channel that one receives from: `rx`, where the channel is `tx/rx`.
    pub(crate) fn receiver(&self, channel: Option<usize>) -> String {
        let name = self.object(channel);
        match name.split_once('/') {
            Some((_, receiver)) => format!("`{receiver}"),
            None => name.to_owned(),
        }
    }
}

/// What follows the closing quote of a name: `` ` 2 `` of `` `tx/rx` 2 ``.
fn behind(rest: &str) -> &str {
    rest.split_once('`').map_or("", |(_, behind)| behind)
}

fn label(trace: &Trace, number: usize) -> Label {
    let thread = &trace.threads[number];
    if number == 0 {
        return named(words::main_thread());
    }
    let numbered = words::numbered_thread(number);
    let is_only = |name: &str| {
        let others = trace.threads.iter().enumerate();
        others
            .filter(|(other, _)| *other != number)
            .all(|(_, other)| {
                other.name.as_deref() != Some(name) && other.handle.as_deref() != Some(name)
            })
    };
    match (&thread.name, &thread.handle) {
        (Some(name), _) if is_only(name) => named(name),
        (Some(name), _) => Label {
            head: format!("{} ({number})", one_line(name)),
            quoted: format!("`{}` ({numbered})", one_line(name)),
            is_numbered: false,
        },
        // `handles` is the name of all of them.
        (None, Some(handle)) if is_only(handle) && !handle.ends_with('s') => named(handle),
        _ => Label {
            head: numbered.clone(),
            quoted: numbered,
            is_numbered: true,
        },
    }
}

fn named(name: &str) -> Label {
    let name = one_line(name);
    Label {
        head: name.clone(),
        quoted: format!("`{name}`"),
        is_numbered: false,
    }
}

/// All objects that the source calls the same, this one among them. A `LazyLock` or an `Arc` and what it holds have one name,
/// and what is done to them tells which is meant.
pub(crate) fn namesakes(trace: &Trace, number: usize) -> impl Iterator<Item = usize> {
    let key = |number: usize| {
        let object = &trace.objects[number];
        let kind = object.kind.as_str();
        let wraps = ["LazyLock", "Arc"].contains(&kind);
        (&object.name, wraps.then_some(kind))
    };
    (1..trace.objects.len()).filter(move |other| key(*other) == key(number))
}

fn line(trace: &Trace, number: usize) -> Option<u32> {
    trace.own_line(trace.objects[number].made_at.as_ref())
}

/// Whether an object has a number behind its name, because its namesakes were made at the same line.
pub(crate) fn is_numbered(trace: &Trace, number: usize) -> bool {
    namesakes(trace, number)
        .any(|other| other != number && line(trace, other) == line(trace, number))
}

fn object(trace: &Trace, number: usize) -> String {
    let Object { kind, name, .. } = &trace.objects[number];
    let Some(name) = name else {
        return unnamed(trace, number, kind, trace.objects[number].made_at.as_ref());
    };
    let name = one_line(name);
    if is_of_check(trace.objects[number].made_at.as_ref()) && !trace.source.text.contains(&name) {
        // The student has never seen that name.
        return words::named_by_check(&name);
    }
    let same: Vec<usize> = namesakes(trace, number).collect();
    if is_numbered(trace, number) {
        let index = same.iter().take_while(|other| **other != number).count();
        return format!("`{name}` {}", index + 1);
    }
    match line(trace, number) {
        Some(line) if same.len() > 1 => words::at_line(&format!("`{name}`"), line),
        _ => format!("`{name}`"),
    }
}

/// Whether something was made by the check, or by what it is given.
fn is_of_check(made_at: Option<&Place>) -> bool {
    made_at.is_some_and(|place| place.file.starts_with("checks/") || place.file == PROBES)
}

fn unnamed(trace: &Trace, number: usize, kind: &str, made_at: Option<&Place>) -> String {
    if number == 0 {
        return words::something().to_owned();
    }
    match (trace.own_line(made_at), made_at) {
        (Some(line), _) => words::made_at_line(kind, line),
        // Elsewhere it is made by the standard library, for whoever asked for a default.
        (None, Some(_)) if is_of_check(made_at) => words::of_the_check(kind),
        _ => words::unnamed(kind, number),
    }
}
