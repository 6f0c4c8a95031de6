use exercise::Settings;
use probes::{ThreadLog, quiesce};
use std::panic::resume_unwind;
use std::thread::{Builder, ScopedJoinHandle, scope};

/// What a thread returned. If it panicked, its panic goes on here, with its own words.
fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
}

/// The first who asks reads the disk, and whoever asks later gets what was read.
#[test]
fn the_first_one_reads() {
    let settings = Settings::unread();
    let first = settings.get(|| "height = 412 m".to_owned());
    assert!(
        first == "height = 412 m",
        "The disk said `height = 412 m`, but what `get` returned is `{first}`."
    );
    let second =
        settings.get(|| panic!("The settings had been read, and then the disk was read again."));
    assert!(
        second == first,
        "The settings were `{first}`. When somebody asked again, they were `{second}`."
    );
}

/// Two stations have two disks, and settings of their own.
#[test]
fn every_disk_is_read() {
    let (valley, peak) = (Settings::unread(), Settings::unread());
    valley.get(|| "height = 412 m".to_owned());
    let text = peak.get(|| "height = 2962 m".to_owned());
    assert!(
        text == "height = 2962 m",
        "The disk of the second station said `height = 2962 m`, but `get` returned `{text}`."
    );
}

/// When two ask at the same time, the disk is read once, and both get what was read.
#[test]
fn the_disk_is_read_once() {
    let settings = Settings::unread();
    let log = ThreadLog::new();
    let ask = |name: &'static str| {
        let (settings, log) = (&settings, &log);
        move || {
            settings.get(|| {
                log.note(name);
                format!("read by the {name}")
            })
        }
    };
    let (one, two) = scope(|station| {
        let start = |name: &'static str| {
            let thread = Builder::new().name(name.to_owned());
            thread.spawn_scoped(station, ask(name)).unwrap()
        };
        let (one, two) = (start("barometer"), start("rain gauge"));
        (joined(one), joined(two))
    });

    let readers = log.entries();
    assert!(
        readers.len() == 1,
        "Barometer and rain gauge asked for the settings, and the disk was read {} times: by the {}. (Crunch.)",
        readers.len(),
        readers.join(" and by the ")
    );
    assert!(
        one == two,
        "The disk was read once, but the barometer has `{one}` and the rain gauge has `{two}`."
    );
    assert!(
        one.as_ptr() == two.as_ptr(),
        "Barometer and rain gauge have the same text, but each of them has a copy of it."
    );
}

/// Who asks while the disk is being read is asleep, however long that takes.
#[test]
fn who_waits_for_the_disk_sleeps() {
    let settings = Settings::unread();
    let read = || {
        quiesce();
        "height = 412 m".to_owned()
    };
    scope(|station| {
        let other = station.spawn(|| settings.get(read));
        let texts = [settings.get(read), joined(other)];
        assert!(
            texts == ["height = 412 m"; 2],
            "Reading the disk took many hours, and it said `height = 412 m`. The two who asked got {texts:?}."
        );
    });
}
