//! Small programs made to be broken, one for each classic, as a kit of their own that gives no points.

use std::sync::LazyLock;

use crate::archive::Files;

macro_rules! level {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!("levels/", $name, ".txt")),
            include_str!(concat!("levels/", $name, ".checks.txt")),
        )
    };
}

const MANIFEST: &str = include_str!("levels/info.txt");

/// Each as a name, the program, and its checks.
const LEVELS: [(&str, &str, &str); 7] = [
    level!("lost_update"),
    level!("check_then_act"),
    level!("lock_order"),
    level!("lost_wakeup"),
    level!("wrong_notify"),
    level!("reader_upgrade"),
    level!("aba"),
];

static FILES: LazyLock<Files> = LazyLock::new(|| {
    let mut files = Files::new();
    files.insert("info.toml".to_owned(), MANIFEST.into());
    for (name, program, checks) in LEVELS {
        files.insert(format!("exercises/{name}.rs"), program.into());
        files.insert(format!("checks/{name}.rs"), checks.into());
    }
    files
});

/// Their files.
pub(super) fn files() -> &'static Files {
    &FILES
}
