use super::*;
use crate::report::marks::failure;

const TEXT: &str = "// Grüße\n    ä.lock();\n    b.lock();\n";

fn judged(root: &Path) -> Judged<'_> {
    Judged {
        root,
        path: "exercises/a.rs",
        text: TEXT,
        exercise: "a",
        edition: "2024",
    }
}

fn mark() -> Mark {
    let span = |line| Span {
        line,
        start: 5,
        end: 13,
    };
    Mark {
        is_placed: true,
        level: Level::Error,
        code: "deadlocks".to_owned(),
        message: "It ends.\nIt did not.".to_owned(),
        at: span(2),
        steps: vec![
            (span(3), "1: `main` locks `b`".to_owned()),
            (span(2), "2: `main` waits for `ä`".to_owned()),
        ],
        notes: vec!["Why.".to_owned()],
        helps: vec!["Think.".to_owned()],
    }
}

#[test]
fn a_mark_is_told_as_rustc_would() {
    let root = tempfile::tempdir().unwrap();
    let judged = judged(root.path());
    let message = judged.message(&Finding::Own(mark())).unwrap();
    let mut shown = serde_json::to_string_pretty(&message).unwrap();
    shown = shown.replace(&root.path().display().to_string(), "[ROOT]");
    insta::assert_snapshot!("message", shown);
    let span = &message["message"]["spans"][0];
    let byte = |name: &str| usize::try_from(span[name].as_u64().unwrap()).unwrap();
    assert_eq!(&TEXT[byte("byte_start")..byte("byte_end")], "ä.lock()");
    insta::assert_snapshot!("drawn", judged.drawn(&Finding::Own(mark()), false));
    let colored = judged.drawn(&Finding::Own(mark()), true);
    assert!(colored.contains("\u{1b}["), "{colored}");
}

#[test]
fn a_span_that_is_not_in_the_text_harms_nothing() {
    let root = tempfile::tempdir().unwrap();
    for (line, start, end) in [(0, 0, 0), (99, 1, 2), (2, 500, 900), (4, 1, 2)] {
        let at = Span { line, start, end };
        let mark = Mark { at, ..mark() };
        let message = judged(root.path()).message(&Finding::Own(mark)).unwrap();
        assert_eq!(message["message"]["level"], "error");
    }
    let empty = Judged {
        text: "",
        ..judged(root.path())
    };
    let message = empty.message(&Finding::Own(failure("Ours.".to_owned())));
    assert_eq!(message.unwrap()["message"]["spans"][0]["line_start"], 1);
}

#[test]
fn what_rustc_said_is_passed_on_with_paths_that_lead_to_the_file() {
    let span = |file: &str| json!({ "file_name": file, "line_start": 3, "is_primary": true });
    let library = "/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/std/src/a.rs";
    let original = json!({
        "$message_type": "diagnostic",
        "message": "no field",
        "code": { "code": "E0615", "explanation": "Long." },
        "level": "error",
        "spans": [span("exercises/a.rs"), span(library)],
        "children": [{ "message": "use parentheses", "spans": [span("/tmp/x/exercises/a.rs")] }],
        "rendered": "as it was",
    });
    let said = Diagnostic {
        level: Level::Error,
        code: None,
        message: String::new(),
        file: None,
        line: None,
        column: None,
        rendered: "\u{1b}[31mred\u{1b}[0m".to_owned(),
        original: Some(original.to_string()),
    };
    let root = tempfile::tempdir().unwrap();
    let message = judged(root.path())
        .message(&Finding::Compiler(&said))
        .unwrap();
    let file = root.path().join("exercises").join("a.rs");
    let file = file.to_str().unwrap();
    let mut expected = original;
    expected["rendered"] = "red".into();
    expected["spans"][0] = span(file);
    expected["children"][0]["spans"][0] = span(file);
    assert_eq!(message["message"], expected);
    assert_eq!(message["reason"], "compiler-message");
    assert_eq!(message["target"]["src_path"], file);
}
