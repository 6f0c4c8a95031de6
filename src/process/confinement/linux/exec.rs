//! How a launcher becomes its job, which nothing can do again: what a thread becomes would not end with the grader, since the
//! parent-death signal is that of the thread that was started.

use std::convert::Infallible;
use std::ffi::{CStr, CString, NulError, OsStr, OsString};
use std::hash::{BuildHasher, RandomState};
use std::os::unix::ffi::{OsStrExt, OsStringExt};

use nix::errno::Errno;

/// A program's path, in so much memory that nobody guesses where in it.
pub(in crate::process::confinement) struct Program {
    memory: Vec<u8>,
    starts: usize,
}

const ROOM: u64 = 1 << 20;

impl Program {
    pub(in crate::process::confinement) fn at(path: &OsStr) -> Self {
        // A hasher's keys are chosen by chance.
        let starts = RandomState::new().hash_one(ROOM) % ROOM;
        let starts = usize::try_from(starts).unwrap_or_default();
        let mut memory = vec![0; starts];
        memory.extend(path.as_bytes());
        memory.push(0);
        Self { memory, starts }
    }

    fn path(&self) -> &CStr {
        CStr::from_bytes_until_nul(&self.memory[self.starts..]).unwrap_or_default()
    }

    /// What the kernel is told when it is called by this path, and by no other of the same text.
    pub(super) fn address(&self) -> u64 {
        self.path().as_ptr().addr() as u64
    }

    /// Becomes it, with our environment.
    pub(in crate::process::confinement) fn exec(
        &self,
        args: &[OsString],
    ) -> Result<Infallible, Errno> {
        let [args, variables] =
            [self.args(args), variables()].map(|strings| strings.map_err(|_| Errno::EINVAL));
        nix::unistd::execve(self.path(), &args?, &variables?)
    }

    fn args(&self, args: &[OsString]) -> Result<Vec<CString>, NulError> {
        let args = args.iter().map(|arg| CString::new(arg.as_bytes()));
        [Ok(self.path().to_owned())]
            .into_iter()
            .chain(args)
            .collect()
    }
}

fn variables() -> Result<Vec<CString>, NulError> {
    let variables = std::env::vars_os()
        .map(|(name, value)| CString::new([name.into_vec(), value.into_vec()].join(&b'=')));
    variables.collect()
}
