//! Decides how a run goes on.

use crate::operation::Operation;
use crate::task::TaskId;

/// One way to go on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Alternative {
    pub(crate) task: TaskId,
    /// Whether a wait ends although it is not ready.
    pub(crate) early: bool,
    pub(crate) operation: Operation,
}

/// What holds of a run besides its choices.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mode {
    /// Whether what concerns only its own thread is carried out without a choice. It leaves out no result, but makes
    /// preemptions hard to count.
    pub(crate) eager: bool,
    /// Whether who asks in vain, or goes on for long, lets the others go first.
    pub(crate) fair: bool,
    /// Where it is not fair, it is given up after so much without progress.
    pub(crate) most_idle: u64,
    /// How often something may happen for no reason.
    pub(crate) spurious: u32,
}

impl Mode {
    pub(crate) const FAIR: Self = Self {
        eager: false,
        fair: true,
        most_idle: u64::MAX,
        spurious: 1,
    };
    pub(crate) const EAGER: Self = Self {
        eager: true,
        ..Self::FAIR
    };
}

/// Decides wherever a run can go on in more ways than one.
pub(crate) trait Strategy {
    /// What holds of the run that comes next.
    fn mode(&self) -> Mode;

    /// Which alternative; `last` is the one of the thread that ran last, if it can go on. `None` gives the run up.
    fn pick(
        &mut self,
        alternatives: &[Alternative],
        last: Option<usize>,
        preemptions: u32,
    ) -> Option<usize>;

    /// One of `count`. `None` gives the run up.
    fn choose(&mut self, count: usize) -> Option<usize>;

    /// Whether the run did not meet what an earlier one had met after the same choices.
    fn diverged(&self) -> bool {
        false
    }
}

impl Alternative {
    /// Whether it is nobody else's business: no choice is needed.
    pub(crate) fn is_local(&self) -> bool {
        !self.early && self.operation.access.is_local()
    }
}

impl AsRef<Self> for Alternative {
    fn as_ref(&self) -> &Self {
        self
    }
}

/// What an alternative costs: 1 for taking the turn from a thread that could go on and would, and for going on early
/// while others could go on.
pub(crate) fn cost<A: AsRef<Alternative>>(
    alternatives: &[A],
    last: Option<usize>,
    index: usize,
) -> u32 {
    let chosen = alternatives[index].as_ref();
    let preempts = last.is_some_and(|last| {
        let last = alternatives[last].as_ref();
        last.task != chosen.task && !last.operation.kind.gives_way()
    });
    let hurries = chosen.early && alternatives.iter().any(|other| !other.as_ref().early);
    u32::from(preempts || hurries)
}
