//! Where the value of an `Arc` lies: behind its counts, in one piece of memory. Pointers point at the value, and whatever
//! need not know its type is here.

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};
use std::ptr::NonNull;

use super::counts::{Counts, end_destructor};

/// What lies right before the value.
struct Header {
    counts: Counts,
    /// That of the value.
    layout: Layout,
}

/// The layout of both, and how far the value is from its beginning.
fn whole(value: Layout) -> (Layout, usize) {
    Layout::new::<Header>()
        .extend(value)
        .unwrap_or_else(|_| panic!("capacity overflow"))
}

/// Memory for a value that is to have so many `Arc`s: where it goes.
#[track_caller]
pub(super) fn allocate(layout: Layout, strong: usize) -> NonNull<u8> {
    let counts = Counts::new(strong);
    let (whole, offset) = whole(layout);
    // SAFETY: it has room for a header at least.
    let Some(start) = NonNull::new(unsafe { alloc(whole) }) else {
        handle_alloc_error(whole);
    };
    // SAFETY: in that memory, and aligned for a header, as all that follows one is.
    unsafe {
        let value = start.add(offset);
        value.cast().sub(1).write(Header { counts, layout });
        value
    }
}

/// The header of a value.
///
/// # Safety
/// It was allocated here, and not freed.
unsafe fn header<'a>(value: NonNull<u8>) -> &'a Header {
    // SAFETY: see `allocate`.
    unsafe { value.cast::<Header>().sub(1).as_ref() }
}

/// The counts of a value.
///
/// # Safety
/// It was allocated here, and not freed.
pub(super) unsafe fn counts<'a>(value: NonNull<u8>) -> &'a Counts {
    // SAFETY: passed on.
    unsafe { &header(value).counts }
}

/// Frees a value's memory, and does nothing else.
///
/// # Safety
/// It was allocated here, and nobody uses it any more.
pub(super) unsafe fn free(value: NonNull<u8>) {
    // SAFETY: it was allocated with this layout, so far before the value.
    unsafe {
        let (whole, offset) = whole(header(value).layout);
        dealloc(value.sub(offset).as_ptr(), whole);
    }
}

/// Gives up what all `Arc`s together held of the memory.
///
/// # Safety
/// The last of them is gone, and so is the value.
pub(super) unsafe fn end(value: NonNull<u8>) {
    // SAFETY: nobody needs it any more when there is no `Weak` either.
    unsafe {
        if counts(value).end() {
            free(value);
        }
    }
}

/// While the last one drops the value, whatever comes of that.
pub(super) struct Destructor(NonNull<u8>);

impl Destructor {
    /// # Safety
    /// The last `Arc` is gone, and the value goes before this.
    pub(super) unsafe fn begin(value: NonNull<u8>) -> Self {
        // SAFETY: as the caller promises.
        unsafe { counts(value) }.begin_destructor();
        Self(value)
    }
}

impl Drop for Destructor {
    fn drop(&mut self) {
        end_destructor();
        // SAFETY: see `begin`.
        unsafe { end(self.0) };
    }
}

/// Memory for the value of an `Arc`, of which nothing is there yet.
pub(super) struct Room(NonNull<u8>);

impl Room {
    /// For a value with this layout.
    #[track_caller]
    pub(super) fn new(layout: Layout) -> Self {
        Self(allocate(layout, 1))
    }

    /// Where the value goes.
    pub(super) fn place(&self) -> *mut u8 {
        self.0.as_ptr()
    }

    /// The value has come.
    pub(super) fn filled(self) -> NonNull<u8> {
        std::mem::ManuallyDrop::new(self).0
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        // SAFETY: nobody else knows of it.
        unsafe { free(self.0) };
    }
}
