use std::panic::{panic_any, resume_unwind};
use std::thread;
use std::time::Instant;

use exercise::read_probes;
use probes::{Meeting, ThreadLog, quiesce, thread_count};

/// Panics as `panic!("…")` does, without a message on the terminal.
fn fall_silently(words: &'static str) -> ! {
    resume_unwind(Box::new(words))
}

/// Probes that work give `Ok` with their degrees, in the order of the probes, whatever kind of probe they are.
///
/// ```
/// use exercise::read_probes;
/// use std::cell::Cell;
/// struct Cable;
/// let (cable, degrees) = (Cable, Cell::new(21));
/// let _ = read_probes(vec![move || {
///     let _lake = cable;
///     degrees.replace(22)
/// }]);
/// ```
#[test]
fn working_probes_are_ok() {
    let probes = [21, -3, 0].map(|degrees| move || degrees).into();
    let readings = read_probes(probes);
    assert!(
        readings == [Ok(21), Ok(-3), Ok(0)],
        "Three working probes showed 21, -3 and 0 degrees, but the readings were {readings:?}."
    );

    let probes = [300, -1, i32::MAX, i32::MIN]
        .map(|degrees| move || degrees)
        .into();
    let readings = read_probes(probes);
    assert!(
        readings == [Ok(300), Ok(-1), Ok(i32::MAX), Ok(i32::MIN)],
        "Four working probes showed 300, -1, {} and {} degrees, but the readings were {readings:?}.",
        i32::MAX,
        i32::MIN
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

/// Last words made at run time, as in `panic!("{n} metres")`, arrive as well, just as they were said.
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

    const WORDS: &str = "  it is cold\nand \"dark\" \n";
    let readings = read_probes(vec![|| fall_silently(WORDS)]);
    assert!(
        readings == [Err(WORDS.to_string())],
        "The probe said {WORDS:?}, but the readings were {readings:?}."
    );

    for words in [String::new(), "down, ".repeat(100)] {
        let said = words.clone();
        let readings = read_probes(vec![move || resume_unwind(Box::new(said))]);
        assert!(
            readings == [Err(words.clone())],
            "The probe said {words:?}, but the readings were {readings:?}."
        );
    }
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

/// Each probe is read on a thread of its own, not on the thread that calls `read_probes`, even after a broken one.
#[test]
fn each_probe_has_its_own_thread() {
    for (count, broken) in [(3, 0), (3, 1), (11, 0), (11, 4)] {
        let log = ThreadLog::new();
        let probes: Vec<_> = (1..=count)
            .map(|probe| {
                let log = log.clone();
                move || {
                    log.note(format!("probe {probe}"));
                    if probe == broken {
                        fall_silently("blub");
                    }
                    probe
                }
            })
            .collect();
        read_probes(probes);

        let case = if broken == 0 {
            ""
        } else {
            &format!(" Probe {broken} was broken.")
        };
        let read = log.count();
        assert!(
            read as i32 == count,
            "When `read_probes` returned, {read} of {count} probes had been read.{case}"
        );
        let mut at_home = log.at_home();
        at_home.sort();
        assert!(
            at_home.is_empty(),
            "Read on the thread of the caller: {}. A probe should fall on its own thread.{case}",
            at_home.join(", ")
        );
        let threads = log.threads();
        assert!(
            threads as i32 == count,
            "{count} probes need {count} threads of their own, but there were {threads}.{case}"
        );
    }
}

/// A probe may panic with something that is not text: it still costs only its own reading.
#[test]
fn a_probe_may_fall_without_words() {
    let fall: fn() -> i32 = || resume_unwind(Box::new(17_u64));
    let readings = read_probes(vec![fall, || 5]);
    assert!(
        matches!(readings.as_slice(), [Err(_), Ok(5)]),
        "Probe 1 fell, and what it left behind was a number, not a text; probe 2 showed 5 degrees. The readings were {readings:?}."
    );
}

/// Every broken probe tells its own last words, even if two of them say the same.
#[test]
fn everyone_has_last_words_of_their_own() {
    let fates = ["eel", "pike", "", "frog"];
    let probes = fates
        .map(|fate| {
            move || match fate {
                "" => 8,
                _ => fall_silently(fate),
            }
        })
        .into();
    let readings = read_probes(probes);
    let wanted = fates.map(|fate| match fate {
        "" => Ok(8),
        _ => Err(fate.to_string()),
    });
    assert!(
        readings == wanted,
        "Of four probes, three fell, and the readings should have been {wanted:?}, but they were {readings:?}."
    );
    let readings = read_probes(vec![|| fall_silently("a pike!"); 2]);
    assert!(
        readings == vec![Err("a pike!".to_owned()); 2],
        "Two probes both said \"a pike!\" when they fell, but the readings were {readings:?}."
    );
}

/// The panic message on the terminal does no harm: the program goes on.
#[test]
fn a_shout_costs_no_more() {
    let shout: fn() -> i32 = || panic_any("(a probe of the check falls, as it should)");
    let readings = read_probes(vec![|| 3, shout]);
    assert!(
        matches!(readings.as_slice(), [Ok(3), Err(_)]),
        "Probe 1 showed 3 degrees and probe 2 panicked, but the readings were {readings:?}."
    );
}

/// However slow a probe is, `read_probes` sleeps until it has an answer, and no longer.
#[test]
fn sleeps_until_the_slow_one_answers() {
    for (count, slow) in [(2, 1), (2, 2), (3, 3)] {
        let probes = (1..=count)
            .map(|probe| {
                move || {
                    if probe == slow {
                        // Slower than everything else: code that polls, or gives up after some time, does so before.
                        quiesce();
                    }
                    10 * probe
                }
            })
            .collect();
        let before = Instant::now();
        let readings = read_probes(probes);
        let took = before.elapsed();
        assert!(
            readings == (1..=count).map(|probe| Ok(10 * probe)).collect::<Vec<_>>(),
            "Probe 1 showed 10 degrees, probe 2 showed 20, and so on up to probe {count}, and probe {slow} was slow. The readings were {readings:?}."
        );
        // Where interleavings are explored, a clock moves only for a thread that sleeps or waits by it, and these probes do not.
        assert!(
            thread_count().is_none() || took.is_zero(),
            "The probes took no time at all, but by the clock `read_probes` took {took:?}: it slept, or waited with a time limit. \
             Wait for the probes, not for the clock."
        );
    }
}

/// Two lakes that are read at the same time do not mix their readings.
#[test]
fn two_lakes_do_not_mix() {
    let both = Meeting::new(2);
    let next_lake = both.clone();
    // Neither lake has been read before somebody has begun with the other one.
    let read = |degrees: i32, words: &'static str, both: Meeting| {
        let probes = [Some(both), None].map(|both: Option<Meeting>| {
            move || match both {
                Some(both) => {
                    both.wait(format!("the probe that shows {degrees} degrees"));
                    degrees
                }
                None => fall_silently(words),
            }
        });
        read_probes(probes.into())
    };
    let other = thread::spawn(move || read(4, "pike", next_lake));
    let here = read(21, "swan", both);
    let there = other.join();
    let Ok(there) = there else {
        panic!("Two lakes were read at the same time, and for one of them `read_probes` panicked.");
    };
    let reading = |degrees, words: &str| [Ok(degrees), Err(words.to_string())];
    assert!(
        here == reading(21, "swan") && there == reading(4, "pike"),
        "Two lakes were read at the same time, each with a working probe and a broken one. One should give 21 degrees and \
         \"swan\", but gave {here:?}; the other one 4 degrees and \"pike\", but gave {there:?}."
    );
}

/// A probe that panicked yesterday is forgotten today.
#[test]
fn yesterday_is_forgotten() {
    let yesterday = read_probes(vec![|| fall_silently("blub"), || fall_silently("swan")]);
    let today = read_probes(vec![|| 7, || 8]);
    assert!(
        yesterday == [Err("blub".to_string()), Err("swan".to_string())] && today == [Ok(7), Ok(8)],
        "Yesterday two probes fell, and the readings were {yesterday:?}. Today two others show 7 and 8 degrees, but the readings \
         were {today:?}."
    );
}
