use exercise::{Player, rehearse};
use probes::{Meeting, ThreadLog, quiesce};

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

/// The next piece begins when everybody has played the one before.
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
        let pieces = among(&moves, count, "tunes") / 2;
        assert!(
            !entry.ends_with("tunes") || among(&moves, count, "plays") >= 2 * pieces,
            "Somebody tuned for the second piece while somebody else still had to play the first. It went like this: {}.",
            moves.join(", ")
        );
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
struct InTutti(&'static str, Meeting);

impl Player for InTutti {
    fn tune(&mut self) {}

    fn play(&mut self) {
        self.1.wait(format!("{}, playing,", self.0));
    }

    fn bow(&mut self) {}
}

/// All play at the same time.
#[test]
fn they_play_together() {
    let tutti = Meeting::new(3);
    let orchestra = ["the violin", "the tuba", "the harp"];
    rehearse(orchestra.map(|name| InTutti(name, tutti.clone())).into(), 1);

    let playing = tutti.count();
    assert!(
        playing == 3,
        "3 players play together, but when `rehearse` returned, {playing} had."
    );
}

/// A player who takes as long as they like to tune, or no time at all.
struct Patience {
    breaks_a_string: bool,
}

impl Player for Patience {
    fn tune(&mut self) {
        if self.breaks_a_string {
            quiesce();
        }
    }

    fn play(&mut self) {}

    fn bow(&mut self) {}
}

/// Who waits for the others is asleep, however long it takes.
#[test]
fn who_waits_is_asleep() {
    let duo = [true, false].map(|breaks_a_string| Patience { breaks_a_string });
    rehearse(duo.into(), 1);
}
