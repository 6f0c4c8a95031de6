//! Folders with things in them that nobody should open.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::process::Command;

use crate::class::{GREET, GREETS, GREETS_NOBODY, SOLVED, desk, grade, hand_in, submission};
use serde_json::Value;

fn became(grading: &Value, name: &str) -> String {
    let exercise = &submission(grading, name)["exercises"][0];
    let detail = exercise["hand_in_detail"].as_str().unwrap_or_default();
    format!("{} {detail}", exercise["hand_in"].as_str().unwrap())
}

#[test]
fn nothing_but_plain_files_is_opened() {
    let desk = desk();
    for name in [
        "link", "fifo", "socket", "folder", "large", "hard", "closed",
    ] {
        desk.write(&format!("class/{name}/exercises/README.md"), "");
    }
    let file = |name: &str| desk.path(&format!("class/{name}/{GREET}"));
    desk.write(&format!("class/right/{GREET}"), GREETS);
    symlink(file("right"), file("link")).unwrap();
    let made = Command::new("mkfifo").arg(file("fifo")).status().unwrap();
    assert!(made.success());
    let _socket = UnixListener::bind(file("socket")).unwrap();
    assert!(
        fs::metadata(file("socket"))
            .unwrap()
            .file_type()
            .is_socket()
    );
    fs::create_dir(file("folder")).unwrap();
    File::create(file("large"))
        .unwrap()
        .set_len(1 << 30)
        .unwrap();
    fs::hard_link(file("right"), file("hard")).unwrap();
    desk.write(&format!("class/closed/{GREET}"), GREETS);
    fs::set_permissions(file("closed"), fs::Permissions::from_mode(0o000)).unwrap();
    // The folder above, and the submission as a whole.
    fs::create_dir_all(desk.path("class/linked-folder")).unwrap();
    symlink(
        desk.path("class/right/exercises"),
        desk.path("class/linked-folder/exercises"),
    )
    .unwrap();
    symlink(desk.path("class/right"), desk.path("class/linked")).unwrap();
    // Not at the top.
    desk.write(&format!("class/below/repo/{GREET}"), GREETS);
    fs::create_dir_all(desk.path("class/nothing")).unwrap();

    let mut call = desk.call(grade(&["class", "--only", "greet"])).status(1);
    call = call.stderr("");
    let grading = call.json();
    assert_eq!(became(&grading, "right"), "in_time ");
    assert_eq!(became(&grading, "hard"), "in_time ");
    assert_eq!(became(&grading, "below"), "in_time ");
    assert_eq!(
        became(&grading, "link"),
        "refused it is a link, and links are not followed"
    );
    assert_eq!(became(&grading, "fifo"), "refused it is a pipe, not a file");
    assert_eq!(
        became(&grading, "socket"),
        "refused it is a socket, not a file"
    );
    assert_eq!(
        became(&grading, "folder"),
        "refused it is a folder, not a file"
    );
    assert_eq!(became(&grading, "large"), "refused it is larger than 1 MiB");
    let closed = became(&grading, "closed");
    // Whoever may read everything may read this too.
    assert!(
        closed == "in_time " || closed.contains("cannot be read"),
        "{closed}"
    );
    for name in ["linked", "linked-folder", "nothing"] {
        assert_eq!(became(&grading, name), "missing ");
        assert_eq!(submission(&grading, name)["score"], 0);
    }
    let told = |name: &str| {
        submission(&grading, name)["problems"][0]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(
        told("linked"),
        "The submission is a link, and links are not followed."
    );
    assert_eq!(
        told("linked-folder"),
        "`exercises` was passed over: it is a link."
    );
    assert!(told("nothing").starts_with("There is no folder `exercises`"));
}

#[test]
fn names_cannot_move_the_cursor_nor_hide() {
    let desk = desk();
    let names: [&[u8]; 4] = [b"a\nb", b"a\x1b[2Jb", b"a\xffb", b"plain"];
    for name in names {
        let path = desk.path("class").join(OsStr::from_bytes(name)).join(GREET);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, GREETS_NOBODY).unwrap();
    }
    let call = desk.call(grade(&["class", "--only", "greet"])).status(1);
    let text = call.text();
    let grading: Value = serde_json::from_str(&text).unwrap();
    let all = grading["submissions"].as_array().unwrap();
    let shown: Vec<&str> = all
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    assert_eq!(shown, ["a\\nb", "a\\u{1b}[2Jb", "a\\xffb", "plain"]);
    assert!(
        all.iter()
            .all(|one| !one["path"].as_str().unwrap().contains(['\n', '\x1b']))
    );
}

#[test]
fn other_files_in_a_class_are_passed_over_and_told() {
    let desk = desk();
    desk.write(&format!("class/anna/{GREET}"), GREETS);
    desk.write("class/notes\x1b[31m.txt", "");
    desk.write("class/.DS_Store", "");
    let call = desk.call(grade(&["class", "--only", "greet"]));
    let told =
        "threadlings: passed over `class/notes\\u{1b}[31m.txt`: neither a folder nor an archive\n";
    call.stderr(told).json();
}

#[test]
fn what_could_tell_that_it_is_explored_is_marked_for_the_teacher() {
    let desk = desk();
    let asks =
        format!("{SOLVED}\npub fn size() -> usize {{ size_of::<std::sync::Mutex<u8>>() }}\n");
    hand_in(&desk, "class/asks", &asks, GREETS);
    hand_in(
        &desk,
        "class/solves",
        &SOLVED.replace("u32", "r#u32"),
        GREETS,
    );
    let marks = |audience: &str| {
        let reports = ["--report", "junit=junit.xml", "--report", "table=table.txt"];
        let args = ["class", "--only", "tills", "--for", audience];
        let args: Vec<&str> = args.into_iter().chain(reports).collect();
        let grading = desk.call(grade(&args)).json();
        let words = [desk.read("junit.xml"), desk.read("table.txt")];
        let told = ["asks for the size", "1 to look at"];
        let told = [0, 1].map(|index| words[index].contains(told[index]));
        let of = |name| submission(&grading, name)["exercises"][0]["asks_about_types"] == true;
        (of("asks"), of("solves"), told)
    };
    assert_eq!(marks("teacher"), (true, false, [true, true]));
    assert_eq!(marks("student"), (false, false, [false, false]));
}
