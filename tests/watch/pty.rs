//! A program in a pseudo-terminal: what it shows, what it is typed, how it ends.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// How long to wait for what must happen. Reached only when it does not.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// What the watcher puts around everything it draws.
const FRAME_BEGIN: &str = "\x1b[?2026h";
const FRAME_END: &str = "\x1b[?2026l";

/// More than any test scrolls away.
const SCROLLBACK: usize = 2000;

/// Two programs started at the same moment could inherit each other's terminal, which then would not close.
pub(crate) static STARTING: Mutex<()> = Mutex::new(());

/// What the program has written, as bytes and as a screen, and whether it has ended.
struct Output {
    bytes: Vec<u8>,
    parser: vt100::Parser,
    closed: bool,
    exit: Option<ExitStatus>,
}

impl Output {
    /// A half-drawn screen tells nothing.
    fn is_whole(&self) -> bool {
        let last = |sign: &str| {
            self.bytes
                .windows(sign.len())
                .rposition(|window| window == sign.as_bytes())
        };
        last(FRAME_BEGIN) <= last(FRAME_END)
    }
}

#[derive(Clone)]
struct Shared(Arc<(Mutex<Output>, Condvar)>);

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Output> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut Output)) {
        change(&mut self.lock());
        self.0.1.notify_all();
    }

    /// Waits until `ready` finds something. `None` when it never did.
    fn wait<T>(&self, mut ready: impl FnMut(&mut Output) -> Option<T>) -> Option<T> {
        let deadline = Instant::now() + PATIENCE;
        let mut output = self.lock();
        loop {
            if let Some(found) = ready(&mut output) {
                return Some(found);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return None;
            }
            let waited = self.0.1.wait_timeout(output, left);
            output = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

/// A program in a pseudo-terminal. Dropped, it is ended.
pub(crate) struct Pty {
    output: Shared,
    master: Box<dyn MasterPty + Send>,
    /// Held open so that the terminal's modes can still be read when the program has ended.
    slave: Option<Box<dyn SlavePty + Send>>,
    writer: Box<dyn Write + Send>,
    pid: Pid,
    modes_before: String,
}

impl Pty {
    /// Starts a program in a terminal of `columns` and `rows`, with no environment but `env`.
    pub(crate) fn start(
        program: &Path,
        args: &[String],
        dir: &Path,
        env: &[(String, String)],
        (columns, rows): (u16, u16),
    ) -> Self {
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.cwd(dir);
        command.env_clear();
        for (name, value) in env {
            command.env(name, value);
        }
        let starting = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let modes_before = modes(&*pair.master);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let mut child = pair.slave.spawn_command(command).unwrap();
        drop(starting);

        let pid = Pid::from_raw(child.process_id().unwrap().try_into().unwrap()).unwrap();
        let output = Shared(Arc::new((
            Mutex::new(Output {
                bytes: Vec::new(),
                parser: vt100::Parser::new(rows, columns, SCROLLBACK),
                closed: false,
                exit: None,
            }),
            Condvar::new(),
        )));
        let shared = output.clone();
        thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(length @ 1..) = reader.read(&mut buffer) {
                shared.change(|output| {
                    output.bytes.extend_from_slice(&buffer[..length]);
                    output.parser.process(&buffer[..length]);
                });
            }
            shared.change(|output| output.closed = true);
        });
        let shared = output.clone();
        thread::spawn(move || {
            let status = child.wait().unwrap();
            shared.change(|output| output.exit = Some(status));
        });
        Self {
            output,
            master: pair.master,
            slave: Some(pair.slave),
            writer,
            pid,
            modes_before,
        }
    }

    /// Types.
    pub(crate) fn send(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// Sends a signal to the program.
    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.pid, signal).unwrap();
    }

    /// The program's process.
    pub(crate) fn pid(&self) -> Pid {
        self.pid
    }

    /// Makes the terminal another size.
    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        self.output.change(|output| {
            output.parser.screen_mut().set_size(rows, columns);
        });
        self.master.resize(size(columns, rows)).unwrap();
    }

    /// What is on the screen, line by line.
    pub(crate) fn screen(&self) -> String {
        self.output.lock().parser.screen().contents()
    }

    /// Looks at the screen, with its colours.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.output.lock().parser.screen())
    }

    /// What was scrolled off the screen, line by line.
    pub(crate) fn scrollback(&self) -> String {
        let mut output = self.output.lock();
        let screen = output.parser.screen_mut();
        let columns = screen.size().1;
        screen.set_scrollback(usize::MAX);
        let mut lines = Vec::new();
        for offset in (1..=screen.scrollback()).rev() {
            screen.set_scrollback(offset);
            lines.push(screen.rows(0, columns).next().unwrap());
        }
        screen.set_scrollback(0);
        lines.join("\n")
    }

    /// Whether the cursor is visible.
    pub(crate) fn shows_cursor(&self) -> bool {
        !self.output.lock().parser.screen().hide_cursor()
    }

    /// Whether the terminal's modes are what they were before the program started.
    pub(crate) fn has_its_modes_back(&self) -> bool {
        modes(&*self.master) == self.modes_before
    }

    /// How much was written so far, to look later at what came behind it.
    pub(crate) fn mark(&self) -> usize {
        self.output.lock().bytes.len()
    }

    /// What was written behind a mark, escape sequences included.
    pub(crate) fn written_since(&self, mark: usize) -> String {
        String::from_utf8_lossy(&self.output.lock().bytes[mark..]).into_owned()
    }

    /// The screens drawn behind a mark, as lines with escape sequences.
    pub(crate) fn frames_since(&self, mark: usize) -> Vec<Vec<String>> {
        self.written_since(mark)
            .split(FRAME_BEGIN)
            .skip(1)
            .filter_map(|rest| rest.split_once(FRAME_END))
            .map(|(frame, _)| frame.split("\r\n").map(str::to_owned).collect())
            .collect()
    }

    /// Waits until a whole screen satisfies `ready`, which is given its words with single spaces between them.
    pub(crate) fn wait(&self, what: &str, ready: impl Fn(&str) -> bool) {
        let found = self.output.wait(|output| {
            let contents = output.parser.screen().contents();
            (output.is_whole() && ready(&words(&contents))).then_some(())
        });
        assert!(
            found.is_some(),
            "waited in vain for {what}; the screen is\n{}\nwith this scrolled away\n{}",
            self.screen(),
            self.scrollback()
        );
    }

    /// Waits until these words are on the screen.
    pub(crate) fn wait_for(&self, text: &str) {
        self.wait(&format!("`{text}`"), |screen| screen.contains(text));
    }

    /// Waits until these bytes were written behind a mark, even if something else has replaced them since.
    pub(crate) fn wait_until_written(&self, mark: usize, text: &str) {
        let found = self.output.wait(|output| {
            let mut windows = output.bytes[mark..].windows(text.len());
            windows
                .any(|window| window == text.as_bytes())
                .then_some(())
        });
        assert!(found.is_some(), "no `{text}`:\n{}", self.screen());
    }

    /// Waits until `count` screens were drawn behind a mark.
    pub(crate) fn wait_for_frames(&self, mark: usize, count: usize) {
        let found = self.output.wait(|output| {
            let written = &output.bytes[mark..];
            let ends = written
                .windows(FRAME_END.len())
                .filter(|window| *window == FRAME_END.as_bytes());
            (ends.count() >= count).then_some(())
        });
        assert!(found.is_some(), "nothing was drawn:\n{}", self.screen());
    }

    /// Waits until the program ends by itself, and returns its status.
    pub(crate) fn wait_for_exit(&mut self) -> u32 {
        let Some(exit) = self.output.wait(|output| output.exit.clone()) else {
            panic!("it did not end; the screen is\n{}", self.screen());
        };
        assert_eq!(exit.signal(), None, "a signal killed it");
        exit.exit_code()
    }

    /// Kills the program and waits until it is dead.
    pub(crate) fn kill(&self) {
        self.signal(Signal::KILL);
        let exit = self.output.wait(|output| output.exit.clone());
        assert!(exit.is_some(), "it survived");
    }

    /// All that an ended program has written.
    pub(crate) fn all_output(&mut self) -> String {
        self.slave = None;
        let closed = self.output.wait(|output| output.closed.then_some(()));
        assert!(closed.is_some(), "somebody still holds the terminal");
        self.written_since(0)
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        if self.output.lock().exit.is_some() {
            return;
        }
        // As when a window is closed. It clears away what it has in the temporary folder, and so do we after it.
        let _ = kill_process(self.pid, Signal::HUP);
        if self.output.wait(|output| output.exit.clone()).is_none() {
            let _ = kill_process(self.pid, Signal::KILL);
        }
    }
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().unwrap())
}

/// The text with its line breaks and indentation undone.
pub(crate) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
