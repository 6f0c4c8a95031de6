//! One function puts any iterator on a thread of its own, so another stage would be one more call. An
//! iterator returns nothing at its end, so the nonsense is counted beside it, in an atomic.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};

/// How many may wait between two stages.
pub const ROOM: usize = 2;

/// Runs the iterator on a thread of its own. It stops when what is returned is dropped.
fn stage<T: Send + 'static>(
    mut work: impl Iterator<Item = T> + Send + 'static,
) -> (impl Iterator<Item = T> + Send + 'static, JoinHandle<()>) {
    let (done, next) = mpsc::sync_channel(ROOM);
    let thread = thread::spawn(move || {
        let _ = work.try_for_each(|one| done.send(one));
    });
    (next.into_iter(), thread)
}

/// `count` returns whether it wants to see more.
pub fn run<E>(
    log: impl Iterator<Item = String> + Send + 'static,
    parse: impl Fn(&str) -> Option<E> + Send + 'static,
    count: impl FnMut(E) -> bool,
) -> usize
where
    E: Send + 'static,
{
    // Iterators all the way: each stage is one, and what comes out of it goes into a channel.
    let (lines, reader) = stage(log);
    let nonsense = Arc::new(AtomicUsize::new(0));
    let met = Arc::clone(&nonsense);
    let parsed = lines.filter_map(move |line| {
        let entry = parse(&line);
        met.fetch_add(usize::from(entry.is_none()), Ordering::Relaxed);
        entry
    });
    let (mut entries, parser) = stage(parsed);
    let _ = entries.all(count);
    drop(entries);
    parser.join().unwrap();
    reader.join().unwrap();
    nonsense.load(Ordering::Relaxed)
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
