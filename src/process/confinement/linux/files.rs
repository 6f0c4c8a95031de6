//! Landlock: which files there are for a job. <https://docs.kernel.org/userspace-api/landlock.html>

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, Ruleset, RulesetAttr, RulesetCreatedAttr,
    RulesetError, RulesetStatus, Scope, path_beneath_rules,
};

use crate::process::confinement::policy::Policy;

/// The newest rules that we know. What the kernel does not know of them is left out.
const NEWEST: ABI = ABI::V10;

/// Takes away all files that the policy does not name, TCP, signals to others, and their abstract sockets. Says whether
/// it did: an old kernel has none of it.
pub(super) fn restrict(policy: &Policy) -> Result<bool, RulesetError> {
    let reading = AccessFs::ReadFile | AccessFs::ReadDir;
    let writing = AccessFs::from_all(NEWEST)
        & !(AccessFs::Execute
            | AccessFs::MakeChar
            | AccessFs::MakeBlock
            | AccessFs::MakeSock
            | AccessFs::MakeFifo
            | AccessFs::IoctlDev);
    let null: BitFlags<AccessFs> = AccessFs::ReadFile | AccessFs::WriteFile;
    // The standard library looks there for the end of the main thread's stack.
    let own = ["/proc/self/maps"];
    let restricted = Ruleset::default()
        .handle_access(AccessFs::from_all(NEWEST))?
        .handle_access(AccessNet::from_all(NEWEST))?
        .scope(Scope::from_all(NEWEST))?
        .create()?
        .add_rules(path_beneath_rules(
            &policy.reads,
            reading | AccessFs::Execute,
        ))?
        .add_rules(path_beneath_rules(own, AccessFs::ReadFile))?
        .add_rules(path_beneath_rules(["/dev/null"], null))?
        .add_rules(path_beneath_rules(&policy.writes, writing))?
        .restrict_self()?;
    Ok(restricted.ruleset != RulesetStatus::NotEnforced)
}
