//! What keeps submissions in bounds while they are compiled and run.

use super::model::Protection;
use super::words;

/// Without any of these nothing from a submission should be compiled or run on a machine that matters.
const SANDBOX: [&str; 3] = ["files", "network", "processes"];

/// All there are, active or not, in a fixed order.
pub fn protections() -> Vec<Protection> {
    let is_linux = cfg!(target_os = "linux");
    let protection = |name: &str, active, detail: &str| Protection {
        name: name.to_owned(),
        active,
        detail: detail.to_owned(),
    };
    vec![
        protection("files", false, words::NO_FILES),
        protection("network", false, words::NO_NETWORK),
        protection("processes", false, words::NO_PROCESSES),
        protection(
            "memory",
            is_linux,
            if is_linux {
                words::MEMORY
            } else {
                words::NO_MEMORY
            },
        ),
        protection("output", true, words::OUTPUT),
        protection("time", true, words::TIME),
        protection("leftovers", true, words::LEFTOVERS),
    ]
}

/// Those of a sandbox that are not active.
pub fn missing(protections: &[Protection]) -> Vec<&Protection> {
    protections
        .iter()
        .filter(|protection| !protection.active && SANDBOX.contains(&protection.name.as_str()))
        .collect()
}
