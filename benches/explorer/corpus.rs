//! The kit's mistakes that only some interleavings show.

use std::path::Path;

use threadlings::judge::{Attempt, Judge, Toolchain};
use threadlings::kit::{Explore, Kit, Method};
use threadlings::process::Cancel;
use threadlings::verdict::Verdict;

/// Prints a line for each.
pub(crate) fn print() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let kit = Kit::from_dir(root).expect("the kit is sound");
    let judge = Judge::new(Toolchain::find(root).expect("there is a toolchain"));
    println!("| mistake of the kit | ours | random | PCT |");
    println!("|---|---|---|---|");
    for exercise in kit.exercises() {
        for mistake in kit.mistakes(exercise).expect("mistakes are readable") {
            let interleaved = [Verdict::FailsInSomeInterleaving, Verdict::Deadlocks];
            if !interleaved.contains(&mistake.verdict) {
                continue;
            }
            let cells = Method::ALL.map(|method| {
                let mut exercise = exercise.clone();
                exercise.explore = Some(Explore {
                    method,
                    ..Explore::default()
                });
                let attempt = Attempt {
                    exercise: &exercise,
                    text: Some(mistake.text.as_bytes()),
                    width: None,
                };
                let judgement = judge
                    .judge(&kit, &attempt, &Cancel::new())
                    .expect("nobody cancels");
                match (&judgement.trace, judgement.exploration) {
                    (Some(trace), Some(explored)) => format!(
                        "{} schedules, {} events",
                        explored.schedules,
                        trace.events.len()
                    ),
                    _ => format!("{} instead", judgement.verdict),
                }
            });
            println!(
                "| {}/{} | {} |",
                exercise.name,
                mistake.slug,
                cells.join(" | ")
            );
        }
    }
}
