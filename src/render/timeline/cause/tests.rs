mod order;
mod stuck;

use super::super::words::causes;
use super::Cause;
use crate::trace::Trace;
use crate::trace::names::Names;

/// What is said of a trace; `-` where nothing is.
fn says(trace: &Trace) -> String {
    let cause = Cause::find(trace);
    cause.map_or("-".to_owned(), |cause| {
        causes::cause(trace, &Names::of(trace), &cause)
    })
}

#[track_caller]
fn assert_says(trace: &Trace, words: &str) {
    let said = says(trace);
    assert!(said.contains(words), "{said}\ndoes not say\n{words}");
}
