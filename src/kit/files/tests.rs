use tempfile::TempDir;

use super::*;
use crate::verdict::Verdict;

const MANIFEST: &str = r#"format_version = 1
welcome_message = "Hello."

[[exercises]]
name = "join1_kiosk"
dir = "01_threads"

[[exercises]]
name = "join2_tower"
dir = "01_threads"

[[exercises]]
name = "scope1"
"#;

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// A sound kit with these files besides.
fn kit(files: &[(&str, &str)]) -> (TempDir, Kit) {
    let mut all = vec![
        ("info.toml", MANIFEST),
        ("exercises/01_threads/join1_kiosk.rs", "start 1"),
        ("exercises/01_threads/join2_tower.rs", "start 2"),
        ("exercises/scope1.rs", "start 3"),
    ];
    all.extend(files);
    let folder = folder(&all);
    let kit = Kit::from_dir(folder.path()).unwrap();
    (folder, kit)
}

#[test]
fn a_folder_is_a_kit() {
    let (folder, kit) = kit(&[("checks/01_threads/join1_kiosk.rs", "checks 1")]);
    assert_eq!(kit.root(), Some(folder.path()));
    assert!(!kit.is_embedded());
    assert_eq!(kit.welcome_message(), Some("Hello."));
    assert_eq!(kit.final_message(), None);
    let [join1, _, scope1] = kit.exercises() else {
        panic!("{:?}", kit.exercises());
    };
    assert_eq!(kit.start(join1).unwrap(), "start 1");
    assert_eq!(kit.start(scope1).unwrap(), "start 3");
    assert_eq!(kit.checks(join1).unwrap().as_deref(), Some("checks 1"));
    assert_eq!(kit.checks(scope1).unwrap(), None);
}

#[test]
fn solutions_come_in_the_order_of_their_numbers() {
    let (_folder, kit) = kit(&[
        ("solutions/01_threads/join1_kiosk.10.rs", "ten"),
        ("solutions/01_threads/join1_kiosk.2.rs", "two"),
        ("solutions/01_threads/join1_kiosk.rs", "one"),
        ("solutions/01_threads/join1_kiosk.2.rs~", "leftover"),
        (
            "solutions/01_threads/join1_kiosk_more.rs",
            "another exercise",
        ),
        ("solutions/scope1.rs", "scope"),
    ]);
    let solutions = |name: &str| kit.solutions(kit.find(name).unwrap()).unwrap();
    let found = solutions("join1");
    let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(texts, ["one", "two", "ten"]);
    assert_eq!(found[1].0, "solutions/01_threads/join1_kiosk.2.rs");
    assert_eq!(solutions("scope1")[0].0, "solutions/scope1.rs");
    assert!(solutions("join2").is_empty());
}

#[test]
fn mistakes_are_read_with_what_they_must_give() {
    let (_folder, kit) = kit(&[
        (
            "mistakes/01_threads/join1_kiosk/no_join.rs",
            "// verdict: fails_checks\n// says: never printed\n",
        ),
        (
            "mistakes/01_threads/join1_kiosk/a_loop.rs",
            "// verdict: times_out\n// says: still running\n",
        ),
        ("mistakes/01_threads/join1_kiosk/.hidden.rs", "x"),
        ("mistakes/01_threads/join1_kiosk/no_join.rs~", "x"),
    ]);
    let mistakes = kit.mistakes(kit.find("join1").unwrap()).unwrap();
    let found: Vec<_> = mistakes
        .iter()
        .map(|m| (m.slug.as_str(), m.verdict))
        .collect();
    assert_eq!(
        found,
        [
            ("a_loop", Verdict::TimesOut),
            ("no_join", Verdict::FailsChecks)
        ]
    );
    assert_eq!(
        mistakes[1].path,
        "mistakes/01_threads/join1_kiosk/no_join.rs"
    );
    assert!(
        kit.mistakes(kit.find("scope1").unwrap())
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_bad_mistake_is_named_with_its_line() {
    let (folder, kit) = kit(&[("mistakes/scope1/x.rs", "// verdict: nonsense\n// says: x\n")]);
    let error = kit.mistakes(kit.find("scope1").unwrap()).unwrap_err();
    let path = folder.path().join("mistakes/scope1/x.rs");
    let expected = format!(
        "{}:1: `nonsense` is no verdict: use a verdict such as `fails_checks`",
        path.display()
    );
    assert_eq!(error.to_string(), expected);
}

#[test]
fn every_missing_start_is_named() {
    let folder = folder(&[("info.toml", MANIFEST), ("exercises/scope1.rs", "")]);
    let kit = Kit::from_dir(folder.path()).unwrap();
    let error = kit.require_starts().unwrap_err().to_string();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let expected = format!(
        "the kit lacks `{}`, `{}`: write them, or correct `name` and `dir` in info.toml",
        path("exercises/01_threads/join1_kiosk.rs"),
        path("exercises/01_threads/join2_tower.rs"),
    );
    assert_eq!(error, expected);
}

#[test]
fn a_folder_without_a_manifest_is_no_kit() {
    let folder = folder(&[]);
    let expected = format!(
        "no kit in {}: it has no info.toml; name a kit's folder with --kit",
        folder.path().display()
    );
    for root in [folder.path(), &folder.path().join("none")] {
        let error = Kit::from_dir(root).unwrap_err();
        assert!(matches!(error, KitError::NoKit(_)), "{error}");
    }
    let error = Kit::from_dir(folder.path()).unwrap_err();
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_malformed_manifest_is_named_with_its_folder() {
    let folder = folder(&[("info.toml", "format_version = 1\nexercises = []\nx = 1\n")]);
    let error = Kit::from_dir(folder.path()).unwrap_err().to_string();
    let start = format!(
        "{}:3: unknown key `x`",
        folder.path().join("info.toml").display()
    );
    assert!(error.starts_with(&start), "{error}");
}

#[test]
fn what_is_not_text_is_named() {
    let (folder, kit) = kit(&[]);
    let path = folder.path().join("exercises/scope1.rs");
    fs::write(&path, b"\xff").unwrap();
    let scope1 = kit.find("scope1").unwrap();
    assert_eq!(
        kit.start(scope1).unwrap_err().to_string(),
        format!(
            "{} of the kit is not UTF-8: save it as such in the editor",
            path.display()
        )
    );
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    // As the program says it, with its cause.
    let error = format!("{:#}", anyhow::Error::from(kit.start(scope1).unwrap_err()));
    assert!(
        error.starts_with(&format!("cannot read {} of the kit: ", path.display())),
        "{error}"
    );
}

#[test]
fn a_name_or_its_beginning_finds_an_exercise() {
    let (_folder, kit) = kit(&[]);
    let found = |name: &str| match kit.find(name) {
        Ok(exercise) => exercise.name.clone(),
        Err(error) => error.to_string(),
    };
    assert_eq!(found("join1_kiosk"), "join1_kiosk");
    assert_eq!(found("join2"), "join2_tower");
    assert_eq!(found("s"), "scope1");
    assert_eq!(
        found("join"),
        "`join` may be `join1_kiosk`, `join2_tower`: type more of the name"
    );
    assert_eq!(
        found("jion2"),
        "no exercise is called `jion2`: did you mean `join2_tower`?"
    );
    assert_eq!(
        found("scoep1"),
        "no exercise is called `scoep1`: did you mean `scope1`?"
    );
    assert_eq!(
        found("mutex"),
        "no exercise is called `mutex`: `threadlings list` shows all names"
    );
}

#[test]
fn the_exact_name_wins_over_longer_ones() {
    let folder = folder(&[
        (
            "info.toml",
            "format_version = 1\n[[exercises]]\nname = \"lock10\"\n[[exercises]]\nname = \"lock1\"\n",
        ),
        ("exercises/lock1.rs", ""),
        ("exercises/lock10.rs", ""),
    ]);
    let kit = Kit::from_dir(folder.path()).unwrap();
    assert_eq!(kit.find("lock1").unwrap().name, "lock1");
}

#[test]
fn the_copy_inside_the_program_is_a_kit() {
    let kit = Kit::embedded().unwrap();
    assert!(kit.is_embedded());
    assert_eq!(kit.root(), None);
    for exercise in kit.exercises() {
        assert!(!kit.start(exercise).unwrap().is_empty());
        assert!(
            !kit.solutions(exercise).unwrap().is_empty(),
            "{}",
            exercise.name
        );
        assert!(kit.mistakes(exercise).unwrap().is_empty());
    }
}

#[test]
fn in_a_clone_the_start_is_not_what_the_student_made_of_it() {
    let embedded = Kit::embedded().unwrap();
    let exercise = &embedded.exercises()[0];
    let folder = folder(&[(&exercise.path(), "half done")]);
    let mut clone = Kit {
        source: Source::Disk(folder.path().to_owned()),
        built_from: true,
        manifest: embedded.manifest.clone(),
    };
    assert_eq!(
        clone.start(exercise).unwrap(),
        embedded.start(exercise).unwrap()
    );
    clone.built_from = false;
    assert_eq!(clone.start(exercise).unwrap(), "half done");
}

#[test]
fn the_folder_the_program_was_built_from_is_recognised() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert!(Kit::from_dir(home).unwrap().built_from);
    assert!(Kit::from_dir(&home.join("src/..")).unwrap().built_from);
    let (_folder, other) = kit(&[]);
    assert!(!other.built_from);
}
