//! Packs what the program carries: the kit beside this file into `OUT_DIR/kit.tar.gz`, for `src/kit/embedded.rs`, and the
//! explorer's sources, with those of all it depends on, into `OUT_DIR/explorer.tar.gz`, for `src/judge/explorer.rs`. It also sets
//! `THREADLINGS_JUDGE`, which changes with everything of ours that a judgement depends on, for `src/judge/equipment.rs`, and
//! `THREADLINGS_TARGET`, the machine that all of this is for.
//!
//! An archive depends on nothing but the files' names and texts, so the same kit makes the same program. Being compressed,
//! it also keeps checks and solutions from being read by chance in the program's file. Mistakes stay out: only `verify`
//! reads them, and it is given the kit's folder.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/archive/pack.rs"]
mod pack;
#[path = "build/starts.rs"]
mod starts;
#[path = "build/vendor.rs"]
mod vendor;

/// Besides the explorer.
const JUDGE: [&str; 6] = [
    "harness",
    "src/judge",
    "src/kit",
    "src/process",
    "src/trace.rs",
    "src/verdict.rs",
];

/// Texts by path, which is relative to this folder and has forward slashes.
type Files = BTreeMap<String, Vec<u8>>;

fn main() {
    // Not `exercises`: in a clone the student edits them, and no save may cost a rebuild.
    for path in [
        "build",
        "build.rs",
        "src/archive/pack.rs",
        "info.toml",
        "solutions",
        "checks",
        "explorer",
        "Cargo.lock",
    ]
    .into_iter()
    .chain(JUDGE)
    // What is missing would count as changed.
    .filter(|path| Path::new(path).exists())
    {
        println!("cargo::rerun-if-changed={path}");
    }
    let root = PathBuf::from(variable("CARGO_MANIFEST_DIR"));
    write("kit.tar.gz", &kit(&root));
    let mut explorer = explorer(&root);
    println!(
        "cargo::rustc-env=THREADLINGS_JUDGE={:016x}",
        judge(&root, explorer.clone())
    );
    // The harness has it from the stand-in; a published package has that below `packed/`.
    let channel = Path::new(&variable("OUT_DIR")).join("channel.rs");
    fs::write(&channel, &explorer["explorer/std/src/channel.rs"])
        .unwrap_or_else(|error| panic!("cannot write {}: {error}", channel.display()));
    println!("cargo::rustc-env=THREADLINGS_TARGET={}", variable("TARGET"));
    // Where cargo does not have them, it fetches them when the explorer is compiled.
    let vendored = vendor::vendor(&explorer).unwrap_or_default();
    explorer.extend(vendored);
    write("explorer.tar.gz", &explorer);
}

/// A number that changes with the sources of whatever has a say in a judgement.
fn judge(root: &Path, explorer: Files) -> u64 {
    let mut files = explorer;
    for path in JUDGE {
        if root.join(path).is_dir() {
            collect(root, path, &mut files);
        } else {
            files.insert(path.to_owned(), read(&root.join(path)));
        }
    }
    let mut hasher = DefaultHasher::new();
    files.hash(&mut hasher);
    hasher.finish()
}

fn kit(root: &Path) -> Files {
    let mut files = Files::new();
    files.insert("info.toml".to_owned(), read(&root.join("info.toml")));
    for folder in ["exercises", "solutions", "checks"] {
        collect_kept(root, folder, &mut files);
    }
    // It makes the folder a Cargo package in a clone; a workspace gets one of its own.
    files.remove("exercises/Cargo.toml");
    starts::put_back(root, &mut files);
    files
}

/// The manifest above the explorer's crates.
const WORKSPACE: &str = "[workspace]\nmembers = [\"explorer/*\"]\nresolver = \"3\"\n";

/// The explorer's crates as a workspace. Our lock file pins the versions of what they depend on; cargo takes from it what it
/// needs.
fn explorer(root: &Path) -> Files {
    let mut files = Files::new();
    collect_kept(root, "explorer", &mut files);
    let mut files: Files = files
        .into_iter()
        .map(|(path, text)| (path.replace("/manifest.toml", "/Cargo.toml"), text))
        .collect();
    files.retain(|path, _| {
        let below = path.splitn(3, '/').nth(2).unwrap_or_default();
        below == "Cargo.toml" || below.starts_with("src/")
    });
    assert!(
        files.contains_key("explorer/std/Cargo.toml"),
        "the explorer's crates are missing in {}",
        root.display()
    );
    files.insert("Cargo.toml".to_owned(), WORKSPACE.into());
    let lock = root.join("Cargo.lock");
    if lock.is_file() {
        files.insert("Cargo.lock".to_owned(), read(&lock));
    }
    files
}

fn write(name: &str, files: &Files) {
    let target = Path::new(&variable("OUT_DIR")).join(name);
    let files = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_slice()));
    let packed = pack::pack(files).unwrap_or_else(|error| panic!("cannot pack {name}: {error}"));
    fs::write(&target, packed)
        .unwrap_or_else(|error| panic!("cannot write {}: {error}", target.display()));
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|error| panic!("cargo sets {name} for build scripts: {error}"))
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()))
}

/// Adds the files below `folder`, which a published package has in `packed/`: cargo leaves out of it what is a package itself.
/// In a clone, `packed/` holds links.
fn collect_kept(root: &Path, folder: &str, files: &mut Files) {
    if root.join(folder).is_dir() {
        collect(root, folder, files);
    } else {
        collect(&root.join("packed"), folder, files);
    }
}

/// Adds the files below `folder`. A folder that does not exist has none; links are not followed.
fn collect(root: &Path, folder: &str, files: &mut Files) {
    let Ok(entries) = fs::read_dir(root.join(folder)) else {
        return;
    };
    for entry in entries {
        let entry = entry.unwrap_or_else(|error| panic!("cannot list {folder}: {error}"));
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| !is_leftover(name)) else {
            continue;
        };
        let path = format!("{folder}/{name}");
        let kind = entry
            .file_type()
            .unwrap_or_else(|error| panic!("cannot look at {path}: {error}"));
        if kind.is_dir() {
            collect(root, &path, files);
        } else if kind.is_file() {
            files.insert(path, read(&entry.path()));
        }
    }
}

/// Whether the name is that of a hidden file, or of one an editor leaves behind.
fn is_leftover(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || Path::new(name)
            .extension()
            .is_some_and(|ending| ["swp", "bak", "tmp"].iter().any(|other| ending == *other))
}
