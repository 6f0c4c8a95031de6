//! `[lints]`, as cargo hands them to the compiler: <https://doc.rust-lang.org/cargo/reference/manifest.html#the-lints-section>.

use std::cmp::Reverse;

use toml::{Table, Value};

/// Arguments of the compiler, the last of which wins.
pub(super) fn arguments(lints: &Table) -> Result<Vec<String>, String> {
    let mut flags: Vec<(i64, Reverse<String>, String)> = Vec::new();
    let mut conditions = Vec::new();
    for (tool, lints) in lints {
        // What rustdoc and cargo look for is none of the compiler's business.
        let prefix = match tool.as_str() {
            "rust" => "",
            "clippy" => "clippy::",
            _ => continue,
        };
        let lints = lints
            .as_table()
            .ok_or_else(|| format!("`lints.{tool}` is not a table: correct it"))?;
        for (name, lint) in lints {
            let level = lint.as_str().or_else(|| lint.get("level")?.as_str());
            let priority = lint.get("priority").and_then(Value::as_integer);
            let Some(flag @ ("allow" | "warn" | "deny" | "forbid")) = level else {
                return Err(format!(
                    "the level of `lints.{tool}.{name}` must be `allow`, `warn`, `deny` or `forbid`"
                ));
            };
            let flag = format!("--{flag}={prefix}{}", name.replace('-', "_"));
            // Among equals cargo puts what comes first in the alphabet last: so `all` goes before others.
            flags.push((priority.unwrap_or(0), Reverse(name.clone()), flag));
            let known = lint.get("check-cfg").and_then(Value::as_array);
            for known in known.into_iter().flatten().filter_map(Value::as_str) {
                conditions.push(format!("--check-cfg={known}"));
            }
        }
    }
    flags.sort();
    let flags = flags.into_iter().map(|(_, _, flag)| flag);
    Ok(flags.chain(conditions).collect())
}
