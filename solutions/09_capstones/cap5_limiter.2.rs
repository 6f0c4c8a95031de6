//! Only the last `limit` calls matter: if the oldest of them is a window away, there is room for
//! one more, which takes its place. So a ring of that many times is enough, and nothing has to be
//! removed. One mutex holds the ring and the index of its oldest entry.

use std::sync::{Arc, Mutex};
use std::thread;

pub struct Limiter {
    window: u64,
    ring: Mutex<Ring>,
}

struct Ring {
    latest: u64,
    /// The last calls, as many as are allowed. `None`: there has been none yet.
    calls: Vec<Option<u64>>,
    oldest: usize,
}

impl Limiter {
    pub fn new(limit: usize, window: u64) -> Self {
        Self {
            window,
            ring: Mutex::new(Ring {
                latest: 0,
                calls: vec![None; limit],
                oldest: 0,
            }),
        }
    }

    pub fn try_acquire(&self, now: u64) -> bool {
        let mut ring = self.ring.lock().unwrap();
        let ring = &mut *ring;
        ring.latest = ring.latest.max(now);
        let Some(oldest) = ring.calls.get_mut(ring.oldest) else {
            // The limit is zero.
            return false;
        };
        if oldest.is_some_and(|call| ring.latest - call < self.window) {
            return false;
        }
        *oldest = Some(ring.latest);
        ring.oldest = (ring.oldest + 1) % ring.calls.len();
        true
    }
}

pub fn main() {
    let limiter = Arc::new(Limiter::new(3, 10));
    let clock = [0, 1, 2, 3, 9, 10, 11, 13];
    for now in clock {
        let umbrellas = ["Ada", "Bob"].map(|who| {
            let limiter = Arc::clone(&limiter);
            thread::spawn(move || match limiter.try_acquire(now) {
                true => format!("{who} asks"),
                false => format!("{who} looks out of the window"),
            })
        });
        println!(
            "{now:2}: {}",
            umbrellas.map(|who| who.join().unwrap()).join(", ")
        );
    }
}
