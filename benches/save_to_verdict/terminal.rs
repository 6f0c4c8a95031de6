//! A program in a pseudo-terminal, and what its screen shows.

use std::io::Read;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// High enough that no verdict is scrolled.
const SIZE: PtySize = PtySize {
    rows: 80,
    cols: 100,
    pixel_width: 0,
    pixel_height: 0,
};

/// The first verdict of all waits for a build of everything.
const PATIENCE: Duration = Duration::from_mins(1);

/// The program and its screen. It is killed when this is dropped.
pub(crate) struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    /// What it wrote, and when that arrived.
    written: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    /// The terminal is gone when this is closed.
    _master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    pub(crate) fn start(command: CommandBuilder) -> anyhow::Result<Self> {
        let pair = native_pty_system().openpty(SIZE)?;
        let mut reader = pair.master.try_clone_reader()?;
        let child = pair.slave.spawn_command(command)?;
        let (sender, written) = mpsc::channel();
        thread::spawn(move || {
            let mut chunk = [0; 16 * 1024];
            while let Ok(read @ 1..) = reader.read(&mut chunk) {
                if sender
                    .send((Instant::now(), chunk[..read].to_vec()))
                    .is_err()
                {
                    return;
                }
            }
        });
        Ok(Self {
            child,
            written,
            screen: vt100::Parser::new(SIZE.rows, SIZE.cols, 0),
            _master: pair.master,
        })
    }

    /// Waits until all of these texts are on the screen. When the last of them arrived comes back.
    pub(crate) fn wait_for(&mut self, texts: &[&str]) -> anyhow::Result<Instant> {
        let until = Instant::now() + PATIENCE;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let (arrived, bytes) = self.written.recv_timeout(left).with_context(|| {
                let shown = self.screen.screen().contents();
                format!("{texts:?} did not appear; the screen shows:\n{shown}\n")
            })?;
            self.screen.process(&bytes);
            let shown = self.screen.screen().contents();
            if texts.iter().all(|text| shown.contains(text)) {
                return Ok(arrived);
            }
        }
    }

    pub(crate) fn process(&self) -> Option<u32> {
        self.child.process_id()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Fails only when it has ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
