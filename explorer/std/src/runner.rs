//! The whole program that explores one check, and what it reports.
//!
//! The judge starts it with the check's name and, after it, the budget: schedules, preemptions, seed, milliseconds; then
//! `bounded`, `random` or `pct`; then how many MiB a run may hold and how many threads may live at the same time; and
//! `own` where nothing but the standard library is linked with it. A `-` leaves it to us. The channel and the first
//! records are those of the harness; these come on top, their parts divided by tabs:
//!
//! | kind | parts |
//! |---|---|
//! | `explored` | schedules, exhaustive, preemptions (or nothing), random, left running, times that something happened for no reason (or nothing) |
//! | `output` | what the failing run printed, or else the first |
//! | `thread` | name, file, line, column: one per thread, in order |
//! | `object` | kind, file, line, column: one per object, in order |
//! | `event` | thread, operation, object, other thread, file, line, column, detail |
//! | `blocked` | thread, operation, object, other thread, file, line, column |
//! | `callers` | file, line, column of each call on the stack of the event or the blocked thread before it, innermost first |
//! | `ending` | what: `panic`, `deadlock`, `no_progress`, `left_running`, `exit`, `too_many_threads`, `not_repeatable`; then a number (steps, the status, or how many), file, line, column, preemptions, whether some runs hold, message |
//! | `finished` | the check's name, when it held in all runs |
//! | `stalled` | thread, file, line, column: a thread that reached no point for too long; nothing comes after it |
//! | `idle` | milliseconds: the process has waited for so long for something outside of the program; nothing comes after it |
//! | `crashed` | `stack_overflow`, `out_of_memory`, `too_much_output` or a signal's number; then thread, file, line, column of its spawn, file, line, column: what ended the process, who was running, and where it had last reached a point |

use std::fmt;
use std::panic::Location;
use std::process;
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

use engine::{Budget, Callers, Crash, Event, Exploration, Failure, Found, Method, Place};

use crate::channel::Channel;
use crate::panic::{forget_hook, watch_panics};
use crate::time::forget_glances;

/// One hidden check.
pub struct Check {
    /// Its name.
    pub name: &'static str,
    /// What it does.
    pub body: fn(),
}

static CHANNEL: OnceLock<Channel> = OnceLock::new();

/// The object of operations on none.
const NOTHING: usize = 0;

/// How often somebody looks whether a thread still reaches points.
const GLANCE: Duration = Duration::from_millis(50);

/// A thread that waits for something outside of the program may take so many times as long as one that computes.
const WAITING_FACTOR: u32 = 20;

/// What a probe saw becomes part of the trace.
#[track_caller]
pub fn note(text: &str) {
    engine::event(engine::Kind::Note, None, Some(Location::caller()), || {
        text.to_owned()
    });
}

/// Waits until nothing else can happen.
#[track_caller]
pub fn quiesce() {
    engine::quiesce(Location::caller());
}

/// How many threads have not ended.
#[track_caller]
pub fn running() -> usize {
    engine::running(Location::caller())
}

/// Explores the check that the arguments name. `checks_file` is the path of the checks as the compiler was given it: the
/// failed assertion of a check is no panic of the student's.
pub fn main(checks_file: &'static str, checks: &[Check]) -> ! {
    let mut args = ::std::env::args().skip(1);
    let wanted = args.next().unwrap_or_default();
    let Some(check) = checks.iter().find(|check| check.name == wanted) else {
        ::std::eprintln!("no check is called `{wanted}`");
        process::exit(2);
    };
    let default = Budget::default();
    let mut next = || args.next().unwrap_or_default();
    let [schedules, preemptions, seed, time] = [next(), next(), next(), next()];
    let method = match next().as_str() {
        "random" => Method::Random,
        "pct" => Method::Pct,
        _ => Method::Bounded,
    };
    let [mebibytes, threads, linked] = [next(), next(), next()];
    let budget = Budget {
        preemptions: preemptions.parse().unwrap_or(default.preemptions),
        seed: seed.parse().unwrap_or(default.seed),
        time: time.parse().map_or(default.time, Duration::from_millis),
        threads: threads.parse().unwrap_or(default.threads),
        ..schedules.parse().map_or(default, Budget::of_schedules)
    };
    not_by_an_attempt();
    match Channel::open() {
        Ok(channel) => CHANNEL.get_or_init(|| channel),
        Err(error) => {
            ::std::eprintln!("no token on standard input: {error}");
            process::exit(2);
        }
    };
    watch_progress(budget.time);
    if linked == "own" {
        let most = mebibytes.parse::<usize>().map_or(usize::MAX, |it| it << 20);
        // SAFETY: the explored program is alone with our crates, which keep nothing of a run, and has no `unsafe` of
        // its own.
        unsafe { engine::turn_on(most, out_of_memory) };
    }
    // SAFETY: it allocates nothing, and takes no lock.
    unsafe { engine::report_crashes(crashed) };

    record("started", check.name);
    let exploration = explore_checks(Some(checks_file), method, budget, &check.body);
    report(&exploration);
    if exploration.found.is_none() {
        record("finished", check.name);
    }
    process::exit(0);
}

/// Runs the closure in every interleaving.
#[track_caller]
pub fn explore(budget: Budget, body: &dyn Fn()) -> Exploration {
    explore_by(Method::Bounded, budget, body)
}

/// The same, by another method.
#[track_caller]
pub fn explore_by(method: Method, budget: Budget, body: &dyn Fn()) -> Exploration {
    not_by_an_attempt();
    explore_checks(None, method, budget, body)
}

#[track_caller]
fn explore_checks(
    checks_file: Option<&'static str>,
    method: Method,
    budget: Budget,
    body: &dyn Fn(),
) -> Exploration {
    watch_panics(checks_file);
    let exploration = engine::explore_by(method, budget, &|| {
        forget_hook();
        forget_glances();
        body();
    });
    forget_hook();
    exploration
}

/// An attempt that is explored could explore something else and have that count: a glob import finds names that the real
/// library does not have, and a local item serves where there are none.
fn not_by_an_attempt() {
    assert!(
        CHANNEL.get().is_none(),
        "the explorer was called from code that is being explored"
    );
}

fn record(kind: &str, text: &str) {
    if let Some(channel) = CHANNEL.get() {
        channel.record(kind, text);
    }
}

/// Joins parts; none but the last may hold a tab.
fn parts(kind: &str, parts: &[&str]) {
    record(kind, &parts.join("\t"));
}

/// Ends the process when a thread computes for longer than this without reaching a point, or waits for much longer, and
/// tells of it. Time in which the machine had no processor for us is not counted.
fn watch_progress(longest: Duration) {
    let watch = thread::Builder::new().stack_size(64 * 1024);
    // Without it the judge's deadline comes without an explanation.
    let _ = watch.spawn(move || {
        let longest_wait = longest * WAITING_FACTOR;
        let (mut turns, mut since, mut glances) = (0, engine::computed(), 0);
        loop {
            thread::sleep(GLANCE);
            glances += 1;
            let (now, computed) = (engine::glance(), engine::computed());
            if now.turns == 0 || now.turns != turns {
                (turns, since, glances) = (now.turns, computed, 0);
            } else if GLANCE * glances > longest_wait && computed < since + longest / 2 {
                record("idle", &longest_wait.as_millis().to_string());
                process::exit(0);
            } else if computed > since + longest {
                let [file, line, column] = place(now.place.map(engine::place));
                parts("stalled", &[&now.thread.to_string(), &file, &line, &column]);
                process::exit(0);
            }
        }
    });
}

/// A run holds more than it may.
fn out_of_memory() -> ! {
    crash_record(format_args!("out_of_memory"));
    process::exit(0)
}

/// A run of the explored check has printed more than it may.
pub(crate) fn printed_too_much() {
    if CHANNEL.get().is_some() {
        record("output", &engine::printed());
        crash_record(format_args!("too_much_output"));
        process::exit(0);
    }
}

/// A signal is about to end the process.
fn crashed(crash: Crash) {
    match crash {
        Crash::StackOverflow => crash_record(format_args!("stack_overflow")),
        Crash::Signal(signal) => crash_record(format_args!("{signal}")),
    }
}

/// Tells who was running, without allocating.
fn crash_record(what: fmt::Arguments<'_>) {
    let Some(channel) = CHANNEL.get() else { return };
    let last = engine::glance();
    let thread = last.thread;
    let (spawned_at, place) = (AtOnce(last.spawned_at), AtOnce(last.place));
    let text = format_args!("{what}\t{thread}\t{spawned_at}\t{place}");
    channel.record_at_once("crashed", text);
}

/// The parts of a place, if there is one.
struct AtOnce(Option<&'static Location<'static>>);

impl fmt::Display for AtOnce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(at) => write!(f, "{}\t{}\t{}", at.file(), at.line(), at.column()),
            None => f.write_str("\t\t"),
        }
    }
}

fn place(place: Option<Place>) -> [String; 3] {
    place.map_or_else(Default::default, |(file, line, column)| {
        [file, line.to_string(), column.to_string()]
    })
}

fn number(number: Option<usize>) -> String {
    number.map_or_else(String::new, |number| number.to_string())
}

fn report(exploration: &Exploration) {
    let coverage = &exploration.coverage;
    let bound = coverage.preemptions.map(|bound| bound as usize);
    parts(
        "explored",
        &[
            &coverage.schedules.to_string(),
            &coverage.exhaustive.to_string(),
            &number(bound),
            &coverage.random.to_string(),
            &coverage.left_running.to_string(),
            &number(coverage.spurious.map(|times| times as usize)),
        ],
    );
    record("output", &exploration.output);
    if let Some(found) = &exploration.found {
        report_found(found);
    }
}

fn report_found(found: &Found) {
    for thread in &found.threads {
        let [file, line, column] = place(Some(thread.spawned_at.clone()));
        let name = thread
            .name
            .as_deref()
            .unwrap_or_default()
            .replace('\t', " ");
        parts("thread", &[&name, &file, &line, &column]);
    }
    for (what, made_at) in &found.objects {
        let [file, line, column] = place(Some(made_at.clone()));
        parts("object", &[what, &file, &line, &column]);
    }
    let (first, last) = found
        .events
        .split_at(found.events.len().min(engine::FIRST_EVENTS));
    first.iter().for_each(event);
    if let (1.., Some(next)) = (found.left_out, last.first()) {
        let words = format!("{} more events", found.left_out);
        let thread = next.thread.to_string();
        parts("event", &[&thread, "note", "", "", "", "", "", &words]);
    }
    last.iter().for_each(event);
    ending(found);
}

fn event(event: &Event) {
    let [file, line, column] = place(event.location.map(engine::place));
    parts(
        "event",
        &[
            &event.thread.to_string(),
            event.kind.word(),
            &number(event.object.filter(|object| *object != NOTHING)),
            &number(event.other),
            &file,
            &line,
            &column,
            &event.detail,
        ],
    );
    callers(&event.callers);
}

fn callers(callers: &Callers) {
    let places = callers.places().into_iter();
    let places: Vec<String> = places.flat_map(|caller| place(Some(caller))).collect();
    if !places.is_empty() {
        record("callers", &places.join("\t"));
    }
}

fn ending(found: &Found) {
    let (what, count, at, message, blocked) = match &found.failure {
        Failure::Panic { message, place } => ("panic", 0, place.clone(), message.as_str(), &[][..]),
        Failure::Deadlock(blocked) => ("deadlock", 0, None, "", &blocked[..]),
        Failure::NoProgress { steps, threads } => {
            let steps = i64::try_from(*steps).unwrap_or(i64::MAX);
            ("no_progress", steps, None, "", &threads[..])
        }
        Failure::LeftRunning(blocked) => ("left_running", 0, None, "", &blocked[..]),
        Failure::Exit { status, place } => {
            ("exit", i64::from(*status), Some(place.clone()), "", &[][..])
        }
        Failure::TooManyThreads { most, place } => {
            let most = i64::try_from(*most).unwrap_or(i64::MAX);
            ("too_many_threads", most, Some(place.clone()), "", &[][..])
        }
        Failure::NotRepeatable => ("not_repeatable", 0, None, "", &[][..]),
    };
    for thread in blocked {
        let other = engine::object_thread(thread.object);
        let is_object = other.is_none() && thread.object != NOTHING;
        let object = is_object.then_some(thread.object);
        let [file, line, column] = place(Some(thread.place.clone()));
        parts(
            "blocked",
            &[
                &thread.thread.to_string(),
                thread.kind.word(),
                &number(object),
                &number(other),
                &file,
                &line,
                &column,
            ],
        );
        callers(&thread.callers);
    }
    let [file, line, column] = place(at);
    parts(
        "ending",
        &[
            what,
            &count.to_string(),
            &file,
            &line,
            &column,
            &found.preemptions.to_string(),
            &found.some_hold.to_string(),
            message,
        ],
    );
}
