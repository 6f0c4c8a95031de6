//! A student's folder, made for one test, and the watcher in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use threadlings::progress::{self, Record};

use crate::pty::{PATIENCE, Pty};

/// The kit's first exercise.
pub(crate) const FIRST: &str = "join1_kiosk";
/// The one behind it.
pub(crate) const SECOND: &str = "spawn1_thumbs";

const PROGRAM: &str = env!("CARGO_BIN_EXE_threadlings");

/// A terminal in which nothing the tests look for has to be scrolled to.
const SIZE: (u16, u16) = (100, 50);

/// A workspace and what belongs to it: temporary files, and a kit where the test wants its own.
pub(crate) struct Workspace {
    root: TempDir,
    kit: PathBuf,
}

impl Workspace {
    /// A fresh workspace of the real kit.
    pub(crate) fn new() -> Self {
        Self::of_kit(|_| repository().to_owned())
    }

    /// A workspace of the kit's first `count` exercises.
    pub(crate) fn of_first(count: usize) -> Self {
        Self::with_manifest(|manifest| {
            let parts: Vec<&str> = manifest.split("[[exercises]]\n").take(count + 1).collect();
            parts.join("[[exercises]]\n")
        })
    }

    /// A workspace whose first exercise may run for so long that nobody can wait for its end, and may write files, which cannot
    /// be explored.
    pub(crate) fn with_endless_time() -> Self {
        Self::with_manifest(|manifest| {
            let name = format!("name = \"{FIRST}\"\n");
            assert!(manifest.contains(&name));
            manifest.replace(
                &name,
                &format!("{name}time_limit_s = 3600\nexplore = false\n"),
            )
        })
    }

    fn with_manifest(edit: impl FnOnce(&str) -> String) -> Self {
        Self::of_kit(|root| {
            let kit = root.join("kit");
            for folder in ["exercises", "solutions", "checks"] {
                copy(&repository().join(folder), &kit.join(folder));
            }
            let manifest = fs::read_to_string(repository().join("info.toml")).unwrap();
            fs::write(kit.join("info.toml"), edit(&manifest)).unwrap();
            kit
        })
    }

    fn of_kit(kit: impl FnOnce(&Path) -> PathBuf) -> Self {
        fill_cache();
        let root = tempfile::Builder::new().prefix("watch-").tempdir().unwrap();
        let kit = kit(root.path());
        let workspace = Self { root, kit };
        workspace.restore_folder("exercises");
        fs::create_dir(workspace.temporary()).unwrap();
        workspace
    }

    /// Copies a folder of the kit into the workspace.
    pub(crate) fn restore_folder(&self, folder: &str) {
        copy(&self.kit.join(folder), &self.dir().join(folder));
    }

    /// The student's folder.
    pub(crate) fn dir(&self) -> PathBuf {
        self.root.path().join("work")
    }

    /// Where the program keeps temporary files.
    pub(crate) fn temporary(&self) -> PathBuf {
        self.root.path().join("tmp")
    }

    /// A path beside the workspace.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// The student's file of an exercise.
    pub(crate) fn file(&self, exercise: &str) -> PathBuf {
        find(&self.dir().join("exercises"), exercise)
    }

    /// Saves the file of an exercise, all at once.
    pub(crate) fn save(&self, exercise: &str, text: &str) {
        let path = self.file(exercise);
        let new = path.with_extension("new");
        fs::write(&new, text).unwrap();
        fs::rename(new, path).unwrap();
    }

    /// What the progress file tells of an exercise.
    pub(crate) fn record(&self, exercise: &str) -> Record {
        progress::load(&self.dir())
            .unwrap()
            .progress
            .record(exercise)
    }

    /// Starts the watcher and waits until it has judged the exercise it is at.
    pub(crate) fn watch(&self, args: &[&str]) -> Pty {
        let pty = self.watch_at(SIZE, args, &[]);
        pty.wait("the first verdict", |screen| {
            screen.contains("✗") && !screen.contains("judging …")
        });
        pty
    }

    /// Starts the watcher in a terminal of this size.
    pub(crate) fn watch_at(&self, size: (u16, u16), args: &[&str], env: &[(&str, &str)]) -> Pty {
        let mut whole = self.environment();
        whole.extend(
            env.iter()
                .map(|(name, value)| ((*name).into(), (*value).into())),
        );
        Pty::start(
            Path::new(PROGRAM),
            &self.args(args),
            &self.dir(),
            &whole,
            size,
        )
    }

    /// The watcher's command line, as words of a shell.
    pub(crate) fn command_line(&self) -> String {
        let mut words = vec![PROGRAM.to_owned()];
        words.extend(self.args(&[]));
        words.join(" ")
    }

    /// The program as a command without a terminal.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command
            .args(self.args(args))
            .current_dir(self.dir())
            .env_clear()
            .envs(self.environment())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn args(&self, args: &[&str]) -> Vec<String> {
        let mut whole = vec!["--kit".to_owned(), self.kit.display().to_string()];
        whole.extend(args.iter().map(|arg| (*arg).to_owned()));
        whole
    }

    /// Nothing of the editor or the terminal that the tests themselves run in.
    pub(crate) fn environment(&self) -> Vec<(String, String)> {
        let mut env: Vec<(String, String)> = inherited().collect();
        env.push(("TERM".into(), "xterm-256color".into()));
        env.push(("LC_ALL".into(), "C.UTF-8".into()));
        env.push(("TMPDIR".into(), self.temporary().display().to_string()));
        env
    }

    /// The processes that stand in this workspace's temporary folder: compilers and checks.
    #[cfg(target_os = "linux")]
    pub(crate) fn processes(&self) -> Vec<PathBuf> {
        let temporary = self.temporary();
        fs::read_dir("/proc")
            .unwrap()
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|process| {
                fs::read_link(process.join("cwd")).is_ok_and(|cwd| cwd.starts_with(&temporary))
            })
            .collect()
    }

    #[cfg(not(target_os = "linux"))]
    #[expect(clippy::unused_self, reason = "the one on Linux looks")]
    pub(crate) fn processes(&self) -> Vec<PathBuf> {
        Vec::new()
    }
}

fn inherited() -> impl Iterator<Item = (String, String)> {
    let names = [
        "PATH",
        "HOME",
        "RUSTUP_HOME",
        "CARGO_HOME",
        "RUSTUP_TOOLCHAIN",
    ];
    let cache = (
        "THREADLINGS_CACHE".to_owned(),
        format!("{}/watch-cache", env!("CARGO_TARGET_TMPDIR")),
    );
    names
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), std::env::var(name).ok()?)))
        .chain([cache])
}

/// Has the harness compiled once, and not by each of the tests that start at the same moment.
fn fill_cache() {
    static FILLED: OnceLock<()> = OnceLock::new();
    FILLED.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        copy(
            &repository().join("exercises"),
            &dir.path().join("exercises"),
        );
        let status = Command::new(PROGRAM)
            .args(["run", FIRST])
            .current_dir(dir.path())
            .env_clear()
            .envs(inherited())
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert_eq!(status.code(), Some(1), "the start of {FIRST} does not pass");
    });
}

pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The path of an exercise in a folder that has the kit's chapters.
fn find(folder: &Path, exercise: &str) -> PathBuf {
    let file = format!("{exercise}.rs");
    let mut chapters = fs::read_dir(repository().join("exercises"))
        .unwrap()
        .map(|chapter| chapter.unwrap());
    let chapter = chapters
        .find(|chapter| chapter.path().join(&file).is_file())
        .unwrap_or_else(|| panic!("no chapter has {file}"));
    folder.join(chapter.file_name()).join(file)
}

/// Copies a folder.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The text an exercise starts with.
pub(crate) fn start(exercise: &str) -> String {
    fs::read_to_string(find(&repository().join("exercises"), exercise)).unwrap()
}

/// The kit's solution.
pub(crate) fn solution(exercise: &str) -> String {
    fs::read_to_string(find(&repository().join("solutions"), exercise)).unwrap()
}

/// An attempt at any exercise that does not compile, and is told from others by the word that its verdict names.
pub(crate) fn attempt(word: &str) -> String {
    format!("pub fn main() {{\n    {word}\n}}\n")
}

/// What the verdict on [`attempt`] says.
pub(crate) fn verdict(word: &str) -> String {
    format!("cannot find value `{word}` in this scope")
}

/// An attempt at the first exercise that runs for ever. Each process that runs it leaves its number in `pids`.
pub(crate) fn endless(pids: &Path) -> String {
    fs::create_dir_all(pids).unwrap();
    let pids = pids.to_str().unwrap();
    format!(
        "pub fn print_ticket(_: impl FnOnce() -> String + Send + 'static) -> String {{
            let path = std::path::Path::new({pids:?}).join(std::process::id().to_string());
            std::fs::write(path, \"\").unwrap();
            loop {{}}
        }}\n"
    )
}

/// The processes that have left their number.
pub(crate) fn pids(folder: &Path) -> Vec<i32> {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| {
            entry
                .unwrap()
                .file_name()
                .to_str()
                .unwrap()
                .parse()
                .unwrap()
        })
        .collect()
}

/// Whether a process runs. One that is dead and not yet buried does not.
pub(crate) fn is_running(pid: i32) -> bool {
    match fs::read_to_string(format!("/proc/{pid}/stat")) {
        Ok(stat) => !stat.rsplit(')').next().unwrap().trim().starts_with('Z'),
        Err(_) if Path::new("/proc/self/stat").exists() => false,
        Err(_) => {
            let pid = rustix::process::Pid::from_raw(pid).unwrap();
            rustix::process::test_kill_process(pid).is_ok()
        }
    }
}

/// Waits for what nobody tells of.
pub(crate) fn wait_until(what: &str, ready: impl Fn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !ready() {
        assert!(Instant::now() < deadline, "waited in vain until {what}");
        thread::sleep(Duration::from_millis(5));
    }
}

/// `2/56`: so many of the kit's exercises.
pub(crate) fn of_all(number: usize) -> String {
    let manifest = include_str!("../../info.toml");
    let exercises = manifest.lines().filter(|line| *line == "[[exercises]]");
    format!("{number}/{}", exercises.count())
}
