//! The process that gives up its rights and then becomes the job. It starts nothing.

use std::ffi::OsString;

use super::policy::Policy;

/// Becomes the job that the arguments describe, and comes back only to say why it could not.
///
/// A right that this system cannot take away is kept: what holds was tried before, and is reported.
pub(super) fn launch(args: &[OsString]) -> String {
    let [_, _, policy, program, args @ ..] = args else {
        return "this is how threadlings starts itself; there is nothing in it for a person"
            .to_owned();
    };
    let Some(policy) = policy.to_str().and_then(Policy::from_text) else {
        return "the policy cannot be read".to_owned();
    };
    let said = become_job(&policy, program, args);
    format!("{} {said}", policy.word)
}

#[cfg(unix)]
fn become_job(policy: &Policy, program: &OsString, args: &[OsString]) -> String {
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    limit(policy);
    #[cfg(target_os = "linux")]
    if let Err(said) = super::linux::give_up_rights(policy) {
        return said;
    }
    let error = Command::new(program).args(args).exec();
    format!("{}: {error}", program.display())
}

#[cfg(not(unix))]
fn become_job(_: &Policy, _: &OsString, _: &[OsString]) -> String {
    "nothing is started this way here".to_owned()
}

#[cfg(unix)]
fn limit(policy: &Policy) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let limits = &policy.limits;
    let wanted = [
        (Resource::Core, Some(0)),
        (Resource::Fsize, Some(limits.file)),
        (Resource::Nofile, Some(limits.open_files)),
        (Resource::Cpu, Some(limits.cpu)),
        (Resource::Data, limits.data),
        (Resource::As, limits.memory),
    ];
    for (resource, value) in wanted {
        let Some(value) = value else { continue };
        let most = getrlimit(resource).maximum.unwrap_or(value).min(value);
        // A limit that this system does not know is none.
        let _ = setrlimit(
            resource,
            Rlimit {
                current: Some(most),
                maximum: Some(most),
            },
        );
    }
}
