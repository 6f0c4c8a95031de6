//! The progress bar.

use colored::Colorize;

/// A bar of `columns` columns, filled as far as `done` of `total` goes.
pub fn bar(done: usize, total: usize, columns: usize) -> String {
    let filled = (done * columns).checked_div(total).unwrap_or(0);
    format!(
        "{}{}",
        "━".repeat(filled).green(),
        "─".repeat(columns - filled).dimmed()
    )
}

#[cfg(test)]
mod tests {
    use super::bar;
    use crate::text::plain;

    #[test]
    fn it_is_full_only_at_the_end() {
        assert_eq!(plain(&bar(0, 12, 4)), "────");
        assert_eq!(plain(&bar(11, 12, 4)), "━━━─");
        assert_eq!(plain(&bar(12, 12, 4)), "━━━━");
        assert_eq!(plain(&bar(0, 0, 4)), "────");
    }
}
