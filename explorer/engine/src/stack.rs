//! Stacks for threads. Making one costs system calls, so they are used again and again.

use std::cell::{Cell, RefCell};
use std::io;
use std::ops::Range;

use corosensei::stack::{DefaultStack, Stack};

use crate::arena;

/// What the first thread has on Linux and macOS.
pub(crate) const MAIN_BYTES: usize = 8 << 20;
/// What a thread has that does not ask for more, as in `std`.
pub(crate) const THREAD_BYTES: usize = 2 << 20;
/// On top of what is asked for: what the engine needs of it, and a panic. Pages that are not touched cost nothing.
const OWN_BYTES: usize = 256 << 10;

/// Stacks of one size that nobody uses.
type Idle = (usize, Vec<DefaultStack>);

thread_local! {
    static IDLE: RefCell<Vec<Idle>> = const { RefCell::new(Vec::new()) };
    /// The addresses just below the running thread's stack, which it must not reach.
    static GUARD: Cell<(usize, usize)> = const { Cell::new((0, 0)) };
}

/// A stack of a thread that asked for so many bytes.
pub(crate) struct ThreadStack {
    asked: usize,
    stack: DefaultStack,
}

// SAFETY: the inner one is sound, and stays where it is.
unsafe impl Stack for ThreadStack {
    fn base(&self) -> corosensei::stack::StackPointer {
        self.stack.base()
    }

    fn limit(&self) -> corosensei::stack::StackPointer {
        self.stack.limit()
    }

    #[cfg(windows)]
    fn teb_fields(&self) -> corosensei::stack::StackTebFields {
        self.stack.teb_fields()
    }

    #[cfg(windows)]
    fn update_teb_fields(&mut self, limit: usize, bytes: usize) {
        self.stack.update_teb_fields(limit, bytes);
    }
}

impl ThreadStack {
    /// # Errors
    /// There is no memory for it.
    pub(crate) fn take(asked: usize) -> io::Result<Self> {
        let idle = IDLE.with_borrow_mut(|idle| {
            let stacks = idle.iter_mut().find(|(bytes, _)| *bytes == asked);
            stacks.and_then(|(_, stacks)| stacks.pop())
        });
        let stack = match idle {
            Some(stack) => stack,
            None => DefaultStack::new(asked.saturating_add(OWN_BYTES))?,
        };
        Ok(Self { asked, stack })
    }

    /// Keeps it for another thread.
    pub(crate) fn keep(self) {
        let Self { asked, stack } = self;
        arena::outside(|| {
            IDLE.with_borrow_mut(|idle| match idle.iter_mut().find(|it| it.0 == asked) {
                Some((_, stacks)) => stacks.push(stack),
                None => idle.push((asked, vec![stack])),
            });
        });
    }

    /// The lowest page, which no thread may touch.
    pub(crate) fn guard(&self) -> Range<usize> {
        let start = self.stack.limit().get();
        start..start + PAGE
    }
}

/// No system has smaller ones.
const PAGE: usize = 4096;

/// The thread with this guard page runs now.
pub(crate) fn set_guard(guard: &Range<usize>) {
    GUARD.set((guard.start, guard.end));
}

/// Whether an access to this address means that the running thread's stack was not large enough.
#[cfg(unix)]
pub(crate) fn is_overflow(address: usize) -> bool {
    let (start, end) = GUARD.get();
    (start..end).contains(&address)
}
