//! Explains names below a drawing.

use super::words;
use crate::trace::Trace;
use crate::trace::cast::{Cast, is_numbered, namesakes};

/// Explains the names of these threads and of these objects, where a name alone does not tell.
pub(super) fn legend(
    trace: &Trace,
    cast: &Cast,
    threads: &[usize],
    objects: &[usize],
) -> Vec<String> {
    let mut lines = Vec::new();
    let mut explained: Vec<usize> = Vec::new();
    for thread in threads {
        let Some(place) = &trace.threads[*thread].spawned_at else {
            continue;
        };
        if explained.contains(thread) {
            continue;
        }
        let same: Vec<usize> = threads
            .iter()
            .copied()
            .filter(|other| trace.threads[*other].spawned_at.as_ref() == Some(place))
            .collect();
        lines.push(match trace.own_line(Some(place)) {
            Some(line) => words::spawned_at(cast, &same, line),
            None if place.is_in_library() => words::spawned_by_library(cast, &same),
            None => words::spawned_by_check(cast, &same),
        });
        explained.extend(same);
    }
    let mut explained: Vec<&str> = Vec::new();
    for object in objects {
        let Some(name) = trace.objects[*object].name.as_deref() else {
            continue;
        };
        let same: Vec<usize> = namesakes(trace, *object)
            .filter(|other| objects.contains(other))
            .collect();
        if same.len() < 2 || explained.contains(&name) {
            continue;
        }
        explained.push(name);
        let names: Vec<&str> = same.iter().map(|other| cast.object(Some(*other))).collect();
        let place = trace.objects[*object].made_at.as_ref();
        if is_numbered(trace, *object) {
            lines.push(words::made_at(&names, trace.own_line(place)));
        }
    }
    lines
}
