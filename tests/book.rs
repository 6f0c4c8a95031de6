//! What the book is made of is there, and every link leads somewhere: those of all Markdown files of this repository, and, with
//! `--ignored`, those of the book that `docs/build` has built. Links to other places of the web are not followed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::Command;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use regex::Regex;

/// What can be linked to, and what is linked.
#[derive(Default)]
struct Page {
    anchors: BTreeSet<String>,
    links: Vec<String>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The anchor of a heading, as the web pages of repositories and mdBook make it.
fn anchor(heading: &str) -> String {
    let lower = heading.trim().to_lowercase();
    let kept = lower.chars().filter_map(|letter| match letter {
        ' ' => Some('-'),
        '-' | '_' => Some(letter),
        letter => letter.is_alphanumeric().then_some(letter),
    });
    kept.collect()
}

fn markdown(text: &str) -> Page {
    let mut page = Page::default();
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                let name = anchor(&heading.take().unwrap());
                let others = (1..).map(|nth| format!("{name}-{nth}"));
                let mut names = [name.clone()].into_iter().chain(others);
                let free = names.find(|name| !page.anchors.contains(name));
                page.anchors.extend(free);
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                page.links.push(dest_url.into_string());
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&text);
                }
            }
            Event::Html(tags) | Event::InlineHtml(tags) => {
                let tags = html(&tags);
                page.anchors.extend(tags.anchors);
                page.links.extend(tags.links);
            }
            _ => {}
        }
    }
    page
}

fn html(text: &str) -> Page {
    let attribute = Regex::new(r#"[\s"](id|href|src)="([^"]*)""#).unwrap();
    let mut page = Page::default();
    for found in attribute.captures_iter(text) {
        let value = found[2].replace("&amp;", "&");
        if &found[1] == "id" {
            page.anchors.insert(value);
        } else {
            page.links.push(value);
        }
    }
    page
}

/// A path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain
}

/// The links that lead nowhere, each with its page.
fn dead(pages: &BTreeMap<PathBuf, Page>) -> Vec<String> {
    let mut dead = Vec::new();
    for (path, page) in pages {
        for link in &page.links {
            if ["https:", "http:", "mailto:", "data:"]
                .iter()
                .any(|scheme| link.starts_with(scheme))
            {
                continue;
            }
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = match file {
                "" => path.clone(),
                file => plain(&path.parent().unwrap().join(file)),
            };
            let leads = match pages.get(&target) {
                Some(page) => anchor.is_empty() || page.anchors.contains(anchor),
                None => anchor.is_empty() && target.exists(),
            };
            if !leads {
                dead.push(format!("{}: {link}", path.display()));
            }
        }
    }
    dead
}

#[test]
fn every_link_of_a_markdown_file_leads_somewhere() {
    let list = Command::new("git")
        .args([
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            "*.md",
        ])
        .current_dir(root())
        .output()
        .unwrap();
    let list = String::from_utf8(list.stdout).unwrap();
    let pages: BTreeMap<PathBuf, Page> = list
        .lines()
        .map(|path| root().join(path))
        .filter_map(|path| Some((path.clone(), markdown(&fs::read_to_string(path).ok()?))))
        .collect();
    assert!(pages.len() > 20, "{list}");
    assert_eq!(dead(&pages), [""; 0]);
}

#[test]
fn every_page_of_docs_and_every_chapter_is_in_the_book() {
    let summary = fs::read_to_string(root().join("docs/SUMMARY.md")).unwrap();
    let linked = markdown(&summary).links;
    let names = |folder: &str| {
        let entries = fs::read_dir(root().join(folder)).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap())
    };
    let is_page = |name: &String| {
        let kind = Path::new(name).extension();
        kind.is_some_and(|kind| kind == "md") && name != "SUMMARY.md"
    };
    let chapters = names("exercises").map(|name| format!("../exercises/{name}/README.md"));
    let chapters = chapters.filter(|page| root().join("docs").join(page).exists());
    let pages: Vec<String> = names("docs").filter(is_page).chain(chapters).collect();
    assert!(pages.len() > 15, "{pages:?}");
    for page in pages {
        assert!(linked.contains(&page), "docs/SUMMARY.md has no {page}");
    }
}

#[test]
fn the_readme_counts_the_exercises() {
    let manifest = fs::read_to_string(root().join("info.toml")).unwrap();
    let count = manifest.matches("\n[[exercises]]\n").count();
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.contains(&format!("| exercises | {count} |")));
}

#[test]
fn every_mistake_that_the_book_draws_is_there() {
    let list = fs::read_to_string(root().join("docs/mistakes")).unwrap();
    let lines: Vec<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
    let mut exercises = BTreeSet::new();
    let mut chapters = BTreeSet::new();
    for line in lines {
        let (mistake, _) = line.split_once(": ").unwrap();
        let file = root().join(format!("mistakes/{mistake}.rs"));
        assert!(file.exists(), "{mistake}");
        let parts: Vec<&str> = mistake.split('/').collect();
        assert!(
            exercises.insert(parts[1]),
            "{mistake}: one of each exercise"
        );
        chapters.insert(parts[0]);
    }
    assert_eq!(chapters.len(), 9, "{chapters:?}");
}

/// Every page below a folder.
fn pages(folder: &Path, found: &mut BTreeMap<PathBuf, Page>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            pages(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "html") {
            let page = html(&fs::read_to_string(&path).unwrap());
            found.insert(path, page);
        }
    }
}

#[test]
#[ignore = "needs the book: docs/build"]
fn every_link_of_the_book_leads_somewhere() {
    let folder = std::env::var("BOOK").expect("BOOK names the folder with the built book");
    let folder = PathBuf::from(folder);
    let mut found = BTreeMap::new();
    pages(&folder, &mut found);
    // Its links are those of the page that would be missing, which nobody knows.
    found.remove(&folder.join("404.html"));
    assert!(found.len() > 20);
    assert_eq!(dead(&found), [""; 0]);
}

#[test]
fn a_dead_link_is_found() {
    let text = "# A `b` c\n\n## A b-c!\n## A b-c\n[1](#a-b-c) [2](#a-b-c-1) [3](#a-b-c-3) ![4](x.svg)\n<img src=\"y.svg\">\n[5](https://x.y)\n";
    let pages = BTreeMap::from([(PathBuf::from("docs/a.md"), markdown(text))]);
    let expected = [
        "docs/a.md: #a-b-c-3",
        "docs/a.md: x.svg",
        "docs/a.md: y.svg",
    ];
    assert_eq!(dead(&pages), expected);
}
