//! A class for both: submissions of one exercise, and the same attempts as packages.

use std::fs;
use std::path::Path;

use anyhow::Context;

const INFO: &str = "format_version = 1

[[exercises]]
name = \"tills\"
";

const CHECKS: &str = "use exercise::total;

/// The tills of the whole shop are counted.
#[test]
fn counts_all_tills() {
    let total = total(vec![vec![1, 2], vec![3]]);
    assert!(total == 6, \"the tills hold {total}\");
}

/// A shop without tills has no money.
#[test]
fn a_shop_without_tills() {
    let total = total(Vec::new());
    assert!(total == 0, \"no tills hold {total}\");
}

/// Empty tills are counted too.
#[test]
fn empty_tills() {
    let total = total(vec![Vec::new(), vec![7]]);
    assert!(total == 7, \"one till of two holds {total}\");
}
";

const CARGO: &str = "[package]
name = \"exercise\"
version = \"0.1.0\"
edition = \"2024\"

[workspace]
";

/// An attempt unlike all others.
fn attempt(number: usize) -> String {
    let flaw = match number % 3 {
        0 => format!(" + missing_{number}"),
        1 => format!(" + {number}"),
        _ => String::new(),
    };
    format!(
        "//! Attempt {number}: the shop counts its tills, each on a thread of its own.

use std::sync::{{Arc, Mutex}};
use std::thread;

pub fn total(tills: Vec<Vec<u32>>) -> u32 {{
    let total = Arc::new(Mutex::new(0));
    let counting: Vec<_> = tills
        .into_iter()
        .map(|till| {{
            let total = Arc::clone(&total);
            thread::spawn(move || *total.lock().unwrap() += till.into_iter().sum::<u32>())
        }})
        .collect();
    for till in counting {{
        till.join().unwrap();
    }}
    let total = total.lock().unwrap();
    *total{flaw}
}}

pub fn main() {{
    println!(\"In the tills: {{}}\", total(vec![vec![1, 2], vec![3]]));
}}
"
    )
}

/// Where the submission with an attempt lies.
pub(crate) fn submission(number: usize) -> String {
    format!("class/{number}")
}

/// Where the same attempt lies as a package.
pub(crate) fn package(number: usize) -> String {
    format!("packages/{number}")
}

/// Writes the kit, the class, which has some more submissions than packages, and the packages.
pub(crate) fn write(dir: &Path, count: usize, more: usize) -> anyhow::Result<()> {
    let put = |path: &str, text: &str| {
        let path = dir.join(path);
        let parent = path.parent().context("a path")?;
        fs::create_dir_all(parent)?;
        fs::write(&path, text).with_context(|| path.display().to_string())
    };
    put("kit/info.toml", INFO)?;
    put("kit/checks/tills.rs", CHECKS)?;
    put("kit/solutions/tills.rs", &attempt(2))?;
    put("kit/exercises/tills.rs", &attempt(0))?;
    for number in 0..count + more {
        let text = attempt(number);
        put(&format!("{}/exercises/tills.rs", submission(number)), &text)?;
        if number >= count {
            continue;
        }
        let package = package(number);
        put(&format!("{package}/Cargo.toml"), CARGO)?;
        put(&format!("{package}/src/lib.rs"), &text)?;
        put(&format!("{package}/tests/checks.rs"), CHECKS)?;
    }
    Ok(())
}
