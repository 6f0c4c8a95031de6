//! The page of a class: read back by a parser, it holds what the model holds, and no markup but ours.

use std::collections::BTreeSet;

use threadlings::grade::model::{Audience, Grading};
use threadlings::report;
use uppsala::dom::{Document, NodeId};

use crate::sample::{self, NASTY, text};

/// Elements that a page may have. None loads anything, but for the two that the policy knows.
const TAGS: [&str; 48] = [
    "a",
    "b",
    "body",
    "button",
    "caption",
    "code",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "header",
    "html",
    "i",
    "li",
    "main",
    "meta",
    "noscript",
    "ol",
    "p",
    "path",
    "polygon",
    "pre",
    "rect",
    "script",
    "section",
    "small",
    "span",
    "style",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "text",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];

/// Attributes that it may have. None is a handler of events, and none but `href` leads anywhere.
const ATTRIBUTES: [&str; 31] = [
    "aria-hidden",
    "aria-label",
    "aria-labelledby",
    "aria-live",
    "charset",
    "class",
    "colspan",
    "content",
    "d",
    "data-at",
    "data-line",
    "data-pause",
    "height",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "lang",
    "name",
    "points",
    "preserveAspectRatio",
    "role",
    "rx",
    "scope",
    "tabindex",
    "title",
    "type",
    "viewBox",
    "width",
    "x",
    "y",
];

/// The page as XML: every element is closed but `meta`, and what is in the style and the script is no markup.
pub(crate) fn xml(page: &str) -> String {
    let mut xml = page.replace("<!doctype html>", "");
    for (tag, end) in [("<style>", "</style>"), ("<script>", "</script>")] {
        let mut at = 0;
        while let Some(found) = xml[at..].find(tag) {
            let from = at + found + tag.len();
            let to = from + xml[from..].find(end).unwrap();
            xml.replace_range(from..to, "");
            at = from;
        }
    }
    let head = xml.find("</head>").unwrap();
    let metas = xml[..head]
        .replace("\"><meta", "\"/><meta")
        .replace("\"><title>", "\"/><title>");
    metas + &xml[head..]
}

/// All elements below the page's root.
pub(crate) fn elements(document: &Document) -> Vec<NodeId> {
    let mut all = vec![document.document_element().unwrap()];
    let mut next = 0;
    while let Some(node) = all.get(next).copied() {
        let children = document.children(node).into_iter();
        all.extend(children.filter(|child| document.element(*child).is_some()));
        next += 1;
    }
    all
}

pub(crate) fn tag<'a>(document: &'a Document, node: NodeId) -> &'a str {
    &document.element(node).unwrap().name.local_name
}

pub(crate) fn cells(document: &Document, row: NodeId) -> Vec<String> {
    let cells = document.children(row).into_iter();
    cells.map(|cell| document.text_content_deep(cell)).collect()
}

/// The rows of the first table with this class, without those of its head.
fn rows(document: &Document, class: &str) -> Vec<Vec<String>> {
    let tables = document.get_elements_by_tag_name("table").into_iter();
    let mut tables = tables.filter(|table| {
        let classes = document.get_attribute(*table, "class");
        classes.is_some_and(|classes| classes.split(' ').any(|one| one == class))
    });
    let Some(table) = tables.next() else {
        return Vec::new();
    };
    let body = document.children(table)[1];
    let rows = document.children(body).into_iter();
    rows.map(|row| cells(document, row)).collect()
}

fn page(grading: &Grading) -> String {
    text(report::html(grading))
}

#[test]
fn nothing_of_a_submission_becomes_markup() {
    for (name, grading) in sample::all() {
        assert_markup(name, &page(&grading));
    }
}

/// A page has no markup but ours, and its links lead somewhere.
#[track_caller]
pub(crate) fn assert_markup(name: &str, page: &str) {
    let xml = xml(page);
    let document = uppsala::parse(&xml).unwrap_or_else(|error| panic!("{name}: {error}"));
    let (mut ids, mut links) = (BTreeSet::new(), BTreeSet::new());
    for node in elements(&document) {
        let element = document.element(node).unwrap();
        let tag = &*element.name.local_name;
        assert!(TAGS.contains(&tag), "{name}: {tag}");
        for attribute in &element.attributes {
            let (key, value) = (&*attribute.name.local_name, &*attribute.value);
            assert!(ATTRIBUTES.contains(&key), "{name}: {key}");
            match key {
                "id" => assert!(ids.insert(value.to_owned()), "{name}: {value} twice"),
                "href" => {
                    links.insert(value.strip_prefix('#').unwrap().to_owned());
                }
                _ => {}
            }
        }
    }
    let dangling: Vec<_> = links.difference(&ids).collect();
    assert!(dangling.is_empty(), "{name}: {dangling:?}");
}

#[test]
fn the_policy_lets_in_the_pages_own_style_and_script_only() {
    let page = page(&sample::class());
    let policy = "content=\"default-src &#39;none&#39;; style-src &#39;sha256-";
    assert!(page.contains(policy));
    assert!(!page.contains("unsafe-"));
    assert_eq!(
        (
            page.matches("<style").count(),
            page.matches("<script").count()
        ),
        (3, 1)
    );
    assert!(
        !self::page(&sample::late()).contains("<script"),
        "a student's page needs none"
    );
    for other in ["http://", "https://", "@import", "url("] {
        assert!(!page.contains(other), "{other}");
    }
}

#[test]
fn a_row_for_each_submission_and_a_column_for_each_exercise() {
    let grading = sample::class();
    let xml = xml(&page(&grading));
    let document = uppsala::parse(&xml).unwrap();
    let rows = rows(&document, "map");
    assert_eq!(rows.len(), 200);
    let expected = [
        "student-000",
        "20",
        "4",
        "4",
        "0",
        "2",
        "0",
        "–",
        "×",
        "!",
        "2",
        "–",
        "4",
        "4",
        "4",
    ];
    assert_eq!(rows[0], expected);
    assert_eq!(rows[7][8], "", "what is in no report has no cell");
}

#[test]
fn a_cell_is_read_aloud_in_words() {
    let mut grading = sample::class();
    grading.submissions.truncate(2);
    let page = page(&grading);
    for label in [
        "aria-label=\"passed, 4 of 4 points\"",
        "aria-label=\"fails in some interleaving, 2 of 4 points\"",
        "aria-label=\"fails 1 of 2 checks, 0 of 4 points, late, 2026-03-01T12:00:00Z\"",
        "aria-label=\"not handed in, 0 of 4 points\"",
    ] {
        assert!(page.contains(label), "{label}");
    }
}

#[test]
fn an_exercise_says_what_went_wrong_most_often() {
    let mut grading = sample::class();
    for one in &mut grading.submissions[..40] {
        one.exercises[2].mistake = Some("read_then_write".into());
    }
    let exercises = |grading: &Grading| {
        let xml = xml(&page(grading));
        rows(&uppsala::parse(&xml).unwrap(), "exercises")
    };
    let rows = exercises(&grading);
    assert_eq!(rows.len(), 12);
    let ovens = [
        "join2_ovensThe ticket kiosk",
        "0%",
        "200",
        "fails in some interleaving 200 times",
        "What `second` asks for holds. 200 times",
        "read_then_write 40 times",
    ];
    assert_eq!(rows[2], ovens);
    assert_eq!(rows[0][1..], ["100%", "200", "", "", ""]);
    assert_eq!(rows[7][1..3], ["60%", "160"]);
    grading.audience = Audience::Student;
    assert!(exercises(&grading).iter().all(|row| row.len() == 5));
}

#[test]
fn what_does_not_pass_has_its_reason_and_its_drawing() {
    let xml = xml(&page(&sample::late()));
    let document = uppsala::parse(&xml).unwrap();
    assert_eq!(document.get_elements_by_tag_name("h1").len(), 1);
    let told = document.text_content_deep(document.root());
    for expected in [
        "Zoë5.4 of 28 points · 1 of 7 exercises passed",
        "fails in some interleaving (late, 2026-03-01T12:00:00Z: 10% less) 1.8 of 4 points",
        "2 expected, 1 found",
        "It fails as the kit's own mistake `read_then_write` does.",
        "Is there an operation that does both?",
        "Late after 2026-02-28T23:59:59Z: 10%/day less",
    ] {
        assert!(told.contains(expected), "{expected}");
    }
    let drawn = document.get_elements_by_tag_name("figure")[0];
    let drawn: Vec<NodeId> = elements(&document)
        .into_iter()
        .filter(|node| tag(&document, *node) == "tr" && is_in(&document, *node, drawn))
        .collect();
    let rows: Vec<_> = drawn.iter().map(|row| cells(&document, *row)).collect();
    assert_eq!(rows[0], ["line", "main", "thread 1", "thread 2", "code"]);
    let step = [
        "8",
        "",
        "reads `views`: 0",
        "",
        "let seen = views.load(Ordering::SeqCst);",
    ];
    assert!(rows.iter().any(|row| *row == step), "{rows:?}");
}

fn is_in(document: &Document, node: NodeId, other: NodeId) -> bool {
    let mut above = document.parent(node);
    while let Some(parent) = above {
        if parent == other {
            return true;
        }
        above = document.parent(parent);
    }
    false
}

#[test]
fn hostile_names_come_through_whole() {
    let xml = xml(&page(&sample::hostile()));
    let document = uppsala::parse(&xml).unwrap();
    let name = &rows(&document, "map")[0][0];
    let (begins, _) = NASTY.split_once(" \x1b").unwrap();
    assert!(name.starts_with(begins), "{name}");
}

#[test]
fn a_student_has_a_page_and_nobody_elses() {
    let grading = sample::class();
    let pages: Vec<_> = report::feedback(&grading).collect();
    assert_eq!(pages.len(), 200);
    let (file, page) = &pages[7];
    assert_eq!(file, "student-007.html");
    let page = String::from_utf8(page.clone()).unwrap();
    assert!(page.contains("<h1>student-007</h1>") && !page.contains("student-008"));
    assert!(page.contains("The archive ends in the middle of a file."));
}
