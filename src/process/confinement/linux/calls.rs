//! seccomp: which calls of the system there are for a job. What is forbidden fails with `EPERM`, as if by its own nature.

use std::collections::BTreeMap;

use seccompiler::{
    BpfProgram, Error, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition,
    SeccompFilter, SeccompRule, TargetArch, apply_filter, sock_filter,
};

use super::exec::Program;
use crate::process::confinement::policy::Task;

/// No job needs these. They reach the network or another process, leave the process group, or ask much of the kernel.
const NEVER: &[i64] = &[
    libc::SYS_socket,
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_process_madvise,
    libc::SYS_pidfd_open,
    libc::SYS_pidfd_getfd,
    libc::SYS_pidfd_send_signal,
    libc::SYS_kcmp,
    libc::SYS_setsid,
    libc::SYS_setpgid,
    libc::SYS_io_uring_setup,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
    libc::SYS_unshare,
    libc::SYS_setns,
    libc::SYS_mount,
    libc::SYS_umount2,
    libc::SYS_pivot_root,
    libc::SYS_chroot,
    libc::SYS_open_tree,
    libc::SYS_move_mount,
    libc::SYS_fsopen,
    libc::SYS_fsconfig,
    libc::SYS_fsmount,
    libc::SYS_fspick,
    libc::SYS_name_to_handle_at,
    libc::SYS_open_by_handle_at,
    libc::SYS_fanotify_init,
    libc::SYS_quotactl,
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    libc::SYS_keyctl,
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_init_module,
    libc::SYS_finit_module,
    libc::SYS_delete_module,
    libc::SYS_kexec_load,
    libc::SYS_reboot,
    libc::SYS_swapon,
    libc::SYS_swapoff,
    libc::SYS_acct,
    libc::SYS_syslog,
    libc::SYS_sethostname,
    libc::SYS_setdomainname,
    libc::SYS_settimeofday,
    libc::SYS_clock_settime,
    libc::SYS_clock_adjtime,
    libc::SYS_adjtimex,
    libc::SYS_shmget,
    libc::SYS_msgget,
    libc::SYS_semget,
    libc::SYS_mq_open,
    libc::SYS_personality,
    libc::SYS_move_pages,
    libc::SYS_migrate_pages,
    libc::SYS_vhangup,
    // They would slow down others, or be served before them.
    libc::SYS_setpriority,
    libc::SYS_ioprio_set,
    libc::SYS_sched_setaffinity,
    libc::SYS_sched_setattr,
    libc::SYS_sched_setparam,
    libc::SYS_sched_setscheduler,
];

/// A single process does not need these either.
const NEVER_IN_A_PROGRAM: &[i64] = &[
    // Landlock lets them through: they change the modes, owners, times and attributes of whatever the grader's user owns.
    libc::SYS_fchmod,
    libc::SYS_fchmodat,
    FCHMODAT2,
    libc::SYS_fchown,
    libc::SYS_fchownat,
    libc::SYS_utimensat,
    libc::SYS_setxattr,
    libc::SYS_lsetxattr,
    libc::SYS_fsetxattr,
    SETXATTRAT,
    libc::SYS_removexattr,
    libc::SYS_lremovexattr,
    libc::SYS_fremovexattr,
    REMOVEXATTRAT,
    FILE_SETATTR,
    libc::SYS_execveat,
    libc::SYS_socketpair,
    libc::SYS_memfd_create,
    libc::SYS_tkill,
    libc::SYS_rt_sigqueueinfo,
    libc::SYS_rt_tgsigqueueinfo,
];

/// Too new for `libc` to name them on each architecture; their numbers are the same on all.
const FCHMODAT2: i64 = 452;
const SETXATTRAT: i64 = 463;
const REMOVEXATTRAT: i64 = 466;
const FILE_SETATTR: i64 = 469;

/// Only the older architectures have them.
#[cfg(target_arch = "x86_64")]
const OLD_IN_A_PROGRAM: &[i64] = &[
    libc::SYS_fork,
    libc::SYS_vfork,
    libc::SYS_chmod,
    libc::SYS_chown,
    libc::SYS_lchown,
    libc::SYS_utime,
    libc::SYS_utimes,
    libc::SYS_futimesat,
];
#[cfg(not(target_arch = "x86_64"))]
const OLD_IN_A_PROGRAM: &[i64] = &[];

/// Forbids what `task` does not need, when it has become `program`. Fails on an architecture without filters.
pub(super) fn forbid(task: Task, program: &Program) -> Result<(), Error> {
    let arch = TargetArch::try_from(std::env::consts::ARCH)?;
    // Whoever wants a thread then asks for it by `clone`, whose arguments can be read here.
    let newer = (task == Task::Program).then_some(libc::SYS_clone3);
    apply_filter(&absent(newer))?;
    filter(forbidden(task, program)?, arch)
}

/// As if they did not exist: what is numbered as for x32, which many kernels for `x86_64` still have and which would be
/// another way to every call; and `call`. The kernel tries a filter on each number, so it had better be short.
fn absent(call: Option<i64>) -> BpfProgram {
    const NUMBER_IS_AT: u32 = 0;
    const X32: u32 = 0x4000_0000;
    let call = call.and_then(|call| u32::try_from(call).ok());
    let load = libc::BPF_LD | libc::BPF_W | libc::BPF_ABS;
    let is_at_least = libc::BPF_JMP | libc::BPF_JGE | libc::BPF_K;
    let is = libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K;
    let fail = libc::SECCOMP_RET_ERRNO | libc::ENOSYS.unsigned_abs();
    // What to do, how many steps to skip when it is so and when it is not, with which number.
    let steps = [
        (load, 0, 0, NUMBER_IS_AT),
        (is_at_least, 2, 0, X32),
        (is, 1, 0, call.unwrap_or(X32)),
        (libc::BPF_RET, 0, 0, libc::SECCOMP_RET_ALLOW),
        (libc::BPF_RET, 0, 0, fail),
    ];
    let steps = steps.into_iter().map(|(code, jt, jf, k)| sock_filter {
        code: code.try_into().unwrap_or_default(),
        jt,
        jf,
        k,
    });
    steps.collect()
}

type Rules = BTreeMap<i64, Vec<SeccompRule>>;

/// Fails a call that is in `rules`, under one of its conditions where it has any.
fn filter(rules: Rules, arch: TargetArch) -> Result<(), Error> {
    let error = SeccompAction::Errno(libc::EPERM.unsigned_abs());
    let filter = SeccompFilter::new(rules, SeccompAction::Allow, error, arch)?;
    apply_filter(&BpfProgram::try_from(filter)?)
}

fn forbidden(task: Task, program: &Program) -> Result<Rules, Error> {
    let always = |calls: &[i64]| -> Rules {
        let calls = calls.iter();
        calls.map(|call| (*call, Vec::new())).collect()
    };
    let mut rules = always(NEVER);
    // Somebody else's limits.
    let others = vec![condition(0, SeccompCmpOp::Ne, 0)?];
    if task == Task::Program {
        let own = u64::from(std::process::id());
        rules.extend(always(NEVER_IN_A_PROGRAM));
        rules.extend(always(OLD_IN_A_PROGRAM));
        let thread = libc::CLONE_THREAD.unsigned_abs().into();
        let is_process = vec![condition(0, SeccompCmpOp::MaskedEq(thread), 0)?];
        rules.insert(libc::SYS_clone, vec![SeccompRule::new(is_process)?]);
        // Whatever it has become has other memory.
        let another = SeccompCondition::new(
            0,
            SeccompCmpArgLen::Qword,
            SeccompCmpOp::Ne,
            program.address(),
        )?;
        rules.insert(libc::SYS_execve, vec![SeccompRule::new(vec![another])?]);
        for call in [libc::SYS_kill, libc::SYS_tgkill] {
            // `abort` sends itself a signal.
            let others = vec![condition(0, SeccompCmpOp::Ne, own)?];
            rules.insert(call, vec![SeccompRule::new(others)?]);
        }
    }
    rules.insert(libc::SYS_prlimit64, vec![SeccompRule::new(others)?]);
    // To live on when the grader is gone.
    let death = u64::from(libc::PR_SET_PDEATHSIG.unsigned_abs());
    let death = vec![condition(0, SeccompCmpOp::Eq, death)?];
    rules.insert(libc::SYS_prctl, vec![SeccompRule::new(death)?]);
    Ok(rules)
}

fn condition(argument: u8, operator: SeccompCmpOp, value: u64) -> Result<SeccompCondition, Error> {
    Ok(SeccompCondition::new(
        argument,
        SeccompCmpArgLen::Dword,
        operator,
        value,
    )?)
}
