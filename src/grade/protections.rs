//! Which protections a teacher may insist on.

use crate::process::Protection;

/// Without any of these nothing from a submission should be compiled or run on a machine that matters.
const SANDBOX: [&str; 4] = ["files", "network", "processes", "privileges"];

/// Those of a sandbox that are not active.
pub fn missing(protections: &[Protection]) -> Vec<&Protection> {
    protections
        .iter()
        .filter(|protection| !protection.active && SANDBOX.contains(&protection.name.as_str()))
        .collect()
}
