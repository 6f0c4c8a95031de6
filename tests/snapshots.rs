//! What people read, kept as files to look at: judgements of starts and mistakes of the kit, lists, hints, help, errors.

#[path = "support/mod.rs"]
#[expect(dead_code, reason = "these tests need a part of it only")]
mod support;

use std::fs;
use std::sync::LazyLock;

use threadlings::judge::{Attempt, Judge, Toolchain};
use threadlings::kit::{Exercise, Kit};
use threadlings::process::Cancel;
use threadlings::progress::Progress;
use threadlings::render::{self, Errors, Form, Row};
use threadlings::text::{self, Links};
use threadlings::verdict::Judgement;

use support::{Workspace, repository};

/// The compiler whose words the snapshots hold; another one's are its own affair.
const COMPILER: &str = "rustc 1.95.";

/// A terminal as it opens, and a wide one.
const WIDTHS: [usize; 2] = [80, 120];

static KIT: LazyLock<Kit> = LazyLock::new(|| Kit::from_dir(&repository("")).unwrap());
static JUDGE: LazyLock<Judge> =
    LazyLock::new(|| Judge::new(Toolchain::find(&repository("")).unwrap()));

/// The judgement of a text, with the compiler told of the width as it is in a terminal.
fn judge(exercise: &Exercise, text: &[u8], width: usize) -> Judgement {
    let attempt = Attempt {
        exercise,
        text: Some(text),
        width: Some(width),
    };
    JUDGE.judge(&KIT, &attempt, &Cancel::new()).unwrap()
}

fn compiler_is_the_one() -> bool {
    let toolchain = JUDGE.toolchain();
    toolchain.name().starts_with(COMPILER) && toolchain.clippy.is_some()
}

/// Lines as they stand on the screen, with nothing that varies from one machine to the next.
fn page(lines: &[String], width: usize) -> String {
    let page = text::plain(&lines.join("\n"));
    for line in page.lines() {
        let columns = text::width(line);
        assert!(columns <= width, "{columns} of {width} columns:\n{line}");
    }
    page
}

fn judgement(name: &str, text: &[u8]) {
    let (exercise, slug) = name.split_once('/').unwrap();
    let exercise = KIT.find(exercise).unwrap();
    for width in WIDTHS {
        let judgement = judge(exercise, text, width);
        if !judgement.diagnostics.is_empty() && !compiler_is_the_one() {
            continue;
        }
        let page = page(
            &render::judgement(&judgement, width, Errors::All, Form::Drawn),
            width,
        );
        insta::assert_snapshot!(format!("{}_{slug}_{width}", exercise.name), page);
    }
}

fn start(name: &str) {
    let exercise = KIT.find(name).unwrap();
    let text = KIT.start(exercise).unwrap();
    judgement(&format!("{name}/start"), text.as_bytes());
}

/// A wrong attempt of the kit, named `exercise/slug`.
fn mistake(name: &str) {
    let (exercise, slug) = name.split_once('/').unwrap();
    let exercise = KIT.find(exercise).unwrap();
    let mistakes = KIT.mistakes(exercise).unwrap();
    let mistake = mistakes.iter().find(|mistake| mistake.slug == slug);
    judgement(name, mistake.unwrap().text.as_bytes());
}

#[test]
fn starts_that_do_not_compile() {
    start("join1_kiosk");
    start("spawn1_thumbs");
    start("move1_menu");
    start("move4_loan");
}

#[test]
fn starts_whose_checks_fail() {
    start("join2_ovens");
    start("interleave1_chef");
}

#[test]
fn mistakes_the_compiler_finds() {
    mistake("spawn1_thumbs/closure_with_a_parameter");
    mistake("move2_album/without_move");
    mistake("join4_probe/debug_of_the_box");
}

#[test]
fn mistakes_the_checks_find() {
    mistake("join1_kiosk/does_not_wait");
    mistake("overlap1_rowers/join_in_scope_loop");
    mistake("join4_probe/zero_degrees");
    mistake("move5_clicker/static_clicker");
}

#[test]
fn unusual_ends() {
    let solution = "use std::thread;\npub fn print_ticket(print: impl FnOnce() -> String + Send + 'static) -> String {\n";
    let attempts = [
        ("renamed", "pub fn print_tickets() {}\n".to_owned()),
        (
            "exits",
            format!("{solution}    println!(\"bye\"); std::process::exit(0)\n}}\n"),
        ),
        (
            "panics",
            format!("{solution}    thread::spawn(print); panic!(\"out of paper\")\n}}\n"),
        ),
        (
            "prints",
            format!(
                "{solution}    for n in 0..3 {{ println!(\"{{n}} {{}}\", \"to and fro \".repeat(12)); }}\n    thread::spawn(print); String::new()\n}}\n"
            ),
        ),
        (
            "unsafe",
            format!("{solution}    unsafe {{ std::mem::zeroed() }}\n}}\n"),
        ),
        (
            "unbalanced",
            format!("{solution}    thread::spawn(print\n}}\n"),
        ),
    ];
    for (slug, text) in attempts {
        judgement(&format!("join1_kiosk/{slug}"), text.as_bytes());
    }
}

#[test]
fn a_pass() {
    let exercise = KIT.find("parallel1_kitchen").unwrap();
    let (path, text) = KIT.solutions(exercise).unwrap().swap_remove(0);
    for width in WIDTHS {
        let judgement = judge(exercise, text.as_bytes(), width);
        let file = repository(&path);
        let lines = render::summary(
            &judgement,
            Some((&file, &path)),
            Links::Off,
            width,
            Form::Drawn,
        );
        insta::assert_snapshot!(format!("pass_{width}"), page(&lines, width));
    }
}

#[test]
fn a_list_on_wide_and_narrow_terminals() {
    let rows: Vec<Row> = KIT
        .exercises()
        .iter()
        .enumerate()
        .map(|(index, exercise)| Row {
            passed: index < 4,
            attempts: if index < 5 { 3 } else { 0 },
            points: if index < 4 { 6 } else { 0 },
            path: (exercise.path(), repository(&exercise.path())),
            ..Row::of(exercise, &repository(""), &Progress::default())
        })
        .enumerate()
        .map(|(index, row)| Row {
            current: index == 4,
            selected: index == 6,
            ..row
        })
        .collect();
    for width in [40, 80, 120] {
        let lines = render::list(&rows, Links::Off, width).lines;
        insta::assert_snapshot!(format!("list_{width}"), page(&lines, width));
    }
}

#[test]
fn hints() {
    for name in ["join1_kiosk", "move3_letters"] {
        let hints = &KIT.find(name).unwrap().hints;
        for width in WIDTHS {
            let lines = render::hints(hints, hints.len(), width);
            insta::assert_snapshot!(format!("hints_{name}_{width}"), page(&lines, width));
        }
    }
}

#[test]
fn help() {
    let anywhere = Workspace::empty();
    let snapshot = |name: &str, args: &[&str]| {
        let call = anywhere.call(args.iter().copied());
        let help = call.env("COLUMNS", "80").text();
        for line in help.lines() {
            assert!(text::width(line) <= 80, "{line}");
        }
        insta::assert_snapshot!(name, help);
    };
    snapshot("help", &["--help"]);
    snapshot("help_short", &["-h"]);
    for command in [
        "watch",
        "run",
        "list",
        "hint",
        "reset",
        "solution",
        "replay",
        "init",
        "update",
        "new-kit",
        "pack",
        "grade",
        "doctor",
        "completions",
    ] {
        snapshot(&format!("help_{command}"), &[command, "--help"]);
    }
}

/// Each screen in the README is a snapshot, named above it; a line `…` stands for lines that are left out.
#[test]
fn the_readme_shows_these_screens() {
    let whole = |text: String| {
        text.lines()
            .map(str::trim_end)
            .collect::<Vec<_>>()
            .join("\n")
    };
    let readme = whole(fs::read_to_string(repository("README.md")).unwrap());
    let mut screens = 0;
    for part in readme.split("<!-- screen: ").skip(1) {
        let (name, rest) = part.split_once(" -->\n```text\n").unwrap();
        let (screen, _) = rest.split_once("\n```\n").unwrap();
        let file = repository(&format!("tests/snapshots/snapshots__{name}.snap"));
        let kept = whole(fs::read_to_string(file).unwrap());
        let mut rest = kept.as_str();
        for piece in screen.split("\n…\n") {
            let (_, after) = rest
                .split_once(piece)
                .unwrap_or_else(|| panic!("the screen `{name}` has no longer:\n{piece}"));
            rest = after;
        }
        screens += 1;
    }
    assert_eq!(screens, 3);
}
