//! How editors save, step by step. Each writes `text` to the file at `path`.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The file of the same folder whose name is this one's, dressed up.
fn beside(path: &Path, before: &str, after: &str) -> PathBuf {
    let mut name = OsString::from(before);
    name.push(path.file_name().unwrap());
    name.push(after);
    path.with_file_name(name)
}

fn write_in_place(path: &Path, text: &str) {
    let mut file = OpenOptions::new()
        .write(true)
        .truncate(true)
        .open(path)
        .unwrap();
    let (first, rest) = text.split_at(text.len() / 2);
    file.write_all(first.as_bytes()).unwrap();
    file.write_all(rest.as_bytes()).unwrap();
    file.sync_all().unwrap();
}

fn write_new(path: &Path, text: &str) {
    let mut file = File::create_new(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file.sync_all().unwrap();
}

/// Vim with `backupcopy=yes`: a copy first, then the file itself is overwritten.
pub(crate) fn vim_backupcopy_yes(path: &Path, text: &str) {
    let backup = beside(path, "", "~");
    fs::copy(path, &backup).unwrap();
    write_in_place(path, text);
    fs::remove_file(backup).unwrap();
}

/// Vim with `backupcopy=no`: the file becomes the backup, and a new one takes its name.
pub(crate) fn vim_backupcopy_no(path: &Path, text: &str) {
    let backup = beside(path, "", "~");
    fs::rename(path, &backup).unwrap();
    write_new(path, text);
    fs::remove_file(backup).unwrap();
}

/// Vim with `backupcopy=auto`: tries with a file called 4913 whether it may rename, and keeps a swap file.
pub(crate) fn vim_backupcopy_auto(path: &Path, text: &str) {
    let swap = beside(path, ".", ".swp");
    fs::write(&swap, "b0VIM").unwrap();
    let trial = path.with_file_name("4913");
    write_new(&trial, "");
    fs::remove_file(trial).unwrap();
    vim_backupcopy_no(path, text);
    fs::remove_file(swap).unwrap();
}

/// Emacs: a lock link, an auto-save file, a backup by renaming that stays, and a new file.
pub(crate) fn emacs(path: &Path, text: &str) {
    let lock = beside(path, ".#", "");
    std::os::unix::fs::symlink("student@host.4711:1", &lock).unwrap();
    let auto_save = beside(path, "#", "#");
    fs::write(&auto_save, text).unwrap();
    fs::rename(path, beside(path, "", "~")).unwrap();
    write_new(path, text);
    fs::remove_file(auto_save).unwrap();
    fs::remove_file(lock).unwrap();
}

/// Nano: overwrites the file.
pub(crate) fn nano(path: &Path, text: &str) {
    write_in_place(path, text);
}

/// VS Code: opens the file without truncating it, and truncates it then.
pub(crate) fn vs_code(path: &Path, text: &str) {
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .open(path)
        .unwrap();
    file.set_len(0).unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file.sync_data().unwrap();
}

/// `JetBrains` with "safe write": a new file beside, the old one out of the way, the new one in its place.
pub(crate) fn jetbrains(path: &Path, text: &str) {
    let (new, old) = (
        beside(path, "", "___jb_tmp___"),
        beside(path, "", "___jb_old___"),
    );
    write_new(&new, text);
    fs::rename(path, &old).unwrap();
    fs::rename(new, path).unwrap();
    fs::remove_file(old).unwrap();
}

/// `sed -i`: a new file beside is renamed over the old one.
pub(crate) fn sed(path: &Path, text: &str) {
    let new = path.with_file_name("sedAb3xYz");
    write_new(&new, text);
    fs::rename(new, path).unwrap();
}

/// `git checkout`: unlinks the file and makes a new one.
pub(crate) fn git(path: &Path, text: &str) {
    fs::remove_file(path).unwrap();
    write_new(path, text);
}

/// `mv` from another folder.
pub(crate) fn mv(path: &Path, text: &str) {
    let workspace = path.ancestors().nth(3).unwrap();
    let new = workspace.join("from_elsewhere.rs");
    write_new(&new, text);
    fs::rename(new, path).unwrap();
}
