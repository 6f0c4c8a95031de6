//! The Cargo package around exercises. Each is a program of its own, so that rust-analyzer and cargo understand it and one
//! that is broken does not keep them from the others. Pure.

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, value};

use super::WorkspaceError;
use crate::kit::Exercise;

/// Where the manifest is, and what is around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Above `exercises/`, in a student's workspace, which stands alone.
    Workspace,
    /// In `exercises/` of a kit, which stands alone.
    InKit,
    /// In `exercises/` of a kit that is part of another package's Cargo workspace.
    Member,
}

/// Where the manifest of a kit's own folder is.
pub(crate) const IN_EXERCISES: &str = "exercises/Cargo.toml";

const EDITION: &str = "2024";
/// What an author's manifest may say about all exercises.
const CARRIED: [&str; 4] = ["dependencies", "dev-dependencies", "lints", "profile"];
/// What cargo packs of a member's `exercises/`: it compiles that, which exercises need not.
const PACKED: &str = ".package.rs";
/// Names that cargo keeps for folders of its own.
const RESERVED: [&str; 4] = ["build", "deps", "examples", "incremental"];

/// The text of the manifest; `of_kit` is what the kit's author says about dependencies, edition and lints.
pub(crate) fn manifest(
    exercises: &[Exercise],
    layout: Layout,
    of_kit: Option<&str>,
) -> Result<String, WorkspaceError> {
    let of_kit: DocumentMut = of_kit
        .unwrap_or_default()
        .parse()
        .map_err(|error: toml_edit::TomlError| WorkspaceError::Cargo(error.message().to_owned()))?;
    let mut document = DocumentMut::new();
    document.insert("package", Item::Table(package(&of_kit)));
    if layout == Layout::Member {
        pack_nothing(&mut document);
    } else {
        document.insert("workspace", Item::Table(Table::new()));
    }
    for key in CARRIED {
        if let Some(item) = of_kit.get(key) {
            refuse_paths(key, item)?;
            let mut item = item.clone();
            forget_places(&mut item);
            document.insert(key, item);
        }
    }
    if of_kit.get("lints").is_none() {
        document.insert("lints", lints());
    }
    let mut bins = ArrayOfTables::new();
    for exercise in exercises {
        let path = exercise.path();
        let path = match layout {
            Layout::Workspace => path.as_str(),
            Layout::InKit | Layout::Member => path.strip_prefix("exercises/").unwrap_or(&path),
        };
        let mut bin = Table::new();
        bin.insert("name", value(bin_name(&exercise.name)));
        bin.insert("path", value(path));
        bins.push(bin);
    }
    document.insert("bin", Item::ArrayOfTables(bins));
    Ok(format!("{}{document}", head(layout)))
}

/// The manifest in a kit's `exercises/`, made anew where it was `made` by us.
pub(crate) fn renewed(
    made: &str,
    exercises: &[Exercise],
) -> Option<Result<String, WorkspaceError>> {
    if !made.starts_with(head(Layout::InKit)) {
        return None;
    }
    let stands_alone = made.lines().any(|line| line.trim() == "[workspace]");
    let layout = if stands_alone {
        Layout::InKit
    } else {
        Layout::Member
    };
    Some(manifest(exercises, layout, None))
}

/// What `cargo run --bin` calls an exercise: its name, where cargo lets it.
fn bin_name(exercise: &str) -> String {
    if RESERVED.contains(&exercise) {
        format!("{exercise}_")
    } else {
        exercise.to_owned()
    }
}

fn head(layout: Layout) -> &'static str {
    match layout {
        Layout::Workspace => {
            "# Made by threadlings, so that cargo and rust-analyzer understand each exercise by itself:\n\
             #\n\
             #     cargo run --bin NAME          plays its scene\n\
             #     cargo check --bin NAME        compiles it alone\n\
             #     cargo check --keep-going      compiles all, broken ones too\n\n"
        }
        Layout::InKit | Layout::Member => {
            "# Made by threadlings from the kit's info.toml, so that cargo and rust-analyzer understand each exercise by itself.\n\
             # A student's workspace gets one of its own. In this folder:\n\
             #\n\
             #     cargo run --bin NAME          plays its scene\n\
             #     cargo check --bin NAME        compiles it alone\n\
             #     cargo check --keep-going      compiles all, broken ones too\n\n"
        }
    }
}

fn package(of_kit: &DocumentMut) -> Table {
    let edition = of_kit
        .get("package")
        .and_then(|package| package.get("edition")?.as_str())
        .unwrap_or(EDITION);
    let mut package = Table::new();
    package.insert("name", value("exercises"));
    package.insert("version", value("0.0.0"));
    package.insert("edition", value(edition));
    package.insert("publish", value(false));
    package.insert("autobins", value(false));
    package
}

/// `cargo package --workspace` packs every member, and compiles what is packed; without a target it would fail.
fn pack_nothing(document: &mut DocumentMut) {
    document["package"]["include"] = value(Array::from_iter([PACKED]));
    let mut lib = Table::new();
    lib.insert("path", value(PACKED));
    document.insert("lib", Item::Table(lib));
}

/// The judge's rules, and silence about what only the checks call.
fn lints() -> Item {
    let mut rust = Table::new();
    rust.insert("unsafe_code", value("forbid"));
    rust.insert("dead_code", value("allow"));
    let mut lints = Table::new();
    lints.set_implicit(true);
    lints.insert("rust", Item::Table(rust));
    Item::Table(lints)
}

fn refuse_paths(key: &str, item: &Item) -> Result<(), WorkspaceError> {
    if !key.ends_with("dependencies") {
        return Ok(());
    }
    let Some(table) = item.as_table_like() else {
        return Ok(());
    };
    for (name, dependency) in table.iter() {
        if dependency.get("path").is_some() {
            return Err(WorkspaceError::PathDependency(name.to_owned()));
        }
    }
    Ok(())
}

/// Tables remember where they stood in the author's document; here they stand in the order they were added.
fn forget_places(item: &mut Item) {
    if let Item::Table(table) = item {
        table.set_position(None);
        for (_, below) in table.iter_mut() {
            forget_places(below);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::manifest::parse;

    fn exercises(names: &[&str]) -> Vec<Exercise> {
        let tables = names.iter().map(|name| {
            let (dir, name) = name.split_once('/').unwrap();
            format!("[[exercises]]\nname = \"{name}\"\ndir = \"{dir}\"\n")
        });
        let text = format!("format_version = 1\n{}", tables.collect::<String>());
        parse(&text, "info.toml").unwrap().exercises
    }

    const OF_KIT: &str = "\
bin = [
  { name = \"a\", path = \"exercises/01/a.rs\" },
]

[package]
name = \"exercises\"
edition = \"2021\"

[dependencies]
rand = \"0.9\" # for dice
serde = { version = \"1\", features = [\"derive\"] }

[lints.clippy]
todo = \"forbid\"
";

    #[test]
    fn a_workspace_stands_alone_and_a_clone_does_not() {
        let exercises = exercises(&["01/a", "02/build"]);
        let alone = manifest(&exercises, Layout::Workspace, None).unwrap();
        insta::assert_snapshot!("workspace", alone);
        let member = manifest(&exercises, Layout::Member, None).unwrap();
        assert!(!member.contains("[workspace]"), "{member}");
        assert!(member.contains("\npath = \"01/a.rs\"\n"), "{member}");
        let kit = manifest(&exercises, Layout::InKit, None).unwrap();
        assert!(kit.contains("[workspace]"), "{kit}");
    }

    #[test]
    fn the_one_in_a_kit_is_renewed_where_it_is_ours() {
        let (before, after) = (exercises(&["01/a"]), exercises(&["01/a", "01/b"]));
        for layout in [Layout::InKit, Layout::Member] {
            let made = manifest(&before, layout, None).unwrap();
            let renewed = renewed(&made, &after).unwrap().unwrap();
            assert_eq!(renewed, manifest(&after, layout, None).unwrap());
        }
        assert!(renewed("[package]\nname = \"mine\"\n", &after).is_none());
    }

    /// Where it is not, `THREADLINGS_BLESS=1 cargo test the_manifest_of_this_kit` writes it.
    #[test]
    fn the_manifest_of_this_kit_is_up_to_date() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let info = std::fs::read_to_string(root.join("info.toml")).unwrap();
        let exercises = parse(&info, "info.toml").unwrap().exercises;
        let expected = manifest(&exercises, Layout::Member, None).unwrap();
        let path = root.join(IN_EXERCISES);
        if std::env::var_os("THREADLINGS_BLESS").is_some() {
            std::fs::write(&path, &expected).unwrap();
        }
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            found.replace('\r', "") == expected,
            "{IN_EXERCISES} is not what info.toml asks for; \
             `THREADLINGS_BLESS=1 cargo test the_manifest_of_this_kit` makes it so"
        );
    }

    #[test]
    fn what_the_author_says_of_dependencies_edition_and_lints_is_carried_over() {
        let text = manifest(&exercises(&["01/a"]), Layout::Workspace, Some(OF_KIT)).unwrap();
        insta::assert_snapshot!("carried", text);
    }

    #[test]
    fn what_students_do_not_have_is_refused() {
        let with = |line: &str| {
            let of_kit = format!("{OF_KIT}[dev-dependencies]\n{line}\n");
            manifest(&exercises(&["01/a"]), Layout::Workspace, Some(&of_kit))
        };
        assert!(with("x = { git = \"https://example.org/x\" }").is_ok());
        let error = with("x = { path = \"../x\" }").unwrap_err();
        assert!(matches!(error, WorkspaceError::PathDependency(name) if name == "x"));
    }
}
