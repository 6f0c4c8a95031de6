//! The whole program that explores one check, and what it reports.
//!
//! The judge starts it with the check's name and, after it, the budget: schedules, preemptions, seed, milliseconds; then
//! `bounded`, `random` or `pct`; then how many MiB a run may hold and how many threads may live at the same time; and
//! `own` where nothing but the standard library is linked with it. A `-` leaves it to us. Where `play` and a list of choices
//! come behind that, divided by blanks, the check is explored, and then runs once as the list says, up to its end: `2` lets
//! thread 2 take its next step, `2!` ends its wait early, `=1` takes the way with this number. The channel and the first
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
//! | `ending` | what: `panic`, `deadlock`, `no_progress`, `left_running`, `exit`, `too_many_threads`, `not_repeatable`, and of a run that was chosen `held`, `open`, or `astray` where it cannot be; then a number (steps, the status, or how many), file, line, column, preemptions, whether some runs hold, message |
//! | `shortest` | a list of choices that makes it fail, and how many preemptions that takes, where the run was chosen |
//! | `fails` | nothing: some run fails, whether or not its choices are known |
//! | `turn` | a thread that can be chosen, whether early, whether that is a preemption |
//! | `asks` | thread, how many ways its step can go, and for which threads, divided by blanks |
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

use engine::{
    Blocked, Budget, Callers, Choice, Crash, Event, Exploration, Failure, Method, Place, Run,
    Standing, Thread,
};

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
    let plays = next() == "play";
    let choices = next();
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
    if plays {
        let choices: Option<Vec<Choice>> = choices.split_whitespace().map(choice).collect();
        let Some(choices) = choices else {
            ::std::eprintln!("what is behind `play` is no list of choices");
            process::exit(2);
        };
        play(checks_file, budget, &choices, &check.body);
        process::exit(0);
    }
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

/// Explores a check, and lets it run as it was chosen.
fn play(checks_file: &'static str, budget: Budget, choices: &[Choice], body: &dyn Fn()) {
    watch_panics(Some(checks_file));
    let (exploration, run) = engine::play(budget, choices, &|| {
        forget_hook();
        forget_glances();
        body();
    });
    forget_hook();
    report_coverage(&exploration);
    if exploration.found.is_some() {
        record("fails", "");
    }
    report_run(&run);
}

/// One choice, as it is written; see the list above.
fn choice(text: &str) -> Option<Choice> {
    if let Some(way) = text.strip_prefix('=') {
        return Some(Choice::Way(way.parse().ok()?));
    }
    let thread = text.strip_suffix('!');
    Some(Choice::Turn {
        thread: thread.unwrap_or(text).parse().ok()?,
        early: thread.is_some(),
    })
}

fn written(choice: &Choice) -> String {
    match choice {
        Choice::Turn { thread, early } => format!("{thread}{}", if *early { "!" } else { "" }),
        Choice::Way(way) => format!("={way}"),
    }
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
    report_coverage(exploration);
    if let Some(found) = &exploration.found {
        report_parts(&found.threads, &found.objects);
        report_events(&found.events, found.left_out);
        ending(&found.failure, found.preemptions, found.some_hold);
    }
}

fn report_coverage(exploration: &Exploration) {
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
}

/// A run that was chosen.
fn report_run(run: &Run) {
    let numbers = |numbers: &[usize]| -> String {
        let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
        numbers.join(" ")
    };
    if let Some(shortest) = &run.shortest {
        let choices: Vec<String> = shortest.choices.iter().map(written).collect();
        let preemptions = shortest.preemptions.to_string();
        parts("shortest", &[&choices.join(" "), &preemptions]);
    }
    report_parts(&run.threads, &run.objects);
    report_events(&run.events, run.left_out);
    let ends = |what: &str| {
        blocked(&run.blocked);
        let preemptions = run.preemptions.to_string();
        parts("ending", &[what, "0", "", "", "", &preemptions, "true", ""]);
    };
    match &run.standing {
        Standing::Open(turns) => {
            for turn in turns {
                let (early, preempts) = (turn.early.to_string(), turn.preempts.to_string());
                parts("turn", &[&turn.thread.to_string(), &early, &preempts]);
            }
            ends("open");
        }
        Standing::Asks(asked) => {
            let (thread, ways) = (asked.thread.to_string(), asked.ways.to_string());
            parts("asks", &[&thread, &ways, &numbers(&asked.threads)]);
            ends("open");
        }
        Standing::Held => ends("held"),
        Standing::Astray => ends("astray"),
        Standing::Failed(failure) => ending(failure, run.preemptions, true),
    }
}

/// Threads and objects.
fn report_parts(threads: &[Thread], objects: &[(&'static str, Place)]) {
    for thread in threads {
        let [file, line, column] = place(Some(thread.spawned_at.clone()));
        let name = thread
            .name
            .as_deref()
            .unwrap_or_default()
            .replace('\t', " ");
        parts("thread", &[&name, &file, &line, &column]);
    }
    for (what, made_at) in objects {
        let [file, line, column] = place(Some(made_at.clone()));
        parts("object", &[what, &file, &line, &column]);
    }
}

fn report_events(events: &[Event], left_out: usize) {
    let (first, last) = events.split_at(events.len().min(engine::FIRST_EVENTS));
    first.iter().for_each(event);
    if let (1.., Some(next)) = (left_out, last.first()) {
        let words = format!("{left_out} more events");
        let thread = next.thread.to_string();
        parts("event", &[&thread, "note", "", "", "", "", "", &words]);
    }
    last.iter().for_each(event);
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

fn ending(failure: &Failure, preemptions: u32, some_hold: bool) {
    let (what, count, at, message, threads) = match failure {
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
    blocked(threads);
    let [file, line, column] = place(at);
    parts(
        "ending",
        &[
            what,
            &count.to_string(),
            &file,
            &line,
            &column,
            &preemptions.to_string(),
            &some_hold.to_string(),
            message,
        ],
    );
}

fn blocked(threads: &[Blocked]) {
    for thread in threads {
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
}
