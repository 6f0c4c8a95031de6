//! Signals that ask us to stop.

use std::io;
#[cfg(unix)]
use std::thread;

use crate::process::Cancel;

/// Ctrl-C ends the judging, so that nothing is left behind; what was found by then is told.
#[cfg(unix)]
pub(super) fn stop_when_interrupted(cancel: &Cancel) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM])?;
    let cancel = cancel.clone();
    thread::spawn(move || {
        for _ in signals.forever() {
            cancel.cancel();
        }
    });
    Ok(())
}

#[cfg(windows)]
#[expect(clippy::unnecessary_wraps, reason = "the Unix one can fail")]
pub(super) fn stop_when_interrupted(_: &Cancel) -> io::Result<()> {
    Ok(())
}
