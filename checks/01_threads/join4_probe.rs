use std::panic::resume_unwind;

use exercise::read_probes;
use probes::ThreadLog;

/// Panics as `panic!("…")` does, without a message on the terminal.
fn fall_silently(words: &'static str) -> ! {
    resume_unwind(Box::new(words))
}

/// Probes that work give `Ok` with their degrees, in the order of the probes.
#[test]
fn working_probes_are_ok() {
    let probes = [21, -3, 0].map(|degrees| move || degrees).into();
    let readings = read_probes(probes);
    assert!(
        readings == [Ok(21), Ok(-3), Ok(0)],
        "Three working probes showed 21, -3 and 0 degrees, but the readings were {readings:?}."
    );

    let nobody: Vec<fn() -> i32> = Vec::new();
    let readings = read_probes(nobody);
    assert!(
        readings.is_empty(),
        "Without any probe, the readings were {readings:?}."
    );
}

/// A probe that panics gives `Err` with its last words.
#[test]
fn a_broken_probe_is_an_err() {
    let readings = read_probes(vec![|| fall_silently("a pike bit through the cable")]);
    let [reading] = readings.as_slice() else {
        panic!(
            "One broken probe went in, and {} readings came out.",
            readings.len()
        );
    };
    match reading {
        Ok(degrees) => {
            panic!("A broken probe was reported as {degrees} degrees, as if all were fine.")
        }
        Err(words) => assert!(
            words == "a pike bit through the cable",
            "The last words of the probe were \"a pike bit through the cable\", but the reading says \"{words}\"."
        ),
    }
    let readings = read_probes(vec![|| fall_silently("")]);
    assert!(
        readings == [Err(String::new())],
        "A probe fell without a word, but the readings were {readings:?}. No words are no reading."
    );
}

/// Last words put together while falling, as in `panic!("{n} metres")`, arrive as well.
#[test]
fn formatted_last_words_arrive() {
    let depth = 40;
    let readings = read_probes(vec![move || {
        resume_unwind(Box::new(format!("no light at {depth} metres")))
    }]);
    assert!(
        readings == [Err("no light at 40 metres".to_string())],
        "The probe said \"no light at 40 metres\", but the readings were {readings:?}."
    );
}

/// A broken probe costs nothing but its own reading: all the others are there, in their places.
#[test]
fn the_other_probes_still_count() {
    let probes = [None, Some(4), None]
        .map(|degrees: Option<i32>| move || degrees.unwrap_or_else(|| fall_silently("blub")))
        .into();
    let readings = read_probes(probes);

    assert!(
        readings.len() == 3,
        "3 probes were asked, but the number of readings is {}: {readings:?}.",
        readings.len()
    );
    let blub = || Err("blub".to_string());
    assert!(
        readings == [blub(), Ok(4), blub()],
        "Probes 1 and 3 are broken and probe 2 shows 4 degrees, but the readings were {readings:?}."
    );
}

/// Each probe is read on a thread of its own, not on the thread that calls `read_probes`.
#[test]
fn each_probe_has_its_own_thread() {
    let log = ThreadLog::new();
    let probes: Vec<_> = (1..=3)
        .map(|probe| {
            let log = log.clone();
            move || {
                log.note(format!("probe {probe}"));
                probe
            }
        })
        .collect();
    read_probes(probes);

    let read = log.count();
    assert!(
        read == 3,
        "When `read_probes` returned, {read} of 3 probes had been read."
    );
    assert!(
        log.at_home().is_empty(),
        "Read on the thread of the caller: {}. A probe should fall on its own thread.",
        log.at_home().join(", ")
    );
    let threads = log.threads();
    assert!(
        threads == 3,
        "3 probes need 3 threads of their own, but there were {threads}."
    );
}
