//! The findings as lines for the terminal.

use colored::Colorize;

use super::words;
use crate::command::doctor::item::{Item, Status};
use crate::text::{clean, prose};

/// Narrower than this, names stand on lines of their own.
const ROOM_FOR_NAMES: usize = 50;

/// One line for each item, or more where the words do not fit or there is advice; then what it comes to.
pub(super) fn page(items: &[Item], columns: usize) -> Vec<String> {
    let names = items.iter().map(|item| item.name.len()).max().unwrap_or(0);
    let mut lines: Vec<String> = items
        .iter()
        .flat_map(|item| {
            if columns < ROOM_FOR_NAMES {
                stacked(item, columns)
            } else {
                beside(item, names, columns)
            }
        })
        .collect();
    lines.push(String::new());
    let count = |status| items.iter().filter(|item| item.status == status).count();
    let conclusion = words::conclusion(count(Status::Missing), count(Status::Limited));
    lines.extend(prose(&conclusion, columns, "", ""));
    lines
}

fn beside(item: &Item, names: usize, columns: usize) -> Vec<String> {
    let name = format!("{:names$}", item.name).bold();
    let first = format!("{} {name}  ", sign(item.status));
    described(item, columns, &first, &" ".repeat(names + 4))
}

fn stacked(item: &Item, columns: usize) -> Vec<String> {
    let mut lines = vec![format!("{} {}", sign(item.status), item.name.bold())];
    lines.extend(described(item, columns, "  ", "  "));
    lines
}

fn described(item: &Item, columns: usize, first: &str, rest: &str) -> Vec<String> {
    let mut lines = prose(&clean(&item.detail), columns, first, rest);
    if let Some(advice) = &item.advice {
        let broken = prose(
            &clean(advice),
            columns,
            &format!("{rest}→ "),
            &format!("{rest}  "),
        );
        lines.extend(broken.iter().map(|line| line.cyan().to_string()));
    }
    lines
}

fn sign(status: Status) -> String {
    match status {
        Status::Ok => "✓".green(),
        Status::Limited => "!".magenta().bold(),
        Status::Missing => "✗".red().bold(),
    }
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{plain, width};

    fn items() -> Vec<Item> {
        vec![
            Item {
                name: "rustc",
                status: Status::Ok,
                detail: "1.95.0 in /opt/rust/bin/rustc".to_owned(),
                advice: None,
            },
            Item {
                name: "file events",
                status: Status::Limited,
                detail: "none arrive from /mnt/c/course/exercises, so the files are polled"
                    .to_owned(),
                advice: Some("Move the course to a disk of this system.".to_owned()),
            },
            Item {
                name: "kit",
                status: Status::Missing,
                detail: "info.toml:1: first\ninfo.toml:2: second \x1b[2J".to_owned(),
                advice: Some("Correct it.".to_owned()),
            },
        ]
    }

    fn shown(columns: usize) -> String {
        plain(&page(&items(), columns).join("\n"))
    }

    #[test]
    fn details_stand_beside_the_names() {
        insta::assert_snapshot!(shown(60), @r#"
        ✓ rustc        1.95.0 in /opt/rust/bin/rustc
        ! file events  none arrive from /mnt/c/course/exercises, so
                       the files are polled
                       → Move the course to a disk of this system.
        ✗ kit          info.toml:1: first
                       info.toml:2: second \u{1b}[2J
                       → Correct it.

        1 thing is missing or broken; follow the → and run
        `threadlings doctor` again.
        "#);
    }

    #[test]
    fn a_narrow_page_has_the_names_above() {
        insta::assert_snapshot!(shown(30), @r#"
        ✓ rustc
          1.95.0 in
          /opt/rust/bin/rustc
        ! file events
          none arrive from
          /mnt/c/course/exercises, so
          the files are polled
          → Move the course to a disk
            of this system.
        ✗ kit
          info.toml:1: first
          info.toml:2: second
          \u{1b}[2J
          → Correct it.

        1 thing is missing or broken;
        follow the → and run
        `threadlings doctor` again.
        "#);
        assert!(
            page(&items(), 30)
                .iter()
                .all(|line| width(line) <= 30 || !plain(line).trim().contains(' '))
        );
    }
}
