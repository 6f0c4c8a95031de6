//! The libraries that build scripts have the linker look for. They lie in folders that do not stay: in a crate, or where cargo
//! builds.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What a linker reads, on any system.
const LIBRARIES: [&str; 5] = ["a", "dylib", "lib", "so", "tbd"];

/// Copies them to `to`, and comes back with their names. `target` is where cargo builds. What is neither there nor in a crate
/// belongs to the system and stays in its place.
pub(super) fn copy(search_paths: &[PathBuf], target: &Path, to: &Path) -> io::Result<Vec<String>> {
    let is_in_crate = |folder: &Path| {
        let mut above = folder.ancestors();
        above.any(|folder| folder.join("Cargo.toml").is_file())
    };
    let mut names = Vec::new();
    for folder in search_paths {
        if !folder.starts_with(target) && !is_in_crate(folder) {
            continue;
        }
        // A build script may name a folder that is not there.
        let Ok(files) = fs::read_dir(folder) else {
            continue;
        };
        for file in files {
            let file = file?.path();
            let ending = file.extension();
            if ending.is_some_and(|ending| LIBRARIES.iter().any(|other| ending == *other)) {
                let name = file.file_name().unwrap_or_default();
                fs::copy(&file, to.join(name))?;
                names.push(name.to_string_lossy().into_owned());
            }
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libraries_of_crates_and_of_the_build_are_kept() {
        let dir = tempfile::tempdir().unwrap();
        let at = |path: &str| dir.path().join(path);
        for file in [
            "source/vendor/windows/Cargo.toml",
            "source/vendor/windows/lib/libwindows.a",
            "source/vendor/windows/lib/readme.md",
            "target/build/zlib/out/zlib.lib",
            "system/libother.so",
        ] {
            fs::create_dir_all(at(file).parent().unwrap()).unwrap();
            fs::write(at(file), "").unwrap();
        }
        fs::create_dir(at("deps")).unwrap();
        let search_paths = [
            "source/vendor/windows/lib",
            "target/build/zlib/out",
            "target/nowhere",
            "system",
        ];
        let kept = copy(&search_paths.map(at), &at("target"), &at("deps")).unwrap();
        assert_eq!(kept, ["libwindows.a", "zlib.lib"]);
        assert!(at("deps/libwindows.a").exists() && at("deps/zlib.lib").exists());
    }
}
