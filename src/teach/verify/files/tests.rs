use super::*;
use crate::kit::manifest;

const MANIFEST: &str = "format_version = 1

[[exercises]]
name = \"a\"
dir = \"01_x\"
title = \"A\"
concepts = [\"join\"]
hints = [\"Wait.\"]

[[exercises.nudges]]
when = \"check:it_adds\"
say = \"Add.\"
";
const START: &str = "//! Adding.\n//!\n//! Keep: pub fn add(a: u8, b: u8) -> u8\n\npub fn add(a: u8, b: u8) -> u8 {\n    a\n}\n";
const SOLUTION: &str =
    "pub fn add(a: u8, b: u8) -> u8 {\n    a.checked_add(b).unwrap_or(u8::MAX)\n}\n";
const SECOND: &str = "pub fn add(a: u8, b: u8) -> u8 {\n    a.saturating_add(b)\n}\n";
const CHECKS: &str = "use exercise::add;\n\n/// It adds.\n#[test]\nfn it_adds() {\n    assert_eq!(add(200, 1), 201, \"The sum of 200 and 1 came out wrong.\");\n}\n";
const MISTAKE: &str =
    "// verdict: fails_checks\n// says: wrong\npub fn add(a: u8, _: u8) -> u8 {\n    a\n}\n";

/// A kit in which nothing is wrong.
fn sound() -> Sources {
    Sources::of(&[
        ("info.toml", MANIFEST),
        ("exercises/01_x/README.md", "# Adding\n"),
        ("exercises/01_x/a.rs", START),
        ("solutions/01_x/a.rs", SOLUTION),
        ("solutions/01_x/a.2.rs", SECOND),
        ("checks/01_x/a.rs", CHECKS),
        ("mistakes/01_x/a/first.rs", MISTAKE),
        ("mistakes/01_x/a/second.rs", MISTAKE),
    ])
}

/// What is found, as `kind path:line`.
fn found(sources: &Sources) -> Vec<String> {
    let text = sources.text("info.toml").unwrap();
    let manifest = manifest::parse(text, "info.toml").unwrap();
    let findings = findings(&manifest.exercises, sources);
    let shown = findings.iter().map(|finding| {
        let line = finding
            .line
            .map_or_else(String::new, |line| format!(":{line}"));
        format!("{} {}{line}", finding.kind.word(), finding.path)
    });
    shown.collect()
}

/// What is found once a text is another one; an empty one means that the file is gone.
fn with(path: &str, text: &str) -> Vec<String> {
    let mut sources = sound();
    if text.is_empty() {
        sources.texts.remove(path);
    } else {
        sources.texts.insert(path.to_owned(), text.to_owned());
    }
    found(&sources)
}

fn without(path: &str) -> Vec<String> {
    with(path, "")
}

#[test]
fn nothing_is_found_in_a_sound_kit() {
    assert_eq!(found(&sound()), [""; 0]);
}

#[test]
fn files_that_are_missing_are_named() {
    assert_eq!(
        without("exercises/01_x/a.rs"),
        ["start_missing exercises/01_x/a.rs"]
    );
    assert_eq!(
        without("exercises/01_x/README.md"),
        ["no_readme exercises/01_x/README.md"]
    );
    assert_eq!(
        without("solutions/01_x/a.2.rs"),
        ["few_solutions solutions/01_x/a.rs"]
    );
    assert_eq!(
        without("mistakes/01_x/a/first.rs"),
        ["few_mistakes mistakes/01_x/a"]
    );
    assert_eq!(
        without("checks/01_x/a.rs"),
        ["checks_missing checks/01_x/a.rs"]
    );
    let mut sources = sound();
    sources
        .texts
        .retain(|path, _| !path.starts_with("solutions"));
    assert_eq!(found(&sources), ["solution_missing solutions/01_x/a.rs"]);
}

#[test]
fn an_exercise_without_checks_needs_neither_solutions_nor_mistakes() {
    let mut sources = sound();
    sources
        .texts
        .retain(|path, _| path.starts_with("exercises") || path == "info.toml");
    assert_eq!(found(&sources), [""; 0]);
}

#[test]
fn what_is_no_text_file_is_named() {
    let mut sources = sound();
    sources.texts.remove("exercises/01_x/a.rs");
    let oddities = [
        ("exercises/01_x/a.rs", Oddity::NotUtf8),
        ("exercises/again", Oddity::Link),
        ("mistakes/01_x/a/b", Oddity::Unreadable("no".to_owned())),
    ];
    let oddities = oddities.map(|(path, oddity)| (path.to_owned(), oddity));
    sources.oddities = oddities.into();
    assert_eq!(
        found(&sources),
        [
            "unreadable exercises/01_x/a.rs",
            "link exercises/again",
            "unreadable mistakes/01_x/a/b"
        ]
    );
}

#[test]
fn files_of_nobody_are_strays() {
    for path in [
        "exercises/01_x/b.rs",
        "exercises/01_x/a.rs.bak",
        "exercises/02_y/README.md",
        "solutions/01_x/a.1.rs",
        "checks/01_x/a.2.rs",
        "mistakes/01_x/a/notes.txt",
        "mistakes/01_x/b/first.rs",
    ] {
        assert_eq!(with(path, "x\n"), [format!("stray_file {path}")]);
    }
    assert_eq!(with("mistakes/01_x/a/README.md", "Why.\n"), [""; 0]);
}

#[test]
fn folders_that_differ_in_case_only_clash() {
    let mut sources = sound();
    let more = "[[exercises]]\nname = \"b\"\ndir = \"01_X\"\nhints = [\"x\"]\n";
    let manifest = format!("{MANIFEST}{more}");
    sources.texts.insert("info.toml".to_owned(), manifest);
    let other = "exercises/01_X/b.rs".to_owned();
    sources.texts.insert(other, "fn main() {}\n".to_owned());
    assert_eq!(found(&sources), ["names_clash info.toml:15"]);
}

#[test]
fn what_the_manifest_should_say_of_an_exercise() {
    let manifest = |from: &str, to: &str| {
        assert!(MANIFEST.contains(from));
        with("info.toml", &MANIFEST.replace(from, to))
    };
    assert_eq!(
        manifest("hints = [\"Wait.\"]\n", ""),
        ["no_hints info.toml:3"]
    );
    assert_eq!(manifest("title = \"A\"\n", ""), ["unnamed info.toml:3"]);
    assert_eq!(
        manifest("concepts = [\"join\"]\n", ""),
        ["unnamed info.toml:3"]
    );
    assert_eq!(
        manifest("it_adds", "it_ads"),
        ["unknown_check info.toml:10"]
    );
    let worth = |points: &str| {
        let mut sources = sound();
        let two = CHECKS.to_owned()
            + "/// It is quick.\n#[test]\nfn is_quick() {\n    assert!(add(1, 2) == 3, \"It was not.\");\n}\n";
        sources.texts.insert("checks/01_x/a.rs".to_owned(), two);
        let text = MANIFEST.replace("title", &format!("points = {points}\ntitle"));
        sources.texts.insert("info.toml".to_owned(), text);
        found(&sources)
    };
    assert_eq!(worth("1"), ["worthless_check info.toml:6"]);
    assert_eq!(worth("2"), [""; 0]);
    // A warm-up.
    assert_eq!(worth("0"), [""; 0]);
    assert_eq!(
        manifest("Add.", "TODO(teacher): which words?"),
        ["to_do info.toml:12"]
    );
    let at = MANIFEST.find("\n[[exercises.nudges").unwrap();
    assert_eq!(
        with("info.toml", &MANIFEST[..at]),
        ["no_nudges info.toml:3"]
    );
}

#[test]
fn checks_have_sentences_and_messages_and_no_clocks() {
    let checks = |from: &str, to: &str| {
        assert!(CHECKS.contains(from));
        with("checks/01_x/a.rs", &CHECKS.replace(from, to))
    };
    assert_eq!(
        checks("/// It adds.", "/// it adds"),
        ["no_sentence checks/01_x/a.rs:5"]
    );
    assert_eq!(
        checks("/// It adds.\n", ""),
        ["checks_malformed checks/01_x/a.rs:4"]
    );
    assert_eq!(
        checks(", \"The sum of 200 and 1 came out wrong.\"", ""),
        ["silent_assertion checks/01_x/a.rs:6"]
    );
    let now = "    let _ = std::time::Instant::now();\n    assert_eq";
    assert_eq!(
        checks("    assert_eq", now),
        ["reads_clock checks/01_x/a.rs:6"]
    );
    let sleep = CHECKS.replace(
        "    assert_eq",
        "    std::thread::sleep(TIME);\n    assert_eq",
    );
    assert_eq!(with("checks/01_x/a.rs", &sleep), [""; 0]);
    let mut sources = sound();
    let manifest = MANIFEST.replace("title", "explore = false\ntitle");
    sources.texts.insert("info.toml".to_owned(), manifest);
    sources.texts.insert("checks/01_x/a.rs".to_owned(), sleep);
    assert_eq!(found(&sources), ["reads_clock checks/01_x/a.rs:6"]);
}

#[test]
fn the_head_of_a_mistake_says_what_to_expect() {
    let text = "// verdict: fails\nfn main() {}\n";
    assert_eq!(
        with("mistakes/01_x/a/first.rs", text),
        [
            "mistake_malformed mistakes/01_x/a/first.rs:1",
            "mistake_malformed mistakes/01_x/a/first.rs:1"
        ]
    );
}

#[test]
fn what_is_left_to_write_is_found_everywhere() {
    let start = START.replace("Adding.", "TODO(teacher): the scene.");
    assert_eq!(
        with("exercises/01_x/a.rs", &start),
        ["to_do exercises/01_x/a.rs:1"]
    );
    let readme = "# Adding\n\nTODO(teacher): why?\n";
    assert_eq!(
        with("exercises/01_x/README.md", readme),
        ["to_do exercises/01_x/README.md:3"]
    );
    let start = START.replace("    a\n", "    // TODO: and b?\n    a\n");
    assert_eq!(
        with("exercises/01_x/a.rs", &start),
        [""; 0],
        "that is the student's"
    );
    let solution = SOLUTION.replace("    a", "    // TODO\n    a");
    assert_eq!(
        with("solutions/01_x/a.rs", &solution),
        ["to_do_in_solution solutions/01_x/a.rs:2"]
    );
}

#[test]
fn the_head_of_the_start_says_what_to_keep() {
    let start = |from: &str, to: &str| {
        assert!(START.contains(from));
        with("exercises/01_x/a.rs", &START.replacen(from, to, 1))
    };
    assert_eq!(
        start("//! Keep: pub fn add(a: u8, b: u8) -> u8\n", ""),
        ["no_goal exercises/01_x/a.rs:2"]
    );
    let head = "//! Adding.\n//!\n//! Keep: pub fn add(a: u8, b: u8) -> u8\n";
    assert_eq!(start(head, ""), ["no_goal exercises/01_x/a.rs:1"]);
    assert_eq!(
        start("Keep: pub fn add(a: u8, b: u8) -> u8", "Keep: everything"),
        ["signature_not_kept exercises/01_x/a.rs:3"]
    );
    let other = [
        "signature_differs solutions/01_x/a.rs:1",
        "signature_differs solutions/01_x/a.2.rs:1",
        "signature_differs exercises/01_x/a.rs:5",
    ];
    assert_eq!(
        start("Keep: pub fn add(a: u8", "Keep: pub fn add(a: u16"),
        other
    );
    let solution = SOLUTION.replace("b: u8", "b: u16");
    assert_eq!(
        with("solutions/01_x/a.rs", &solution),
        ["signature_differs solutions/01_x/a.rs:1"]
    );
    let solution = SOLUTION.replace("add(a", "sum(a");
    assert_eq!(
        with("solutions/01_x/a.rs", &solution),
        ["signature_differs solutions/01_x/a.rs"]
    );
}

#[test]
fn what_students_get_tells_nothing_hidden() {
    let solved = "// a.checked_add(b).unwrap_or(u8::MAX) would do";
    let start = START.replace("    a\n", &format!("    {solved}\n    a\n"));
    assert_eq!(
        with("exercises/01_x/a.rs", &start),
        ["leaks_solution exercises/01_x/a.rs:6"]
    );
    let line = "a.checked_add(b).unwrap_or(u8::MAX)\n";
    let readme = format!("# Adding\n\n{line}");
    let none = [""; 0];
    assert_eq!(
        with("exercises/01_x/README.md", &readme),
        none,
        "one line may be by chance"
    );
    assert_eq!(
        with("exercises/01_x/README.md", &format!("{readme}{line}")),
        [
            "leaks_solution exercises/01_x/README.md:3",
            "leaks_solution exercises/01_x/README.md:4"
        ]
    );
    let start = format!("{START}\n#[test]\nfn it_adds() {{}}\n");
    assert_eq!(
        with("exercises/01_x/a.rs", &start),
        ["leaks_checks exercises/01_x/a.rs:10"]
    );
    let start = format!(
        "{START}\nfn main() {{\n    assert_eq!(add(200, 1), 201, \"The sum of 200 and 1 came out wrong.\");\n}}\n"
    );
    assert_eq!(
        with("exercises/01_x/a.rs", &start),
        ["leaks_checks exercises/01_x/a.rs:10"]
    );
    let start = format!("{START}// verdict: fails_checks\n");
    assert_eq!(
        with("exercises/01_x/a.rs", &start),
        ["leaks_checks exercises/01_x/a.rs:8"]
    );
}
