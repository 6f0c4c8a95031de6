//! What a kit's `Cargo.toml` says of how exercises without a checks file are compiled. The program reads it as cargo does, and
//! leaves the rest of it alone. It must not know how a compiler is called.

mod crates;
mod lints;
mod table;

use std::path::Path;

use toml::{Table, Value};

pub(crate) use crates::Crates;

use table::table;

/// The edition where the kit names none: that of our own exercises.
const EDITION: &str = "2024";
const EDITIONS: [&str; 4] = ["2015", "2018", "2021", "2024"];

/// How a kit's exercises are compiled.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Package {
    /// Of the package, which exercises may ask for.
    pub(crate) name: String,
    /// Of the package.
    pub(crate) version: String,
    /// `2024`
    pub(crate) edition: String,
    /// The `[lints]`, as arguments of the compiler, the last of which wins.
    pub(crate) lints: Vec<String>,
    /// What `[profile.dev]` changes about the behaviour of a program, as arguments of the compiler.
    pub(crate) profile: Vec<String>,
    /// Whether a panic in any thread ends the program. Never in tests, as with cargo.
    pub(crate) panic_aborts: bool,
    /// What exercises may use besides `std`.
    pub(crate) crates: Option<Crates>,
}

impl Default for Package {
    fn default() -> Self {
        Self {
            name: "exercises".to_owned(),
            version: "0.0.0".to_owned(),
            edition: EDITION.to_owned(),
            lints: Vec::new(),
            profile: Vec::new(),
            panic_aborts: false,
            crates: None,
        }
    }
}

impl Package {
    /// Reads the manifest of the kit in `root`, with its `Cargo.lock`, if there is one. An error is a fragment.
    pub(crate) fn parse(text: &str, lock: Option<String>, root: &Path) -> Result<Self, String> {
        let manifest: Table = text.parse().map_err(|error| toml_fault(text, &error))?;
        let package = table(&manifest, "package")?;
        let given = |key: &str| -> Result<Option<&str>, String> {
            let own = package.and_then(|package| package.get(key));
            let value = inherited(own, &manifest, &["package", key])
                .map_err(|()| format!("`package.{key}` is inherited, and there is no such `workspace.package.{key}` in this file: write it here"))?;
            value
                .map(|value| {
                    value
                        .as_str()
                        .ok_or_else(|| format!("`package.{key}` is not a string: correct it"))
                })
                .transpose()
        };
        let default = Self::default();
        // Cargo's own default, which is older than most kits.
        let edition = given("edition")?.unwrap_or(EDITIONS[0]).to_owned();
        if !EDITIONS.contains(&edition.as_str()) {
            return Err(format!(
                "`package.edition` is `{edition}`: it must be one of {}",
                EDITIONS.join(", ")
            ));
        }
        let lints = inherited_table(&manifest, "lints")?;
        let profile = Profile::dev(&manifest)?;
        Ok(Self {
            name: given("name")?.unwrap_or(&default.name).to_owned(),
            version: given("version")?.unwrap_or(&default.version).to_owned(),
            edition,
            lints: lints.map_or(Ok(Vec::new()), lints::arguments)?,
            profile: profile.arguments,
            panic_aborts: profile.panic_aborts,
            crates: Crates::of(&manifest, lock, root)?,
        })
    }
}

/// A value, or where it says `workspace = true`, the one below `[workspace]`.
fn inherited<'t>(
    own: Option<&'t Value>,
    manifest: &'t Table,
    path: &[&str],
) -> Result<Option<&'t Value>, ()> {
    let Some(own) = own else { return Ok(None) };
    if own.get("workspace").and_then(Value::as_bool) != Some(true) {
        return Ok(Some(own));
    }
    let mut value = manifest.get("workspace");
    for key in path {
        value = value.and_then(|value| value.get(key));
    }
    value.map(Some).ok_or(())
}

fn inherited_table<'t>(manifest: &'t Table, key: &str) -> Result<Option<&'t Table>, String> {
    let value = inherited(manifest.get(key), manifest, &[key])
        .map_err(|()| format!("`{key}` are inherited, and there are no `workspace.{key}` in this file: write them here"))?;
    value
        .map(|value| {
            value
                .as_table()
                .ok_or_else(|| format!("`{key}` is not a table: correct it"))
        })
        .transpose()
}

/// What `[profile.dev]` means for whoever runs a program.
#[derive(Default)]
struct Profile {
    arguments: Vec<String>,
    panic_aborts: bool,
}

impl Profile {
    fn dev(manifest: &Table) -> Result<Self, String> {
        let profiles = table(manifest, "profile")?;
        let Some(dev) = profiles.and_then(|profiles| profiles.get("dev")) else {
            return Ok(Self::default());
        };
        let mut arguments = Vec::new();
        for key in ["debug-assertions", "overflow-checks"] {
            if let Some(value) = dev.get(key).and_then(Value::as_bool) {
                arguments.push(format!("-C{key}={value}"));
            }
        }
        match dev.get("opt-level") {
            Some(Value::Integer(level)) => arguments.push(format!("-Copt-level={level}")),
            Some(Value::String(level)) => arguments.push(format!("-Copt-level={level}")),
            _ => {}
        }
        Ok(Self {
            arguments,
            panic_aborts: dev.get("panic").and_then(Value::as_str) == Some("abort"),
        })
    }
}

/// A parser's complaint, with its line.
fn toml_fault(text: &str, error: &toml::de::Error) -> String {
    let line = error.span().map(|span| {
        let before = text.get(..span.start).unwrap_or(text);
        before.matches('\n').count() + 1
    });
    match line {
        Some(line) => format!("line {line}: {}", error.message()),
        None => error.message().to_owned(),
    }
}

#[cfg(test)]
mod tests;
