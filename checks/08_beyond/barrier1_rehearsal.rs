use exercise::{Player, rehearse};
use probes::{Meeting, ThreadLog, quiesce};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, OnceLock};

/// A player whose every move is noted, for the whole hall and for themselves.
struct Musician {
    name: &'static str,
    hall: ThreadLog,
}

impl Musician {
    fn duo(hall: &ThreadLog) -> Vec<Musician> {
        let musician = |name| Musician {
            name,
            hall: hall.clone(),
        };
        vec![musician("the violin"), musician("the tuba")]
    }

    fn does(&self, what: &str) {
        self.hall.note(format!("{} {what}", self.name));
    }
}

impl Player for Musician {
    fn tune(&mut self) {
        self.does("tunes");
    }

    fn play(&mut self) {
        self.does("plays");
    }

    fn bow(&mut self) {
        self.does("bows");
    }
}

/// So many of the first `count` moves are of this kind.
fn among(moves: &[String], count: usize, what: &str) -> usize {
    let moves = moves[..count].iter();
    moves.filter(|entry| entry.ends_with(what)).count()
}

/// Before each move of the kind `then`, everybody has made all their moves of the kind `first`: as many as this one is.
fn assert_phases(moves: &[String], first: &str, then: &str, problem: &str) {
    for (count, entry) in moves.iter().enumerate() {
        if entry.ends_with(then) {
            let piece = among(moves, count, then) / 2 + 1;
            assert!(
                among(moves, count, first) >= 2 * piece,
                "{problem} It went like this: {}.",
                moves.join(", ")
            );
        }
    }
}

/// Nobody plays before all have tuned.
#[test]
fn all_have_tuned_before_anybody_plays() {
    let hall = ThreadLog::new();
    rehearse(Musician::duo(&hall), 1);

    let moves = hall.entries();
    let all = (
        among(&moves, moves.len(), "tunes"),
        among(&moves, moves.len(), "plays"),
    );
    assert!(
        all == (2, 2),
        "Each of the 2 players should tune once and play once. What was done when `rehearse` returned: {}.",
        moves.join(", ")
    );
    assert_phases(
        &moves,
        "tunes",
        "plays",
        "Somebody played while somebody else had not tuned yet.",
    );
}

/// One of two players takes hours over one kind of move, and has a look at what the other has done when all is quiet.
struct Patience {
    takes_hours: Option<&'static str>,
    /// How often anybody has tuned, played and bowed.
    done: Arc<[AtomicUsize; 3]>,
    /// What there was when all was quiet, the first time.
    seen: Arc<OnceLock<[usize; 3]>>,
}

impl Patience {
    fn moves(&mut self, what: &str) {
        if self.takes_hours == Some(what) {
            let is_quiet = quiesce();
            let seen = [0, 1, 2].map(|kind| self.done[kind].load(Ordering::SeqCst));
            if is_quiet {
                let _ = self.seen.set(seen);
            }
        }
        let kind = ["tune", "play", "bow"]
            .iter()
            .position(|&kind| kind == what);
        self.done[kind.unwrap()].fetch_add(1, Ordering::SeqCst);
    }
}

impl Player for Patience {
    fn tune(&mut self) {
        self.moves("tune");
    }

    fn play(&mut self) {
        self.moves("play");
    }

    fn bow(&mut self) {
        self.moves("bow");
    }
}

/// What had been done when one player, or both, had been at their first move of this kind for hours.
fn after_hours(takes_hours: [Option<&'static str>; 2], pieces: usize) -> Option<[usize; 3]> {
    let (done, seen) = (Arc::default(), Arc::default());
    let player = |takes_hours| Patience {
        takes_hours,
        done: Arc::clone(&done),
        seen: Arc::clone(&seen),
    };
    rehearse(takes_hours.map(player).into(), pieces);
    seen.get().copied()
}

/// While somebody tunes for hours, all others sleep before they play.
#[test]
fn who_waits_is_asleep() {
    if let Some([_, played, _]) = after_hours([Some("tune"), None], 1) {
        assert!(
            played == 0,
            "One of 2 players tuned for hours, and the other one played without them."
        );
    }
}

/// When all have played a piece, and not before, exactly one of them bows.
#[test]
fn one_bows_when_all_have_played() {
    let hall = ThreadLog::new();
    rehearse(Musician::duo(&hall), 1);

    let moves = hall.entries();
    let bows = among(&moves, moves.len(), "bows");
    assert!(
        bows == 1,
        "After one piece, one player should bow, but {bows} did. It went like this: {}.",
        moves.join(", ")
    );
    assert_phases(
        &moves,
        "plays",
        "bows",
        "Somebody bowed while somebody else had not played yet.",
    );
}

/// Nobody plays the next piece before the bow, nor before all have tuned for it; and the one who bows has not tuned for
/// it yet.
#[test]
fn every_piece_has_its_turn() {
    let hall = ThreadLog::new();
    rehearse(Musician::duo(&hall), 2);

    let moves = hall.entries();
    let all = ["tunes", "plays", "bows"].map(|what| among(&moves, moves.len(), what));
    assert!(
        all == [4, 4, 2],
        "In two pieces, 2 players tune 4 times and play 4 times, and there are 2 bows. It went like this: {}.",
        moves.join(", ")
    );
    assert_phases(
        &moves,
        "tunes",
        "plays",
        "Somebody played a piece while somebody else had not tuned for it yet.",
    );
    for (count, entry) in moves.iter().enumerate() {
        let pieces = among(&moves, count, "plays") / 2;
        assert!(
            !entry.ends_with("plays") || among(&moves, count, "bows") >= pieces,
            "Somebody played the second piece, and nobody had bowed after the first. It went like this: {}.",
            moves.join(", ")
        );
        let Some(name) = entry.strip_suffix(" bows") else {
            continue;
        };
        let [tuned, played] =
            ["tunes", "plays"].map(|what| among(&moves, count, &format!("{name} {what}")));
        assert!(
            tuned == played,
            "When {name} bowed for the first piece, {name} had tuned for the second one already. It went like this: {}.",
            moves.join(", ")
        );
    }
}

/// A player who notes their moves for themselves only.
struct Soloist(ThreadLog);

impl Player for Soloist {
    fn tune(&mut self) {
        self.0.note("tunes");
    }

    fn play(&mut self) {
        self.0.note("plays");
    }

    fn bow(&mut self) {
        self.0.note("bows");
    }
}

/// Each player is one thread, from the first note to the last bow.
///
/// ```
/// // Nobody else may look at the notes of this player.
/// struct Shy(std::cell::Cell<u32>);
/// impl exercise::Player for Shy {
///     fn tune(&mut self) {}
///     fn play(&mut self) {
///         self.0.set(self.0.get() + 1);
///     }
///     fn bow(&mut self) {}
/// }
/// exercise::rehearse(vec![Shy(std::cell::Cell::new(0))], 1);
/// ```
#[test]
fn each_player_is_one_thread() {
    let (violin, tuba) = (ThreadLog::new(), ThreadLog::new());
    rehearse(vec![Soloist(violin.clone()), Soloist(tuba.clone())], 2);

    let both_at_home = !violin.at_home().is_empty() && !tuba.at_home().is_empty();
    for (name, log) in [("violin", violin), ("tuba", tuba)] {
        let threads = log.threads();
        assert!(
            threads == 1,
            "In the course of two pieces, {threads} threads had a go at the {name}. A player is one thread, for the whole \
             evening."
        );
    }
    assert!(
        !both_at_home,
        "The violin and the tuba were both played by thread `main`. Each player should be a thread of their own."
    );
}

/// A player who, while playing, waits for all others to play.
struct InTutti {
    name: &'static str,
    tutti: Meeting,
    bows: Arc<AtomicUsize>,
}

impl Player for InTutti {
    fn tune(&mut self) {}

    fn play(&mut self) {
        self.tutti.wait(format!("{}, playing,", self.name));
    }

    fn bow(&mut self) {
        quiesce();
        self.bows.fetch_add(1, Ordering::SeqCst);
    }
}

/// All play at the same time, and `rehearse` returns after the last bow.
#[test]
fn they_play_together() {
    let tutti = Meeting::new(3);
    let bows = Arc::new(AtomicUsize::new(0));
    let orchestra = ["the violin", "the tuba", "the harp"].map(|name| InTutti {
        name,
        tutti: tutti.clone(),
        bows: Arc::clone(&bows),
    });
    rehearse(orchestra.into(), 1);

    let playing = tutti.count();
    assert!(
        playing == 3,
        "3 players play together, but when `rehearse` returned, {playing} had."
    );
    let bows = bows.load(Ordering::SeqCst);
    assert!(
        bows == 1,
        "3 players had played a piece together, and one of them bows. When `rehearse` returned, there had been {bows} bows."
    );
}

/// One of four players, who come to both places where they wait for the others one after the other.
struct InTurn {
    /// What the player before sends when it is this one's turn to play; the first one has none before.
    turn: Option<Receiver<()>>,
    next: Option<Sender<()>>,
    hall: ThreadLog,
}

impl Player for InTurn {
    fn tune(&mut self) {
        if self.next.is_none() {
            quiesce();
        }
    }

    fn play(&mut self) {
        if let Some(turn) = &self.turn {
            let _ = turn.recv();
        }
        quiesce();
        self.hall.note("plays");
        if let Some(next) = &self.next {
            let _ = next.send(());
        }
    }

    fn bow(&mut self) {
        self.hall.note("bows");
    }
}

/// Everybody who waits for the last one goes on when the last one has come, even in a bigger orchestra.
#[test]
fn the_last_one_wakes_them_all() {
    let hall = ThreadLog::new();
    let mut quartet = Vec::new();
    let mut turn = None;
    for seat in 0..4 {
        let (next, turn_of_next) = mpsc::channel();
        quartet.push(InTurn {
            turn: turn.replace(turn_of_next),
            next: (seat < 3).then_some(next),
            hall: hall.clone(),
        });
    }
    rehearse(quartet, 1);

    let moves = hall.entries();
    assert!(
        moves == ["plays", "plays", "plays", "plays", "bows"],
        "4 players rehearsed a piece, in which the next one begins to play when the one before has played. It went like this: {}.",
        moves.join(", ")
    );
}

/// With any number of players and pieces there is one bow for each piece, even by a soloist, and none without a piece.
#[test]
fn a_soloist_bows_too() {
    // One orchestra after the other: what was agreed on in the last rehearsal does not count in the next one.
    for (players, pieces) in [(1, 2), (0, 2), (2, 0), (2, 1), (1, 3)] {
        let hall = ThreadLog::new();
        let orchestra = Musician::duo(&hall).into_iter().take(players).collect();
        rehearse(orchestra, pieces);
        let moves = hall.sorted();
        let done = ["tunes", "plays", "bows"].map(|what| among(&moves, moves.len(), what));
        let right = [players * pieces, players * pieces, players.min(1) * pieces];
        assert!(
            done == right,
            "The number of players was {players}, that of pieces {pieces}. So they tune {} times, play {} times and bow {} \
             times, but this is what was done: {moves:?}.",
            right[0],
            right[1],
            right[2]
        );
    }
}

/// A player who, while playing, has a rehearsal with others.
struct Conductor(ThreadLog);

impl Player for Conductor {
    fn tune(&mut self) {}

    fn play(&mut self) {
        rehearse(vec![Soloist(self.0.clone()), Soloist(self.0.clone())], 1);
    }

    fn bow(&mut self) {
        self.0.note("bows for the others");
    }
}

/// Two orchestras can rehearse at the same time, and neither waits for the other.
#[test]
fn each_orchestra_has_its_own_rehearsal() {
    let hall = ThreadLog::new();
    rehearse(vec![Conductor(hall.clone())], 1);
    let moves = hall.sorted();
    let right = [
        "bows",
        "bows for the others",
        "plays",
        "plays",
        "tunes",
        "tunes",
    ];
    assert!(
        moves == right,
        "While a soloist played, two others rehearsed a piece, with a `rehearse` of their own: 2 times somebody tunes, 2 times \
         somebody plays, and there is 1 bow. Then the soloist bows for the others. What was done, in no order: {}.",
        moves.join(", ")
    );
}

/// While somebody plays for hours, nobody bows, and the others sleep before they play the next piece.
#[test]
fn nobody_bows_into_a_solo() {
    if let Some([_, played, bowed]) = after_hours([None, Some("play")], 2) {
        assert!(
            played == 1 && bowed == 0,
            "One of 2 players played the first piece for hours. By then the other one should have played once and nobody should \
             have bowed, but the other one had played {played} times, and there were {bowed} bows."
        );
    }
}

/// While somebody bows for hours, the others sleep before they play the next piece.
#[test]
fn nobody_plays_into_a_bow() {
    if let Some([_, played, _]) = after_hours([Some("bow"); 2], 2) {
        assert!(
            played == 2,
            "After the first piece, somebody bowed for hours. By then 2 players had played {played} times: each plays once \
             before the bow, and not again."
        );
    }
}
