//! From the lines and columns of a `Location` to where that is in the text.

use std::iter;

use unicode_width::UnicodeWidthChar;

/// Where the lines of a source begin, and what they hold.
///
/// rustc counts the columns of a `Location` as a terminal would show them: four for a tab, two for a wide character.
/// Whoever counts characters is understood too, where that cannot be taken for the other.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// Of each line, its offset in bytes and its text.
    lines: Vec<(usize, String)>,
}

impl Places {
    pub(super) fn of(text: &str) -> Self {
        let mut offset = 0;
        let lines = text.split_inclusive('\n').map(|line| {
            let start = offset;
            offset += line.len();
            (start, line.to_owned())
        });
        Self {
            lines: lines.collect(),
        }
    }

    /// The line and the column of an offset in bytes.
    pub(super) fn of_offset(&self, offset: usize) -> Option<(u32, u32)> {
        let number = self.lines.partition_point(|(start, _)| *start <= offset);
        let (start, text) = self.lines.get(number.checked_sub(1)?)?;
        let before: usize = text.get(..offset - start)?.chars().map(displayed).sum();
        Some((u32::try_from(number).ok()?, u32::try_from(before + 1).ok()?))
    }

    /// The offsets in bytes that the place can mean, the likeliest first.
    pub(super) fn offsets(&self, line: u32, column: u32) -> impl Iterator<Item = usize> {
        let line = (line as usize).checked_sub(1);
        let line = line.and_then(|line| self.lines.get(line));
        let column = column.saturating_sub(1) as usize;
        line.into_iter().flat_map(move |(start, text)| {
            let offset = |width: fn(char) -> usize| {
                columns(text, width)
                    .find(|(at, _)| *at == column)
                    .map(|(_, offset)| start + offset)
            };
            iter::chain(offset(displayed), offset(|_| 1))
        })
    }
}

/// Each character's column, from 0, and its offset in bytes.
fn columns(line: &str, width: fn(char) -> usize) -> impl Iterator<Item = (usize, usize)> {
    line.char_indices().scan(0, move |column, (offset, char)| {
        let at = *column;
        *column += width(char);
        Some((at, offset))
    })
}

fn displayed(char: char) -> usize {
    match char {
        '\t' => 4,
        char => char.width().unwrap_or(1),
    }
}
