//! A wish to stop, shared by everything that works on one attempt.

use std::sync::{Arc, Mutex, PoisonError, Weak};

/// Cancels the jobs that run under it, and those that would start later. Clones are the same wish.
#[derive(Clone, Default)]
pub struct Cancel(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    cancelled: bool,
    listeners: Vec<Box<dyn FnOnce() + Send>>,
    /// Whoever waits for one of them holds it; the others need not be told.
    children: Vec<Weak<Mutex<State>>>,
}

impl Cancel {
    /// Nothing cancelled yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A wish of its own that is also fulfilled when this one is.
    #[must_use]
    pub fn child(&self) -> Self {
        let child = Self::new();
        let mut state = self.state();
        if state.cancelled {
            child.state().cancelled = true;
        } else {
            state.children.retain(|other| other.strong_count() > 0);
            state.children.push(Arc::downgrade(&child.0));
        }
        drop(state);
        child
    }

    /// Stops all there is to stop.
    pub fn cancel(&self) {
        let (listeners, children) = {
            let mut state = self.state();
            state.cancelled = true;
            (
                std::mem::take(&mut state.listeners),
                std::mem::take(&mut state.children),
            )
        };
        for tell in listeners {
            tell();
        }
        for child in children.iter().filter_map(Weak::upgrade) {
            Self(child).cancel();
        }
    }

    /// Whether it was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.state().cancelled
    }

    /// Has `tell` called at the cancellation, by whoever cancels. `false` where it was cancelled before.
    pub(crate) fn on_cancel(&self, tell: impl FnOnce() + Send + 'static) -> bool {
        let mut state = self.state();
        if !state.cancelled {
            state.listeners.push(Box::new(tell));
        }
        !state.cancelled
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_are_cancelled_and_forgotten_once_nobody_holds_them() {
        let all = Cancel::new();
        let held = all.child();
        for _ in 0..10 {
            let _ = all.child();
        }
        assert!(all.state().children.len() <= 2);
        all.cancel();
        assert!(held.is_cancelled() && all.child().is_cancelled());
    }
}
