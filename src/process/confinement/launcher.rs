//! The process that gives up its rights and then becomes the job. It starts nothing.

use std::ffi::OsString;

use super::policy::Policy;
#[cfg(unix)]
use super::policy::Right;
#[cfg(target_os = "linux")]
use super::policy::Task;

/// Becomes the job that the arguments describe, and comes back only to say why it could not.
///
/// A right is kept only where the trial kept it too: what holds was tried before, and is reported. A trial is told, as its
/// last argument, which rights it has kept.
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

    let mut kept = Vec::new();
    if !limit(policy) {
        kept.push(Right::Limits);
    }
    #[cfg(target_os = "linux")]
    let once = super::linux::Program::at(program);
    #[cfg(target_os = "linux")]
    match super::linux::give_up_rights(policy, &once) {
        Ok(more) => kept.extend(more),
        Err(said) => return said,
    }
    let mut args = args.to_vec();
    match &policy.may_keep {
        Some(may_keep) => {
            if let Some(right) = kept.iter().find(|right| !may_keep.contains(right)) {
                return format!("it would have kept a right that is refused elsewhere: {right:?}");
            }
        }
        None => args.push(serde_json::to_string(&kept).unwrap_or_default().into()),
    }
    #[cfg(target_os = "linux")]
    if policy.task == Task::Program {
        let Err(error) = once.exec(&args);
        return format!("{}: {error}", program.display());
    }
    let error = Command::new(program).args(args).exec();
    format!("{}: {error}", program.display())
}

#[cfg(not(unix))]
fn become_job(_: &Policy, _: &OsString, _: &[OsString]) -> String {
    "nothing is started this way here".to_owned()
}

/// Whether all limits are set.
#[cfg(unix)]
fn limit(policy: &Policy) -> bool {
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
    let mut are_set = true;
    for (resource, value) in wanted {
        let Some(value) = value else { continue };
        let most = getrlimit(resource).maximum.unwrap_or(value).min(value);
        let limit = Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        // A limit that this system does not know is none.
        are_set &= setrlimit(resource, limit).is_ok();
    }
    are_set
}
