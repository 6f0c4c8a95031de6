//! Runs that somebody else decides, on a number that threads read and write.

use std::cell::Cell;
use std::panic::Location;
use std::rc::Rc;

use engine::{
    Access, Budget, Choice, Kind, Object, Run, Snapshot, Standing, choose, exit_early, pass, play,
    spawn,
};

/// A number, and the end of the program where it is not what it should be.
struct Number {
    object: Object,
    value: Cell<u32>,
}

impl Number {
    #[track_caller]
    fn new() -> Rc<Self> {
        Rc::new(Self {
            object: Object::new(),
            value: Cell::new(0),
        })
    }

    #[track_caller]
    fn reach(&self, kind: Kind, access: Access) {
        let id = self.object.id("a number", Snapshot::of(self));
        pass(kind, id, access, Location::caller());
    }

    #[track_caller]
    fn add(&self) {
        self.reach(Kind::Load, Access::READ);
        let value = self.value.get();
        self.reach(Kind::Store, Access::WRITE);
        self.value.set(value + 1);
    }
}

/// Two threads count at the same time, and the first one looks when it comes to it.
fn lost_update() {
    let number = Number::new();
    let other = Rc::clone(&number);
    let add = Box::new(move || other.add());
    spawn(None, None, Location::caller(), add).unwrap();
    number.add();
    number.reach(Kind::Load, Access::READ);
    if number.value.get() == 1 {
        exit_early(7, Location::caller());
    }
}

fn turn(thread: usize) -> Choice {
    Choice::Turn {
        thread,
        early: false,
    }
}

fn run(choices: &[Choice], body: &dyn Fn()) -> Run {
    play(Budget::default(), choices, body).1
}

/// Who can be chosen.
fn turns(run: &Run) -> Vec<(usize, bool)> {
    match &run.standing {
        Standing::Open(turns) => turns.iter().map(|it| (it.thread, it.preempts)).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_run_stops_where_nothing_more_was_chosen() {
    let start = run(&[], &lost_update);
    assert_eq!(turns(&start), [(0, false), (1, true)]);
    let before: Vec<Kind> = start.blocked.iter().map(|it| it.kind).collect();
    assert_eq!(before, [Kind::Load, Kind::Start]);

    let later = run(&[turn(0), turn(1)], &lost_update);
    assert_eq!(turns(&later), [(0, true), (1, false)]);
    assert_eq!(later.preemptions, 1);
    let before: Vec<Kind> = later.blocked.iter().map(|it| it.kind).collect();
    assert_eq!(before, [Kind::Store, Kind::Load]);
}

#[test]
fn the_shortest_failing_run_can_be_played() {
    let start = run(&[], &lost_update);
    let shortest = start.shortest.expect("it fails");
    for end in 0..shortest.choices.len() {
        let standing = run(&shortest.choices[..end], &lost_update).standing;
        assert!(matches!(standing, Standing::Open(_)), "{end}: {standing:?}");
    }
    let won = run(&shortest.choices, &lost_update);
    assert!(matches!(won.standing, Standing::Failed(_)));
    assert_eq!(won.preemptions, shortest.preemptions);
}

#[test]
fn a_choice_that_cannot_be_leads_nowhere() {
    let astray = |choices: &[Choice]| {
        let standing = run(choices, &lost_update).standing;
        matches!(standing, Standing::Astray)
    };
    assert!(astray(&[turn(5)]));
    assert!(astray(&[Choice::Way(0)]));
    let early = true;
    assert!(astray(&[Choice::Turn { thread: 0, early }]));
    assert!(!astray(&[turn(0)]));
}

#[test]
fn a_step_can_go_in_several_ways() {
    let body = || {
        let number = Number::new();
        number.reach(Kind::Load, Access::READ);
        if choose(3) == 2 {
            exit_early(7, Location::caller());
        }
    };
    let asked = run(&[turn(0)], &body);
    match &asked.standing {
        Standing::Asks(asks) => assert_eq!((asks.thread, asks.ways), (0, 3)),
        other => panic!("{other:?}"),
    }
    let standing = |way| run(&[turn(0), Choice::Way(way)], &body).standing;
    assert!(matches!(standing(0), Standing::Held));
    assert!(matches!(standing(2), Standing::Failed(_)));
    assert!(matches!(standing(3), Standing::Astray));
    let shortest = asked.shortest.expect("it fails");
    assert_eq!(shortest.choices, [turn(0), Choice::Way(2)]);
}

#[test]
fn right_code_has_no_failing_run() {
    let body = || {
        Number::new().add();
    };
    let (exploration, run) = play(Budget::default(), &[], &body);
    assert!(exploration.coverage.exhaustive);
    assert!(run.shortest.is_none());
}
