//! What a trial found, as protections with names and words.

use super::policy::{FOLDER_BYTES, FOLDER_FILES};
use super::protection::Protection;
use super::trial::Found;

/// Those that are in force, and those that are not.
pub(super) fn of(found: Result<&Found, &String>) -> Vec<Protection> {
    let mut protections = match found {
        Ok(found) => tried(found),
        Err(why) => NAMES.map(|name| missing(name, why.clone())).to_vec(),
    };
    // These are kept from outside, on every system.
    protections.push(active(
        "time",
        "every process has a deadline, and its group is killed after it",
    ));
    protections.push(active(
        "output",
        "whoever prints more than is read is stopped",
    ));
    protections
}

const NAMES: [&str; 7] = [
    "files",
    "network",
    "processes",
    "memory",
    "privileges",
    "environment",
    "temporary_files",
];

fn tried(found: &Found) -> Vec<Protection> {
    let judged = |name, active_words: &str, lapses: &[(bool, &str)]| {
        let lapses: Vec<&str> = lapses
            .iter()
            .filter(|(lapsed, _)| *lapsed)
            .map(|(_, words)| *words)
            .collect();
        if lapses.is_empty() {
            active(name, active_words)
        } else {
            missing(
                name,
                format!("{}{}", lapses.join(" and "), on_this_system()),
            )
        }
    };
    let bounded = format!(
        "a folder of its own, at most {} MiB in {FOLDER_FILES} files, gone with the program",
        FOLDER_BYTES >> 20
    );
    let variables = format!("it sees {}", found.variables.join(", "));
    vec![
        judged(
            NAMES[0],
            "only the toolchain, the system's libraries and the attempt's own files can be read",
            &[
                (found.reads_others, "other files can be read"),
                (found.writes_elsewhere, "other files can be written"),
                (
                    found.changes_attributes,
                    "modes and owners of other files can be changed",
                ),
            ],
        ),
        judged(
            NAMES[1],
            "there is none: no TCP, UDP or Unix sockets",
            &[
                (found.reaches_tcp, "TCP can be used"),
                (found.reaches_udp, "UDP can be used"),
                (found.reaches_unix, "Unix sockets can be used"),
            ],
        ),
        judged(
            NAMES[2],
            "a check can start no process and send signals to none",
            &[
                (found.starts_processes, "processes can be started"),
                (found.signals_others, "signals can be sent to others"),
                (found.outlives_us, "a check may outlive the grader"),
                (found.disturbs_others, "priorities can be changed"),
            ],
        ),
        judged(
            NAMES[3],
            "address space is limited",
            &[(found.takes_memory, "memory has no limit")],
        ),
        judged(
            NAMES[4],
            "there are none, and none can be gained",
            &[
                (found.has_rights, "it has rights of the administrator"),
                (found.may_gain_rights, "new ones could be gained"),
            ],
        ),
        judged(
            NAMES[5],
            "it is empty but for what the loader and the linker need",
            &[(!found.variables.is_empty(), &variables)],
        ),
        judged(
            NAMES[6],
            &bounded,
            &[
                (found.folder_without_bounds, "many files can be written"),
                (found.file_without_bounds, "large files can be written"),
            ],
        ),
    ]
}

fn on_this_system() -> &'static str {
    if cfg!(target_os = "linux") {
        ": this kernel, or the container around us, does not allow us to forbid it"
    } else {
        ": this system has nothing to forbid it with"
    }
}

fn active(name: &str, detail: &str) -> Protection {
    Protection {
        name: name.to_owned(),
        active: true,
        detail: detail.to_owned(),
    }
}

fn missing(name: &str, detail: String) -> Protection {
    Protection {
        name: name.to_owned(),
        active: false,
        detail,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lapse_makes_its_protection_missing_and_no_other() {
        let found = Found {
            reaches_udp: true,
            ..Found::default()
        };
        let missing: Vec<_> = of(Ok(&found))
            .into_iter()
            .filter(|protection| !protection.active)
            .map(|protection| protection.name)
            .collect();
        assert_eq!(missing, ["network"]);
    }

    #[test]
    fn without_a_trial_nothing_is_promised_that_needs_one() {
        let protections = of(Err(&"no".to_owned()));
        let active = protections.iter().filter(|protection| protection.active);
        let active: Vec<_> = active.map(|protection| protection.name.as_str()).collect();
        assert_eq!(active, ["time", "output"]);
    }
}
