use super::*;
use crate::judge::Shortest;
use crate::play::game::Effect;
use crate::terminal::Key;
use crate::text::plain;
use crate::trace::{Ending, Place, Trace};
use crate::verdict::Exploration;
use crate::wire::Saved;

/// One of the traces written down in `tests/traces/`.
fn saved(name: &str) -> Trace {
    let path = format!("{}/tests/traces/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let saved = Saved::read(&std::fs::read_to_string(path).unwrap()).unwrap();
    saved.trace.unwrap()
}

/// The same after so many events: the last thread stands before a lock, and all others can go on.
fn so_far(name: &str, events: usize) -> Played {
    let mut trace = saved(name);
    trace.events.truncate(events);
    trace.preemptions = 1;
    let place = trace.events.iter().rev().find_map(|it| it.place.clone());
    let last = trace.threads.len() - 1;
    let standing = (0..=last).map(|thread| Blocked {
        thread,
        operation: Operation::Lock,
        object: Some(trace.objects.len() - 1),
        other: None,
        place: place.clone().map(|place| Place { ..place }),
        callers: Vec::new(),
    });
    trace.ending = Ending::LeftRunning(standing.collect());
    let turns = (0..last).map(|thread| Turn {
        thread,
        early: false,
        switches: thread > 0,
    });
    played(Stands::Open(turns.collect()), trace)
}

fn played(stands: Stands, trace: Trace) -> Played {
    Played {
        exploration: Exploration {
            schedules: 518,
            exhaustive: true,
            preemptions: None,
            random: 0,
            left_running: false,
            spurious: None,
        },
        fails: true,
        shortest: Some(Shortest {
            choices: vec![Choice::Turn {
                thread: 1,
                early: false,
            }],
            switches: 1,
        }),
        stands,
        trace,
    }
}

fn won(name: &str) -> Played {
    let failed = Stands::Failed("it does not hold".into());
    played(failed, saved(name))
}

fn right(position: Played) -> Played {
    Played {
        fails: false,
        shortest: None,
        ..position
    }
}

fn screen(game: &Game, columns: usize, rows: usize) -> String {
    let lines = page("dead2_bank", game, columns, rows);
    assert_eq!(lines.len(), rows);
    for line in &lines {
        let taken = width(line);
        assert!(taken <= columns, "{taken} of {columns} columns:\n{line}");
    }
    plain(&lines.join("\n"))
}

fn snapshot(name: &str, game: &Game) {
    let screen = screen(game, 80, 24);
    insta::with_settings!({
        snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots"),
        prepend_module_to_snapshot => false,
    }, {
        insta::assert_snapshot!(format!("play__{name}_80x24"), screen);
    });
}

#[test]
fn threads_stand_at_their_lines_with_what_they_are_about_to_do() {
    let mut game = Game::new(so_far("lock_order", 6), 1);
    game.key(Key::Char('h'));
    snapshot("open", &game);
}

#[test]
fn the_drawing_is_shown_when_it_is_won() {
    snapshot("won", &Game::new(won("lock_order"), 1));
}

#[test]
fn a_long_drawing_can_be_scrolled() {
    let mut game = Game::new(won("six_threads"), 1);
    let top = screen(&game, 80, 24);
    assert_eq!(game.key(Key::Down), Effect::Show);
    let below = screen(&game, 80, 24);
    let line = |screen: &str, line: usize| screen.lines().nth(line).unwrap().to_owned();
    assert_eq!(line(&top, 4), line(&below, 3));
    for _ in 0..500 {
        game.key(Key::Down);
    }
    assert!(!screen(&game, 80, 24).lines().nth(4).unwrap().is_empty());
}

#[test]
fn right_code_is_said_to_be_right() {
    let game = Game::new(right(so_far("lock_order", 6)), 1);
    let aim = "Try to break it: the check held in all 518 interleavings.";
    assert_eq!(screen(&game, 80, 24).lines().nth(1), Some(aim));
}

#[test]
fn ways_are_told_apart() {
    let mut position = so_far("lock_order", 6);
    position.stands = Stands::Asks(Asks {
        thread: 1,
        ways: 2,
        threads: vec![2, 0],
    });
    let shown = screen(&Game::new(position, 1), 80, 24);
    assert!(shown.contains("2  `to_bob`: wakes `to_ada`"), "{shown}");
    assert!(shown.contains("m  `to_bob`: wakes `main`"), "{shown}");
}

#[test]
fn every_position_fits_any_screen() {
    let positions = [
        so_far("lock_order", 0),
        so_far("lock_order", 6),
        so_far("six_threads", 12),
        right(so_far("philosophers", 9)),
        right(played(Stands::Held, so_far("lock_order", 6).trace)),
        won("six_threads"),
        won("no_progress"),
    ];
    for position in positions {
        let mut game = Game::new(position, 1);
        for key in ['x', 'h'] {
            game.key(Key::Char(key));
            for (columns, rows) in [(1, 1), (2, 3), (20, 5), (40, 10), (80, 24), (200, 50)] {
                let shown = screen(&game, columns, rows);
                if columns >= 40 {
                    assert!(shown.trim_end().ends_with("q quit"), "{shown}");
                }
            }
        }
    }
}

#[test]
fn of_many_threads_those_that_wait_give_way() {
    let position = so_far("six_threads", 40);
    let last = position.trace.threads.len() - 1;
    let game = Game::new(position, 1);
    let small = screen(&game, 60, 12);
    assert!(small.contains("… and 3 more threads"), "{small}");
    assert!(!small.contains(&format!("thread {last} locks")), "{small}");
    let large = screen(&game, 80, 40);
    assert!(large.contains(&format!("thread {last} ")), "{large}");
    assert!(!large.contains("more thread"), "{large}");
}

#[test]
fn a_wait_that_ends_early_is_no_switch_but_counts_as_one() {
    let mut position = so_far("lock_order", 6);
    let turn = |early| Turn {
        thread: 1,
        early,
        switches: true,
    };
    for (early, said) in [(false, " (a switch)"), (true, " (counts as a switch)")] {
        position.stands = Stands::Open(vec![turn(early)]);
        for columns in [40, 80] {
            let shown = screen(&Game::new(position.clone(), 1), columns, 24);
            let line = shown.lines().find(|line| line.starts_with("1  "));
            assert!(line.unwrap().trim_end().ends_with(said), "{shown}");
        }
    }
}
