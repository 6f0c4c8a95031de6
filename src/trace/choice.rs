//! What can be chosen in an interleaving, and how that is written.

use std::fmt;
use std::str::FromStr;

/// One choice. What concerns nobody but the thread that ran last happens without one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Choice {
    /// `2`: thread 2 takes its next step. `2!`: its wait ends early.
    Turn {
        /// Number of the thread.
        thread: usize,
        /// Whether its wait ends although what it waits for is not there.
        early: bool,
    },
    /// `=1`: of several ways in which a step can go, the one with this number, from 0.
    Way(usize),
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Turn { thread, early } => write!(f, "{thread}{}", if *early { "!" } else { "" }),
            Self::Way(way) => write!(f, "={way}"),
        }
    }
}

/// The text is no choice.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is no choice")]
pub(crate) struct NoChoice(String);

impl FromStr for Choice {
    type Err = NoChoice;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let no_choice = || NoChoice(text.to_owned());
        let number = |text: &str| text.parse().map_err(|_| no_choice());
        if let Some(way) = text.strip_prefix('=') {
            return Ok(Self::Way(number(way)?));
        }
        let early = text.strip_suffix('!');
        Ok(Self::Turn {
            thread: number(early.unwrap_or(text))?,
            early: early.is_some(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_read_as_they_are_written() {
        for text in ["0", "12", "3!", "=0", "=2"] {
            assert_eq!(text.parse::<Choice>().unwrap().to_string(), text);
        }
        for text in ["", "!", "=", "x", "-1", "1!!"] {
            assert_eq!(text.parse::<Choice>(), Err(NoChoice(text.to_owned())));
        }
    }
}
