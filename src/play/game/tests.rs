use super::*;
use crate::judge::{Asks, Turn};
use crate::trace::script::Script;
use crate::verdict::Exploration;

const SAME: Key = Key::Enter;

fn turn(thread: usize) -> Choice {
    Choice::Turn {
        thread,
        early: false,
    }
}

fn played(stands: Stands) -> Played {
    Played {
        exploration: Exploration {
            schedules: 6,
            exhaustive: true,
            preemptions: None,
            random: 0,
            left_running: false,
            spurious: None,
        },
        fails: true,
        shortest: Some(Shortest {
            choices: vec![turn(1), turn(2), turn(1)],
            switches: 1,
        }),
        stands,
        trace: Script::new(2).fails(),
    }
}

/// These threads can be chosen; below zero, they wake early.
fn open(threads: &[i32]) -> Played {
    let turns = threads.iter().map(|thread| Turn {
        thread: thread.unsigned_abs() as usize,
        early: *thread < 0,
        switches: false,
    });
    played(Stands::Open(turns.collect()))
}

fn asks(ways: usize, threads: &[usize]) -> Played {
    played(Stands::Asks(Asks {
        thread: 1,
        ways,
        threads: threads.to_vec(),
    }))
}

/// The same where no run fails.
fn right(position: Played) -> Played {
    Played {
        fails: false,
        shortest: None,
        ..position
    }
}

fn game() -> Game {
    Game::new(open(&[1, 2]), 7)
}

/// What a key has run, as text.
fn runs(effect: &Effect) -> String {
    match effect {
        Effect::Run(choices) => {
            let choices: Vec<String> = choices.iter().map(Choice::to_string).collect();
            choices.join(" ")
        }
        other => format!("{other:?}"),
    }
}

fn key(game: &mut Game, key: char) -> String {
    runs(&game.key(Key::Char(key)))
}

#[test]
fn the_key_of_a_thread_lets_it_go_on() {
    let mut game = game();
    assert_eq!(key(&mut game, '1'), "1");
    assert!(game.is_running());
    assert_eq!(game.arrived(open(&[0, 2])), Effect::Show);
    assert_eq!(key(&mut game, 'm'), "1 0");
    game.arrived(open(&[2]));
    assert_eq!(key(&mut game, '2'), "1 0 2");
    game.arrived(open(&[0, -2]));
    assert_eq!(runs(&game.key(SAME)), "1 0 2 2!", "it wakes early");
}

#[test]
fn a_thread_that_waits_cannot_be_chosen() {
    let mut game = Game::new(open(&[2]), 7);
    assert_eq!(key(&mut game, '1'), "Show");
    assert_eq!(game.message(), Some(&Message::CannotGoOn(1)));
    assert_eq!(key(&mut game, '9'), "Show");
    assert_eq!(game.message(), None, "there is no such thread");
}

#[test]
fn keys_that_come_early_are_taken_afterwards() {
    let mut game = game();
    assert_eq!(key(&mut game, '1'), "1");
    assert_eq!(key(&mut game, '2'), "Show");
    assert_eq!(key(&mut game, '1'), "Show");
    assert_eq!(runs(&game.arrived(open(&[1, 2]))), "1 2");
    assert_eq!(runs(&game.arrived(open(&[1, 2]))), "1 2 1");
    assert_eq!(game.key(Key::Char('q')), Effect::Quit, "at any moment");
}

#[test]
fn choices_are_taken_back_without_a_run() {
    let mut game = game();
    key(&mut game, '1');
    game.arrived(open(&[2]));
    key(&mut game, '2');
    game.arrived(played(Stands::Failed("it does not hold".into())));
    assert!(game.is_won());
    assert_eq!(key(&mut game, 'u'), "Show");
    assert_eq!(game.position().stands, open(&[2]).stands);
    assert_eq!(key(&mut game, 'u'), "Show");
    assert_eq!(key(&mut game, 'u'), "Show");
    assert_eq!(game.position().stands, open(&[1, 2]).stands);
    assert_eq!(key(&mut game, '2'), "2", "from here on it is another run");
    game.arrived(open(&[1]));
    assert_eq!(game.position().stands, open(&[1]).stands);
    assert_eq!(key(&mut game, 's'), "Show");
    assert_eq!(game.position().stands, open(&[1, 2]).stands);
}

#[test]
fn a_thread_runs_until_it_waits() {
    let mut game = game();
    key(&mut game, '1');
    game.arrived(open(&[1, 2]));
    assert_eq!(key(&mut game, 'r'), "1 1");
    assert_eq!(runs(&game.arrived(open(&[1, 2]))), "1 1 1");
    assert_eq!(game.arrived(open(&[2])), Effect::Show, "it waits");
    assert_eq!(key(&mut game, '2'), "1 1 1 2");
    assert_eq!(game.arrived(open(&[1, 2])), Effect::Show, "that was all");
    assert_eq!(key(&mut game, 'r'), "1 1 1 2 2");
    assert_eq!(
        game.arrived(open(&[1, -2])),
        Effect::Show,
        "it would not wake by itself"
    );
}

#[test]
fn a_thread_that_never_waits_is_stopped() {
    let mut game = game();
    key(&mut game, '1');
    game.arrived(open(&[1]));
    key(&mut game, 'r');
    let mut steps = 0;
    while game.arrived(open(&[1])) != Effect::Show {
        steps += 1;
    }
    assert_eq!(steps, FURTHEST);
}

#[test]
fn chance_chooses_among_those_who_can() {
    let mut game = Game::new(open(&[1, -2]), 7);
    let mut chosen: Vec<String> = (0..50)
        .map(|_| {
            let chosen = key(&mut game, 'c');
            game.arrived(open(&[1]));
            key(&mut game, 's');
            chosen
        })
        .collect();
    chosen.sort();
    chosen.dedup();
    assert_eq!(chosen, ["1", "2!"]);
}

#[test]
fn a_step_can_go_in_several_ways() {
    let mut game = game();
    key(&mut game, '1');
    game.arrived(asks(2, &[]));
    assert_eq!(key(&mut game, '3'), "Show");
    assert_eq!(key(&mut game, 'm'), "Show");
    assert_eq!(key(&mut game, '2'), "1 =1");
    game.arrived(asks(2, &[2, 0]));
    assert_eq!(key(&mut game, '1'), "Show", "it waits for nothing");
    assert_eq!(key(&mut game, 'm'), "1 =1 =1");
    assert_eq!(game.last(), Some(1));
}

#[test]
fn a_hint_is_the_next_step_of_a_shortest_run() {
    let mut game = game();
    key(&mut game, 'h');
    assert_eq!(game.message(), Some(&Message::Hint(turn(1))));
    key(&mut game, '1');
    game.arrived(open(&[1, 2]));
    assert_eq!(game.message(), None);
    key(&mut game, 'h');
    assert_eq!(game.message(), Some(&Message::Hint(turn(2))));
    for thread in ['1', '1'] {
        key(&mut game, thread);
        game.arrived(open(&[1, 2]));
    }
    key(&mut game, 'h');
    assert_eq!(game.message(), Some(&Message::HintIsElsewhere(2)));
    let mut game = Game::new(right(open(&[1])), 7);
    key(&mut game, 'h');
    assert_eq!(game.message(), Some(&Message::NoHint));
}

#[test]
fn nobody_can_win_on_right_code_and_that_is_said() {
    let held = played(Stands::Held);
    let tries = |tries: usize, start: &Played, end: &Played| {
        let mut game = Game::new(start.clone(), 7);
        for _ in 0..tries {
            key(&mut game, 's');
            key(&mut game, '1');
            game.arrived(end.clone());
        }
        game.vain_tries()
    };
    let (start, end) = (right(open(&[1])), right(held.clone()));
    assert_eq!(tries(TRIES - 1, &start, &end), None);
    assert_eq!(tries(TRIES, &start, &end), Some(TRIES));
    assert_eq!(tries(TRIES, &open(&[1]), &held), None, "it can be done");
}
