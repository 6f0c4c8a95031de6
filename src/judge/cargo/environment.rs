//! What cargo must not hear of the environment we run in, such as that of an outer `cargo run`.

use std::ffi::OsString;

/// Families of cargo's variables that say how to reach the internet, which we want to hear.
const KEPT: [&str; 6] = [
    "CARGO_HOME",
    "CARGO_NET_",
    "CARGO_HTTP_",
    "CARGO_REGISTRY_",
    "CARGO_REGISTRIES_",
    "CARGO_SOURCE_",
];

/// Beginnings of variables that change what is built, or with what.
const FOREIGN: [&str; 8] = [
    "CARGO",
    "__CARGO",
    "RUSTC",
    "RUSTDOC",
    "RUSTFLAGS",
    "RUST_TARGET_PATH",
    "RUSTUP_TOOLCHAIN",
    // Of a make above us, whose jobs are not ours to take.
    "MAKEFLAGS",
];

/// Those of our own variables that cargo must not see.
pub(super) fn foreign() -> Vec<OsString> {
    std::env::vars_os()
        .map(|(name, _)| name)
        .filter(|name| is_foreign(&name.to_string_lossy()))
        .collect()
}

fn is_foreign(name: &str) -> bool {
    // Windows does not tell cases apart.
    let name = if cfg!(windows) {
        name.to_ascii_uppercase()
    } else {
        name.to_owned()
    };
    let begins = |beginnings: &[&str]| beginnings.iter().any(|begin| name.starts_with(begin));
    begins(&FOREIGN) && !begins(&KEPT)
}

#[cfg(test)]
mod tests {
    use super::is_foreign;

    #[test]
    fn what_changes_the_build_is_foreign() {
        for name in [
            "CARGO",
            "CARGO_BUILD_TARGET",
            "CARGO_ENCODED_RUSTFLAGS",
            "CARGO_MAKEFLAGS",
            "CARGO_MANIFEST_DIR",
            "CARGO_PKG_NAME",
            "CARGO_PROFILE_RELEASE_PANIC",
            "CARGO_TARGET_DIR",
            "CARGO_UNSTABLE_BUILD_STD",
            "RUSTC",
            "RUSTC_BOOTSTRAP",
            "RUSTC_WORKSPACE_WRAPPER",
            "RUSTC_WRAPPER",
            "RUSTDOCFLAGS",
            "RUSTFLAGS",
            "RUSTUP_TOOLCHAIN",
            "__CARGO_DEFAULT_LIB_METADATA",
        ] {
            assert!(is_foreign(name), "{name}");
        }
    }

    #[test]
    fn where_the_crates_are_is_heard() {
        for name in [
            "CARGO_HOME",
            "CARGO_HTTP_PROXY",
            "CARGO_NET_OFFLINE",
            "CARGO_REGISTRIES_CRATES_IO_PROTOCOL",
            "CARGO_REGISTRY_TOKEN",
            "CARGO_SOURCE_CRATES_IO_REPLACE_WITH",
            "HOME",
            "HTTPS_PROXY",
            "PATH",
            "RUSTUP_HOME",
            "RUST_BACKTRACE",
        ] {
            assert!(!is_foreign(name), "{name}");
        }
    }
}
