use exercise::Settings;
use probes::{ThreadLog, quiesce};
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{Builder, ScopedJoinHandle, scope};
use std::time::Instant;

/// What a thread returned. If it panicked, its panic goes on here, with its own words.
fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
}

/// The first thread that asks reads the disk, and all others get what was read.
#[test]
fn the_first_one_reads() {
    for disk in ["height = 412 m\n", ""] {
        let settings = Settings::unread();
        let first = settings.get(|| disk.to_owned());
        assert!(
            first == disk,
            "The disk said {disk:?}, but what `get` returned is {first:?}."
        );
        let second = settings.get(|| {
            panic!("The settings {disk:?} had been read, and then the disk was read again.")
        });
        assert!(
            second == first,
            "The settings were {first:?}. When somebody asked again, they were {second:?}."
        );
    }
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

/// Reading one disk may require the settings on another one.
///
/// ```
/// use std::{cell::Cell, rc::Rc};
/// static SETTINGS: exercise::Settings = exercise::Settings::unread();
/// let (reads, disk) = (Cell::new(0), Rc::new(String::from("height = 412 m")));
/// let text: &'static str = SETTINGS.get(|| {
///     reads.set(reads.get() + 1);
///     Rc::unwrap_or_clone(disk)
/// });
/// println!("{text}");
/// ```
#[test]
fn one_disk_may_ask_for_another() {
    let (valley, peak) = (Settings::unread(), Settings::unread());
    let text = peak.get(|| {
        let below = valley.get(|| "412 m".to_owned());
        format!("2550 m above {below}")
    });
    assert!(
        text == "2550 m above 412 m",
        "The settings of the peak were made of those of the valley, `412 m`. They are `{text}`."
    );
}

/// When several ask at the same time, the disk is read once, and all get what was read.
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
    let [one, two, three] = scope(|station| {
        let start = |name: &'static str| {
            let thread = Builder::new().name(name.to_owned());
            thread.spawn_scoped(station, ask(name)).unwrap()
        };
        ["barometer", "rain gauge", "wind vane"]
            .map(start)
            .map(joined)
    });

    let readers = log.sorted();
    assert!(
        readers.len() == 1,
        "Barometer, rain gauge and wind vane asked for the settings, and the disk was read {} times: by the {}. (Crunch.)",
        readers.len(),
        readers.join(" and by the ")
    );
    assert!(
        one == two && two == three,
        "The disk was read once, but the barometer has `{one}`, the rain gauge has `{two}`, and the wind vane has `{three}`."
    );
    assert!(
        one.as_ptr() == two.as_ptr() && two.as_ptr() == three.as_ptr(),
        "Barometer, rain gauge and wind vane have the same text, but not all of them have it from the same place: there are \
         copies."
    );
}

/// A thread that asks while the disk is being read sleeps, however long that takes.
#[test]
fn who_waits_for_the_disk_sleeps() {
    let settings = Settings::unread();
    let is_quiet = AtomicBool::new(true);
    let ask = || {
        let asked = Instant::now();
        let text = settings.get(|| {
            is_quiet.store(quiesce(), Ordering::SeqCst);
            "height = 412 m".to_owned()
        });
        (text, asked.elapsed())
    };
    let asked = scope(|station| {
        let other = station.spawn(ask);
        [ask(), joined(other)]
    });
    for (text, naps) in asked {
        assert!(
            text == "height = 412 m",
            "Reading the disk took many hours, and it said `height = 412 m`. A thread that asked got `{text}`."
        );
        // Only sleeping moves the clock.
        assert!(
            !is_quiet.load(Ordering::SeqCst) || naps.is_zero(),
            "Somebody set an alarm clock to look whether the disk had been read: {naps:?} of naps. A thread that sleeps until it has been read needs none."
        );
    }
}
