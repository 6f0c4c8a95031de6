//! `mpsc::sync_channel`: with a bound, and as a rendezvous.

use std::time::Duration;

use explorer::sync::Arc;
use explorer::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explorer::sync::mpsc::{
    RecvError, RecvTimeoutError, SendError, TryRecvError, TrySendError, sync_channel,
};
use explorer::thread;

use crate::explored::{deadlocked, events, holds, outcomes};

const SOON: Duration = Duration::from_secs(1);

#[test]
fn a_sender_waits_where_there_is_no_room() {
    // How many had been sent when the first one was taken?
    let ahead = outcomes(|| {
        let (sender, receiver) = sync_channel(1);
        let sent = Arc::new(AtomicU32::new(0));
        let count = Arc::clone(&sent);
        let thread = thread::spawn(move || {
            for number in 0..3 {
                sender.send(number).unwrap();
                count.fetch_add(1, SeqCst);
            }
        });
        let ahead = sent.load(SeqCst);
        assert_eq!(receiver.iter().collect::<Vec<_>>(), [0, 1, 2]);
        thread.join().unwrap();
        ahead
    });
    assert_eq!(ahead, [0, 1].into());
}

#[test]
fn its_own_full_channel_blocks_a_thread_for_ever() {
    let blocked = deadlocked(|| {
        let (sender, receiver) = sync_channel(2);
        for number in 0..3 {
            sender.send(number).unwrap();
        }
        drop(receiver);
    });
    assert_eq!(blocked, 1);
}

#[test]
fn try_send_gives_the_message_back() {
    holds(|| {
        let (sender, receiver) = sync_channel(1);
        assert_eq!(sender.try_send("first"), Ok(()));
        assert_eq!(sender.try_send("second"), Err(TrySendError::Full("second")));
        assert_eq!(receiver.recv(), Ok("first"));
        assert_eq!(sender.try_send("third"), Ok(()));
        drop(receiver);
        assert_eq!(
            sender.try_send("last"),
            Err(TrySendError::Disconnected("last"))
        );
        assert_eq!(sender.send("very last"), Err(SendError("very last")));
    });
}

#[test]
fn try_send_sees_every_moment() {
    let sent = outcomes(|| {
        let (sender, receiver) = sync_channel(1);
        sender.send(1).unwrap();
        let thread = thread::spawn(move || {
            let _ = receiver.recv();
        });
        let sent = match sender.try_send(2) {
            Ok(()) => "sent",
            Err(TrySendError::Full(_)) => "full",
            Err(TrySendError::Disconnected(_)) => "closed",
        };
        thread.join().unwrap();
        sent
    });
    assert_eq!(sent, ["closed", "full", "sent"].into());
}

#[test]
fn who_waits_for_room_hears_that_the_receiver_is_gone() {
    holds(|| {
        let (sender, receiver) = sync_channel(1);
        sender.send(1).unwrap();
        thread::spawn(move || drop(receiver));
        assert_eq!(sender.send(2), Err(SendError(2)));
    });
}

#[test]
fn a_bounded_channel_closes_as_others_do() {
    holds(|| {
        let (sender, receiver) = sync_channel(2);
        let theirs = sender.clone();
        let thread = thread::spawn(move || theirs.send(1).unwrap());
        drop(sender);
        assert_eq!((receiver.recv(), receiver.recv()), (Ok(1), Err(RecvError)));
        thread.join().unwrap();
        assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
    });
}

#[test]
fn at_a_rendezvous_the_sender_goes_on_when_the_message_was_taken() {
    holds(|| {
        let (sender, receiver) = sync_channel(0);
        let met = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&met);
        let thread = thread::spawn(move || {
            theirs.store(1, SeqCst);
            receiver.recv().unwrap()
        });
        sender.send("hand to hand").unwrap();
        assert_eq!(met.load(SeqCst), 1, "nobody stood there to take it");
        assert_eq!(thread.join().unwrap(), "hand to hand");
    });
    let blocked = deadlocked(|| {
        let (sender, receiver) = sync_channel(0);
        sender.send(1).unwrap();
        drop(receiver);
    });
    assert_eq!(blocked, 1);
}

#[test]
fn at_a_rendezvous_try_send_needs_somebody_who_waits() {
    holds(|| {
        let (sender, _receiver) = sync_channel(0);
        assert_eq!(sender.try_send(1), Err(TrySendError::Full(1)));
    });
    let met = outcomes(|| {
        let (sender, receiver) = sync_channel(0);
        let thread = thread::spawn(move || receiver.recv());
        let met = sender.try_send(1).is_ok();
        drop(sender);
        assert_eq!(thread.join().unwrap().is_ok(), met);
        met
    });
    assert_eq!(met, [false, true].into());
}

#[test]
fn at_a_rendezvous_try_recv_needs_somebody_who_offers() {
    let met = outcomes(|| {
        let (sender, receiver) = sync_channel(0);
        let thread = thread::spawn(move || sender.send(1).is_ok());
        let met = receiver.try_recv().is_ok();
        drop(receiver);
        assert_eq!(thread.join().unwrap(), met);
        met
    });
    assert_eq!(met, [false, true].into());
}

#[test]
fn at_a_rendezvous_a_message_that_nobody_takes_comes_back() {
    holds(|| {
        let (sender, receiver) = sync_channel(0);
        let thread = thread::spawn(move || sender.send(String::from("unsent")));
        drop(receiver);
        let SendError(message) = thread.join().unwrap().unwrap_err();
        assert_eq!(message, "unsent");
    });
}

#[test]
fn at_a_rendezvous_each_of_two_senders_is_met() {
    let orders = outcomes(|| {
        let (sender, receiver) = sync_channel(0);
        thread::scope(|scope| {
            for name in ['a', 'b'] {
                let sender = &sender;
                scope.spawn(move || sender.send(name).unwrap());
            }
            [receiver.recv().unwrap(), receiver.recv().unwrap()]
        })
    });
    assert_eq!(orders, [['a', 'b'], ['b', 'a']].into());
}

#[test]
fn a_short_wait_may_be_over_before_somebody_comes() {
    let seen = outcomes(|| {
        let (sender, receiver) = sync_channel(0);
        let thread = thread::spawn(move || sender.send(1).is_ok());
        let seen = receiver.recv_timeout(SOON);
        drop(receiver);
        assert_eq!(thread.join().unwrap(), seen.is_ok());
        match seen {
            Ok(_) => "met",
            Err(RecvTimeoutError::Timeout) => "timed out",
            Err(RecvTimeoutError::Disconnected) => "closed",
        }
    });
    assert_eq!(seen, ["met", "timed out"].into());
}

#[test]
fn an_offer_taken_late_is_not_lost_or_taken_twice() {
    // The receiver gives up and comes again.
    holds(|| {
        let (sender, receiver) = sync_channel(0);
        let thread = thread::spawn(move || sender.try_send(1).is_ok());
        let first = receiver.recv_timeout(SOON).is_ok();
        let second = receiver.recv_timeout(SOON).is_ok();
        let sent = thread.join().unwrap();
        assert_eq!(
            sent,
            first != second,
            "sent: {sent}, taken: {first}, {second}"
        );
    });
}

#[test]
fn who_has_given_up_by_the_clocks_is_not_there_any_more() {
    holds(|| {
        let (sender, receiver) = sync_channel(0);
        let thread = thread::spawn(move || {
            thread::sleep(2 * SOON);
            sender.try_send(1).is_ok()
        });
        let taken = receiver.recv_timeout(SOON).is_ok();
        drop(receiver);
        let sent = thread.join().unwrap();
        assert_eq!(sent, taken);
    });
}

#[test]
fn what_goes_from_hand_to_hand_is_offered_until_somebody_comes() {
    let events = events(|| {
        let (sender, receiver) = sync_channel(0);
        thread::scope(|scope| {
            let wait = scope.spawn(move || sender.send(1));
            while !wait.is_finished() && receiver.try_recv().is_err() {
                thread::yield_now();
            }
        });
        panic!("to see it");
    });
    let sent =
        |(kind, _, detail): &(&str, u32, String)| *kind == "send" && detail == "message 1, offered";
    assert!(events.iter().any(sent), "{events:?}");
}
