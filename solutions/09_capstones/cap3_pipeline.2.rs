//! Reading and parsing are functions that know channels but no threads, so each can be tested alone. The
//! scope leaves neither thread behind, even if `count` panics.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// How many may wait between two stages.
pub const ROOM: usize = 2;

/// Ends with the log, or when nobody parses any more.
fn read(mut log: impl Iterator<Item = String>, lines: &SyncSender<String>) {
    while let Some(line) = log.next()
        && lines.send(line).is_ok()
    {}
}

/// Ends with the lines, or when nobody counts any more. How many lines were nonsense.
fn parse_all<E>(
    lines: Receiver<String>,
    parse: impl Fn(&str) -> Option<E>,
    entries: &SyncSender<E>,
) -> usize {
    let mut nonsense = 0;
    for line in lines {
        let Some(entry) = parse(&line) else {
            nonsense += 1;
            continue;
        };
        if entries.send(entry).is_err() {
            break;
        }
    }
    nonsense
}

/// `count` returns whether it wants to see more.
pub fn run<E>(
    log: impl Iterator<Item = String> + Send + 'static,
    parse: impl Fn(&str) -> Option<E> + Send + 'static,
    mut count: impl FnMut(E) -> bool,
) -> usize
where
    E: Send + 'static,
{
    let (lines, unparsed) = sync_channel(ROOM);
    let (entries, parsed) = sync_channel(ROOM);
    // The scope waits for both, whatever happens here.
    thread::scope(|stages| {
        stages.spawn(move || read(log, &lines));
        let parser = stages.spawn(move || parse_all(unparsed, parse, &entries));
        while let Ok(entry) = parsed.recv() {
            if !count(entry) {
                break;
            }
        }
        // Before the join: the parser may be waiting in `send` with an entry that is not needed any more.
        drop(parsed);
        parser.join().unwrap()
    })
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
