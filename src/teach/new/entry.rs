//! Adds an exercise to the text of a manifest. Whatever stands there stays as it is, comments and order too.

use toml_edit::{Array, ArrayOfTables, DocumentMut, Formatted, Item, Table, Value, value};

use super::templates::{NO_TITLE, Name, Wishes};

/// Why no exercise can be added to a manifest.
#[derive(Debug, thiserror::Error)]
pub(super) enum EntryError {
    #[error(transparent)]
    Toml(#[from] toml_edit::TomlError),
    #[error(
        "`exercises` is one array in brackets: give each exercise a table of its own, below `[[exercises]]`"
    )]
    InlineExercises,
}

/// The manifest with one exercise more: behind the last of its chapter, or else behind the chapters before it.
pub(super) fn with_entry(
    manifest: &str,
    name: &Name,
    wishes: &Wishes,
) -> Result<String, EntryError> {
    let mut document: DocumentMut = manifest.parse()?;
    let exercises = document
        .entry("exercises")
        .or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    if exercises.as_array().is_some_and(Array::is_empty) {
        *exercises = Item::ArrayOfTables(ArrayOfTables::new());
    }
    let exercises = exercises
        .as_array_of_tables_mut()
        .ok_or(EntryError::InlineExercises)?;
    let place = place(exercises, name.dir.as_deref());
    let table = table(name, wishes);
    if place == exercises.len() {
        exercises.push(table);
    } else {
        exercises.insert(place, table);
    }
    Ok(document.to_string())
}

/// Where an exercise of this chapter belongs.
fn place(exercises: &ArrayOfTables, dir: Option<&str>) -> usize {
    let dirs = || {
        exercises
            .iter()
            .map(|exercise| exercise.get("dir").and_then(Item::as_str))
    };
    let behind_last = |wanted: &dyn Fn(Option<&str>) -> bool| {
        let last = dirs().collect::<Vec<_>>().into_iter().rposition(wanted);
        last.map(|index| index + 1)
    };
    behind_last(&|other| other == dir)
        .or_else(|| behind_last(&|other| dir.is_some() && other.is_some() && other < dir))
        .unwrap_or(if dir.is_some() && dirs().all(|other| other.is_some()) {
            0
        } else {
            exercises.len()
        })
}

fn table(name: &Name, wishes: &Wishes) -> Table {
    let mut table = Table::new();
    table.insert("name", value(&name.name));
    if let Some(dir) = &name.dir {
        table.insert("dir", value(dir));
    }
    table.insert("title", value(wishes.title.as_deref().unwrap_or(NO_TITLE)));
    let concepts: Array = if wishes.concepts.is_empty() {
        Array::from_iter(["TODO(teacher): what it teaches"])
    } else {
        wishes.concepts.iter().collect()
    };
    table.insert("concepts", value(concepts));
    if let Some(points) = wishes.points {
        table.insert("points", value(i64::from(points)));
    }
    table.insert("start", value("check:the_result_comes_back"));
    table.insert(
        "hints",
        value(one_a_line([
            "TODO(teacher): where to look.",
            "TODO(teacher): what to do there.",
            "TODO(teacher): nearly the answer.",
        ])),
    );
    let nudge = [
        ("when", "check:works_on_its_own_thread"),
        (
            "say",
            "TODO(teacher): one thing to try, without the answer.",
        ),
    ];
    let nudge = nudge.map(|(key, text)| (key, value(text)));
    let mut nudges = ArrayOfTables::new();
    nudges.push(Table::from_iter(nudge));
    table.insert("nudges", Item::ArrayOfTables(nudges));
    table
}

fn one_a_line(texts: [&str; 3]) -> Array {
    let mut array = Array::new();
    for text in texts {
        let mut item = Formatted::new(text.to_owned());
        item.decor_mut().set_prefix("\n  ");
        array.push_formatted(Value::String(item));
    }
    array.set_trailing_comma(true);
    array.set_trailing("\n");
    array
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "# The course.
format_version = 1

# 01_first
[[exercises]]
name = \"a\" # the first
dir = \"01_first\"

[[exercises.nudges]]
when = \"E0373\"
say   =   \"As it is.\"

# 03_last
[[exercises]]
name = \"z\"
dir = \"03_last\"
# The end.
";

    fn name(path: &str) -> Name {
        let (dir, name) = match path.split_once('/') {
            Some((dir, name)) => (Some(dir.to_owned()), name),
            None => (None, path),
        };
        let name = name.to_owned();
        Name { dir, name }
    }

    fn added(path: &str) -> String {
        with_entry(MANIFEST, &name(path), &Wishes::default()).unwrap()
    }

    /// What the new text has more than the old one, which is there still, and the line behind which it stands.
    fn inserted(path: &str) -> (String, usize) {
        let text = added(path);
        let start = MANIFEST
            .bytes()
            .zip(text.bytes())
            .take_while(|(one, other)| one == other)
            .count();
        let start = text[..start].rfind('\n').unwrap() + 1;
        let more = text.len() - MANIFEST.len();
        let rest = format!("{}{}", &text[..start], &text[start + more..]);
        assert_eq!(rest, MANIFEST, "{text}");
        let line = text[..start].matches('\n').count();
        (text[start..start + more].to_owned(), line)
    }

    #[test]
    fn an_entry_is_added_and_everything_else_stays() {
        let wishes = Wishes {
            title: Some("The \"piggy\" bank".to_owned()),
            concepts: vec!["Mutex".to_owned(), "lock".to_owned()],
            points: Some(4),
        };
        let text = with_entry(MANIFEST, &name("03_last/y"), &wishes).unwrap();
        insta::assert_snapshot!(text);
        crate::kit::manifest::parse(&text, "info.toml").unwrap();
    }

    #[test]
    fn it_comes_behind_its_chapter_or_the_ones_before() {
        let order = |path: &str| {
            let manifest = crate::kit::manifest::parse(&added(path), "info.toml").unwrap();
            let names = manifest.exercises.into_iter().map(|exercise| exercise.name);
            names.collect::<String>()
        };
        assert_eq!(order("01_first/b"), "abz");
        assert_eq!(order("02_second/b"), "abz");
        assert_eq!(order("03_last/b"), "azb");
        assert_eq!(order("04_more/b"), "azb");
        assert_eq!(order("00_intro/b"), "baz");
        assert_eq!(order("b"), "azb");
    }

    #[test]
    fn comments_stay_with_what_they_are_about() {
        let (text, line) = inserted("01_first/b");
        assert!(text.contains("[[exercises]]\nname = \"b\"\n"), "{text}");
        assert_eq!(line, 12, "{text}");
    }

    #[test]
    fn a_manifest_may_be_empty_of_exercises() {
        for manifest in [
            "format_version = 1\n",
            "format_version = 1\nexercises = []\n",
        ] {
            let text = with_entry(manifest, &name("a"), &Wishes::default()).unwrap();
            let manifest = crate::kit::manifest::parse(&text, "info.toml").unwrap();
            assert_eq!(manifest.exercises[0].name, "a");
        }
        let inline = "format_version = 1\nexercises = [{ name = \"b\" }]\n";
        assert!(with_entry(inline, &name("a"), &Wishes::default()).is_err());
    }
}
