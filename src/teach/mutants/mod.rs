//! Small changes that people make, applied to a solution one at a time. The text stays as it is but for the change.
//!
//! An operator looks at the syntax only. Where it guesses wrongly the changed text does not compile, which costs a moment
//! and is counted apart.

mod atomics;
mod channels;
mod edit;
mod locks;
mod read_modify_write;
mod results;
mod rounds;
mod sharing;
mod source;
mod statics;
mod text;
mod threads;
mod waiting;

use super::words;
use edit::Change;
use source::Source;
use text::{apply, difference};

/// Finds all places for one kind of change.
type Operator = fn(&Source) -> Vec<Change>;

/// The kinds of changes, by name.
const OPERATORS: [(&str, Operator); 27] = [
    ("drop_join", threads::drop_join),
    ("drop_move", threads::drop_move),
    ("drop_move_of_spawned", threads::drop_move_of_spawned),
    ("drop_drop", sharing::drop_drop),
    ("drop_clone", sharing::drop_clone),
    ("fresh_value", sharing::fresh_value),
    ("swap_locks", locks::swap_locks),
    ("lock_out_of_loop", locks::lock_out_of_loop),
    ("lock_into_loop", locks::lock_into_loop),
    ("unlock_at_once", locks::unlock_at_once),
    ("try_lock_for_lock", locks::try_lock_for_lock),
    ("split_read_modify_write", read_modify_write::split),
    ("load_and_store", atomics::load_and_store),
    ("if_for_while", waiting::if_for_while),
    ("notify_one_for_all", waiting::notify_one_for_all),
    ("notify_two_for_all", waiting::notify_two_for_all),
    ("notify_out_of_loop", waiting::notify_out_of_loop),
    ("sleep_for_wait", threads::sleep_for_wait),
    ("recv_for_try_recv", channels::recv_for_try_recv),
    ("try_recv_for_recv", channels::try_recv_for_recv),
    ("sender_kept_alive", channels::sender_kept_alive),
    ("early_return", threads::early_return),
    ("first_two", rounds::first_two),
    ("for_for_loop", rounds::for_for_loop),
    ("assign_for_accumulate", results::assign_for_accumulate),
    ("set_for_list", results::set_for_list),
    ("static_for_local", statics::static_for_local),
];

/// A changed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mutant {
    /// The kind of change: `drop_join`.
    pub(crate) operator: &'static str,
    /// The first line that is changed, from 1.
    pub(crate) line: usize,
    /// What stands on it before, without white space around it.
    pub(crate) changed: String,
    /// The name of the innermost function that is changed.
    pub(crate) function: Option<String>,
    /// The lines taken out, each behind `- `, and those put in, behind `+ `.
    pub(crate) diff: String,
    pub(crate) text: String,
}

/// All changed versions of a text. `main`, which plays the scene, is changed only where it is judged. None come of a text
/// that is not Rust.
pub(crate) fn mutants(text: &str, main_is_judged: bool) -> Vec<Mutant> {
    let Some(source) = Source::parse(text) else {
        return Vec::new();
    };
    let unjudged = source.unjudged(main_is_judged);
    let mut mutants: Vec<Mutant> = Vec::new();
    for (operator, changes) in OPERATORS {
        for change in changes(&source) {
            let is_judged = change.iter().all(|edit| {
                !unjudged
                    .iter()
                    .any(|range| range.start <= edit.range.start && edit.range.end <= range.end)
            });
            if !is_judged {
                continue;
            }
            let function = change
                .first()
                .and_then(|edit| source.function_at(edit.range.start));
            let Some(changed) = apply(text, change) else {
                continue;
            };
            let is_new = changed != text && mutants.iter().all(|other| other.text != changed);
            if is_new {
                let (line, diff) = difference(text, &changed);
                mutants.push(Mutant {
                    operator,
                    line,
                    changed: text
                        .lines()
                        .nth(line - 1)
                        .unwrap_or_default()
                        .trim()
                        .to_owned(),
                    function,
                    diff,
                    text: changed,
                });
            }
        }
    }
    mutants.sort_by_key(|mutant| mutant.line);
    mutants
}

/// Whether there is such a kind of change.
pub(crate) fn is_operator(name: &str) -> bool {
    OPERATORS.iter().any(|(operator, _)| *operator == name)
}

/// Why a kind of change makes no difference wherever it compiles.
pub(crate) fn harmless(operator: &str) -> Option<&'static str> {
    (operator == "drop_move_of_spawned").then(words::spawned_owns_anyway)
}

#[cfg(test)]
mod tests;
