//! A table of a manifest.

use toml::{Table, Value};

/// The table below `key`, or nothing.
pub(super) fn table<'t>(manifest: &'t Table, key: &str) -> Result<Option<&'t Table>, String> {
    match manifest.get(key) {
        None => Ok(None),
        Some(Value::Table(table)) => Ok(Some(table)),
        Some(_) => Err(format!("`{key}` is not a table: correct it")),
    }
}
