//! Judges many attempts side by side and hands each judgement over as it comes. It must not know what is wanted of them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use crate::judge::{Attempt, Judge};
use crate::kit::{Exercise, Kit};
use crate::process::Cancel;
use crate::verdict::Judgement;

/// A text to be judged.
#[derive(Clone, Copy)]
pub(crate) struct Task<'a> {
    pub(crate) exercise: &'a Exercise,
    pub(crate) text: &'a str,
    /// How often.
    pub(crate) times: usize,
}

/// Judges all tasks, in about their order. `done` is called on this thread with a task's index and one judgement of it.
pub(crate) fn judge_all(
    judge: &Judge,
    kit: &Kit,
    tasks: &[Task],
    cancel: &Cancel,
    mut done: impl FnMut(usize, Judgement),
) {
    let turns: Vec<usize> = tasks
        .iter()
        .enumerate()
        .flat_map(|(index, task)| std::iter::repeat_n(index, task.times))
        .collect();
    // Judging waits for other processes half of the time.
    let workers = thread::available_parallelism().map_or(2, |cores| cores.get() + 1);
    let next = AtomicUsize::new(0);
    let (sender, judged) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..workers.min(turns.len()) {
            let sender = sender.clone();
            let (next, turns) = (&next, &turns);
            scope.spawn(move || {
                while let Some(&index) = turns.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let task = tasks[index];
                    let attempt = Attempt {
                        exercise: task.exercise,
                        text: Some(task.text.as_bytes()),
                        width: None,
                    };
                    let Some(judgement) = judge.judge(kit, &attempt, cancel) else {
                        return;
                    };
                    if sender.send((index, judgement)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        for (index, judgement) in judged {
            done(index, judgement);
        }
    });
}
