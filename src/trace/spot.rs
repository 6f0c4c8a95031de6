//! Lines of the student's file with the lines that they were called from.

use super::{Blocked, Event, Place, Trace};

/// A line of the student's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    /// Its number.
    pub(crate) line: u32,
    /// From which lines the function was called that it stands in, innermost first. Empty where that is not known, or says
    /// nothing.
    pub(crate) callers: Vec<u32>,
}

/// More calls than these are hard to follow.
const MOST: usize = 3;

impl Trace {
    /// Where in the student's file an event happened.
    pub(crate) fn spot(&self, event: &Event) -> Option<Spot> {
        let place = event.place.as_ref().filter(|_| event.is_there());
        self.spot_of(event.thread, place, &event.callers)
    }

    /// Where in the student's file a thread waits.
    pub(crate) fn spot_of_wait(&self, blocked: &Blocked) -> Option<Spot> {
        self.spot_of(blocked.thread, blocked.place.as_ref(), &blocked.callers)
    }

    /// The same of any place.
    pub(crate) fn spot_of(
        &self,
        thread: usize,
        place: Option<&Place>,
        callers: &[Place],
    ) -> Option<Spot> {
        let line = self.own_line(place)?;
        let mut callers = lines(callers);
        let spawned_at = self.threads.get(thread)?.spawned_at.as_ref();
        let has_closure = !callers.is_empty() && self.own_line(spawned_at).is_some();
        // That a thread runs its closure goes without saying.
        if has_closure && (callers.len() > 1 || !self.is_called_by_several(line)) {
            callers.pop();
        }
        callers.truncate(MOST);
        Some(Spot { line, callers })
    }

    /// Whether the function that something happens in was called from several lines, by the check or by the attempt.
    pub(crate) fn is_called_from_several(&self, line: u32) -> bool {
        let mut callers = self.all_callers(line);
        let first = callers.next();
        callers.any(|other| Some(other) != first)
    }

    /// The same of those by the attempt.
    fn is_called_by_several(&self, line: u32) -> bool {
        let mut callers = self.all_callers(line).filter(|lines| !lines.is_empty());
        let first = callers.next();
        callers.any(|other| Some(other) != first)
    }

    /// From which lines something on this line was called, each time it happened.
    fn all_callers(&self, line: u32) -> impl Iterator<Item = Vec<u32>> {
        // Of a long run, only the beginning has callers.
        let (events, blocked) = match self.gap() {
            Some(gap) => (&self.events[..gap], &[][..]),
            None => (&self.events[..], self.ending.blocked()),
        };
        let events = events.iter().map(|event| (&event.place, &event.callers));
        let blocked = blocked
            .iter()
            .map(|blocked| (&blocked.place, &blocked.callers));
        events
            .chain(blocked)
            .filter(move |(place, _)| self.own_line(place.as_ref()) == Some(line))
            .map(|(_, callers)| lines(callers))
    }
}

/// A closure on the line that it is called from is told once.
fn lines(places: &[Place]) -> Vec<u32> {
    let mut lines: Vec<u32> = places.iter().map(|place| place.line).collect();
    lines.dedup();
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::Operation;
    use crate::trace::script::{FILE, Script};
    use crate::trace::words::{at, line};

    fn trace(callers: &[&[usize]]) -> Trace {
        let script = callers.iter().fold(Script::new(1), |script, callers| {
            script.event(1, Operation::Lock, 0, 17, "").from(callers)
        });
        script.fails()
    }

    /// From where each of the events was called that behave as told.
    fn called(trace: &Trace) -> Vec<Vec<u32>> {
        let events = trace.events.iter().skip(1);
        events
            .map(|event| trace.spot(event).unwrap().callers)
            .collect()
    }

    #[test]
    fn a_function_of_the_threads_own_is_called_by_its_closure_which_says_nothing() {
        assert_eq!(called(&trace(&[&[20], &[20]])), [[0; 0]; 2]);
        assert_eq!(called(&trace(&[&[20], &[21]])), [[20], [21]]);
        assert_eq!(called(&trace(&[&[30, 20], &[40, 20]])), [[30], [40]]);
        // The check calls it too.
        assert_eq!(called(&trace(&[&[20], &[]])), [[0; 0]; 2]);
        let mut of_check = trace(&[&[20], &[20]]);
        of_check.threads[1].spawned_at = None;
        assert_eq!(called(&of_check), [[20], [20]]);
    }

    #[test]
    fn only_so_many_calls_are_told() {
        let trace = trace(&[&[1, 2, 2, 3, 4, 5]]);
        let spot = trace.spot(&trace.events[1]).unwrap();
        assert_eq!(spot.callers, [1, 2, 3]);
        let told = "line 17, called from line 1, called from line 2, called from line 3";
        assert_eq!(at(Some(&spot)), format!(" ({told})"));
        assert_eq!(line(&spot), told.replacen(", ", " (", 1) + ")");
    }

    #[test]
    fn what_is_not_in_the_students_file_is_no_spot() {
        let mut trace = trace(&[&[20]]);
        trace.source.path = format!("not/{FILE}");
        assert_eq!(trace.spot(&trace.events[1]), None);
        assert_eq!(at(None), "");
    }
}
