//! Comma-separated values as they are written, whatever they are of.

use ::csv::Writer;

use crate::render::untrusted::name;

/// U+FEFF, in UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A text that no spreadsheet takes for a formula.
pub(in crate::report) fn harmless(text: &str) -> String {
    let text = name(text);
    let begins_a_formula =
        |char: char| matches!(char, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    if text.trim_start().starts_with(begins_a_formula) {
        return format!("'{text}");
    }
    text
}

/// Rows of cells.
pub(in crate::report) struct Table(Writer<Vec<u8>>);

impl Table {
    pub(in crate::report) fn new() -> Self {
        Self(Writer::from_writer(Vec::new()))
    }

    pub(in crate::report) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let written = self.0.write_record(cells);
        written.expect("memory takes all, and every row has as many cells as the first");
    }

    /// The file. Excel knows that it is UTF-8 by its first bytes; a file without accents has none, and is plain ASCII.
    pub(in crate::report) fn bytes(self) -> Vec<u8> {
        let bytes = self.0.into_inner().expect("memory takes all");
        if bytes.is_ascii() {
            return bytes;
        }
        [BYTE_ORDER_MARK, &bytes].concat()
    }
}
