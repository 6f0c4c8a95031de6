//! `progress.toml`: its types, apart from the domain's, and its text. It must not touch the disk.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::{Progress, Record};

/// The version of the format that this module reads and writes.
pub(super) const VERSION: u32 = 1;

/// The last second of the year 9999, where RFC 3339 ends.
const LAST_SECOND: Duration = Duration::from_secs(253_402_300_799);

/// The whole file.
#[derive(Deserialize, Serialize)]
struct File {
    version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    current: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    exercises: BTreeMap<String, Entry>,
}

/// One `[exercises.NAME]` section. The pass comes first and the numbers have no defaults, so that a section whose end is
/// missing cannot be taken for one that was never passed.
#[derive(Deserialize, Serialize)]
pub(super) struct Entry {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    passed_at: Option<Timestamp>,
    points: u32,
    hints_seen: u32,
    attempts: u32,
}

/// A time as an RFC 3339 string in UTC, to the second.
#[derive(Clone, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
struct Timestamp(SystemTime);

impl TryFrom<String> for Timestamp {
    type Error = humantime::TimestampError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        humantime::parse_rfc3339(&text).map(Self)
    }
}

impl From<Timestamp> for String {
    fn from(Timestamp(when): Timestamp) -> Self {
        rfc3339(when)
    }
}

impl From<Entry> for Record {
    fn from(entry: Entry) -> Self {
        Self {
            attempts: entry.attempts,
            hints_seen: entry.hints_seen,
            passed_at: entry.passed_at.map(|Timestamp(when)| when),
            points: entry.points,
        }
    }
}

impl From<Record> for Entry {
    fn from(record: Record) -> Self {
        Self {
            passed_at: record.passed_at.map(Timestamp),
            points: record.points,
            hints_seen: record.hints_seen,
            attempts: record.attempts,
        }
    }
}

/// A time in UTC to the second: `2026-03-21T09:07:12Z`. A clock outside 1970 to 9999 is brought to the nearer end.
pub(super) fn rfc3339(when: SystemTime) -> String {
    let when = when.clamp(UNIX_EPOCH, UNIX_EPOCH + LAST_SECOND);
    humantime::format_rfc3339_seconds(when).to_string()
}

/// The day of a time in UTC: `2026-03-21`.
pub(crate) fn day(when: SystemTime) -> String {
    let mut text = rfc3339(when);
    text.truncate("2026-03-21".len());
    text
}

/// The text of the file.
pub(super) fn write(progress: &Progress) -> Result<String, toml::ser::Error> {
    let exercises = progress.exercises.iter();
    toml::to_string(&File {
        version: VERSION,
        current: progress.current.clone(),
        exercises: exercises
            .map(|(name, record)| (name.clone(), Entry::from(*record)))
            .collect(),
    })
}

/// What a sound file of this version says; `None` for any other.
pub(super) fn read(bytes: &[u8]) -> Option<Progress> {
    let file: File = toml::from_str(str::from_utf8(bytes).ok()?).ok()?;
    let exercises = file.exercises.into_iter();
    (file.version == VERSION).then(|| Progress {
        current: file.current,
        exercises: exercises
            .map(|(name, entry)| (name, Record::from(entry)))
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[test]
    fn the_file_is_what_the_documentation_shows() {
        let mut progress = Progress::default();
        progress.set_current(Some("mutex4_likes"));
        progress.attempted("join1_kiosk");
        progress.passed("join1_kiosk", 3, at(1_774_084_032));
        progress.hint_seen("mutex4_likes", 2);
        let text = "version = 1\n\
            current = \"mutex4_likes\"\n\
            \n\
            [exercises.join1_kiosk]\n\
            passed_at = \"2026-03-21T09:07:12Z\"\n\
            points = 3\n\
            hints_seen = 0\n\
            attempts = 1\n\
            \n\
            [exercises.mutex4_likes]\n\
            points = 0\n\
            hints_seen = 2\n\
            attempts = 0\n";
        assert_eq!(write(&progress).unwrap(), text);
        assert_eq!(read(text.as_bytes()), Some(progress));
    }

    #[test]
    fn odd_names_survive() {
        let mut progress = Progress::default();
        for name in ["", "a.b", "a b", "\"]\n[x", "größe"] {
            progress.attempted(name);
        }
        let text = write(&progress).unwrap();
        assert_eq!(read(text.as_bytes()), Some(progress));
    }

    #[test]
    fn unknown_keys_are_left_out() {
        let text = "version = 1\nmood = 'good'\n[exercises.a]\npoints = 1\nhints_seen = 2\nattempts = 3\nstars = 5\n\
            [exercises.a.more]\nx = 1\n[theme]\ndark = true\n";
        let record = read(text.as_bytes()).unwrap().record("a");
        assert_eq!(
            (record.points, record.hints_seen, record.attempts),
            (1, 2, 3)
        );
    }

    #[test]
    fn what_is_unsound_is_not_read() {
        let unsound: [&[u8]; 8] = [
            b"",
            b"version = 0",
            b"version = 2",
            b"version = '1'",
            b"version = 1\ncurrent = 3",
            b"version = 1\ncurrent = \"\xff\"",
            b"version = 1\n[exercises.a]\npoints = -1\nhints_seen = 0\nattempts = 0",
            b"version = 1\n[exercises.a]\npassed_at = 'today'\npoints = 1\nhints_seen = 0\nattempts = 0",
        ];
        for bytes in unsound {
            assert_eq!(read(bytes), None, "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn a_clock_that_is_wrong_is_written_all_the_same() {
        assert_eq!(
            rfc3339(UNIX_EPOCH - Duration::from_secs(1)),
            "1970-01-01T00:00:00Z"
        );
        assert_eq!(rfc3339(at(253_402_300_800)), "9999-12-31T23:59:59Z");
    }
}
