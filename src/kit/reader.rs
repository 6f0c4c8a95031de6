//! Reads values out of a TOML document and notes everything that is wrong on the way. It knows types, lines and words, not
//! what a kit is.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::nearest::{nearest, quoted};
use super::problem::{Problem, Problems};

/// A table of the document, with the words that tell a reader which one it is.
pub(super) struct Section<'t> {
    pub(super) table: &'t DeTable<'t>,
    /// Byte at which its header starts.
    pub(super) at: usize,
    /// `` in exercise `join1` ``
    pub(super) place: String,
}

impl Section<'_> {
    /// The byte at which `key` stands, else that of the header.
    pub(super) fn at_key(&self, key: &str) -> usize {
        self.table
            .get_key_value(key)
            .map_or(self.at, |(key, _)| key.span().start)
    }
}

/// Collects the problems of one document.
pub(super) struct Reader<'t> {
    text: &'t str,
    /// Lines whose syntax is wrong: what the parser made of them is not worth a second complaint.
    broken: Vec<usize>,
    problems: Vec<Problem>,
}

impl<'t> Reader<'t> {
    /// A reader of `text`, in which the parser found `errors`.
    pub(super) fn new(text: &'t str, errors: &[toml::de::Error]) -> Self {
        let mut reader = Self {
            text,
            broken: Vec::new(),
            problems: Vec::new(),
        };
        let mut errors: Vec<_> = errors
            .iter()
            .map(|error| (error.span().unwrap_or_default(), error.message()))
            .collect();
        errors.sort_by_key(|(span, _)| span.start);
        for (span, message) in errors {
            let (line, column) = reader.position(span.start);
            // The rest of a line is read wrongly after its first error.
            if reader.broken.contains(&line) {
                continue;
            }
            reader.broken.push(line);
            let unexpected = text.get(span).unwrap_or_default().trim();
            let mut message = message.to_owned();
            if !unexpected.is_empty() && !unexpected.contains('\n') {
                message = format!("{message} (`{unexpected}`)");
            }
            reader.problems.push(Problem {
                line,
                column: Some(column),
                key: None,
                message,
                fix: None,
            });
        }
        reader
    }

    /// The problems, if there are any.
    pub(super) fn finish(mut self, path: &str) -> Result<(), Problems> {
        if self.problems.is_empty() {
            return Ok(());
        }
        self.problems
            .sort_by_key(|problem| (problem.line, problem.column));
        Err(Problems {
            path: path.to_owned(),
            list: self.problems,
        })
    }

    /// Notes a problem of the line with byte `at`.
    pub(super) fn report(&mut self, at: usize, key: Option<&str>, message: String, fix: String) {
        let (line, _) = self.position(at);
        if !self.broken.contains(&line) {
            self.problems.push(Problem {
                line,
                column: None,
                key: key.map(str::to_owned),
                message,
                fix: Some(fix),
            });
        }
    }

    /// Notes that `key` is not there, unless it may be in what could not be read.
    pub(super) fn report_missing(&mut self, section: &Section, key: &str, example: &str) {
        if self.broken.is_empty() && !section.table.contains_key(key) {
            let message = format!("`{key}` is missing {}", section.place);
            self.report(section.at, Some(key), message, format!("add `{example}`"));
        }
    }

    /// Notes the keys of the section that are not among `known`.
    pub(super) fn report_unknown(&mut self, section: &Section, known: &[&str]) {
        for key in section.table.keys() {
            let word = key.get_ref().as_ref();
            if known.contains(&word) {
                continue;
            }
            let fix = match nearest(word, known.iter().copied()).first() {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("the keys here are {}", quoted(known.iter().copied())),
            };
            let message = format!("unknown key `{word}` {}", section.place);
            self.report(key.span().start, Some(word), message, fix);
        }
    }

    /// The value of `key` as `read` understands it; one it does not is a problem, as it must be `expected`.
    pub(super) fn value<T>(
        &mut self,
        section: &Section,
        key: &str,
        expected: &str,
        read: impl FnOnce(&DeValue) -> Option<T>,
    ) -> Option<T> {
        let value = section.table.get(key)?.get_ref();
        let result = read(value);
        if result.is_none() {
            let message = format!("`{key}` {} is {}", section.place, described(value));
            let fix = format!("it must be {expected}");
            self.report(section.at_key(key), Some(key), message, fix);
        }
        result
    }

    /// A string, without the white space around it.
    pub(super) fn text(&mut self, section: &Section, key: &str) -> Option<String> {
        self.value(section, key, "a string", |value| {
            Some(value.as_str()?.trim().to_owned())
        })
    }

    /// A truth value.
    pub(super) fn flag(&mut self, section: &Section, key: &str) -> Option<bool> {
        self.value(section, key, "`true` or `false`", |value| match value {
            DeValue::Boolean(truth) => Some(*truth),
            _ => None,
        })
    }

    /// A whole number from `least` to the greatest of an unsigned type.
    pub(super) fn whole<T: TryFrom<u64>>(
        &mut self,
        section: &Section,
        key: &str,
        least: u64,
    ) -> Option<T> {
        let greatest = u64::MAX >> (64 - 8 * size_of::<T>());
        let expected = format!("a whole number from {least} to {greatest}");
        self.value(section, key, &expected, |value| {
            let digits = value.as_integer()?;
            let number = u64::from_str_radix(digits.as_str(), digits.radix()).ok()?;
            T::try_from(number).ok().filter(|_| number >= least)
        })
    }

    /// Strings, none of them empty, without the white space around them.
    pub(super) fn texts(&mut self, section: &Section, key: &str) -> Option<Vec<String>> {
        let items = self.items(section, key, "an array of strings")?;
        let mut texts = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let number = index + 1;
            let place = format!("item {number} of `{key}` {}", section.place);
            let (found, fix) = match item.get_ref().as_str().map(str::trim) {
                None => (described(item.get_ref()), "it must be a string"),
                Some("") => ("empty".to_owned(), "write it or remove it"),
                Some(text) => {
                    texts.push(text.to_owned());
                    continue;
                }
            };
            let message = format!("{place} is {found}");
            self.report(item.span().start, Some(key), message, fix.to_owned());
        }
        Some(texts)
    }

    /// Tables, each with the byte at which it starts; `header` is how they are written.
    pub(super) fn tables<'s>(
        &mut self,
        section: &Section<'s>,
        key: &str,
        header: &str,
    ) -> Vec<(usize, &'s DeTable<'s>)> {
        let expected = format!("tables, each below its own `{header}`");
        let mut tables = Vec::new();
        for (index, item) in self
            .items(section, key, &expected)
            .unwrap_or_default()
            .iter()
            .enumerate()
        {
            if let Some(table) = item.get_ref().as_table() {
                tables.push((item.span().start, table));
            } else {
                let number = index + 1;
                let found = described(item.get_ref());
                let message = format!("item {number} of `{key}` {} is {found}", section.place);
                let fix = format!("it must be a table below `{header}`");
                self.report(item.span().start, Some(key), message, fix);
            }
        }
        tables
    }

    fn items<'s>(
        &mut self,
        section: &Section<'s>,
        key: &str,
        expected: &str,
    ) -> Option<&'s [Spanned<DeValue<'s>>]> {
        self.value(section, key, expected, |value| value.as_array().map(|_| ()))?;
        let table: &'s DeTable<'s> = section.table;
        Some(table.get(key)?.get_ref().as_array()?)
    }

    /// Line of the byte `at`, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.position(at).0
    }

    /// Line and column of the byte `at`, both from 1.
    fn position(&self, at: usize) -> (usize, usize) {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.matches('\n').count() + 1;
        (line, before[line_start..].chars().count() + 1)
    }
}

/// What a value is, for "`points` is …".
fn described(value: &DeValue) -> String {
    match value {
        DeValue::String(text) if text.trim().is_empty() => "empty".to_owned(),
        DeValue::String(_) => "a string".to_owned(),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(truth) => truth.to_string(),
        DeValue::Datetime(_) => "a date or time".to_owned(),
        DeValue::Array(_) => "an array".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}
