//! What the closure of a spawned thread names, as far as its text tells.

use crate::trace::{Operation, Place, Trace};

/// Words of a line that names a `Sender` which are no names of one.
const OTHERS: [&str; 10] = [
    "let",
    "mut",
    "clone",
    "Sender",
    "SyncSender",
    "mpsc",
    "for",
    "in",
    "move",
    "thread",
];

/// Whether the thread runs a closure that may own a `Sender` of the channel. Only a closure that names the `Receiver`
/// and none of the `Sender`s surely owns none.
pub(super) fn may_name_sender(trace: &Trace, thread: usize, channel: usize) -> bool {
    let spawned_at = trace.threads[thread].spawned_at.as_ref();
    let Some(call) = spawned_at.and_then(|place| call(trace, place)) else {
        return true;
    };
    let name = trace.objects[channel].name.as_deref();
    let Some((sender, receiver)) = name.and_then(|name| name.split_once('/')) else {
        return true;
    };
    let mut senders = vec![sender];
    for event in &trace.events {
        if event.operation == Operation::Clone && event.object == Some(channel) {
            let Some(line) = event.place.as_ref().and_then(|place| line(trace, place)) else {
                return true;
            };
            senders.extend(words(line).filter(|word| !OTHERS.contains(word)));
        }
    }
    let named: Vec<&str> = words(call).collect();
    !named.contains(&receiver) || senders.iter().any(|sender| named.contains(sender))
}

/// The threads whose closures took along the `Sender`s that were made at this place. `None` where the text does not tell,
/// or not all of them were taken.
pub(super) fn takers(trace: &Trace, channel: usize, made_at: &Place) -> Option<Vec<usize>> {
    let clones: Vec<&Place> = trace
        .events
        .iter()
        .filter(|event| (event.operation, event.object) == (Operation::Clone, Some(channel)))
        .map(|event| event.place.as_ref())
        .collect::<Option<_>>()?;
    let is_original = trace.objects[channel].made_at.as_ref() == Some(made_at);
    let (sender, count) = if is_original {
        let name = trace.objects[channel].name.as_deref()?;
        let (sender, _) = name.split_once('/')?;
        let mut others = clones.iter().map(|clone| bound(trace, clone));
        if others.any(|other| other == Some(sender)) {
            return None;
        }
        (sender, 1)
    } else {
        let same = clones.iter().filter(|clone| **clone == made_at);
        (bound(trace, made_at)?, same.count())
    };
    let takes = |thread: &usize| {
        let spawned_at = trace.threads[*thread].spawned_at.as_ref();
        let call = spawned_at.and_then(|place| call(trace, place));
        let mut named = call.unwrap_or_default().split("move").skip(1);
        named.any(|behind| words(behind).any(|word| word == sender))
    };
    let takers: Vec<usize> = (1..trace.threads.len()).filter(takes).collect();
    (takers.len() == count).then_some(takers)
}

/// What a `let` at this line calls its value.
fn bound<'a>(trace: &'a Trace, place: &Place) -> Option<&'a str> {
    let (_, binding) = line(trace, place)?.split_once("let ")?;
    words(binding).find(|word| *word != "mut")
}

/// Whether the program may keep a `Sender` where no thread owns it: in a `static`, or in what is never dropped.
pub(super) fn may_escape(trace: &Trace) -> bool {
    let in_static = |line: &str| line.contains("static ") && line.contains("Sender");
    let text = &trace.source.text;
    text.lines().any(in_static)
        || ["forget", "leak", "ManuallyDrop"]
            .iter()
            .any(|word| text.contains(word))
}

fn line<'a>(trace: &'a Trace, place: &Place) -> Option<&'a str> {
    let line = trace.own_line(Some(place))?;
    trace.source.text.lines().nth(line as usize - 1)
}

/// The text from a place up to the end of the call that begins there.
fn call<'a>(trace: &'a Trace, place: &Place) -> Option<&'a str> {
    let first = line(trace, place)?;
    let offset = first.as_ptr() as usize - trace.source.text.as_ptr() as usize;
    let rest = &trace.source.text[offset..];
    // Columns may count wide characters twice, so the call is looked for from the left of where it is said to be.
    let start = first
        .char_indices()
        .take(place.column as usize)
        .map(|(at, _)| at)
        .filter(|at| first[*at..].starts_with("spawn") || first[*at..].starts_with("thread"))
        .last()
        .unwrap_or(0);
    let mut depth = 0;
    for (at, char) in rest[start..].char_indices() {
        match char {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => continue,
        }
        if depth == 0 {
            return Some(&rest[start..=start + at]);
        }
    }
    None
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|char: char| !char.is_alphanumeric() && char != '_')
        .filter(|word| !word.is_empty())
}
