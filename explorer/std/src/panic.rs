//! `std::panic`.

use std::any::Any;
use std::cell::RefCell;
use std::sync::Once;

pub use ::std::panic::*;

type Hook = Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static>;

::std::thread_local! {
    /// What the explored program set in this run.
    static HOOK: RefCell<Option<Hook>> = const { RefCell::new(None) };
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
pub fn set_hook(hook: Hook) {
    HOOK.set(Some(hook));
}

/// `std::panic::take_hook`.
pub fn take_hook() -> Hook {
    HOOK.take().unwrap_or_else(|| Box::new(|_| ()))
}

/// A run starts without a hook of its own.
pub(crate) fn forget_hook() {
    drop(HOOK.take());
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
    engine::start_panic(&message, info.location());
    HOOK.with_borrow(|hook| {
        if let Some(hook) = hook {
            // While a hook runs, a panic elsewhere would abort the process.
            engine::in_one_step(|| hook(info));
        }
    });
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
