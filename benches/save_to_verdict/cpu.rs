//! The CPU time of a process and of the children it has waited for.

use std::fs;
use std::time::Duration;

/// What Linux tells programs a clock tick is, whatever it uses itself.
const TICKS_A_SECOND: u64 = 100;

/// All of it so far. `None` where there is no `/proc`.
///
/// Source: `proc_pid_stat(5)`, fields 14 to 17. The second one, the program's name, may hold spaces and parentheses.
pub(crate) fn used_by(process: u32) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, from_third) = stat.rsplit_once(')')?;
    let fields = from_third.split_whitespace().skip(14 - 3).take(4);
    let ticks = fields
        .map(|field| field.parse::<u64>().ok())
        .sum::<Option<u64>>()?;
    Some(Duration::from_millis(ticks * 1000 / TICKS_A_SECOND))
}

/// What was used from one look to a later one.
pub(crate) fn between(before: Option<Duration>, after: Option<Duration>) -> Option<Duration> {
    Some(after?.saturating_sub(before?))
}
