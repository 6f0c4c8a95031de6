//! Markdown, parsed as GitHub would: no tags but ours come out, and every text is text.

use pulldown_cmark::{Event, Options, Parser, Tag};
use threadlings::grade::model::Grading;
use threadlings::report;

use crate::sample::{self, text};

fn page(grading: &Grading) -> String {
    text(report::markdown(grading))
}

fn events(page: &str) -> Vec<Event<'_>> {
    Parser::new_ext(page, Options::ENABLE_TABLES | Options::ENABLE_GFM).collect()
}

/// All tags, as `<details>` and `</details>`.
fn tags(page: &str) -> Vec<String> {
    let html = events(page).into_iter().filter_map(|event| match event {
        Event::Html(html) | Event::InlineHtml(html) => Some(html.to_string()),
        _ => None,
    });
    let html: String = html.collect();
    let starts = html.split('<').skip(1);
    let tags = starts.map(|rest| format!("<{}>", rest.split_once('>').unwrap().0));
    tags.collect()
}

#[test]
fn no_tags_but_ours_come_out() {
    const OURS: [&str; 4] = ["<details>", "</details>", "<summary>", "</summary>"];
    for (name, grading) in sample::all() {
        let page = page(&grading);
        let tags = tags(&page);
        for tag in &tags {
            assert!(OURS.contains(&tag.as_str()), "{name}: {tag}");
        }
        let count = |tag: &str| tags.iter().filter(|other| *other == tag).count();
        assert_eq!(count("<details>"), count("</details>"), "{name}");
        for event in events(&page) {
            assert!(
                !matches!(event, Event::Start(Tag::Link { .. } | Tag::Image { .. })),
                "{name}: a link"
            );
        }
    }
    assert!(!tags("<script>").is_empty(), "a tag is found");
}

/// Rows and cells of every table.
fn tables(page: &str) -> Vec<Vec<Vec<String>>> {
    let mut tables: Vec<Vec<Vec<String>>> = Vec::new();
    let mut is_in_a_cell = false;
    for event in events(page) {
        match event {
            Event::Start(Tag::Table(_)) => tables.push(Vec::new()),
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                tables.last_mut().unwrap().push(Vec::new());
            }
            Event::Start(Tag::TableCell) => {
                let row = tables.last_mut().unwrap().last_mut().unwrap();
                row.push(String::new());
                is_in_a_cell = true;
            }
            Event::End(pulldown_cmark::TagEnd::TableCell) => is_in_a_cell = false,
            Event::Text(text) | Event::Code(text) if is_in_a_cell => {
                let row = tables.last_mut().unwrap().last_mut().unwrap();
                row.last_mut().unwrap().push_str(&text);
            }
            _ => {}
        }
    }
    tables
}

#[test]
fn a_row_for_each_exercise() {
    let page = page(&sample::ordinary());
    let tables = tables(&page);
    let [table] = tables.as_slice() else {
        panic!("{page}")
    };
    assert_eq!(table.len(), 1 + 7);
    assert_eq!(
        table[1],
        ["✓", "join1_kiosk The ticket kiosk", "4/4", "passed"]
    );
    assert_eq!(table[3][3], "fails in some interleaving");
    assert_eq!(
        table[4][3],
        "fails 1 of 2 checks (late, 2026-03-01T12:00:00Z)"
    );
    assert_eq!((&*table[5][0], &*table[5][3]), ("–", "not handed in"));
    assert!(table[6][3].starts_with("refused: it is a link"));
    assert!(page.contains("**6 of 28 points**, 1 of 7 exercises passed"));
    let code = events(&page).into_iter().filter_map(|event| match event {
        Event::Text(text) => Some(text.to_string()),
        _ => None,
    });
    let code: String = code.collect();
    assert!(
        code.contains("step by step") && code.contains("2 expected, 1 found"),
        "{code}"
    );
    assert!(code.contains("network"), "a missing protection");
}

#[test]
fn names_come_through_whole() {
    let page = page(&sample::hostile());
    let tables = tables(&page);
    let name = &tables[0][1][0];
    let begins = "=cmd|'/C calc'!A0 \"q\" 'a' <b>&amp;</b> ]]> </script><script>alert(1)</script>";
    assert!(name.starts_with(begins), "{name}");
    assert_eq!(tables[0][1].len(), 4);
    assert_eq!(tables[0][2][3], "2 missing, 1 problem");
    assert!(page.contains("The archive is corrupt"));
}

#[test]
fn it_fits_into_a_summary() {
    let mut class = sample::class();
    for one in &mut class.submissions[20..] {
        one.exercises[1].judgement.output = "counting … ".repeat(1000);
    }
    let page = page(&class);
    assert!(page.len() <= 1 << 20, "{} bytes", page.len());
    let tables = tables(&page);
    assert_eq!(tables[0].len(), 1 + 200, "every submission has its row");
    assert!(page.contains("are left out: a summary may be no larger than 1 MiB."));
    assert!(
        tables.len() > 20,
        "only {} submissions in detail",
        tables.len() - 1
    );
}
