//! docs/curriculum.md: which line of the notes is taught by which exercises, and what their checks demand.
//!
//! The page is made of docs/notes.toml, info.toml and the checks. `UPDATE=1 cargo test --test curriculum` writes it.
//! The texts that students read are also held to one word for one thing.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use syn::{Expr, ExprLit, Item, ItemFn, Lit, Meta};
use threadlings::kit::{Exercise, Kit};

const PAGE: &str = "docs/curriculum.md";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Notes {
    lines: Vec<Line>,
}

/// A line of the notes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    says: String,
    /// What the notes had wrong.
    slip: Option<String>,
    concepts: Vec<String>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn kit() -> Kit {
    Kit::from_dir(root()).unwrap()
}

fn notes() -> Notes {
    toml::from_str(&fs::read_to_string(root().join("docs/notes.toml")).unwrap()).unwrap()
}

fn teaches(exercise: &Exercise, concept: &str) -> bool {
    exercise.concepts.iter().any(|other| other == concept)
}

/// The sentences of an exercise's checks.
fn sentences(kit: &Kit, exercise: &Exercise) -> Vec<String> {
    let checks = kit.checks(exercise).unwrap().unwrap();
    let items = syn::parse_file(&checks).unwrap().items.into_iter();
    items
        .filter_map(|item| match item {
            Item::Fn(function) => sentence(&function),
            _ => None,
        })
        .collect()
}

/// The first paragraph of a check's documentation.
fn sentence(function: &ItemFn) -> Option<String> {
    let mut attributes = function.attrs.iter();
    if !attributes.any(|attribute| attribute.path().is_ident("test")) {
        return None;
    }
    let lines = function
        .attrs
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
                Expr::Lit(ExprLit {
                    lit: Lit::Str(text),
                    ..
                }) => Some(text.value().trim().to_owned()),
                _ => None,
            },
            _ => None,
        });
    let paragraph: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    Some(paragraph.join(" "))
}

/// Links to the exercises that teach a concept.
fn links(kit: &Kit, concept: &str) -> String {
    let exercises = kit.exercises().iter();
    let links: Vec<String> = exercises
        .filter(|exercise| teaches(exercise, concept))
        .map(|exercise| format!("[{0}](#{0})", exercise.name))
        .collect();
    links.join(", ")
}

fn page(kit: &Kit, notes: &Notes) -> String {
    let mut page = String::from(
        "# What is taught where\n\n\
         <!-- Made by `UPDATE=1 cargo test --test curriculum` of docs/notes.toml, info.toml and checks/. -->\n\n\
         The course teaches a set of lecture notes, line by line. Each line takes one or more concepts; each concept is \
         what one or more exercises are about; the checks say what these demand.\n\n\
         ## The notes\n\n\
         | | line | concept | exercises |\n|---|---|---|---|\n",
    );
    for (index, line) in notes.lines.iter().enumerate() {
        let slip = line.slip.as_ref();
        let slip = slip.map_or_else(String::new, |slip| format!(" *Slip put right:* {slip}."));
        for (nth, concept) in line.concepts.iter().enumerate() {
            // The line stands beside its first concept only.
            let (number, says) = match nth {
                0 => ((index + 1).to_string(), format!("{}{slip}", line.says)),
                _ => (String::new(), String::new()),
            };
            let links = links(kit, concept);
            writeln!(page, "| {number} | {says} | {concept} | {links} |").unwrap();
        }
    }
    page.push_str("\n## Beyond the notes\n\n| concept | exercises |\n|---|---|\n");
    let mut beyond: Vec<&String> = Vec::new();
    for concept in kit.exercises().iter().flat_map(|one| &one.concepts) {
        let is_in_notes = notes
            .lines
            .iter()
            .any(|line| line.concepts.contains(concept));
        if !is_in_notes && !beyond.contains(&concept) {
            beyond.push(concept);
        }
    }
    for concept in beyond {
        writeln!(page, "| {concept} | {} |", links(kit, concept)).unwrap();
    }
    page.push_str("\n## The exercises and their checks\n");
    for exercise in kit.exercises() {
        let title = exercise.title.as_deref().unwrap_or(&exercise.name);
        let concepts = exercise.concepts.join(", ");
        write!(page, "\n### {}\n\n", exercise.name).unwrap();
        write!(page, "[{title}](../{}): {concepts}.\n\n", exercise.path()).unwrap();
        for sentence in sentences(kit, exercise) {
            writeln!(page, "- {sentence}").unwrap();
        }
    }
    page
}

#[test]
fn every_line_and_every_concept_has_an_exercise() {
    let (kit, notes) = (kit(), notes());
    for line in &notes.lines {
        assert!(!line.concepts.is_empty(), "no concept: {}", line.says);
        for concept in &line.concepts {
            assert!(
                kit.exercises().iter().any(|one| teaches(one, concept)),
                "no exercise of info.toml has the concept `{concept}`, which the notes need for: {}",
                line.says
            );
        }
    }
}

#[test]
fn every_exercise_has_concepts_and_checks() {
    let kit = kit();
    for exercise in kit.exercises() {
        let name = &exercise.name;
        assert!(!exercise.concepts.is_empty(), "{name} has no concept");
        assert!(
            !sentences(&kit, exercise).is_empty(),
            "{name} has no checks"
        );
    }
}

#[test]
fn the_page_is_up_to_date() {
    let made = page(&kit(), &notes());
    let path = root().join(PAGE);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &made).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == made,
        "{PAGE} is not what the notes, info.toml and the checks say now: write it anew with\n  UPDATE=1 cargo test --test curriculum"
    );
}

/// What must not appear in what students read, and what to write instead.
const WORDS: &[(&str, &str)] = &[
    ("turn of the loop", "iteration"),
    ("wakeup", "wake-up"),
    ("in every order", "in every interleaving"),
    ("in all orders", "in all interleavings"),
    ("in some order", "in some interleaving"),
    ("schedule", "interleaving"),
    ("give the lock back", "release the lock"),
    ("gives the lock back", "releases the lock"),
    ("giving the lock back", "releasing the lock"),
    ("lets go of the lock", "releases the lock"),
    ("also when", "even when"),
    ("also if", "even if"),
    ("also while", "even while"),
    ("also where", "even where"),
    ("and be it", "even if it is"),
    ("so many", "a fixed number of, N"),
    ("whoever ", "the thread that"),
    ("time is over", "time has run out"),
];

/// The texts that students read, each with where it comes from, its lines joined.
fn texts() -> Vec<(String, String)> {
    let kit = kit();
    let mut texts = Vec::new();
    for exercise in kit.exercises() {
        let name = &exercise.name;
        let said = exercise.nudges.iter().map(|nudge| &nudge.say);
        for text in exercise.hints.iter().chain(said) {
            texts.push((format!("info.toml, {name}"), text.clone()));
        }
        for text in sentences(&kit, exercise) {
            texts.push((format!("checks of {name}"), text));
        }
        let mut files = kit.solutions(exercise).unwrap();
        files.push((exercise.path(), kit.start(exercise).unwrap()));
        for (path, text) in files {
            texts.push((path, comments(&text)));
        }
    }
    let mut pages = vec!["README.md".to_owned()];
    let chapters = kit.exercises().iter().filter_map(|one| one.dir.as_ref());
    pages.extend(chapters.map(|dir| format!("exercises/{dir}/README.md")));
    pages.dedup();
    for page in pages {
        let text = fs::read_to_string(root().join(&page)).unwrap();
        let paragraphs = text.split("\n\n").map(|text| text.replace('\n', " "));
        texts.push((page, paragraphs.collect::<Vec<_>>().join("\n")));
    }
    texts
}

/// The comments of a file, those on neighbouring lines joined.
fn comments(text: &str) -> String {
    let lines = text.lines().map(str::trim_start);
    let words = lines.map(|line| match line.strip_prefix("//") {
        Some(comment) if !comment.trim_matches(['/', '!', ' ']).is_empty() => {
            comment.trim_matches(['/', '!', ' '])
        }
        _ => "\n",
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A sentence in which "who" begins a statement, such as "Who waits sleeps.", if there is one.
fn who_as_a_subject(text: &str) -> Option<&str> {
    let mut starts = text.match_indices("Who ");
    starts.find_map(|(at, _)| {
        let rest = &text[at..];
        let end = rest.find(['.', '?', '!', ':', ';', '\n'])?;
        (!rest[end..].starts_with('?')).then(|| &rest[..=end])
    })
}

#[test]
fn students_read_one_word_for_one_thing() {
    let mut found = Vec::new();
    for (place, text) in texts() {
        let lower = text.to_lowercase();
        for (word, instead) in WORDS {
            if lower.contains(word) {
                found.push(format!("{place}: {word:?}, write {instead:?}"));
            }
        }
        if let Some(sentence) = who_as_a_subject(&text) {
            found.push(format!("{place}: {sentence:?}, say who: \"a thread that\""));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The first line of a starter file is the exercise's title, and ★ stands there and nowhere else.
#[test]
fn every_starter_file_begins_with_its_title() {
    let kit = kit();
    for exercise in kit.exercises() {
        let start = kit.start(exercise).unwrap();
        let (first, rest) = start.split_once('\n').unwrap();
        let title = exercise.title.as_deref().unwrap();
        assert_eq!(first, format!("//! {title}"), "{}", exercise.path());
        assert!(!rest.contains('★'), "{}", exercise.path());
    }
}
