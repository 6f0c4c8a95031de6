//! `mpsc::channel`. For bounded channels see `sync_channel`.

use std::time::Duration;

use explorer::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explorer::sync::mpsc::{self, RecvError, RecvTimeoutError, SendError, TryRecvError};
use explorer::sync::{Arc, Mutex};
use explorer::thread;

use crate::explored::{deadlocked, events, holds, outcomes};

const SOON: Duration = Duration::from_secs(1);
const NEVER: Duration = Duration::from_hours(100 * 365 * 24);

#[test]
fn messages_come_in_the_order_in_which_one_thread_sent_them() {
    let orders = outcomes(|| {
        let (sender, receiver) = mpsc::channel();
        let theirs = sender.clone();
        thread::spawn(move || {
            theirs.send('a').unwrap();
            theirs.send('b').unwrap();
        });
        thread::spawn(move || sender.send('X').unwrap());
        receiver.iter().collect::<String>()
    });
    assert_eq!(orders, ["Xab", "aXb", "abX"].map(String::from).into());
}

#[test]
fn it_closes_with_its_last_sender() {
    holds(|| {
        let (sender, receiver) = mpsc::channel();
        let theirs = sender.clone();
        let thread = thread::spawn(move || theirs.send(1).unwrap());
        assert_eq!(receiver.recv(), Ok(1));
        thread.join().unwrap();
        assert_eq!(
            receiver.try_recv(),
            Err(TryRecvError::Empty),
            "one sender is left"
        );
        drop(sender);
        assert_eq!(receiver.recv(), Err(RecvError));
        assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
        assert_eq!(
            receiver.recv_timeout(SOON),
            Err(RecvTimeoutError::Disconnected)
        );
    });
}

#[test]
fn a_sender_that_is_kept_keeps_it_open() {
    let blocked = deadlocked(|| {
        let (sender, receiver) = mpsc::channel();
        let theirs = sender.clone();
        thread::spawn(move || theirs.send(1).unwrap());
        assert_eq!(receiver.iter().count(), 1);
        drop(sender);
    });
    assert_eq!(blocked, 1);
}

#[test]
fn who_waits_hears_of_its_end() {
    holds(|| {
        let (sender, receiver) = mpsc::channel::<u8>();
        let thread = thread::spawn(move || receiver.recv());
        drop(sender);
        assert_eq!(thread.join().unwrap(), Err(RecvError));
    });
}

#[test]
fn what_was_sent_before_the_end_still_arrives() {
    holds(|| {
        let (sender, receiver) = mpsc::channel();
        sender.send(1).unwrap();
        sender.send(2).unwrap();
        sender.send(3).unwrap();
        drop(sender);
        assert_eq!(receiver.try_recv(), Ok(1));
        assert_eq!(receiver.recv_timeout(SOON), Ok(2));
        assert_eq!((receiver.recv(), receiver.recv()), (Ok(3), Err(RecvError)));
    });
}

#[test]
fn without_a_receiver_a_message_comes_back() {
    holds(|| {
        let (sender, receiver) = mpsc::channel();
        drop(receiver);
        let SendError(message) = sender.send(String::from("unsent")).unwrap_err();
        assert_eq!(message, "unsent");
    });
}

#[test]
fn who_sends_may_come_too_late() {
    let sent = outcomes(|| {
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || drop(receiver));
        sender.send(1).is_ok()
    });
    assert_eq!(sent, [false, true].into());
}

/// Counts what becomes of it.
struct Counted(Arc<AtomicU32>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_add(1, SeqCst);
    }
}

#[test]
fn messages_that_nobody_took_go_with_the_receiver() {
    holds(|| {
        let dropped = Arc::new(AtomicU32::new(0));
        let (sender, receiver) = mpsc::channel();
        for _ in 0..2 {
            assert!(sender.send(Counted(Arc::clone(&dropped))).is_ok());
        }
        assert_eq!(dropped.load(SeqCst), 0);
        drop(receiver);
        assert_eq!(dropped.load(SeqCst), 2, "though there is a sender");
        drop(sender.send(Counted(Arc::clone(&dropped))));
        assert_eq!(dropped.load(SeqCst), 3);
    });
}

#[test]
fn a_message_that_is_sent_while_the_receiver_goes_is_dropped_once() {
    holds(|| {
        let dropped = Arc::new(AtomicU32::new(0));
        let (sender, receiver) = mpsc::channel();
        let message = Counted(Arc::clone(&dropped));
        let thread = thread::spawn(move || drop(receiver));
        drop(sender.send(message));
        thread.join().unwrap();
        assert_eq!(dropped.load(SeqCst), 1);
    });
}

#[test]
fn try_recv_sees_every_moment() {
    let seen = outcomes(|| {
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || sender.send(1).unwrap());
        let seen = [receiver.try_recv(), receiver.try_recv()];
        seen.map(|seen| match seen {
            Ok(_) => "message",
            Err(TryRecvError::Empty) => "empty",
            Err(TryRecvError::Disconnected) => "closed",
        })
    });
    let all = [
        ["empty", "empty"],
        ["empty", "message"],
        ["message", "empty"],
        ["message", "closed"],
    ];
    assert_eq!(seen, all.into());
}

#[test]
fn a_short_wait_may_be_over_before_the_message() {
    let seen = outcomes(|| {
        let (sender, receiver) = mpsc::channel();
        let thread = thread::spawn(move || sender.send(1).unwrap());
        let seen = receiver.recv_timeout(SOON).ok();
        thread.join().unwrap();
        // What came too late is not lost.
        assert_eq!(receiver.try_recv().ok().xor(seen), Some(1));
        seen
    });
    assert_eq!(seen, [None, Some(1)].into());
}

#[test]
fn a_century_is_for_ever() {
    holds(|| {
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || sender.send(1).unwrap());
        assert_eq!(receiver.recv_timeout(NEVER), Ok(1));
        assert_eq!(
            receiver.recv_timeout(NEVER),
            Err(RecvTimeoutError::Disconnected)
        );
    });
    let waits = || {
        let (_sender, receiver) = mpsc::channel::<u8>();
        let _ = receiver.recv_timeout(NEVER);
    };
    assert_eq!(deadlocked(waits), 1);
}

#[test]
fn a_loop_over_it_ends_with_the_channel() {
    holds(|| {
        let (sender, receiver) = mpsc::channel();
        let thread = thread::spawn(move || (1..=2).try_for_each(|number| sender.send(number)));
        let mut sum = 0;
        for number in &receiver {
            sum += number;
        }
        thread.join().unwrap().unwrap();
        assert_eq!((sum, receiver.into_iter().next()), (3, None));
    });
}

#[test]
fn try_iter_takes_what_is_there_and_does_not_wait() {
    let seen = outcomes(|| {
        let (sender, receiver) = mpsc::channel();
        sender.send(1).unwrap();
        let theirs = sender.clone();
        thread::spawn(move || theirs.send(2).unwrap());
        receiver.try_iter().collect::<Vec<_>>()
    });
    assert_eq!(seen, [vec![1], vec![1, 2]].into());
}

#[test]
fn both_ends_go_from_thread_to_thread() {
    holds(|| {
        let (sender, receiver) = mpsc::channel();
        let (shared, receiver) = (Arc::new(sender), Mutex::new(receiver));
        let theirs = Arc::clone(&shared);
        let thread = thread::spawn(move || theirs.send(1).unwrap());
        let message = thread::scope(|scope| {
            let thread = scope.spawn(|| receiver.lock().unwrap().recv());
            thread.join().unwrap()
        });
        thread.join().unwrap();
        assert_eq!(message, Ok(1));
    });
}

#[test]
fn a_channel_carries_a_channel() {
    holds(|| {
        let (desk, inbox) = mpsc::channel::<(u32, mpsc::Sender<u32>)>();
        thread::spawn(move || {
            for (number, answer) in inbox {
                answer.send(number * 2).unwrap();
            }
        });
        let (reply_to, answers) = mpsc::channel();
        desk.send((21, reply_to)).unwrap();
        assert_eq!(answers.recv(), Ok(42));
        assert!(answers.recv().is_err(), "the asker's end was dropped");
    });
}

#[test]
fn what_an_adaptor_receives_is_received_where_the_iterator_was_made() {
    let here = line!() + 6;
    let events = events(|| {
        let (sender, receiver) = mpsc::channel();
        sender.send(1).unwrap();
        sender.send(2).unwrap();
        drop(sender);
        let _ = receiver.try_iter().map(|number: u8| number).next();
        let _: Vec<u8> = receiver.iter().collect();
        for _ in &receiver {}
        panic!("to see it");
    });
    let lines: Vec<u32> = events
        .iter()
        .filter(|(kind, ..)| *kind == "recv")
        .map(|(_, line, _)| *line)
        .collect();
    assert_eq!(lines, [here, here + 1, here + 1, here + 2]);
}
