//! Saves are noticed however an editor makes them.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use threadlings::render::words::watch as says;

use crate::editors;
use crate::pty::Pty;
use crate::workspace::{FIRST, SECOND, Workspace, attempt, of_all, solution, verdict};

/// Every save must be judged by what it says, not only the first: the watch may be on a file that is no more.
const WORDS: [&str; 3] = ["apple", "melon", "peach"];

fn saves_are_judged(save: fn(&Path, &str)) {
    let workspace = Workspace::new();
    let pty = workspace.watch(&[]);
    let path = workspace.file(FIRST);
    for word in WORDS {
        save(&path, &attempt(word));
        pty.wait_for(&verdict(word));
    }
    save(&path, &solution(FIRST));
    pty.wait_for(&format!("{} {SECOND}", of_all(2)));
    pty.wait_for("✗ spawn1_thumbs does not compile");
    events_were_enough(&pty);
    let record = workspace.record(FIRST);
    assert!(record.is_passed());
    assert_eq!(record.attempts, 4, "each save counts once");
}

/// That a save is found at all could be polling's merit.
pub(crate) fn events_were_enough(pty: &Pty) {
    assert!(
        !pty.written_since(0).contains(&says::polling()[..30]),
        "it fell back to polling"
    );
}

macro_rules! saves {
    ($($name:ident: $save:expr;)*) => {
        $(
            #[test]
            fn $name() {
                saves_are_judged($save);
            }
        )*
    };
}

saves! {
    as_vim_with_backupcopy_yes: editors::vim_backupcopy_yes;
    as_vim_with_backupcopy_no: editors::vim_backupcopy_no;
    as_vim_with_backupcopy_auto: editors::vim_backupcopy_auto;
    as_emacs: editors::emacs;
    as_nano: editors::nano;
    as_vs_code: editors::vs_code;
    as_jetbrains_with_safe_write: editors::jetbrains;
    as_sed: editors::sed;
    as_git_checkout: editors::git;
    as_mv: editors::mv;
}

/// Runs a program; `None`, and a word on why, where there is none.
#[expect(clippy::print_stdout, reason = "a test that is left out must say so")]
fn real(program: &str, args: &[&str], dir: &Path) -> Option<Output> {
    let output = Command::new(program)
        .args(args)
        .current_dir(dir)
        .env("HOME", dir)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE")
        .env_remove("GIT_INDEX_FILE")
        .stdin(Stdio::null())
        .output();
    match output {
        Ok(output) => Some(output),
        Err(error) => {
            println!("left out, since `{program}` cannot be started: {error}");
            None
        }
    }
}

fn succeeded(output: &Output) {
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn as_the_real_vim() {
    let workspace = Workspace::new();
    if real("vim", &["--version"], &workspace.dir()).is_none() {
        return;
    }
    let pty = workspace.watch(&[]);
    let path = workspace.file(FIRST).display().to_string();
    for (mode, word) in ["yes", "no", "auto"].into_iter().zip(WORDS) {
        let new = workspace.beside(word);
        fs::write(&new, attempt(word)).unwrap();
        let set = format!("set swapfile backupcopy={mode}");
        let put = format!("0read {}", new.display());
        let commands = [set.as_str(), "%delete", &put, "wq"];
        let mut args = vec!["-N", "-u", "NONE", "-i", "NONE", "-e", "-s", path.as_str()];
        args.extend(commands.iter().flat_map(|command| ["-c", *command]));
        succeeded(&real("vim", &args, &workspace.dir()).unwrap());
        pty.wait_for(&verdict(word));
    }
    events_were_enough(&pty);
}

#[test]
fn as_the_real_git_checkout() {
    let workspace = Workspace::new();
    let dir = workspace.dir();
    let git = |args: &[&str]| {
        let identity = [
            "-c",
            "user.name=student",
            "-c",
            "user.email=student@example.org",
        ];
        real("git", &[&identity, args].concat(), &dir)
    };
    let Some(made) = git(&["init", "--quiet"]) else {
        return;
    };
    succeeded(&made);
    for word in WORDS {
        workspace.save(FIRST, &attempt(word));
        succeeded(&git(&["checkout", "--quiet", "-b", word]).unwrap());
        succeeded(&git(&["add", "exercises"]).unwrap());
        succeeded(&git(&["commit", "--quiet", "-m", word]).unwrap());
    }
    let pty = workspace.watch(&[]);
    for word in WORDS {
        succeeded(&git(&["checkout", "--quiet", word]).unwrap());
        pty.wait_for(&verdict(word));
    }
    events_were_enough(&pty);
}

#[test]
fn as_the_real_sed() {
    let workspace = Workspace::new();
    workspace.save(FIRST, &attempt("before"));
    let pty = workspace.watch(&[]);
    let path = workspace.file(FIRST).display().to_string();
    // Not every `sed` takes `-i` without a suffix; each takes one that is attached.
    let args = ["-i.bak", "-e", "s/before/afterwards/", &path];
    if let Some(output) = real("sed", &args, &workspace.dir()) {
        succeeded(&output);
        pty.wait_for(&verdict("afterwards"));
        events_were_enough(&pty);
    }
}

/// As some editors do while one types. Whatever is left out, the last text is judged.
#[test]
#[ignore = "it takes a minute"]
#[expect(clippy::print_stdout, reason = "the figures are of interest")]
fn five_hundred_saves_in_a_minute() {
    const SAVES: u32 = 500;
    let workspace = Workspace::new();
    let mut pty = workspace.watch(&[]);
    let path = workspace.file(FIRST);
    let start = Instant::now();
    let mut most_folders = 0;
    for number in 0..SAVES {
        let save =
            [editors::vim_backupcopy_yes, editors::vs_code, editors::mv][number as usize % 3];
        save(&path, &attempt(&format!("word{number}")));
        let folders = fs::read_dir(workspace.temporary()).unwrap().count();
        most_folders = most_folders.max(folders);
        let next = start + Duration::from_mins(1) * (number + 1) / SAVES;
        thread::sleep(next.saturating_duration_since(Instant::now()));
    }
    let last = format!("word{}", SAVES - 1);
    pty.wait_for(&verdict(&last));
    assert_eq!(fs::read_to_string(&path).unwrap(), attempt(&last));
    // Of the judgement that is under way, of those that are being given up, and of their compilers.
    assert!(most_folders < 10, "{most_folders} temporary folders");
    let attempts = workspace.record(FIRST).attempts;
    assert!((1..=SAVES).contains(&attempts), "{attempts} attempts");
    events_were_enough(&pty);
    pty.send("q");
    assert_eq!(pty.wait_for_exit(), 0);
    let left = fs::read_dir(workspace.temporary()).unwrap().count();
    assert_eq!(left, 0, "temporary folders are left");
    println!("{attempts} attempts were judged, with {most_folders} temporary folders at most");
}
