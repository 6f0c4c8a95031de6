//! `pack`: a kit in one file.

use std::fmt::Write;
use std::fs;
use std::io::Read;

use crate::course::{ADD, DOUBLE, RIGHT, files, with_course};

#[test]
fn a_packed_kit_is_used_as_its_folder_is() {
    let folder = with_course();
    let said = folder.call(["pack", "--kit", "course"]).text();
    insta::assert_snapshot!("pack", said);
    folder.write(&format!("work/{ADD}"), RIGHT);
    let answer = |kit: &'static str| {
        let call = folder.call(["run", "add", "--kit", kit, "--workspace", "work", "--json"]);
        let mut judged = call.json();
        judged["elapsed_ms"] = 0.into();
        judged
    };
    assert_eq!(answer("course.threadlings"), answer("course"));
    let listed = |kit| {
        folder
            .call(["list", "--kit", kit, "--workspace", "work"])
            .text()
    };
    assert_eq!(listed("course.threadlings"), listed("course"));
}

/// Whoever has it can read it.
#[test]
fn without_checks_an_attempt_is_compiled_and_graded_elsewhere() {
    let folder = with_course();
    let pack = ["pack", "--kit", "course", "--without-checks"];
    insta::assert_snapshot!("pack_without_checks", folder.call(pack).text());
    let told = folder.call(["init", "work", "--kit", "course.threadlings"]);
    // However the lines are broken.
    let told = told.text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        told.contains("found out where your work is graded") && !told.contains("solutions/"),
        "{told}"
    );
    let told = folder.call(["solution", "add", "--workspace", "work"]);
    let told = told.status(1).text();
    assert!(
        told.starts_with("This kit has no solution of add") && told.contains("hint add"),
        "{told}"
    );
    let mut kit = String::new();
    let bytes = fs::read(folder.path("work/.threadlings/kit.threadlings")).unwrap();
    let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(&*bytes));
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        writeln!(kit, "{}", entry.path().unwrap().display()).unwrap();
        entry.read_to_string(&mut kit).unwrap();
    }
    assert!(kit.contains("checks/01_sums/add.rs\n"), "{kit}");
    assert!(
        !kit.contains("#[test]") && !kit.contains("solutions/01_sums/add.rs"),
        "{kit}"
    );
    assert!(kit.contains("a - b"), "{kit}");
    let judged = |text: &str| {
        folder.write(&format!("work/{ADD}"), text);
        folder.call(["run", "add", "--workspace", "work", "--json"])
    };
    let right = judged(RIGHT).status(1).json();
    assert_eq!(right["verdict"], "compiles");
    let reason = "They are not in this kit, so whether it passes is found out there.";
    assert_eq!(right["reason"], reason);
    assert_eq!(right["diagnostics"].as_array().unwrap().len(), 0);
    let told = folder.call(["run", "add", "--workspace", "work"]).status(1);
    let heading = "· add compiles; its checks run where it is graded\n";
    assert!(told.text().starts_with(heading));
    assert_eq!(
        judged("pub fn add() -> u32 { x }").status(1).json()["verdict"],
        "does_not_compile"
    );
    let refused = judged("pub fn add(a: u32, _: u32) -> u32 { unsafe { a } }").status(1);
    assert_eq!(refused.json()["verdict"], "breaks_rules");
    // What has no checks is judged as ever.
    folder.write("work/exercises/01_sums/double.rs", "pub fn main() {}\n");
    let double = folder.call(["run", "double", "--workspace", "work", "--json"]);
    assert_eq!(double.json()["verdict"], "passed");
    folder.write(&format!("class/anna/{ADD}"), RIGHT);
    let graded = folder
        .call(["grade", "class", "--kit", "course.threadlings"])
        .status(2);
    let said = graded
        .failure()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(
        said.contains("`checks/01_sums/add.rs` is not in this kit, which was packed without"),
        "{said}"
    );
    let graded = folder
        .call(["grade", "class", "--kit", "course", "--only", "add"])
        .text();
    assert!(graded.contains("Kit: course"), "{graded}");
}

#[test]
fn the_same_kit_makes_the_same_bytes_whatever_else_is_in_its_folder() {
    let folder = with_course();
    let pack = |output: &'static str| {
        folder
            .call(["pack", "--kit", "course", "--output", output])
            .text();
        fs::read(folder.path(output)).unwrap()
    };
    let one = pack("one.threadlings");
    folder.write("course/notes.txt", "not of the kit");
    folder.write(
        "course/mistakes/01_sums/add/more.rs",
        "// verdict: fails_checks\n",
    );
    folder.write("course/Cargo.toml", "[package]\nname = \"a-program\"\n");
    let other = pack("two.threadlings");
    assert!(one == other);
    assert!(pack("one.threadlings") == one);
}

#[test]
fn data_beside_the_exercises_goes_with_them() {
    let folder = with_course();
    folder.write("course/exercises/01_sums/two.txt", "2");
    folder.write(
        "course/Cargo.toml",
        "bin = [{ name = \"double\", path = \"exercises/01_sums/double.rs\" }]\n[package]\nname = \"course\"\n",
    );
    folder.write("course/Cargo.lock", "version = 4\n");
    folder.call(["pack", "--kit", "course"]).text();
    folder
        .call(["init", "packed", "--kit", "course.threadlings"])
        .text();
    assert_eq!(folder.read("packed/exercises/01_sums/two.txt"), "2");
    let reads = "pub fn main() {\n    assert_eq!(include_str!(\"two.txt\"), \"2\");\n}\n";
    folder.write(&format!("packed/{DOUBLE}"), reads);
    let judged = folder.call(["run", "double", "--workspace", "packed", "--json"]);
    assert_eq!(judged.json()["verdict"], "passed");
}

#[test]
fn other_files_are_kept_and_folders_asked_for() {
    let folder = with_course();
    folder.write("notes.txt", "mine");
    folder
        .call(["pack", "--kit", "course", "--output", "notes.txt"])
        .status(2)
        .stderr("threadlings: `notes.txt` is there already and is no packed kit: give another name with --output\n")
        .check();
    assert_eq!(folder.read("notes.txt"), "mine");
    folder.call(["pack", "--kit", "course"]).text();
    for command in [&["verify"][..], &["new", "a"], &["pack"]] {
        let args = command
            .iter()
            .copied()
            .chain(["--kit", "course.threadlings"]);
        folder
            .call(args)
            .status(2)
            .stderr("threadlings: `course.threadlings` is a file: a packed kit cannot be changed or verified, so name the folder it was made from\n")
            .check();
    }
    fs::remove_file(folder.path(&format!("course/{ADD}"))).unwrap();
    let said = folder.call(["pack", "--kit", "course"]).status(2).failure();
    assert!(said.contains("course/exercises/01_sums/add.rs"), "{said}");
}

#[test]
fn damaged_and_foreign_files_are_said_so() {
    let folder = with_course();
    folder.call(["pack", "--kit", "course"]).text();
    let bytes = fs::read(folder.path("course.threadlings")).unwrap();
    folder.write("short", &bytes[..bytes.len() / 2]);
    folder.write("words", "words");
    let said = |kit: &'static str| {
        let call = folder.call(["init", "mine", "--kit", kit]);
        call.status(2).failure()
    };
    let short = said("short");
    assert!(
        short.starts_with("threadlings: `[WORKSPACE]/short` is damaged ("),
        "{short}"
    );
    assert!(said("words").contains("words` is no packed kit: "));
    assert!(said("none").starts_with("threadlings: there is no `none`: "));
    let left = files(&folder, "");
    assert!(
        !left.iter().any(|path| path.starts_with("mine")),
        "{left:?}"
    );
}

#[test]
fn a_kit_by_which_nobody_could_be_judged_is_not_packed() {
    let folder = with_course();
    let checks = folder.path("course/checks/01_sums/add.rs");
    let refused = || {
        let said = folder.call(["pack", "--kit", "course"]).status(2).failure();
        assert!(!folder.path("course.threadlings").exists());
        said
    };
    fs::write(&checks, "/// It adds.\n#[test]\nfn adds( {}\n").unwrap();
    let said = refused();
    assert!(said.contains("checks/01_sums/add.rs:3: "), "{said}");
    fs::remove_file(&checks).unwrap();
    let said = refused();
    assert!(said.contains("add has mistakes, but no checks"), "{said}");
}
