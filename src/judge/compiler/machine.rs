//! Tells what the machine lacked from what was wrong with a source.

use super::messages::LIBRARY_UNREADABLE;
use crate::process::End;

/// What the system calls a lack of room, memory, files or processes, and a disk that fails. The compiler, a linker, and LLVM
/// each put other words around it.
const WORDS: [&str; 21] = [
    LIBRARY_UNREADABLE,
    "No space left on device",
    "Disk quota exceeded",
    "Too many open files",
    "Cannot allocate memory",
    "memory exhausted",
    "Resource temporarily unavailable",
    "Input/output error",
    "Read-only file system",
    "Stale file handle",
    "Bus error",
    "failed to spawn thread",
    "[Killed]",
    "(os error 5)",
    "(os error 11)",
    "(os error 12)",
    "(os error 23)",
    "(os error 24)",
    "(os error 28)",
    "(os error 112)",
    "(os error 1455)",
];

/// Sent to whoever maps a file that has no room, and to whoever has most memory when there is none left.
const SIGBUS: i32 = if cfg!(target_os = "linux") { 7 } else { 10 };
const SIGKILL: i32 = 9;

/// What the machine lacked when a compilation ended so and said `texts`, none of which a source can choose.
pub(super) fn fault(end: End, texts: [&str; 2]) -> Option<String> {
    if let End::Signalled(signal @ (SIGBUS | SIGKILL)) = end {
        return Some(format!("the compiler was ended by signal {signal}"));
    }
    let mut lines = texts.into_iter().flat_map(str::lines);
    let line = lines.find(|line| WORDS.iter().any(|words| line.contains(words)))?;
    Some(line.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lack_of_the_machine_is_known_in_every_wording() {
        for said in [
            "error: couldn't create a temp dir: No space left on device (os error 28) at path \"/tmp/x\"",
            "rustc-LLVM ERROR: IO failure on output stream: No space left on device",
            "linking with `cc` failed: exit status: 1\n/usr/bin/ld: final link failed: No space left on device\n",
            "collect2: fatal error: ld terminated with signal 7 [Bus error]",
            "collect2: fatal error: vfork: Cannot allocate memory",
            "could not exec the linker `cc`: Resource temporarily unavailable (os error 11)",
            "couldn't read `exercises/act.rs`: Too many open files (os error 24)",
            "error: failed to write: Disk quota exceeded (os error 122)",
        ] {
            assert!(fault(End::Exited(1), [said, ""]).is_some(), "{said}");
            assert!(fault(End::Exited(1), ["", said]).is_some(), "{said}");
        }
        assert!(fault(End::Signalled(SIGBUS), ["", ""]).is_some());
        let own = "undefined symbol: act\nno such file or directory (os error 2)";
        assert_eq!(fault(End::Exited(1), [own, ""]), None);
        assert_eq!(
            fault(
                End::Signalled(6),
                ["", "memory allocation of 8 bytes failed"]
            ),
            None
        );
    }
}
