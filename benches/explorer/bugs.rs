//! Classic mistakes, each as a student would make it. Every one is written once and stands twice: on the explorer's
//! library and on the real one.

/// A mistake: it panics, or never ends, in some interleavings.
pub(crate) type Bug = (&'static str, fn());

macro_rules! bugs {
    ($module:ident, $std:ident) => {
        pub(crate) mod $module {
            use $std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
            use $std::sync::mpsc::{self, Receiver};
            use $std::sync::{Arc, Condvar, Mutex, RwLock};
            use $std::thread::{self, JoinHandle};

            pub(crate) const ALL: [super::Bug; 15] = [
                ("lost update, 2 threads", || lost_update(2)),
                ("lost update, 5 threads", || lost_update(5)),
                ("check-then-act", check_then_act),
                ("lock order, 2 locks", || lock_order(2)),
                ("lock order, 3 locks", || lock_order(3)),
                ("lock order, 5 locks", || lock_order(5)),
                ("lost wake-up", lost_wake_up),
                ("wrong `notify_one`", wrong_notify_one),
                ("bounded queue, one condvar", bounded_queue),
                ("publication order", publication_order),
                ("reuse (ABA)", reuse),
                ("premature close", premature_close),
                ("join under lock", join_under_lock),
                ("reader upgrade", reader_upgrade),
                ("`if` for `while`", if_for_while),
            ];

            fn join(threads: Vec<JoinHandle<()>>) {
                for thread in threads {
                    thread.join().unwrap();
                }
            }

            /// Reads under one lock and writes under the next.
            fn lost_update(threads: usize) {
                let likes = Arc::new(Mutex::new(0));
                let fans = (0..threads).map(|_| {
                    let likes = Arc::clone(&likes);
                    thread::spawn(move || {
                        let seen = *likes.lock().unwrap();
                        *likes.lock().unwrap() = seen + 1;
                    })
                });
                join(fans.collect());
                assert_eq!(*likes.lock().unwrap(), threads);
            }

            /// Two sell the last seat.
            fn check_then_act() {
                let seats = Arc::new(AtomicUsize::new(1));
                let sellers = (0..2).map(|_| {
                    let seats = Arc::clone(&seats);
                    thread::spawn(move || {
                        if seats.load(SeqCst) > 0 {
                            let before = seats.fetch_sub(1, SeqCst);
                            assert!(before > 0);
                        }
                    })
                });
                join(sellers.collect());
            }

            /// Each philosopher takes the left fork, then the right one.
            fn lock_order(forks: usize) {
                let table: Arc<Vec<_>> = Arc::new((0..forks).map(|_| Mutex::new(())).collect());
                let philosophers = (0..forks).map(|seat| {
                    let table = Arc::clone(&table);
                    thread::spawn(move || {
                        let _left = table[seat].lock().unwrap();
                        let _right = table[(seat + 1) % forks].lock().unwrap();
                    })
                });
                join(philosophers.collect());
            }

            /// Looks at the flag, and only then goes to sleep.
            fn lost_wake_up() {
                let gate = Arc::new((Mutex::new(()), Condvar::new(), AtomicBool::new(false)));
                let opener = Arc::clone(&gate);
                let thread = thread::spawn(move || {
                    opener.2.store(true, SeqCst);
                    opener.1.notify_one();
                });
                let mut guard = gate.0.lock().unwrap();
                while !gate.2.load(SeqCst) {
                    guard = gate.1.wait(guard).unwrap();
                }
                drop(guard);
                thread.join().unwrap();
            }

            /// Two may go on, one is told.
            fn wrong_notify_one() {
                let gate = Arc::new((Mutex::new(false), Condvar::new()));
                let walkers = (0..2).map(|_| {
                    let gate = Arc::clone(&gate);
                    thread::spawn(move || {
                        let mut open = gate.0.lock().unwrap();
                        while !*open {
                            open = gate.1.wait(open).unwrap();
                        }
                    })
                });
                let walkers = walkers.collect();
                *gate.0.lock().unwrap() = true;
                gate.1.notify_one();
                join(walkers);
            }

            /// Cooks and guests wait on the same condition variable, and one of them is woken.
            fn bounded_queue() {
                let tray = Arc::new((Mutex::new(0), Condvar::new()));
                let start = |wanted: usize, put: usize| {
                    let tray = Arc::clone(&tray);
                    thread::spawn(move || {
                        let mut plates = tray.0.lock().unwrap();
                        while *plates != wanted {
                            plates = tray.1.wait(plates).unwrap();
                        }
                        *plates = put;
                        tray.1.notify_one();
                    })
                };
                let guests =
                    [(1, 0), (1, 0), (0, 1), (0, 1)].map(|(wanted, put)| start(wanted, put));
                join(guests.into());
            }

            /// Says that it is ready before it is.
            fn publication_order() {
                let page = Arc::new((AtomicBool::new(false), AtomicUsize::new(0)));
                let writer = Arc::clone(&page);
                let thread = thread::spawn(move || {
                    writer.0.store(true, SeqCst);
                    writer.1.store(42, SeqCst);
                });
                if page.0.load(SeqCst) {
                    assert_eq!(page.1.load(SeqCst), 42);
                }
                thread.join().unwrap();
            }

            const END: usize = 9;

            /// The first free slot, which slot is free after which, and which are taken.
            type List = (AtomicUsize, [AtomicUsize; 2], [AtomicBool; 2]);

            fn pop(list: &List) -> Option<usize> {
                loop {
                    let first = list.0.load(SeqCst);
                    let next = list.1.get(first)?.load(SeqCst);
                    if list.0.compare_exchange(first, next, SeqCst, SeqCst).is_ok() {
                        assert!(!list.2[first].swap(true, SeqCst), "taken twice");
                        return Some(first);
                    }
                }
            }
            fn push(list: &List, slot: usize) {
                list.2[slot].store(false, SeqCst);
                loop {
                    let first = list.0.load(SeqCst);
                    list.1[slot].store(first, SeqCst);
                    if list.0.compare_exchange(first, slot, SeqCst, SeqCst).is_ok() {
                        return;
                    }
                }
            }

            /// A free list of two slots: `first` was taken and given back while somebody thought it had never moved.
            fn reuse() {
                // Slot 0 is first, then slot 1.
                let list = Arc::new((
                    AtomicUsize::new(0),
                    [AtomicUsize::new(1), AtomicUsize::new(END)],
                    [AtomicBool::new(false), AtomicBool::new(false)],
                ));
                let other = Arc::clone(&list);
                let thread = thread::spawn(move || {
                    let one = pop(&other);
                    let _kept = pop(&other);
                    if let Some(one) = one {
                        push(&other, one);
                    }
                });
                let _mine = pop(&list);
                let _second = pop(&list);
                thread.join().unwrap();
            }

            /// The reader leaves after the first line.
            fn premature_close() {
                let (sender, receiver) = mpsc::channel();
                let thread = thread::spawn(move || {
                    for line in 0..2 {
                        sender.send(line).unwrap();
                    }
                });
                let first = |receiver: Receiver<i32>| receiver.recv();
                first(receiver).unwrap();
                thread.join().unwrap();
            }

            /// Waits for a thread while holding what that needs.
            fn join_under_lock() {
                let till = Arc::new(Mutex::new(0));
                let theirs = Arc::clone(&till);
                let thread = thread::spawn(move || *theirs.lock().unwrap() += 1);
                let _till = till.lock().unwrap();
                thread.join().unwrap();
            }

            /// Two readers who both want to write, and neither of whom stops reading.
            fn reader_upgrade() {
                let plan = Arc::new(RwLock::new(0));
                let planners = (0..2).map(|_| {
                    let plan = Arc::clone(&plan);
                    thread::spawn(move || {
                        let seen = plan.read().unwrap();
                        if *seen == 0 {
                            *plan.write().unwrap() += 1;
                        }
                    })
                });
                join(planners.collect());
            }

            /// Wakes up and does not look again.
            fn if_for_while() {
                let buffet = Arc::new((Mutex::new(0_usize), Condvar::new()));
                let guests = (0..2).map(|_| {
                    let buffet = Arc::clone(&buffet);
                    thread::spawn(move || {
                        let mut plates = buffet.0.lock().unwrap();
                        if *plates == 0 {
                            plates = buffet.1.wait(plates).unwrap();
                        }
                        *plates = plates.checked_sub(1).expect("nothing there");
                    })
                });
                let guests = guests.collect();
                for _ in 0..2 {
                    *buffet.0.lock().unwrap() += 1;
                    buffet.1.notify_all();
                }
                join(guests);
            }
        }
    };
}

bugs!(explored, explorer);
bugs!(real, std);
