//! What an entry of the cache survives.

use std::fs::File;
use std::time::SystemTime;

use super::*;

const KEY: u64 = 0xabc;

fn entry(cache: &Path) -> Entry {
    Entry {
        kind: "thing",
        key: KEY,
        cache: Some(cache.to_owned()),
        is_whole: |dir| dir.join("part").is_file(),
    }
}

fn build(dir: &Path) -> Result<(), JudgeError> {
    assert_eq!(fs::read_dir(dir).unwrap().count(), 0);
    fs::write(dir.join("part"), "").map_err(io_error(dir))
}

fn names(cache: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(cache)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn make_old(path: &Path, days: u64) {
    change_at(path, SystemTime::now() - Duration::from_hours(24 * days));
}

fn change_at(path: &Path, time: SystemTime) {
    let file = File::options().write(true).open(path).unwrap();
    file.set_modified(time).unwrap();
}

#[test]
fn what_is_made_is_found_under_its_key() {
    let cache = tempfile::tempdir().unwrap();
    let entry = entry(cache.path());
    assert!(entry.find().is_none());
    let made = entry.make(build).unwrap();
    assert!(made.is_shared());
    assert_eq!(made.dir, cache.path().join("thing-0000000000000abc"));
    assert_eq!(entry.find().unwrap().dir, made.dir);
    assert!(Entry { key: 1, ..entry }.find().is_none());
}

#[test]
fn what_fails_leaves_nothing() {
    let cache = tempfile::tempdir().unwrap();
    let failed = entry(cache.path()).make(|dir| {
        build(dir)?;
        Err(JudgeError::Cancelled)
    });
    assert!(matches!(failed, Err(JudgeError::Cancelled)));
    assert_eq!(names(cache.path()), Vec::<String>::new());
}

#[test]
fn a_damaged_folder_gives_way() {
    let cache = tempfile::tempdir().unwrap();
    let entry = entry(cache.path());
    let dir = entry.make(build).unwrap().dir;
    fs::remove_file(dir.join("part")).unwrap();
    fs::write(dir.join("in the way"), "").unwrap();
    assert!(entry.find().is_none());
    let made = entry.make(build).unwrap();
    assert!(made.is_shared());
    assert!(!dir.join("in the way").exists());
    assert_eq!(names(cache.path()), ["thing-0000000000000abc"]);
}

#[test]
fn another_process_that_was_faster_is_not_disturbed() {
    let cache = tempfile::tempdir().unwrap();
    let entry = entry(cache.path());
    let made = entry
        .make(|dir| {
            let faster = entry.make(build).unwrap();
            fs::write(faster.dir.join("theirs"), "").unwrap();
            build(dir)
        })
        .unwrap();
    assert!(made.is_shared());
    assert!(made.dir.join("theirs").exists());
    assert_eq!(names(cache.path()), ["thing-0000000000000abc"]);
}

#[test]
fn without_a_cache_it_is_made_for_this_run() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("a file");
    fs::write(&file, "").unwrap();
    for cache in [Some(file.join("cache")), None] {
        let entry = Entry {
            cache,
            ..entry(place.path())
        };
        assert!(entry.lock(&Cancel::new(), || {}).unwrap().is_none());
        let made = entry.make(build).unwrap();
        assert!(!made.is_shared());
        assert!(made.dir.join("part").is_file());
        let dir = made.dir.clone();
        drop(made);
        assert!(!dir.exists());
    }
}

#[test]
fn whoever_waits_can_be_told_to_stop() {
    let cache = tempfile::tempdir().unwrap();
    let entry = entry(cache.path());
    let held = entry
        .lock(&Cancel::new(), || panic!("nobody holds it"))
        .unwrap();
    assert!(held.is_some());
    let cancel = Cancel::new();
    // Cancelled only once it waits: before, there would be nothing to stop.
    let waited = entry.lock(&cancel, || cancel.cancel());
    assert!(matches!(waited, Err(JudgeError::Cancelled)));
    drop(held);
    let held = entry.lock(&Cancel::new(), || panic!("nobody holds it"));
    assert!(held.unwrap().is_some());
}

#[test]
fn only_what_is_left_over_is_swept_away() {
    let cache = tempfile::tempdir().unwrap();
    let entry = entry(cache.path());
    let kept = [
        "building-other-x",
        "building-plans",
        "thing-0000000000000001",
        "thing-notes",
    ];
    let gone = [
        "building-thing-x",
        "thing-0000000000000002",
        "thing-0000000000000003",
    ];
    for name in kept.iter().chain(&gone) {
        let dir = cache.path().join(name);
        fs::create_dir(&dir).unwrap();
        fs::write(dir.join(USED), "").unwrap();
    }
    make_old(&cache.path().join("thing-0000000000000001/used"), 29);
    make_old(&cache.path().join("thing-0000000000000002/used"), 31);
    make_old(&cache.path().join("thing-notes/used"), 31);
    // Used while the clock was wrong.
    let ahead = SystemTime::now() + Duration::from_hours(24 * 31);
    change_at(&cache.path().join("thing-0000000000000003/used"), ahead);
    let lock = entry.lock(&Cancel::new(), || {}).unwrap().unwrap();
    entry.sweep(&lock);
    let mut left = kept.map(str::to_owned).to_vec();
    left.push("thing.lock".to_owned());
    left.sort();
    assert_eq!(names(cache.path()), left);
}

#[test]
fn what_is_found_counts_as_used() {
    let cache = tempfile::tempdir().unwrap();
    let entry = entry(cache.path());
    let used = entry.make(build).unwrap().dir.join(USED);
    make_old(&used, 31);
    entry.find().unwrap();
    assert!(age_of(&used).unwrap() < Duration::from_hours(24));
}
