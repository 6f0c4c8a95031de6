//! What threads share. An object is known by a number that is new in every execution.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::panic::Location;

use crate::execution::{self, with};
use crate::observation::{Observation, Origin, observed};
use crate::{arena, statics};

/// The part of every shared object that the engine knows. Holds nothing at first, so that it can stand in a `static`.
#[derive(Debug)]
pub struct Object {
    /// The execution in which `id` is valid; 0 for none yet.
    epoch: Cell<u32>,
    id: Cell<u32>,
    /// What was observed of it and its like when `id` became valid.
    observed: Cell<u8>,
    made_at: &'static Location<'static>,
}

impl Object {
    /// An object made by the caller of the caller.
    #[track_caller]
    #[must_use]
    pub const fn new() -> Self {
        Self {
            epoch: Cell::new(0),
            id: Cell::new(0),
            observed: Cell::new(0),
            made_at: Location::caller(),
        }
    }

    /// Its number in this execution. `whole` is the memory of the value it is part of: where that is a `static` left
    /// over from an earlier execution, it is first put back to what it was before the first one.
    pub fn id(&self, what: &'static str, whole: Snapshot) -> usize {
        let epoch = execution::epoch();
        if self.epoch.get() != epoch {
            if self.epoch.get() == 0 {
                whole.keep();
            } else {
                whole.restore();
            }
            let id = with(|execution| execution.register(what, self.made_at));
            self.id.set(id);
            self.epoch.set(epoch);
            self.observed.set(observed(self.made_at));
        }
        self.id.get() as usize
    }

    /// Whether somebody looks at this, of this object or another one made at the same place. It must have its number.
    pub fn is_observed(&self, what: Observation) -> bool {
        self.observed.get() & what.0 != 0
    }

    /// Somebody looks at this.
    pub fn observe(&self, what: Observation) {
        if self.observed.get() & what.0 != what.0 {
            self.observed.set(self.observed.get() | what.0);
            self.origin().observe(what);
        }
    }

    /// Where it was made, for who looks at it without having it.
    pub fn origin(&self) -> Origin {
        Origin::of(self.made_at)
    }

    /// Where it was made.
    pub fn made_at(&self) -> &'static Location<'static> {
        self.made_at
    }
}

impl Origin {
    /// Somebody looks at this, of an object made here. Where that is news, the present run misses some points, and is
    /// given up.
    pub fn observe(self, what: Observation) {
        if self.note(what) {
            with(|execution| execution.has_news = true);
        }
    }
}

impl Default for Object {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}

/// The memory of a value.
#[derive(Clone, Copy, Debug)]
pub struct Snapshot {
    start: *mut u8,
    length: usize,
}

thread_local! {
    /// What `static`s held before the first execution, by address, where they are not kept as a whole.
    static BEFORE: RefCell<HashMap<usize, Box<[u8]>>> = RefCell::default();
}

impl Snapshot {
    /// The memory of `value`, all of it.
    pub fn of<T: ?Sized>(value: &T) -> Self {
        Self {
            start: std::ptr::from_ref(value).cast::<u8>().cast_mut(),
            length: size_of_val(value),
        }
    }

    fn keep(self) {
        if statics::is_kept() || !statics::is_static(self.start as usize) {
            return;
        }
        // SAFETY: the memory is that of a live value, and nobody else runs.
        let bytes = unsafe { std::slice::from_raw_parts(self.start, self.length) };
        arena::outside(|| {
            BEFORE.with_borrow_mut(|before| before.insert(self.start as usize, bytes.into()));
        });
    }

    /// What a `static` held before `main` was put together by the compiler and owns no memory of the heap, so its
    /// bytes are all of it. What it holds now is forgotten, not dropped: it belongs to an execution that is over.
    fn restore(self) {
        BEFORE.with_borrow(|before| {
            if let Some(bytes) = before.get(&(self.start as usize))
                && bytes.len() == self.length
            {
                // SAFETY: the bytes are those of this value at another time, and nobody else runs.
                unsafe {
                    self.start
                        .copy_from_nonoverlapping(bytes.as_ptr(), self.length);
                };
            }
        });
    }
}
