//! All runs, one after the other, by backtracking.

use super::{Alternative, Strategy};
use crate::execution::cost;

/// Behind so many choices a run just goes on: nobody has time to try the others.
const MAX_DEPTH: usize = 20_000;

/// A choice on the way to the present run.
enum Node {
    Turn(Turn),
    /// One of `count`, and which.
    Data {
        count: usize,
        chosen: usize,
    },
}

struct Turn {
    alternatives: Vec<Alternative>,
    last: Option<usize>,
    preemptions: u32,
    chosen: usize,
    /// Alternatives whose runs are all done: those tried here, and those that sleep since an earlier choice.
    asleep: Vec<Alternative>,
}

/// Depth-first search, bounded by preemptions or reduced by sleep sets.
pub(crate) struct DepthFirst {
    path: Vec<Node>,
    depth: usize,
    bound: Option<u32>,
    /// The sleep set at the present point of the run.
    asleep: Vec<Alternative>,
    cut: bool,
    diverged: bool,
}

impl DepthFirst {
    /// All runs with at most `bound` preemptions.
    pub(crate) fn bounded(bound: u32) -> Self {
        Self {
            path: Vec::new(),
            depth: 0,
            bound: Some(bound),
            asleep: Vec::new(),
            cut: false,
            diverged: false,
        }
    }

    /// All runs, but of those that differ only in the order of commuting operations, one.
    pub(crate) fn exhaustive() -> Self {
        Self {
            bound: None,
            ..Self::bounded(0)
        }
    }

    /// Whether the bound kept a run out.
    pub(crate) fn was_cut(&self) -> bool {
        self.cut
    }

    /// Moves on to the next run. `false` when there is none.
    pub(crate) fn advance(&mut self) -> bool {
        self.depth = 0;
        self.asleep.clear();
        // Choices behind the end of a run that was given up belong to an earlier run.
        while let Some(node) = self.path.pop() {
            match node {
                Node::Data { count, chosen } if chosen + 1 < count => {
                    let chosen = chosen + 1;
                    self.path.push(Node::Data { count, chosen });
                    return true;
                }
                Node::Data { .. } => {}
                Node::Turn(mut turn) => {
                    turn.asleep.push(turn.alternatives[turn.chosen]);
                    if let Some(next) = self.first_awake(&turn) {
                        turn.chosen = next;
                        self.path.push(Node::Turn(turn));
                        return true;
                    }
                }
            }
        }
        false
    }

    /// The first alternative that is worth a try: the thread that ran last goes on first.
    fn first_awake(&mut self, turn: &Turn) -> Option<usize> {
        let order = turn.last.into_iter().chain(0..turn.alternatives.len());
        let mut found = None;
        for index in order {
            let alternative = &turn.alternatives[index];
            if turn.asleep.iter().any(|asleep| asleep.is_same(alternative)) {
                continue;
            }
            let spent = turn.preemptions + cost(&turn.alternatives, turn.last, index);
            if self.bound.is_some_and(|bound| spent > bound) {
                self.cut = true;
                continue;
            }
            found = found.or(Some(index));
        }
        found
    }

    /// What sleeps goes on sleeping as long as what is done commutes with it.
    fn wake(&mut self, asleep: &[Alternative], done: &Alternative) {
        self.asleep = asleep
            .iter()
            .filter(|alternative| {
                alternative.task != done.task
                    && alternative.operation.commutes_with(&done.operation)
            })
            .copied()
            .collect();
    }
}

impl Alternative {
    fn is_same(&self, other: &Self) -> bool {
        self.task == other.task
            && self.early == other.early
            && self.operation.is_same(&other.operation)
    }
}

impl Strategy for DepthFirst {
    fn pick(
        &mut self,
        alternatives: &[Alternative],
        last: Option<usize>,
        preemptions: u32,
    ) -> Option<usize> {
        if let [only] = alternatives {
            if self.asleep.iter().any(|asleep| asleep.is_same(only)) {
                return None;
            }
            if self.bound.is_none() && !self.asleep.is_empty() {
                let asleep = std::mem::take(&mut self.asleep);
                self.wake(&asleep, only);
            }
            return Some(0);
        }
        if self.depth == MAX_DEPTH {
            self.cut = true;
            return Some(last.unwrap_or(0));
        }
        if self.depth == self.path.len() {
            let mut turn = Turn {
                alternatives: alternatives.to_vec(),
                last,
                preemptions,
                chosen: 0,
                asleep: self.asleep.clone(),
            };
            turn.chosen = self.first_awake(&turn)?;
            self.path.push(Node::Turn(turn));
        }
        let Node::Turn(turn) = &self.path[self.depth] else {
            self.diverged = true;
            return None;
        };
        let same = turn.alternatives.len() == alternatives.len()
            && turn
                .alternatives
                .iter()
                .zip(alternatives)
                .all(|(before, now)| before.is_same(now));
        if !same {
            self.diverged = true;
            return None;
        }
        let chosen = turn.chosen;
        if self.bound.is_none() {
            let asleep = turn.asleep.clone();
            self.wake(&asleep, &alternatives[chosen]);
        }
        self.depth += 1;
        Some(chosen)
    }

    fn choose(&mut self, count: usize) -> usize {
        if self.depth == MAX_DEPTH {
            self.cut = true;
            return 0;
        }
        if self.depth == self.path.len() {
            self.path.push(Node::Data { count, chosen: 0 });
        }
        let chosen = match self.path[self.depth] {
            Node::Data {
                count: before,
                chosen,
            } if before == count => chosen,
            _ => {
                self.diverged = true;
                0
            }
        };
        self.depth += 1;
        chosen
    }

    fn diverged(&self) -> bool {
        self.diverged
    }
}
