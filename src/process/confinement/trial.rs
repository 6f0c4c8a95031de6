//! Does, confined, what must fail, and tells what did not. The one who reads it ran outside of the bounds.

use std::fs;
use std::io;
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::confined::{Confinement, TRIAL, own_executable};
#[cfg(unix)]
use super::policy::FOLDER_BYTES;
#[cfg(target_os = "linux")]
use super::policy::FOLDER_FILES;
use super::policy::Right;
use crate::process::{self, Cancel, Job};
use crate::temporary::TemporaryFolder;

const MEMORY: u64 = 1 << 30;
const DEADLINE: Duration = Duration::from_secs(20);

/// What a trial is to reach for, outside of its bounds.
#[derive(Debug, Serialize, Deserialize)]
struct Baits {
    /// A file to read and a folder to write in.
    secret: PathBuf,
    outside: PathBuf,
    /// Who listens.
    tcp: Option<std::net::SocketAddr>,
    udp: Option<std::net::SocketAddr>,
    unix: PathBuf,
    /// Who could be sent a signal.
    parent: u32,
    executable: PathBuf,
}

/// What a confined process could do. Everything in here should be `false`, or empty.
#[derive(Debug, Default, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one answer, independent of the others"
)]
pub(super) struct Found {
    pub(super) reads_others: bool,
    pub(super) writes_elsewhere: bool,
    pub(super) reaches_tcp: bool,
    pub(super) reaches_udp: bool,
    pub(super) reaches_unix: bool,
    pub(super) starts_processes: bool,
    pub(super) signals_others: bool,
    pub(super) takes_memory: bool,
    pub(super) folder_without_bounds: bool,
    pub(super) file_without_bounds: bool,
    pub(super) may_gain_rights: bool,
    pub(super) has_rights: bool,
    pub(super) changes_attributes: bool,
    pub(super) outlives_us: bool,
    pub(super) disturbs_others: bool,
    pub(super) variables: Vec<String>,
    /// What its launcher could not take away.
    pub(super) kept: Vec<Right>,
}

/// Runs the trial.
pub(super) fn run(confinement: &Arc<Confinement>) -> Result<Found, String> {
    if cfg!(unix) {
        attempt(confinement)
    } else {
        Err("threadlings confines nothing on this system".to_owned())
    }
}

fn attempt(confinement: &Arc<Confinement>) -> Result<Found, String> {
    let told = |error: io::Error| format!("it could not be tried: {error}");
    let dir = TemporaryFolder::new().map_err(told)?;
    let (inside, outside) = (dir.path().join("inside"), dir.path().join("outside"));
    for folder in [&inside, &outside] {
        fs::create_dir(folder).map_err(told)?;
    }
    let secret = outside.join("secret");
    fs::write(&secret, "secret").map_err(told)?;
    // Where even we cannot listen, there is nothing to reach.
    let (tcp, udp) = (
        TcpListener::bind("127.0.0.1:0"),
        UdpSocket::bind("127.0.0.1:0"),
    );
    let unix = outside.join("socket");
    #[cfg(unix)]
    let _listener = std::os::unix::net::UnixListener::bind(&unix);
    let executable = fs::canonicalize(own_executable()).map_err(told)?;
    let baits = Baits {
        secret,
        outside,
        tcp: tcp
            .as_ref()
            .ok()
            .and_then(|listener| listener.local_addr().ok()),
        udp: udp
            .as_ref()
            .ok()
            .and_then(|socket| socket.local_addr().ok()),
        unix,
        parent: std::process::id(),
        executable: executable.clone(),
    };
    let baits = serde_json::to_string(&baits).map_err(|error| told(error.into()))?;
    let job = Job {
        program: executable.clone(),
        args: vec![TRIAL.into(), baits.into()],
        current_dir: inside.clone(),
        env_remove: Vec::new(),
        env: Vec::new(),
        stdin: Vec::new(),
        deadline: DEADLINE,
        max_stdout: 1 << 16,
        max_stderr: 1 << 16,
        max_memory: Some(MEMORY),
        confined: Some(confinement.program(vec![executable], inside)),
    };
    let finished = process::run(&job, &Cancel::new()).map_err(|error| error.in_full())?;
    serde_json::from_slice(&finished.stdout).map_err(|_| {
        let said = String::from_utf8_lossy(&finished.stderr);
        let said = said.lines().next().unwrap_or("it said nothing").to_owned();
        format!("the trial broke off ({:?}): {said}", finished.end)
    })
}

/// The trial itself: what was found, as one line.
pub(super) fn try_everything(args: &[std::ffi::OsString]) -> Option<String> {
    let baits: Baits = serde_json::from_str(args.get(2)?.to_str()?).ok()?;
    let kept: Vec<Right> = serde_json::from_str(args.get(3)?.to_str()?).ok()?;
    serde_json::to_string(&Found {
        kept,
        ..find(&baits)
    })
    .ok()
}

fn find(baits: &Baits) -> Found {
    let parents_environment = format!("/proc/{}/environ", baits.parent);
    let variables = std::env::vars_os().map(|(name, _)| name.to_string_lossy().into_owned());
    Found {
        reads_others: fs::read(&baits.secret).is_ok()
            || fs::read("/etc/passwd").is_ok()
            || fs::read_dir("/").is_ok()
            || fs::read(parents_environment).is_ok(),
        writes_elsewhere: fs::write(baits.outside.join("written"), "").is_ok()
            || fs::remove_file(&baits.secret).is_ok(),
        reaches_tcp: baits
            .tcp
            .is_some_and(|address| TcpStream::connect_timeout(&address, DEADLINE / 4).is_ok()),
        reaches_udp: baits.udp.is_some_and(|address| {
            let socket = UdpSocket::bind("0.0.0.0:0");
            socket.is_ok_and(|socket| socket.send_to(b"x", address).is_ok())
        }),
        reaches_unix: reaches_unix(&baits.unix),
        starts_processes: starts(&baits.executable),
        takes_memory: usize::try_from(2 * MEMORY)
            .is_ok_and(|bytes| Vec::<u8>::new().try_reserve_exact(bytes).is_ok()),
        variables: variables
            .filter(|name| !super::confined::TEMPORARY.contains(&name.as_str()))
            .collect(),
        ..of_the_system(baits)
    }
}

fn starts(program: &Path) -> bool {
    match Command::new(program).arg("--version").spawn() {
        Ok(mut child) => {
            let _ = child.wait();
            true
        }
        Err(_) => false,
    }
}

#[cfg(unix)]
fn reaches_unix(path: &Path) -> bool {
    std::os::unix::net::UnixStream::connect(path).is_ok()
}

#[cfg(not(unix))]
fn reaches_unix(_: &Path) -> bool {
    false
}

#[cfg(target_os = "linux")]
fn of_the_system(baits: &Baits) -> Found {
    use rustix::process::{
        Pid, Resource, getrlimit, set_parent_process_death_signal, setpriority_process,
        test_kill_process,
    };
    use rustix::thread::{capabilities, no_new_privs};

    let parent = i32::try_from(baits.parent).ok().and_then(Pid::from_raw);
    let folder = rustix::fs::statvfs(".");
    Found {
        signals_others: parent.is_some_and(|pid| test_kill_process(pid).is_ok()),
        changes_attributes: changes_attributes(&baits.secret),
        outlives_us: set_parent_process_death_signal(None).is_ok(),
        disturbs_others: setpriority_process(None, 1).is_ok(),
        folder_without_bounds: !folder.is_ok_and(|folder| {
            folder.f_blocks * folder.f_frsize <= FOLDER_BYTES && folder.f_files <= FOLDER_FILES
        }),
        file_without_bounds: getrlimit(Resource::Fsize)
            .maximum
            .is_none_or(|most| most > FOLDER_BYTES),
        may_gain_rights: !no_new_privs().unwrap_or(false),
        has_rights: capabilities(None).is_ok_and(|sets| !sets.permitted.is_empty()),
        ..Found::default()
    }
}

/// Of somebody else's file, which whoever owns it may do although it cannot be opened.
#[cfg(target_os = "linux")]
fn changes_attributes(file: &Path) -> bool {
    use rustix::fs::{
        AtFlags, CWD, Timespec, Timestamps, XattrFlags, chownat, setxattr, utimensat,
    };
    use std::os::unix::fs::PermissionsExt;

    let (user, group) = (rustix::process::geteuid(), rustix::process::getegid());
    let times = Timestamps {
        last_access: Timespec::default(),
        last_modification: Timespec::default(),
    };
    fs::set_permissions(file, fs::Permissions::from_mode(0o600)).is_ok()
        || chownat(CWD, file, Some(user), Some(group), AtFlags::empty()).is_ok()
        || utimensat(CWD, file, &times, AtFlags::empty()).is_ok()
        || setxattr(file, "user.threadlings", b"x", XattrFlags::empty()).is_ok()
}

#[cfg(all(unix, not(target_os = "linux")))]
fn of_the_system(baits: &Baits) -> Found {
    use rustix::process::{Pid, Resource, getrlimit, test_kill_process};

    let parent = i32::try_from(baits.parent).ok().and_then(Pid::from_raw);
    Found {
        signals_others: parent.is_some_and(|pid| test_kill_process(pid).is_ok()),
        folder_without_bounds: true,
        file_without_bounds: getrlimit(Resource::Fsize)
            .maximum
            .is_none_or(|most| most > FOLDER_BYTES),
        may_gain_rights: true,
        changes_attributes: true,
        outlives_us: true,
        disturbs_others: true,
        has_rights: rustix::process::geteuid().is_root(),
        ..Found::default()
    }
}

#[cfg(not(unix))]
fn of_the_system(_: &Baits) -> Found {
    Found::default()
}
