//! What can be had from a `progress.toml` that is damaged. It must not touch the disk.

use toml::{Table, Value};

use super::format::Entry;
use super::{Progress, Record};

/// The keys above the first section, as far as their lines are sound: a bad line costs only itself.
pub(super) struct Head {
    /// Version of the format.
    pub(super) version: Option<i64>,
    /// Name of the current exercise.
    current: Option<String>,
}

impl Head {
    /// Reads the head of a file, sound or not.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut keys = Table::new();
        for line in bytes
            .split_inclusive(|&byte| byte == b'\n')
            .take_while(|line| !opens_section(line))
        {
            keys.extend(parse(line).unwrap_or_default());
        }
        Self {
            version: keys.get("version").and_then(Value::as_integer),
            current: keys
                .get("current")
                .and_then(Value::as_str)
                .map(str::to_owned),
        }
    }
}

/// The current exercise and every section that is sound by itself.
pub(super) fn salvage(bytes: &[u8]) -> Progress {
    let mut progress = Progress {
        current: Head::of(bytes).current,
        ..Progress::default()
    };
    for section in sections(bytes) {
        let Some(Value::Table(exercises)) =
            parse(section).and_then(|mut keys| keys.remove("exercises"))
        else {
            continue;
        };
        for (name, value) in exercises {
            // A name can come twice, as after a merge by hand: a pass is never given up for less.
            if let Ok(entry) = value.try_into::<Entry>()
                && !progress.is_passed(&name)
            {
                progress.exercises.insert(name, Record::from(entry));
            }
        }
    }
    progress
}

/// The text cut before each line that opens a section; the head is the first piece.
fn sections(bytes: &[u8]) -> Vec<&[u8]> {
    let mut sections = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        if opens_section(line) {
            sections.push(&bytes[start..at]);
            start = at;
        }
        at += line.len();
    }
    sections.push(&bytes[start..]);
    sections
}

fn opens_section(line: &[u8]) -> bool {
    line.trim_ascii_start().starts_with(b"[")
}

fn parse(bytes: &[u8]) -> Option<Table> {
    str::from_utf8(bytes).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;
    use crate::progress::format;

    fn sample() -> Progress {
        let mut progress = Progress::default();
        progress.set_current(Some("channel2"));
        progress.passed("join1", 12, UNIX_EPOCH);
        for _ in 0..10 {
            progress.attempted("join1");
            progress.attempted("mutex4");
        }
        progress.hint_seen("mutex4", 3);
        progress.passed("scope1", 2, UNIX_EPOCH);
        progress
    }

    fn names(progress: &Progress) -> Vec<&str> {
        progress.exercises.keys().map(String::as_str).collect()
    }

    #[test]
    fn every_beginning_of_a_file_gives_some_of_it_and_nothing_else() {
        let sample = sample();
        let text = format::write(&sample).unwrap();
        let mut counts = Vec::new();
        for length in 0..=text.len() {
            let bytes = &text.as_bytes()[..length];
            let found = format::read(bytes).unwrap_or_else(|| salvage(bytes));
            for (name, record) in &found.exercises {
                let whole = sample.record(name);
                // The one value that may lose digits: it is last, and the least.
                let attempts = record.attempts;
                assert!(attempts <= whole.attempts, "{name} at {length}");
                assert_eq!(*record, Record { attempts, ..whole }, "{name} at {length}");
            }
            assert!(found.current.is_none() || found.current == sample.current);
            counts.push(found.exercises.len());
        }
        assert!(counts.is_sorted(), "a longer beginning gave less");
        assert_eq!(counts.first(), Some(&0));
        assert_eq!(counts.last(), Some(&3));
    }

    #[test]
    fn one_bad_byte_costs_its_own_section_or_joins_it_to_the_one_before() {
        let text = format::write(&sample()).unwrap();
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            let cut = matches!(bytes[at], b'\n' | b'[');
            bytes[at] = 0xff;
            let least = if cut { 1 } else { 2 };
            assert!(salvage(&bytes).exercises.len() >= least, "at {at}");
        }
    }

    #[test]
    fn a_bad_line_in_the_head_costs_only_itself() {
        let found = salvage(b"version = 1\n<<<<<<< HEAD\ncurrent = 'join1'\n[exercises.x]\n");
        assert_eq!(found.current(), Some("join1"));
        assert_eq!(
            Head::of(b"oops\r\nversion = 7\r\n[a]\nversion = 9").version,
            Some(7)
        );
        assert_eq!(Head::of(b"version = 'x'").version, None);
    }

    #[test]
    fn sections_of_the_wrong_shape_are_passed_over() {
        let found = salvage(
            b"[exercises.a]\npoints = 'many'\nhints_seen = 0\nattempts = 1\n\
            [exercises.b]\npoints = 1\nhints_seen = 0\nattempts = 1\n\
            [other.c]\npoints = 1\nhints_seen = 0\nattempts = 1\n\
            [exercises]\nd = { points = 0, hints_seen = 0, attempts = 2 }\ne = 5\n",
        );
        assert_eq!(names(&found), ["b", "d"]);
    }

    #[test]
    fn of_two_sections_with_one_name_the_pass_stays() {
        let pass = "[exercises.a]\npassed_at = '1970-01-01T00:00:00Z'\npoints = 1\nhints_seen = 0\nattempts = 1\n";
        let none = "[exercises.a]\npoints = 0\nhints_seen = 0\nattempts = 9\n";
        for text in [[pass, none].concat(), [none, pass].concat()] {
            assert!(salvage(text.as_bytes()).is_passed("a"), "{text}");
        }
    }
}
