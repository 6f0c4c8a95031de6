use super::*;
use crate::render::timeline::Story;
use crate::replay::stepper::Stepper;
use crate::terminal::Key;
use crate::text::plain;
use crate::wire::Saved;

/// One of the traces written down in `tests/traces/`.
fn saved(name: &str) -> Saved {
    let path = format!("{}/tests/traces/{name}.json", env!("CARGO_MANIFEST_DIR"));
    Saved::read(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The screen after some keys.
fn screen(name: &str, keys: &[Key], columns: usize, rows: usize) -> Vec<String> {
    let saved = saved(name);
    let trace = saved.trace.unwrap();
    let story = Story::of(&trace);
    let mut stepper = Stepper::new(story.steps.len());
    for key in keys {
        stepper.key(*key);
    }
    let scene = Scene {
        exercise: &saved.exercise,
        trace: &trace,
        story: &story,
        stepper: &stepper,
    };
    let lines = page(&scene, columns, rows);
    assert!(lines.len() <= rows, "{} of {rows} rows", lines.len());
    for line in &lines {
        let taken = width(line);
        assert!(taken <= columns, "{taken} of {columns} columns:\n{line}");
    }
    lines
}

fn snapshot(name: &str, file: &str, keys: &[Key], (columns, rows): (usize, usize)) {
    let screen = plain(&screen(file, keys, columns, rows).join("\n"));
    insta::with_settings!({
        snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots"),
        prepend_module_to_snapshot => false,
    }, {
        insta::assert_snapshot!(format!("replay__{name}_{columns}x{rows}"), screen);
    });
}

const SIZES: [(usize, usize); 2] = [(80, 24), (120, 40)];

#[test]
fn the_first_step() {
    snapshot("first", "lost_update", &[], SIZES[0]);
}

#[test]
fn locks_are_held_and_waited_for() {
    for size in SIZES {
        snapshot("locks", "lock_order", &[Key::Down; 5], size);
    }
}

#[test]
fn messages_lie_in_a_channel() {
    for size in SIZES {
        snapshot("messages", "open_channel", &[Key::Down; 7], size);
    }
}

#[test]
fn atomics_have_values_and_threads_end() {
    let keys = [Key::PageDown, Key::PageDown, Key::PageDown];
    snapshot("values", "six_threads", &keys, SIZES[0]);
}

#[test]
fn the_last_step_says_why() {
    for size in SIZES {
        snapshot("deadlock", "philosophers", &[Key::End], size);
    }
    snapshot("open_channel", "open_channel", &[Key::End], SIZES[0]);
    snapshot("lost_update", "lost_update", &[Key::End], SIZES[0]);
    snapshot("no_progress", "no_progress", &[Key::End], SIZES[0]);
}

#[test]
fn a_small_screen_has_the_steps() {
    snapshot("small", "lock_order", &[Key::Down; 4], (40, 10));
}

#[test]
fn every_step_fits_any_screen() {
    let traces = ["lock_order", "six_threads", "no_progress", "self_lock"];
    for name in traces {
        for (columns, rows) in [
            (1, 1),
            (2, 3),
            (20, 5),
            (40, 10),
            (59, 12),
            (80, 24),
            (200, 50),
        ] {
            for keys in [&[][..], &[Key::Down; 3], &[Key::PageDown; 3], &[Key::End]] {
                let lines = screen(name, keys, columns, rows);
                assert!(!lines.is_empty());
            }
        }
    }
}

#[test]
fn the_last_line_is_that_of_the_keys() {
    for rows in 1..40 {
        let lines = screen("philosophers", &[Key::End], 80, rows);
        assert!(
            plain(&lines[lines.len() - 1]).ends_with("q close"),
            "{rows}"
        );
    }
}

#[test]
fn a_step_knows_nothing_of_later_ones() {
    let steps = [
        "`main` spawns thread 1",
        "`main` spawns thread 2",
        "`main` waits for thread 1",
        "Thread 1 locks `chopsticks` 1 (line 33)",
        "Thread 2 locks `chopsticks` 2 (line 33)",
        "Thread 2 waits for `chopsticks` 1 (line 34)",
    ];
    let waiting = [
        "",
        "",
        "`main` waits for thread 1 to end",
        "`main` waits for thread 1 to end",
        "`main` waits for thread 1 to end",
        "`main` waits for thread 1 to end; thread 2 waits for `chopsticks` 1 (line 34)",
    ];
    for (step, (says, waits)) in steps.into_iter().zip(waiting).enumerate() {
        let screen = plain(&screen("dinner", &vec![Key::Down; step], 120, 40).join("\n"));
        assert!(screen.contains(says), "{says}:\n{screen}");
        let found = screen.lines().find_map(|line| line.strip_prefix("waiting"));
        assert_eq!(found.unwrap_or_default().trim(), waits, "{says}:\n{screen}");
    }
}

#[test]
fn a_check_is_named_by_its_sentence() {
    let title = |columns| plain(&screen("dinner", &[], columns, 24)[0]);
    assert_eq!(
        title(80),
        "dead5_dinner  step 1 of 7  Two guests at a table for two both get to eat."
    );
    assert_eq!(title(40), "dead5_dinner  step 1 of 7  Two guests a…");
    assert!(!screen("lock_order", &[], 80, 24)[0].contains("money_moves_both_ways"));
}
