//! Reads what the harness reports over its private channel (see `harness/harness.rs`).

/// What is known of one run from its records alone.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Report {
    pub(super) finished: bool,
    pub(super) failed: Option<Panic>,
    pub(super) panics: Vec<Panic>,
    /// Whether it was refused memory.
    pub(super) no_memory: bool,
    /// Whether a probe could not wait, so that what came after it is a matter of luck.
    pub(super) unordered: bool,
    /// How many threads it had when the system gave no more.
    pub(super) no_thread: Option<usize>,
    /// The last word of a probe.
    pub(super) note: Option<String>,
}

/// A panic, wherever it ended.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Panic {
    pub(super) thread: String,
    /// `FILE:LINE:COLUMN`, empty where it is not known.
    pub(super) place: String,
    pub(super) message: String,
}

impl Panic {
    /// Of a panic in the checks file the message is the sentence; rustc's frame around it is taken off.
    pub(super) fn sentence(&self) -> String {
        let Some(rest) = self.message.strip_prefix("assertion `left ") else {
            return self.message.clone();
        };
        match rest
            .split_once("failed: ")
            .map(|(_, rest)| rest.split_once("\n  left: "))
        {
            Some(Some((sentence, values))) => {
                let values = values.replace("\n right: ", ", right: ");
                format!("{sentence} (left: {values})")
            }
            _ => self.message.clone(),
        }
    }
}

impl Report {
    /// Counts only records that carry the token, of the check that was asked for.
    pub(super) fn read(channel: &str, token: &str, check: &str) -> Self {
        let mut report = Self::default();
        for (kind, text) in records(channel, token) {
            match kind {
                "finished" => report.finished = text == check,
                "failed" => report.failed = Some(panic(&text)),
                "panicked" => report.panics.push(panic(&text)),
                "unordered" => report.unordered = true,
                "no_memory" => report.no_memory = true,
                "no_thread" => report.no_thread = text.parse().ok(),
                "note" => report.note = Some(text),
                _ => {}
            }
        }
        report
    }
}

/// The kinds and texts of the records that carry the token.
pub(super) fn records<'a>(
    channel: &'a str,
    token: &'a str,
) -> impl Iterator<Item = (&'a str, String)> {
    channel.lines().filter_map(move |line| {
        let (kind, text) = line
            .strip_prefix(token)?
            .strip_prefix(' ')?
            .split_once(' ')?;
        Some((kind, unescape(text)))
    })
}

fn panic(text: &str) -> Panic {
    let mut parts = text.splitn(3, '\t').map(str::to_owned);
    let mut next = || parts.next().unwrap_or_default();
    Panic {
        thread: next(),
        place: next(),
        message: next(),
    }
}

fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        if char == '\\' {
            plain.extend(chars.next().map(|escaped| match escaped {
                'n' => '\n',
                'r' => '\r',
                other => other,
            }));
        } else {
            plain.push(char);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_records_with_the_token_count() {
        let channel = "finished a\nx finished a\nT started a\nT note one\nT note two\\nlines\n";
        let report = Report::read(channel, "T", "a");
        assert!(!report.finished);
        assert_eq!(report.note.as_deref(), Some("two\nlines"));
        assert!(Report::read("T finished a\n", "T", "a").finished);
        assert!(!Report::read("T finished b\n", "T", "a").finished);
    }

    #[test]
    fn a_failed_comparison_reads_as_a_sentence() {
        let failed = Report::read(
            "T failed main\\tx\ty\tassertion `left == right` failed: The sum is off\\n  left: 1\\n right: 2\n",
            "T",
            "a",
        );
        assert!(failed.failed.is_some());
        let panic = Panic {
            message: "assertion `left == right` failed: The sum is off\n  left: 1\n right: 2"
                .into(),
            ..Panic::default()
        };
        assert_eq!(panic.sentence(), "The sum is off (left: 1, right: 2)");
    }
}
