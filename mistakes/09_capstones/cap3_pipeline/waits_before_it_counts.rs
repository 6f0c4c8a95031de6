// verdict: deadlocks
// says: waits for the end of
// says: the parser with line 2 was waiting for the others
//! ★ A stretch: come back later if you like.
//!
//! A web shop writes a log, and it is long: it does not fit into memory, and some of it is
//! nonsense. Three stages look through it, hand in hand. The reader takes line after line
//! out of the log, the parser makes entries of them, and the counter, on the thread that
//! called, counts. At any time the counter may have seen enough. All this works, but nobody
//! ever goes home.
//!
//! Goal: `run` has the log read on one thread and its lines parsed by `parse` on another
//! one, and calls `count` with every entry, in the order of the log, until `count` says that
//! it needs no more. All three work at the same time. No more than `ROOM` lines or entries
//! wait between two stages. What `parse` makes nothing of is left out, and `run` returns how
//! many such lines the parser met. By then both threads have ended.
//! Who waits for another stage sleeps. (If `count` stops and all that is left of an endless log is
//! nonsense, `run` need not come to an end. Nor need it if `log`, `parse` or `count` panics.)
//!
//! Keep: pub const ROOM: usize = 2;
//!       pub fn run<E>(log: impl Iterator<Item = String> + Send + 'static,
//!                     parse: impl Fn(&str) -> Option<E> + Send + 'static,
//!                     mut count: impl FnMut(E) -> bool) -> usize
//!       where E: Send + 'static

use std::collections::BTreeMap;
use std::sync::mpsc;
use std::thread;

/// So many may wait between two stages.
pub const ROOM: usize = 2;

/// `count` returns whether it wants to see more.
pub fn run<E>(
    log: impl Iterator<Item = String> + Send + 'static,
    parse: impl Fn(&str) -> Option<E> + Send + 'static,
    mut count: impl FnMut(E) -> bool,
) -> usize
where
    E: Send + 'static,
{
    let (lines, unparsed) = mpsc::sync_channel(ROOM);
    let (entries, parsed) = mpsc::sync_channel(ROOM);
    let reader = thread::spawn(move || {
        for line in log {
            if lines.send(line).is_err() {
                break;
            }
        }
    });
    let parser = thread::spawn(move || {
        let mut nonsense = 0;
        for line in unparsed {
            match parse(&line) {
                Some(entry) => {
                    if entries.send(entry).is_err() {
                        break;
                    }
                }
                None => nonsense += 1,
            }
        }
        nonsense
    });
    reader.join().unwrap();
    for entry in parsed {
        if !count(entry) {
            break;
        }
    }
    parser.join().unwrap()
}

/// The kind of request and its status: `GET /cheese 200`.
fn status(line: &str) -> Option<(String, u16)> {
    let mut words = line.split(' ');
    let kind = words.next()?.to_owned();
    let status = words.nth(1)?.parse().ok()?;
    Some((kind, status))
}

pub fn main() {
    let log = [
        "GET /cheese 200",
        "GET /cheese/blue 200",
        "the cat walked over the keyboard ggggggg",
        "POST /basket 201",
        "GET /cheese/invisible 404",
        "POST /basket 418",
        "",
    ];
    // It goes on like this all year.
    let log = log.into_iter().cycle().map(str::to_owned);
    let (mut statuses, mut left) = (BTreeMap::new(), 20);
    let nonsense = run(log, status, |(_, status)| {
        *statuses.entry(status).or_insert(0) += 1;
        left -= 1;
        left > 0
    });
    println!("{statuses:?}, and at least {nonsense} lines of nonsense");
}
