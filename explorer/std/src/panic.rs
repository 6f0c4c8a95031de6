//! `std::panic`.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Once;

use engine::{Access, Kind, Object, Observation, Snapshot};

use crate::shared::wait;

use ::std::panic::Location as Place;

pub use ::std::panic::*;

type Hook = Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static>;

/// The hook that the explored program has set in this run.
struct Hooks {
    object: Object,
    hook: RefCell<Option<Rc<Hook>>>,
    /// How many threads run it at the moment: who wants to set another one waits for them.
    running: Cell<usize>,
}

/// Somebody sets a hook, so that it matters when others panic.
const SET: Observation = Observation(1);

::std::thread_local! {
    static HOOKS: Hooks = const {
        Hooks {
            object: Object::new(),
            hook: RefCell::new(None),
            running: Cell::new(0),
        }
    };
}

/// `std::panic::catch_unwind`.
pub fn catch_unwind<F: FnOnce() -> R + UnwindSafe, R>(f: F) -> ::std::thread::Result<R> {
    let caught = ::std::panic::catch_unwind(f);
    if caught.is_err() && engine::is_exploring() {
        engine::finish_panic();
    }
    caught
}

/// `std::panic::resume_unwind`.
pub fn resume_unwind(payload: Box<dyn Any + Send>) -> ! {
    engine::start_panic(&message(payload.as_ref()), None);
    ::std::panic::resume_unwind(payload)
}

/// `std::panic::set_hook`.
#[track_caller]
pub fn set_hook(hook: Hook) {
    // The one before may have something to drop.
    drop(exchange(Some(hook)));
}

/// `std::panic::take_hook`.
#[track_caller]
pub fn take_hook() -> Hook {
    exchange(None).unwrap_or_else(|| Box::new(|_| ()))
}

#[track_caller]
fn exchange(hook: Option<Hook>) -> Option<Hook> {
    assert!(
        !engine::is_panicking(),
        "cannot modify the panic hook from a panicking thread"
    );
    let at = Place::caller();
    let id = id();
    HOOKS.with(|hooks| hooks.object.observe(SET));
    wait(Kind::Update, id, Access::WRITE, at, &|| {
        HOOKS.with(|hooks| hooks.running.get() == 0)
    });
    let before = HOOKS.with(|hooks| hooks.hook.replace(hook.map(Rc::new)));
    // Nobody runs it, so nobody else has it.
    before.and_then(Rc::into_inner)
}

fn id() -> usize {
    HOOKS.with(|hooks| hooks.object.id("panic hook", Snapshot::of(&hooks.object)))
}

/// A run starts without a hook of its own. What the last one owned belongs to a run that is over.
pub(crate) fn forget_hook() {
    HOOKS.with(|hooks| {
        std::mem::forget(hooks.hook.take());
        hooks.running.set(0);
    });
}

/// Tells the engine of every panic in an exploration, and prints those that are not of the checks.
pub(crate) fn watch_panics(checks_file: Option<&'static str>) {
    static WATCHING: Once = Once::new();
    WATCHING.call_once(|| {
        let elsewhere = ::std::panic::take_hook();
        ::std::panic::set_hook(Box::new(move |info| {
            if engine::is_exploring() {
                watch(info, checks_file);
            } else {
                elsewhere(info);
            }
        }));
    });
}

fn watch(info: &PanicHookInfo<'_>, checks_file: Option<&'static str>) {
    let message = message(info.payload());
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    if !checks_file.is_some_and(|file| place.starts_with(file)) {
        engine::write(|| {
            let me = engine::me();
            let who = me.name.as_deref().unwrap_or("a thread");
            format!("{who} panicked at {place}: {message}\n")
        });
    }
    let panicked_in_hook = engine::is_in_hook();
    engine::start_panic(&message, info.location());
    if panicked_in_hook {
        leave_real_hook();
        // "thread panicked while processing panic. aborting."
        engine::exit_early(engine::ABORTED, Place::caller());
    }
    if HOOKS.with(|hooks| hooks.object.origin().is_observed(SET)) {
        leave_real_hook();
        engine::set_in_hook(true);
        run_hook(info);
        engine::set_in_hook(false);
    }
}

fn run_hook(info: &PanicHookInfo<'_>) {
    engine::pass(Kind::Panic, id(), Access::READ, Place::caller());
    let hook = HOOKS.with(|hooks| hooks.hook.borrow().clone());
    if let Some(hook) = hook {
        let running = |change: isize| {
            HOOKS.with(|hooks| {
                let running = hooks.running.get();
                hooks.running.set(running.saturating_add_signed(change));
            });
        };
        running(1);
        hook(info);
        drop(hook);
        running(-1);
    }
}

/// Comes before a point in a `Debug` or `Display`. What is formatted may be a panic's message, which the real library puts
/// together before any hook hears of it, and takes a second panic for one of the hook's from then on.
pub(crate) fn format() {
    if engine::is_exploring() {
        leave_real_hook();
    }
}

/// While the real library runs a hook, it takes a second panic on the same system thread for one of the hook, and aborts.
/// Here other threads of the explored program may well panic before the hook is through. The real library takes a panic
/// that was caught for the end of the hook's too.
fn leave_real_hook() {
    let _ = ::std::panic::catch_unwind(|| ::std::panic::resume_unwind(Box::new(())));
}

pub(crate) fn message(payload: &(dyn Any + Send)) -> String {
    if let Some(text) = payload.downcast_ref::<&str>() {
        (*text).to_owned()
    } else if let Some(text) = payload.downcast_ref::<String>() {
        text.clone()
    } else {
        "a value that is no text".to_owned()
    }
}
