//! Takes what a child writes, up to a limit, and shows it within a smaller one.

use std::io::Read;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::event::Event;

/// Bytes collected by a thread of their own.
pub(super) struct Capture(Arc<Mutex<Vec<u8>>>);

impl Capture {
    /// Reads the pipe to its end. Tells `events` once when there is more than `max`, and when the pipe is closed; with
    /// `aloud`, also all that is read.
    pub(super) fn start<R: Read + Send + 'static>(
        pipe: Option<R>,
        max: usize,
        events: Sender<Event>,
        aloud: bool,
    ) -> Self {
        let bytes = Arc::new(Mutex::new(Vec::new()));
        if let Some(mut pipe) = pipe {
            let bytes = Arc::clone(&bytes);
            thread::spawn(move || {
                let mut chunk = [0; 16 * 1024];
                let mut room = max;
                let mut told = false;
                // Past the limit it goes on reading, so that a writer is never stuck before it is killed.
                while let Ok(read @ 1..) = pipe.read(&mut chunk) {
                    let kept = read.min(room);
                    bytes
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .extend_from_slice(&chunk[..kept]);
                    room -= kept;
                    if aloud {
                        let _ = events.send(Event::Wrote(chunk[..kept].to_vec()));
                    }
                    if kept < read && !told {
                        told = true;
                        let _ = events.send(Event::TooMuch);
                    }
                }
                let _ = events.send(Event::Closed);
            });
        } else {
            let _ = events.send(Event::Closed);
        }
        Self(bytes)
    }

    /// What has arrived so far.
    pub(super) fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// At most about `max` bytes of the text: its head and its tail, with the gap between them named.
pub fn shorten(text: &str, max: usize) -> String {
    if text.len() <= max {
        return text.to_owned();
    }
    let head = text.floor_char_boundary(max / 2);
    let tail = text.ceil_char_boundary(text.len() - max / 2);
    format!(
        "{}\n… {} bytes left out …\n{}",
        &text[..head],
        tail - head,
        &text[tail..]
    )
}

#[cfg(test)]
mod tests {
    use super::shorten;

    #[test]
    fn a_short_text_stays_as_it_is() {
        assert_eq!(shorten("grün", 5), "grün");
    }

    #[test]
    fn a_long_text_keeps_head_and_tail() {
        assert_eq!(shorten("0123456789", 4), "01\n… 6 bytes left out …\n89");
    }

    #[test]
    fn characters_are_never_cut() {
        assert_eq!(shorten("üüüüüü", 6), "ü\n… 8 bytes left out …\nü");
    }
}
