use exercise::Limiter;
use std::sync::Arc;
use std::thread;

/// The times, with how often each came: `5, 8 (300 times)`.
fn in_words(times: &[u64]) -> String {
    let same = times.chunk_by(|one, next| one == next);
    let words = same.map(|same| match same.len() {
        1 => same[0].to_string(),
        count => format!("{} ({count} times)", same[0]),
    });
    words.collect::<Vec<_>>().join(", ")
}

/// Asks at all these times and compares with what is right.
fn ask(limiter: &Limiter, rule: &str, times: &[(u64, bool)]) {
    let mut went_out = Vec::new();
    let mut latest = 0;
    for &(now, right) in times {
        let answer = limiter.try_acquire(now);
        let yes_or_no = |yes| if yes { "yes" } else { "no" };
        assert!(
            answer == right,
            "{rule}. Calls had gone out at [{}]. Then a thread asked at {now}: \
             the answer was {}, and should be {}.",
            in_words(&went_out),
            yes_or_no(answer),
            yes_or_no(right)
        );
        latest = latest.max(now);
        if answer {
            went_out.push(latest);
        }
    }
}

/// Up to the limit, calls may go out at once; one more may not.
#[test]
fn the_limit_holds() {
    ask(
        &Limiter::new(3, 10),
        "3 calls in any 10 ticks",
        &[(0, true), (0, true), (1, true), (1, false), (2, false)],
    );
    ask(
        &Limiter::new(0, 10),
        "0 calls in any 10 ticks",
        &[(0, false), (50, false)],
    );
    let mut times = vec![(7, true); 300];
    times.extend([(16, false), (17, true)]);
    ask(&Limiter::new(300, 10), "300 calls in any 10 ticks", &times);
}

/// A call counts for one window, to the tick, and then makes room for another.
#[test]
fn old_calls_are_forgotten() {
    ask(
        &Limiter::new(2, 10),
        "2 calls in any 10 ticks",
        &[
            (5, true),
            (8, true),
            (14, false),
            (15, true),
            (17, false),
            (18, true),
            (18, false),
            (90, true),
            (90, true),
            (90, false),
        ],
    );
}

/// Times may be very late and windows very long, or short.
#[test]
fn any_time_and_any_window() {
    const LATE: u64 = 1 << 32;
    ask(
        &Limiter::new(1, 10),
        "1 call in any 10 ticks",
        &[
            (5, true),
            (300, true),
            (LATE + 300, true),
            (LATE + 309, false),
            (2 * LATE + 310, true),
            (3 * LATE + 310, true),
            (3 * LATE + 319, false),
        ],
    );
    ask(
        &Limiter::new(1, LATE + 10),
        "1 call in any 4294967306 ticks",
        &[
            (5, true),
            (25, false),
            (LATE + 14, false),
            (LATE + 15, true),
        ],
    );
    ask(
        &Limiter::new(2, 9 * LATE),
        "2 calls in any 38654705664 ticks",
        &[(5, true), (LATE, true), (9 * LATE + 4, false)],
    );
    ask(
        &Limiter::new(1, 1),
        "1 call in any tick",
        &[(0, true), (0, false), (1, true), (1, false)],
    );
}

/// The limit holds in every window, wherever it begins.
#[test]
fn a_window_begins_anywhere() {
    ask(
        &Limiter::new(2, 10),
        "2 calls in any 10 ticks",
        &[
            (8, true),
            (9, true),
            (10, false),
            (11, false),
            (17, false),
            (18, true),
            (20, true),
            (21, false),
        ],
    );
}

/// What was refused does not count.
#[test]
fn a_refusal_does_not_count() {
    ask(
        &Limiter::new(1, 10),
        "1 call in any 10 ticks",
        &[(0, true), (4, false), (9, false), (10, true)],
    );
}

/// Every limiter counts for itself.
#[test]
fn limiters_do_not_know_each_other() {
    let umbrellas = Limiter::new(1, 10);
    let sunshine = Limiter::new(1, 10);
    let answers = [umbrellas.try_acquire(3), sunshine.try_acquire(3)];
    assert!(
        answers == [true, true],
        "Two limiters, each for 1 call in any 10 ticks, were asked once each. They said {answers:?}."
    );
}

/// Asks the limiter on a thread for each of these times. How many of them got a yes.
fn ask_at_once<const N: usize>(limiter: &Arc<Limiter>, times: [u64; N]) -> usize {
    let threads = times.map(|now| {
        let limiter = Arc::clone(limiter);
        thread::spawn(move || limiter.try_acquire(now))
    });
    let answers = threads.map(|thread| thread.join());
    let panicked = answers.iter().any(Result::is_err);
    assert!(
        !panicked,
        "Threads asked at {times:?}, at once, and `try_acquire` panicked in one of them."
    );
    answers.into_iter().flatten().filter(|yes| *yes).count()
}

/// Two threads ask at once for the only call: one may go out.
#[test]
fn one_call_for_two_threads() {
    let limiter = Arc::new(Limiter::new(1, 10));
    let went_out = ask_at_once(&limiter, [3, 3]);
    assert!(
        went_out == 1,
        "1 call in any 10 ticks. Two threads asked at 3, at once, and {went_out} of them got a yes."
    );
}

/// When one call is too old to count, one more may go out, even if two threads ask.
#[test]
fn one_place_becomes_free() {
    let limiter = Arc::new(Limiter::new(2, 10));
    assert!(
        limiter.try_acquire(0) && limiter.try_acquire(5),
        "2 calls in any 10 ticks. They should go out at 0 and at 5, but one was refused."
    );
    let went_out = ask_at_once(&limiter, [10, 10]);
    assert!(
        went_out == 1,
        "2 calls in any 10 ticks, and they had gone out at 0 and at 5. At 10 two threads asked at once, and {went_out} of \
         them got a yes: there is room for one."
    );
}

/// A thread that asks a bit late is answered as of the latest time so far.
#[test]
fn time_does_not_run_backwards() {
    ask(
        &Limiter::new(2, 10),
        "2 calls in any 10 ticks",
        // The second call goes out when it is 20 already.
        &[(20, true), (12, true), (25, false), (29, false), (30, true)],
    );
    ask(
        &Limiter::new(3, 10),
        "3 calls in any 10 ticks",
        // After the first call it is 20 for the next two as well.
        &[
            (20, true),
            (5, true),
            (6, true),
            (17, false),
            (29, false),
            (30, true),
        ],
    );
}

/// Two threads ask at once, and their clocks do not agree: one may go out.
#[test]
fn one_call_for_two_clocks() {
    let limiter = Arc::new(Limiter::new(1, 10));
    let went_out = ask_at_once(&limiter, [3, 5]);
    assert!(
        went_out == 1,
        "1 call in any 10 ticks. Two threads asked at once, one at 3 and one at 5, and {went_out} of them got a yes."
    );
}

/// A thread that is overtaken while it asks is answered as of the latest time too.
#[test]
fn overtaken_while_asking() {
    let limiter = Arc::new(Limiter::new(2, 10));
    assert!(
        limiter.try_acquire(4) && limiter.try_acquire(5),
        "2 calls in any 10 ticks. They should go out at 4 and at 5, but one was refused."
    );
    // At 12 there is no room. If the one at 20 comes first, there is, and then both go out at 20.
    let went_out = ask_at_once(&limiter, [12, 20]);
    let one_more = limiter.try_acquire(25);
    let total = went_out + usize::from(one_more);
    assert!(
        total == 2,
        "2 calls in any 10 ticks, and they had gone out at 4 and at 5. Two threads asked at once, one at 12 and one at 20, and \
         {went_out} of them got a yes. Then somebody asked at 25 and got a {}. That makes {total} in all, and from 20 to 25 \
         there is room for exactly 2.",
        if one_more { "yes" } else { "no" }
    );
}
