//! `Builder`, `JoinHandle`, `Thread` and `ThreadId`.

use std::any::Any;
use std::cell::{Cell, OnceCell};
use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, Location};
use std::rc::Rc;
use std::sync::Arc;
use std::thread::Result;

use engine::{
    Access, Early, Kind, Observation, Origin, RESULT, Ready, TOKEN, TaskId, ThreadInfo,
    thread_object,
};

use crate::shared::{At, futile, wait, wait_early};

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
        engine::pass(Kind::Unpark, object, Access::adds(TOKEN), at);
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
    stack_size: Option<usize>,
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

    /// As in `std`.
    pub fn stack_size(mut self, size: usize) -> Self {
        self.stack_size = Some(size);
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
        let (handle, body) = unsafe { pack(f) };
        handle.packet.launch(self, Location::caller(), body)?;
        Ok(JoinHandle(handle))
    }
}

/// A thread and how it ended.
pub(super) struct End {
    pub(super) thread: OnceCell<Thread>,
    /// What it panicked with, until somebody is told.
    panic: Cell<Option<Box<dyn Any + Send>>>,
    /// Whether it panicked and nobody was told.
    pub(super) unhandled: Cell<bool>,
    /// Whether what it left is gone: taken, or dropped.
    pub(super) is_settled: Cell<bool>,
}

impl End {
    /// The thread, which has been started.
    pub(super) fn thread(&self) -> &Thread {
        self.thread.get().expect("the thread was started")
    }

    fn id(&self) -> TaskId {
        self.thread().0.id
    }

    /// Waits until the thread has done what it was started for. Its thread-locals may be dropped later, as where a
    /// real scope ends.
    pub(super) fn wait(&self, at: At) {
        self.wait_until(Ready::Finished(self.id()), at);
    }

    /// Its handle was forgotten, so that nobody ever drops what it left.
    pub(super) fn wait_for_ever(&self, at: At) {
        wait(
            Kind::Join,
            thread_object(self.id()),
            Access::LOCAL,
            at,
            &|| false,
        );
    }

    /// An end is final, so nobody else can tell who waited for it when.
    fn wait_until(&self, ready: Ready<'_>, at: At) {
        let operation = (Kind::Join, thread_object(self.id()), Access::LOCAL, at);
        wait_early(operation, ready, Early::Never, Access::LOCAL);
        engine::merge_clock(engine::clock_of(self.id()));
        engine::achieve();
    }

    /// Waits for the end, and is told of it. Comes back with what the thread panicked with.
    fn join(&self, at: At) -> Option<Box<dyn Any + Send>> {
        self.wait_until(Ready::Ended(self.id()), at);
        let panicked = self.unhandled.take();
        let object = thread_object(self.id());
        engine::event(Kind::Join, Some(object), Some(at), || {
            let words = if panicked { "panicked" } else { "" };
            words.to_owned()
        });
        self.panic.take()
    }

    fn is_over(&self, at: At) -> bool {
        let id = self.id();
        let is_over = !engine::ask_whether_in_body(id, at);
        engine::event(Kind::Load, Some(thread_object(id)), Some(at), || {
            let words = if is_over { "yes" } else { "no" };
            words.to_owned()
        });
        if is_over {
            engine::merge_clock(engine::clock_of(id));
        } else {
            futile(at, 0);
        }
        is_over
    }
}

/// What a thread computes, of whatever type.
pub(super) trait Computed {}
impl<T> Computed for T {}

/// A thread and what it computes, for the thread and whoever may join it.
struct Packet {
    end: Rc<End>,
    value: Cell<Option<Box<dyn Computed>>>,
}

/// The packet itself is not generic, nor is how it is dropped, so that attempts need not compile either.
#[derive(Clone)]
pub(super) struct PacketRef(ManuallyDrop<Rc<Packet>>);

/// Who drops what a thread has left, the thread or whoever has its handle, and when. Others can notice it by what its
/// destructor does.
const DROPPED: Observation = Observation(RESULT);

impl Drop for PacketRef {
    #[inline(never)]
    fn drop(&mut self) {
        if !self.0.end.is_settled.get() && engine::is_exploring() {
            self.leave();
        }
        // SAFETY: it is not used again.
        unsafe { ManuallyDrop::drop(&mut self.0) };
    }
}

/// A thread that can be joined.
pub(super) struct Handle<T> {
    pub(super) packet: PacketRef,
    computes: PhantomData<Cell<T>>,
}

/// What a thread runs.
type Body = Box<dyn FnOnce() -> Box<dyn Computed>>;

/// Makes a body of what a thread is to compute.
///
/// # Safety
/// The thread must be joined before what it borrows ends.
pub(super) unsafe fn pack<F, T>(f: F) -> (Handle<T>, Body)
where
    F: FnOnce() -> T + Send,
    T: Send,
{
    let body: Box<dyn FnOnce() -> Box<dyn Computed> + '_> = Box::new(move || {
        let value: Box<dyn Computed + '_> = Box::new(f());
        // SAFETY: as the caller of `pack` promises.
        unsafe { std::mem::transmute::<Box<dyn Computed + '_>, Box<dyn Computed>>(value) }
    });
    // SAFETY: as the caller promises.
    let body: Body = unsafe { std::mem::transmute(body) };
    let handle = Handle {
        packet: PacketRef::new(),
        computes: PhantomData,
    };
    (handle, body)
}

impl PacketRef {
    /// Its end.
    pub(super) fn end(&self) -> &Rc<End> {
        &self.0.end
    }

    fn new() -> Self {
        let end = Rc::new(End {
            thread: OnceCell::new(),
            panic: Cell::new(None),
            unhandled: Cell::new(false),
            is_settled: Cell::new(false),
        });
        let value = Cell::new(None);
        Self(ManuallyDrop::new(Rc::new(Packet { end, value })))
    }

    /// The thread or its handle goes. The last of them drops what the thread has left.
    fn leave(&self) {
        let Packet { end, value } = &**self.0;
        // A thread that could not be started has none.
        let Some(thread) = end.thread.get() else {
            return;
        };
        let (at, object) = (thread.0.spawned_at, thread_object(thread.0.id));
        let origin = Origin::of(at);
        if origin.is_observed(DROPPED) {
            engine::pass(Kind::Drop, object, Access::writes(RESULT), at);
        }
        if Rc::strong_count(&self.0) > 1 {
            return;
        }
        let left = (value.take(), end.panic.take());
        engine::begin_as_last(origin, DROPPED);
        let dropped = crate::panic::catch_unwind(AssertUnwindSafe(|| drop(left)));
        engine::end_as_last();
        if dropped.is_err() {
            // "thread result panicked on drop, aborting"
            crate::process::abort_at(at);
        }
        end.is_settled.set(true);
    }

    /// Waits for the end, and is told of it.
    fn join(&self, at: At) -> Result<Box<dyn Computed>> {
        let panic = self.0.end.join(at);
        self.0.end.is_settled.set(true);
        match panic {
            Some(payload) => Err(payload),
            None => match self.0.value.take() {
                Some(value) => Ok(value),
                None => Err(Box::new("the thread left no result")),
            },
        }
    }

    /// Starts the thread.
    pub(super) fn launch(&self, builder: Builder, at: At, body: Body) -> io::Result<()> {
        let Builder { name, stack_size } = builder;
        if let Some(name) = &name {
            assert!(
                !name.as_bytes().contains(&0),
                "thread name may not contain interior null bytes"
            );
        }
        let theirs = self.clone();
        let body = Box::new(move || {
            let Packet { end, value } = &**theirs.0;
            // It may come to its end before its spawner goes on.
            end.thread.get_or_init(|| Thread::new(engine::me()));
            match crate::panic::catch_unwind(AssertUnwindSafe(body)) {
                Ok(computed) => value.set(Some(computed)),
                Err(payload) => {
                    end.unhandled.set(true);
                    end.panic.set(Some(payload));
                }
            }
            drop(theirs);
            engine::finish_body();
        });
        let thread = Thread::new(engine::spawn(stack_size, name, at, body)?);
        self.0.end.thread.get_or_init(|| thread);
        Ok(())
    }

    /// The same without a name. Unlike with a `Builder`, whoever calls this has no error to look at.
    pub(super) fn launch_or_panic(&self, at: At, body: Body) {
        self.launch(Builder::new(), at, body)
            .expect("failed to spawn thread");
    }
}

/// `std::thread::spawn`.
#[track_caller]
pub fn spawn<F, T>(f: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    // SAFETY: nothing is borrowed.
    let (handle, body) = unsafe { pack(f) };
    handle.packet.launch_or_panic(Location::caller(), body);
    JoinHandle(handle)
}

impl<T> Handle<T> {
    pub(super) fn thread(&self) -> &Thread {
        self.packet.0.end.thread()
    }

    pub(super) fn join(self, at: At) -> Result<T> {
        match self.packet.join(at) {
            // SAFETY: it was put there as a `T`.
            Ok(value) => Ok(*unsafe { Box::from_raw(Box::into_raw(value).cast::<T>()) }),
            Err(payload) => Err(payload),
        }
    }

    pub(super) fn is_finished(&self, at: At) -> bool {
        self.packet.0.end.is_over(at)
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
        self.0.thread()
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
