//! All runs, one after the other, by backtracking.

use std::ops::Range;

use crate::strategy::{Alternative, Mode, Strategy, cost};

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
    /// Where its alternatives stand in `DepthFirst::ways`.
    ways: Range<usize>,
    last: Option<usize>,
    preemptions: u32,
    chosen: usize,
}

/// An alternative, and whether all its runs are done: since it was tried here, or since it was tried at an earlier
/// choice and has commuted with everything from there on.
struct Way {
    alternative: Alternative,
    sleeps: bool,
}

/// Depth-first search, bounded by preemptions or reduced by sleep sets.
pub(crate) struct DepthFirst {
    mode: Mode,
    path: Vec<Node>,
    /// The alternatives of all choices on the path.
    ways: Vec<Way>,
    depth: usize,
    bound: Option<u32>,
    /// The sleep set at the present point of the run.
    asleep: Vec<Alternative>,
    cut: bool,
    diverged: bool,
}

impl DepthFirst {
    /// All runs with at most `bound` preemptions.
    pub(crate) fn bounded(bound: u32, mode: Mode) -> Self {
        Self {
            mode,
            path: Vec::new(),
            ways: Vec::new(),
            depth: 0,
            bound: Some(bound),
            asleep: Vec::new(),
            cut: false,
            diverged: false,
        }
    }

    /// All runs, but of those that differ only in the order of commuting operations, one.
    pub(crate) fn exhaustive(mode: Mode) -> Self {
        Self {
            bound: None,
            ..Self::bounded(0, mode)
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
                    self.ways[turn.ways.start + turn.chosen].sleeps = true;
                    if let Some(next) = self.first_awake(&turn) {
                        turn.chosen = next;
                        self.path.push(Node::Turn(turn));
                        return true;
                    }
                    self.ways.truncate(turn.ways.start);
                }
            }
        }
        false
    }

    /// The first alternative that is worth a try: the thread that ran last goes on first.
    fn first_awake(&mut self, turn: &Turn) -> Option<usize> {
        let ways = &self.ways[turn.ways.clone()];
        let mut found = None;
        for index in turn.last.into_iter().chain(0..ways.len()) {
            if ways[index].sleeps {
                continue;
            }
            if let Some(bound) = self.bound {
                let spent = turn.preemptions + cost(ways, turn.last, index);
                if spent > bound {
                    self.cut = true;
                    continue;
                }
            }
            if found.is_none() {
                found = Some(index);
                if self.bound.is_none() || self.cut {
                    break;
                }
            }
        }
        found
    }

    /// What sleeps goes on sleeping as long as what is done commutes with it.
    fn wake(&mut self, done: &Alternative) {
        self.asleep.retain(|asleep| asleep.keeps_sleeping(done));
    }

    fn is_asleep(&self, alternative: &Alternative) -> bool {
        let mut asleep = self.asleep.iter();
        asleep.any(|asleep| asleep.is_same_way(alternative))
    }

    /// Adds a choice to the path.
    fn push(
        &mut self,
        alternatives: &[Alternative],
        last: Option<usize>,
        preemptions: u32,
    ) -> bool {
        let start = self.ways.len();
        for alternative in alternatives {
            let sleeps = self.is_asleep(alternative);
            self.ways.push(Way {
                alternative: *alternative,
                sleeps,
            });
        }
        let mut turn = Turn {
            ways: start..self.ways.len(),
            last,
            preemptions,
            chosen: 0,
        };
        let Some(chosen) = self.first_awake(&turn) else {
            self.ways.truncate(start);
            return false;
        };
        turn.chosen = chosen;
        self.path.push(Node::Turn(turn));
        true
    }
}

impl AsRef<Alternative> for Way {
    fn as_ref(&self) -> &Alternative {
        &self.alternative
    }
}

impl Alternative {
    /// Whether it is the same thread's, going on in the same way. As long as it has not gone on, so is its operation.
    fn is_same_way(&self, other: &Self) -> bool {
        self.task == other.task && self.early == other.early
    }

    fn is_same(&self, other: &Self) -> bool {
        self.is_same_way(other) && self.operation.is_same(&other.operation)
    }

    fn keeps_sleeping(&self, done: &Self) -> bool {
        self.task != done.task && self.operation.commutes_with(&done.operation)
    }
}

impl Strategy for DepthFirst {
    fn mode(&self) -> Mode {
        self.mode
    }

    fn pick(
        &mut self,
        alternatives: &[Alternative],
        last: Option<usize>,
        preemptions: u32,
    ) -> Option<usize> {
        let only = match alternatives {
            [_] => Some(0),
            _ if self.mode.eager => alternatives.iter().position(Alternative::is_local),
            _ => None,
        };
        if let Some(only) = only {
            let done = &alternatives[only];
            if self.is_asleep(done) {
                return None;
            }
            self.wake(done);
            return Some(only);
        }
        if self.depth == MAX_DEPTH {
            self.cut = true;
            return Some(last.unwrap_or(0));
        }
        if self.depth == self.path.len() && !self.push(alternatives, last, preemptions) {
            return None;
        }
        let Node::Turn(turn) = &self.path[self.depth] else {
            self.diverged = true;
            return None;
        };
        let ways = &self.ways[turn.ways.clone()];
        let same = ways.len() == alternatives.len()
            && ways
                .iter()
                .zip(alternatives)
                .all(|(before, now)| before.alternative.is_same(now));
        if !same {
            self.diverged = true;
            return None;
        }
        let chosen = turn.chosen;
        if self.bound.is_none() {
            let done = &alternatives[chosen];
            self.asleep.clear();
            let asleep = ways.iter().filter(|way| way.sleeps);
            self.asleep.extend(
                asleep
                    .map(|way| way.alternative)
                    .filter(|asleep| asleep.keeps_sleeping(done)),
            );
        }
        self.depth += 1;
        Some(chosen)
    }

    fn choose(&mut self, count: usize) -> Option<usize> {
        if self.depth == MAX_DEPTH {
            self.cut = true;
            return Some(0);
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
        Some(chosen)
    }

    fn diverged(&self) -> bool {
        self.diverged
    }
}
