//! The page of an interleaving: read back by a parser, it has every step, and no markup but ours.

use std::fs;
use std::path::PathBuf;

use threadlings::report;
use threadlings::trace::Ending;
use threadlings::wire::Saved;
use uppsala::dom::{Document, NodeId};

use crate::html::{assert_markup, cells, elements, tag, xml};
use crate::sample::{NASTY, text};

/// A trace of those written down in `tests/traces/`.
pub(crate) fn saved(name: &str) -> Saved {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/traces");
    let text = fs::read_to_string(folder.join(name).with_extension("json")).unwrap();
    Saved::read(&text).unwrap()
}

fn names() -> Vec<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/traces");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let names = files.map(|entry| entry.path().file_stem().unwrap().to_owned());
    let mut names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    assert!(names.len() >= 10, "only {names:?}");
    names
}

fn page(saved: &Saved) -> String {
    let trace = saved.trace.as_ref().unwrap();
    text(report::replay_page(&saved.exercise, saved.verdict, trace))
}

fn by_id(document: &Document, id: &str) -> NodeId {
    let all = elements(document).into_iter();
    let mut found = all.filter(|node| document.get_attribute(*node, "id") == Some(id));
    found.next().unwrap_or_else(|| panic!("no {id}"))
}

/// All elements of a kind in another one.
fn within(document: &Document, node: NodeId, wanted: &str) -> Vec<NodeId> {
    let mut all = vec![node];
    let mut next = 0;
    while let Some(node) = all.get(next).copied() {
        let children = document.children(node).into_iter();
        all.extend(children.filter(|child| document.element(*child).is_some()));
        next += 1;
    }
    all.retain(|node| tag(document, *node) == wanted);
    all
}

fn texts(document: &Document, nodes: &[NodeId]) -> Vec<String> {
    let nodes = nodes.iter();
    nodes
        .map(|node| document.text_content_deep(*node))
        .collect()
}

#[test]
fn nothing_of_a_trace_becomes_markup() {
    for name in names() {
        assert_markup(&name, &page(&saved(&name)));
    }
    for name in ["philosophers", "open_channel", "lost_update"] {
        let mut hostile = saved(name);
        hostile.exercise = NASTY.into();
        let trace = hostile.trace.as_mut().unwrap();
        trace.check = NASTY.into();
        trace.description = NASTY.into();
        trace.source.text = trace
            .source
            .text
            .replace("use std", &format!("{NASTY} use std"));
        for thread in &mut trace.threads {
            thread.name = Some(NASTY.into());
        }
        for object in &mut trace.objects {
            object.name = Some(NASTY.into());
        }
        for event in &mut trace.events {
            event.detail.push_str(NASTY);
        }
        if let Ending::Panic { message, .. } = &mut trace.ending {
            NASTY.clone_into(message);
        }
        let page = page(&hostile);
        assert_markup(name, &page);
        assert_eq!(page.matches("<script").count(), 1, "{name}");
    }
}

#[test]
fn the_policy_lets_in_the_pages_own_style_and_script_only() {
    let page = page(&saved("philosophers"));
    assert!(page.contains("content=\"default-src &#39;none&#39;; style-src &#39;sha256-"));
    for other in [
        "unsafe-", "http://", "https://", "@import", "url(", "style=\"", "onclick",
    ] {
        assert!(!page.contains(other), "{other}");
    }
}

#[test]
fn every_step_is_there_in_the_drawing_and_in_words() {
    for name in names() {
        let xml = xml(&page(&saved(&name)));
        let document = uppsala::parse(&xml).unwrap();
        let drawn = within(&document, by_id(&document, "timeline"), "tr").len() - 1;
        let told = within(&document, by_id(&document, "steps"), "li").len();
        assert_eq!(drawn, told, "{name}");
    }
    let xml = xml(&page(&saved("lost_update")));
    let document = uppsala::parse(&xml).unwrap();
    let steps = within(&document, by_id(&document, "steps"), "p");
    let steps = texts(&document, &steps);
    assert_eq!(
        steps[3..6],
        [
            "Thread 1 reads `views`: 0 (line 8)",
            "Thread 2 reads `views`: 0 (line 8)",
            "Thread 2 writes `views`: 1 (line 9)",
        ]
    );
    let rows = within(&document, by_id(&document, "timeline"), "tr");
    assert_eq!(
        cells(&document, rows[0]),
        ["line", "m main", "1 thread 1", "2 thread 2"]
    );
    assert_eq!(cells(&document, rows[4]), ["8", "", "reads `views`: 0", ""]);
    let items = within(&document, by_id(&document, "steps"), "li");
    assert_eq!(document.get_attribute(items[4], "data-line"), Some("8"));
    assert_eq!(
        document.get_attribute(items[4], "data-at"),
        Some("2:8 m:15 1:8"),
        "who does the step comes first"
    );
}

#[test]
fn the_source_is_there_whole_with_the_threads_where_they_are_in_the_end() {
    let saved = saved("philosophers");
    let xml = xml(&page(&saved));
    let document = uppsala::parse(&xml).unwrap();
    let source = by_id(&document, "source");
    let shown = texts(&document, &within(&document, source, "code"));
    let written: Vec<&str> = saved.trace.as_ref().unwrap().source.text.lines().collect();
    assert_eq!(shown, written);
    let lines = within(&document, source, "li");
    assert_eq!(
        texts(&document, &within(&document, lines[19], "b")),
        ["1", "2", "3"]
    );
    assert_eq!(texts(&document, &within(&document, lines[25], "b")), ["m"]);
}

#[test]
fn a_deadlock_in_a_circle_is_drawn_as_one() {
    let xml_of = |name: &str| xml(&page(&saved(name)));
    let xml = xml_of("philosophers");
    let document = uppsala::parse(&xml).unwrap();
    let drawn = document.get_elements_by_tag_name("svg");
    assert_eq!(drawn.len(), 1);
    let words = texts(&document, &within(&document, drawn[0], "text"));
    assert_eq!(
        words[..6],
        [
            "waits for",
            "held by",
            "waits for",
            "held by",
            "waits for",
            "held by"
        ]
    );
    assert_eq!(
        words[6..],
        [
            "Plato",
            "`forks` 2",
            "Hypatia",
            "`forks` 3",
            "Kant",
            "`forks` 1"
        ]
    );
    for name in ["open_channel", "lost_update", "lost_wakeup"] {
        assert!(!xml_of(name).contains("<svg"), "{name}");
    }
}

#[test]
fn locks_are_bars_messages_arrows_and_waits_hatched() {
    let locks = page(&saved("lock_order"));
    assert_eq!(locks.matches("class=\"bar begun ").count(), 2);
    assert!(locks.contains("`balance` 1 is held"));
    let messages = page(&saved("open_channel"));
    for piece in ["left", "fromright", "falls", "arrives"] {
        let class = format!("class=\"arrow {piece}\"");
        assert!(messages.contains(&class), "{piece}");
    }
    assert!(messages.contains("class=\"t1 waits step begins\""));
}
