use exercise::Board;
use probes::{is_locked, quiesce};
use std::sync::Mutex;
use std::thread;

fn new_board() -> Board {
    Board {
        score: Mutex::new((0, 0)),
    }
}

/// Every goal is counted for the team that made it.
#[test]
fn goals_are_counted() {
    let board = new_board();
    assert!(
        board.show() == (0, 0),
        "A new board shows {:?} instead of (0, 0).",
        board.show()
    );
    let mut expected = (0, 0);
    for goal in ["home", "guests", "guests", "guests", "home", "home", "home"] {
        if goal == "home" {
            board.home_goal();
            expected.0 += 1;
        } else {
            board.guest_goal();
            expected.1 += 1;
        }
        let shown = board.show();
        assert!(
            shown == expected,
            "After a goal for the {goal} team the board should show {expected:?}, but it shows {shown:?}."
        );
    }
    for before in (0..=20).chain([49, 99, 999]) {
        let board = Board {
            score: Mutex::new((before, before)),
        };
        board.home_goal();
        board.guest_goal();
        let (shown, goals) = (board.show(), before + 1);
        assert!(
            shown == (goals, goals),
            "Both teams had made {before} goals and made one more each. The board should show ({goals}, {goals}), but it shows {shown:?}."
        );
    }
    let board = Board {
        score: Mutex::new((65_535, 255)),
    };
    board.home_goal();
    board.guest_goal();
    let shown = board.show();
    assert!(
        shown == (65_536, 256),
        "It has been a long match: at (65535, 255) both teams made one more goal. The board should show (65536, 256), but it \
         shows {shown:?}."
    );
}

/// No method keeps the lock after it has returned.
#[test]
fn nobody_keeps_the_lock() {
    let methods: [(&str, fn(&Board)); 4] = [
        ("home_goal", Board::home_goal),
        ("guest_goal", Board::guest_goal),
        ("show", |board| drop(board.show())),
        ("wipe", Board::wipe),
    ];
    for (name, method) in methods {
        let board = new_board();
        method(&board);
        assert!(
            !is_locked(&board.score),
            "`{name}` has returned, but the score is still locked. Nobody will ever get at it again."
        );
    }
}

/// A wiped board shows 0 to 0, and the next match starts from there.
#[test]
fn the_board_can_be_wiped() {
    for score in [(0, 0), (2, 0), (0, 3), (12, 300)] {
        let board = Board {
            score: Mutex::new(score),
        };
        board.wipe();
        let shown = board.show();
        assert!(
            shown == (0, 0),
            "The board was wiped at {score:?}, and then it shows {shown:?}."
        );
    }
    let board = new_board();
    board.home_goal();
    board.guest_goal();
    board.wipe();
    let shown = board.show();
    assert!(
        shown == (0, 0),
        "The board was wiped at one goal each, and still it shows {shown:?}."
    );
    board.guest_goal();
    board.home_goal();
    board.guest_goal();
    let shown = board.show();
    assert!(
        shown == (1, 2),
        "After a wipe the guests made two goals and the home team one, but the board shows {shown:?}."
    );
}

/// Two threads may wipe the board at the same moment: then it is wiped.
#[test]
fn two_may_wipe_it_at_once() {
    let board = Board {
        score: Mutex::new((3, 2)),
    };
    let other = thread::scope(|field| {
        let other = field.spawn(|| board.wipe());
        board.wipe();
        other.join()
    });
    assert!(
        other.is_ok(),
        "At (3, 2) two people wiped the board at the same moment, and one of them panicked."
    );
    let shown = board.show();
    assert!(
        shown == (0, 0),
        "At (3, 2) two people wiped the board at the same moment. Then it shows {shown:?}."
    );
}

/// Both teams may score at the same moment, and both goals count.
#[test]
fn both_teams_may_score_at_once() {
    let board = new_board();
    thread::scope(|field| {
        field.spawn(|| board.home_goal());
        field.spawn(|| board.guest_goal());
    });
    let shown = board.show();
    assert!(
        shown == (1, 1),
        "Both teams scored at the same moment. The board should show (1, 1), but it shows {shown:?}: a goal is lost."
    );
}

/// The board may be wiped at the moment of a goal: it counts for one match or for the other.
#[test]
fn a_goal_may_fall_while_it_is_wiped() {
    let goals: [(&str, fn(&Board)); 2] = [("home", Board::home_goal), ("guest", Board::guest_goal)];
    for (team, goal) in goals {
        let board = Board {
            score: Mutex::new((3, 3)),
        };
        let before = thread::scope(|field| {
            field.spawn(|| board.wipe());
            let before = board.show();
            goal(&board);
            before
        });
        let (home, guests) = board.show();
        assert!(
            home + guests <= 1,
            "At 3 goals each the {team} team scored, and at the same moment the board was wiped. \
             The next match begins with one goal or with none, but the board shows {:?}: the old score is back.",
            (home, guests)
        );
        assert!(
            before != (0, 0) || home + guests == 1,
            "The board was being wiped and showed (0, 0) already when the {team} team scored. That goal belongs to the next match, \
             but when all is done the board shows {:?}.",
            (home, guests)
        );
    }
}

/// `show` returns a score that there really was, not half an old one and half a new one.
#[test]
fn nobody_sees_half_a_score() {
    let changes: [(&str, fn(&Board), (u32, u32)); 3] = [
        ("the board was wiped", Board::wipe, (0, 0)),
        ("the home team scored", Board::home_goal, (4, 2)),
        ("the guests scored", Board::guest_goal, (3, 3)),
    ];
    for (what, change, after) in changes {
        let board = Board {
            score: Mutex::new((3, 2)),
        };
        let shown = thread::scope(|field| {
            field.spawn(|| change(&board));
            board.show()
        });
        assert!(
            shown == (3, 2) || shown == after,
            "At (3, 2) {what}, and at the same moment somebody looked at the board. They saw {shown:?}, which was never the score."
        );
    }
}

/// Each board has a score of its own.
#[test]
fn each_board_has_its_own_score() {
    let (here, there) = (new_board(), new_board());
    here.home_goal();
    here.guest_goal();
    there.home_goal();
    there.guest_goal();
    here.wipe();
    let shown = [here.show(), there.show()];
    assert!(
        shown == [(0, 0), (1, 1)],
        "On each of two boards there was one goal each. Then the first was wiped. They should show (0, 0) and (1, 1), but they \
         show {:?} and {:?}.",
        shown[0],
        shown[1]
    );
}

/// A thread that finds the lock taken sleeps until it is free, and then goes on.
#[test]
fn who_finds_it_locked_waits() {
    let methods: [(&str, fn(&Board), (u32, u32)); 4] = [
        ("home_goal", Board::home_goal, (4, 2)),
        ("guest_goal", Board::guest_goal, (3, 3)),
        ("show", |board| drop(board.show()), (3, 2)),
        ("wipe", Board::wipe, (0, 0)),
    ];
    for (name, method, after) in methods {
        let board = Board {
            score: Mutex::new((3, 2)),
        };
        thread::scope(|field| {
            let score = board.score.lock().unwrap();
            field.spawn(|| method(&board));
            field.spawn(|| drop(board.show()));
            quiesce();
            // Nobody has the lock of the board next door.
            let next_door = new_board();
            method(&next_door);
            drop(next_door.show());
            drop(score);
        });
        let score = *board.score.lock().unwrap();
        assert!(
            score == after,
            "At (3, 2) somebody called `{name}` while the score was locked. Then it was unlocked, and in the end it was \
             {score:?} instead of {after:?}."
        );
    }
}
