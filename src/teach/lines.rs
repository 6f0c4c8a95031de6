//! On which lines of the manifest things stand. It must not know what they mean.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

/// The lines of a manifest.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lines {
    /// By name of the exercise.
    exercises: BTreeMap<String, Entry>,
    headers: Vec<usize>,
}

#[derive(Clone, Debug, Default)]
struct Entry {
    header: usize,
    keys: BTreeMap<String, usize>,
    tables: BTreeMap<String, Vec<usize>>,
}

impl Lines {
    /// Of a manifest that may be damaged.
    pub(crate) fn parse(text: &str) -> Self {
        let (document, _) = DeTable::parse_recoverable(text);
        let line = |at: usize| text.get(..at).unwrap_or(text).matches('\n').count() + 1;
        let mut exercises = BTreeMap::new();
        let mut headers = Vec::new();
        let tables = document.get_ref().get("exercises");
        let tables = tables.and_then(|tables| tables.get_ref().as_array());
        for spanned in tables.into_iter().flat_map(|tables| tables.iter()) {
            let DeValue::Table(table) = spanned.get_ref() else {
                continue;
            };
            headers.push(line(spanned.span().start));
            let Some(name) = table.get("name").and_then(|name| name.get_ref().as_str()) else {
                continue;
            };
            let mut entry = Entry {
                header: line(spanned.span().start),
                ..Entry::default()
            };
            for (key, value) in table {
                let key_name = key.get_ref().to_string();
                entry.keys.insert(key_name.clone(), line(key.span().start));
                if let DeValue::Array(items) = value.get_ref() {
                    let lines = items.iter().map(|item| line(item.span().start)).collect();
                    entry.tables.insert(key_name, lines);
                }
            }
            exercises.entry(name.trim().to_owned()).or_insert(entry);
        }
        Self { exercises, headers }
    }

    /// The line of the exercise's `[[exercises]]`.
    pub(crate) fn of(&self, exercise: &str) -> Option<usize> {
        self.exercises.get(exercise).map(|entry| entry.header)
    }

    /// The lines from the exercise's header to the next one's.
    pub(crate) fn range(&self, exercise: &str) -> Range<usize> {
        let Some(first) = self.of(exercise) else {
            return 0..0;
        };
        let next = self.headers.iter().find(|header| **header > first);
        first..next.copied().unwrap_or(usize::MAX)
    }

    /// The line of one of its keys, else of its header.
    pub(crate) fn of_key(&self, exercise: &str, key: &str) -> Option<usize> {
        let entry = self.exercises.get(exercise)?;
        Some(*entry.keys.get(key).unwrap_or(&entry.header))
    }

    /// The line of the item with this index in one of its arrays, else of its header.
    pub(crate) fn of_item(&self, exercise: &str, key: &str, index: usize) -> Option<usize> {
        let entry = self.exercises.get(exercise)?;
        let item = entry.tables.get(key).and_then(|lines| lines.get(index));
        Some(*item.unwrap_or(&entry.header))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_keys_and_items_have_their_lines() {
        let lines = Lines::parse(
            "format_version = 1\n\n[[exercises]]\nname = \"a\"\nhints = [\n  \"x\",\n  \"y\",\n]\n[[exercises.nudges]]\nwhen = \"E0373\"\n[[exercises]]\nname = \"b\"\n",
        );
        assert_eq!(lines.of("a"), Some(3));
        assert_eq!(lines.of("b"), Some(11));
        assert_eq!(lines.of("c"), None);
        assert_eq!(lines.range("a"), 3..11);
        assert_eq!(lines.range("c"), 0..0);
        assert_eq!(lines.of_key("a", "name"), Some(4));
        assert_eq!(lines.of_key("a", "points"), Some(3));
        assert_eq!(lines.of_item("a", "hints", 1), Some(7));
        assert_eq!(lines.of_item("a", "nudges", 0), Some(9));
    }
}
