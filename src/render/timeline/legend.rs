//! Explains names below a drawing.

use super::words;
use crate::trace::Trace;
use crate::trace::names::{Names, is_numbered, namesakes};

/// Explains the names of these threads and of these objects, where a name alone does not tell.
pub(super) fn legend(
    trace: &Trace,
    names: &Names,
    threads: &[usize],
    objects: &[usize],
) -> Vec<String> {
    let mut lines = Vec::new();
    let mut explained: Vec<usize> = Vec::new();
    let spawned_at = |thread: usize| {
        let place = trace.threads[thread].spawned_at.as_ref()?;
        Some((trace.own_line(Some(place)), place.is_in_library()))
    };
    for thread in threads {
        let Some(place) = spawned_at(*thread) else {
            continue;
        };
        if explained.contains(thread) {
            continue;
        }
        let same = threads.iter().copied();
        let same: Vec<usize> = same
            .filter(|other| spawned_at(*other) == Some(place))
            .collect();
        lines.push(match place {
            (Some(line), _) => words::spawned_at(names, &same, line),
            (None, true) => words::spawned_by_library(names, &same),
            (None, false) => words::spawned_by_check(names, &same),
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
        let names: Vec<&str> = same
            .iter()
            .map(|other| names.object(Some(*other)))
            .collect();
        let place = trace.objects[*object].made_at.as_ref();
        if is_numbered(trace, *object) {
            lines.push(words::made_at(&names, trace.own_line(place)));
        }
    }
    lines
}
