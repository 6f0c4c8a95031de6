//! The channels also carry the news of the end, in both directions: a dropped sender says that no more
//! will come, a dropped receiver that no more is wanted. So no stage needs a flag or a last message.

use std::collections::BTreeMap;
use std::sync::mpsc;
use std::thread;

/// How many may wait between two stages.
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
    // Each stage owns the only sender of the channel behind it. When it ends, the next one learns of it.
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
    // The loop owns the receiver: it is gone when the loop is left, and `send` fails for the parser.
    // The parser drops its receiver, and `send` fails for the reader.
    for entry in parsed {
        if !count(entry) {
            break;
        }
    }
    reader.join().unwrap();
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
