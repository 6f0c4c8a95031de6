//! `Builder`, `JoinHandle`, `Thread` and `ThreadId`.

use std::any::Any;
use std::cell::{Cell, UnsafeCell};
use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, Location};
use std::rc::Rc;
use std::sync::Arc;
use std::thread::Result;

use engine::{Kind, Operation, TaskId, ThreadInfo, thread_object};

use super::scoped::{Scope, ScopedJoinHandle};
use crate::shared::{At, futile};

/// `std::thread::ThreadId`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ThreadId(NonZero<u64>);

impl ThreadId {
    /// The real ones count from 1 too.
    fn of(task: TaskId) -> Self {
        Self(NonZero::<u64>::MIN.saturating_add(task as u64))
    }
}

impl fmt::Debug for ThreadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ThreadId").field(&self.0).finish()
    }
}

/// `std::thread::Thread`.
#[derive(Clone)]
pub struct Thread(Arc<ThreadInfo>);

impl Thread {
    pub(super) fn new(info: Arc<ThreadInfo>) -> Self {
        Self(info)
    }

    /// As in `std`.
    #[must_use]
    pub fn id(&self) -> ThreadId {
        ThreadId::of(self.0.id)
    }

    /// As in `std`.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.0.name.as_deref()
    }

    /// As in `std`.
    #[track_caller]
    pub fn unpark(&self) {
        let (object, at) = (thread_object(self.0.id), Location::caller());
        engine::pass(Kind::Unpark, object, true, at);
        engine::change();
        let clock = engine::clock();
        engine::park_token(self.0.id, |token| *token = (*token).max(Some(clock)));
        engine::event(Kind::Unpark, Some(object), Some(at), String::new);
    }
}

impl fmt::Debug for Thread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Thread")
            .field("id", &self.id())
            .field("name", &self.name())
            .finish_non_exhaustive()
    }
}

/// `std::thread::Builder`.
#[must_use = "must eventually spawn the thread"]
#[derive(Debug, Default)]
pub struct Builder {
    name: Option<String>,
}

impl Builder {
    /// As in `std`.
    pub fn new() -> Self {
        Self::default()
    }

    /// As in `std`.
    pub fn name(mut self, name: String) -> Self {
        self.name = Some(name);
        self
    }

    /// As in `std`, save that all stacks have one size.
    pub fn stack_size(self, _: usize) -> Self {
        self
    }

    /// As in `std`.
    #[track_caller]
    pub fn spawn<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        // SAFETY: nothing is borrowed.
        unsafe { self.spawn_unchecked(f) }
    }

    /// As in `std`.
    ///
    /// # Safety
    /// The thread must be joined before what it borrows ends.
    #[track_caller]
    pub unsafe fn spawn_unchecked<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send,
        T: Send,
    {
        // SAFETY: passed on.
        unsafe { start(self.name, Location::caller(), f) }.map(JoinHandle)
    }

    /// As in `std`.
    #[track_caller]
    pub fn spawn_scoped<'scope, F, T>(
        self,
        scope: &'scope Scope<'scope, '_>,
        f: F,
    ) -> io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        // SAFETY: the scope joins it.
        let handle = unsafe { start(self.name, Location::caller(), f) }?;
        scope.add(handle.end());
        Ok(ScopedJoinHandle::new(handle))
    }
}

/// How a thread ended, for its scope.
pub(super) struct End {
    pub(super) thread: TaskId,
    /// Whether it panicked and nobody was told.
    pub(super) unhandled: Cell<bool>,
}

struct Packet<T> {
    end: Rc<End>,
    result: UnsafeCell<Option<Result<T>>>,
}

/// A thread that can be joined.
pub(super) struct Handle<T> {
    pub(super) thread: Thread,
    packet: Rc<Packet<T>>,
}

/// Starts a thread.
///
/// # Safety
/// It must be joined before what it borrows ends.
unsafe fn start<F, T>(name: Option<String>, at: At, f: F) -> io::Result<Handle<T>>
where
    F: FnOnce() -> T + Send,
    T: Send,
{
    if let Some(name) = &name {
        assert!(
            !name.as_bytes().contains(&0),
            "thread name may not contain interior null bytes"
        );
    }
    let packet: Rc<Packet<T>> = Rc::new(Packet {
        end: Rc::new(End {
            thread: engine::threads(),
            unhandled: Cell::new(false),
        }),
        result: UnsafeCell::new(None),
    });
    let theirs = Rc::clone(&packet);
    let body = move || {
        let result = crate::panic::catch_unwind(AssertUnwindSafe(f));
        theirs.end.unhandled.set(result.is_err());
        // SAFETY: nobody looks at it before we have ended.
        unsafe { *theirs.result.get() = Some(result) };
    };
    let body: Box<dyn FnOnce() + '_> = Box::new(body);
    // SAFETY: as the caller promises.
    let body: Box<dyn FnOnce() + 'static> = unsafe { std::mem::transmute(body) };
    let info = engine::spawn(name, at, body)?;
    Ok(Handle {
        thread: Thread::new(info),
        packet,
    })
}

/// Waits for the end of a thread.
pub(super) fn wait_for(thread: TaskId, at: At) {
    let operation = Operation {
        kind: Kind::Join,
        object: thread_object(thread),
        changes: false,
        location: at,
    };
    engine::reach(operation, engine::Early::Never, &|| {
        !engine::is_running(thread)
    });
    engine::merge_clock(engine::clock_of(thread));
    engine::achieve();
}

impl<T> Handle<T> {
    pub(super) fn end(&self) -> Rc<End> {
        Rc::clone(&self.packet.end)
    }

    pub(super) fn join(self, at: At) -> Result<T> {
        let id = self.packet.end.thread;
        wait_for(id, at);
        // SAFETY: the thread has ended.
        let result = unsafe { &mut *self.packet.result.get() }.take();
        self.packet.end.unhandled.set(false);
        let panicked = matches!(result, Some(Err(_)));
        engine::event(Kind::Join, Some(thread_object(id)), Some(at), || {
            let words = if panicked { "panicked" } else { "" };
            words.to_owned()
        });
        result.unwrap_or_else(|| Err(Box::new("the thread left no result") as Box<dyn Any + Send>))
    }

    pub(super) fn is_finished(&self, at: At) -> bool {
        let id = self.packet.end.thread;
        engine::pass(Kind::Load, thread_object(id), false, at);
        let finished = !engine::is_running(id);
        if !finished {
            futile(at, 0);
        }
        finished
    }
}

/// `std::thread::JoinHandle`.
pub struct JoinHandle<T>(Handle<T>);

// SAFETY: as the real one; all threads are coroutines of one system thread.
unsafe impl<T> Send for JoinHandle<T> {}
// SAFETY: as above.
unsafe impl<T> Sync for JoinHandle<T> {}
impl<T> std::panic::UnwindSafe for JoinHandle<T> {}
impl<T> std::panic::RefUnwindSafe for JoinHandle<T> {}

impl<T> JoinHandle<T> {
    /// As in `std`.
    pub fn thread(&self) -> &Thread {
        &self.0.thread
    }

    /// As in `std`.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        self.0.join(Location::caller())
    }

    /// As in `std`.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        self.0.is_finished(Location::caller())
    }
}

impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinHandle").finish_non_exhaustive()
    }
}

/// Keeps a type from being `Send` or `Sync` by itself.
pub(super) type Invariant<'a> = PhantomData<&'a mut &'a ()>;
