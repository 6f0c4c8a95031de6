//! Points. A judgement says what held; what that is worth is the kit's to say, never the submission's.

use super::assignment::Task;
use crate::kit::Credit;
use crate::verdict::Judgement;

/// Points earned.
pub(super) fn score(task: &Task, judgement: &Judgement) -> u32 {
    if judgement.passed() {
        return task.max_score;
    }
    // Without hidden checks the submission itself says what it has passed.
    if task.exercise.credit == Credit::AllOrNothing || !task.is_hidden {
        return 0;
    }
    judgement.points().min(task.max_score)
}
