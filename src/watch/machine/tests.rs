//! The machine's behaviour, event by event.

use super::*;
use crate::judge::{BuildStep, Built};
use crate::kit::manifest;
use crate::terminal::Key;

fn machine(stay: bool) -> Machine {
    let names = ["a1", "b2", "c3"];
    let entries = names.map(|name| format!("[[exercises]]\nname = \"{name}\"\nhint = \"x\"\n"));
    let text = format!("format_version = 1\n{}", entries.concat());
    let exercises = manifest::parse(&text, "info.toml").unwrap().exercises;
    Machine::new(exercises.into(), Progress::default(), None, stay)
}

fn judged(machine: &mut Machine, verdict: Verdict) -> Vec<Effect> {
    let ticket = machine.last_ticket;
    judged_with(machine, ticket, verdict)
}

fn judged_with(machine: &mut Machine, ticket: u64, verdict: Verdict) -> Vec<Effect> {
    let judgement = Box::new(Judgement::new(&machine.exercise().name, verdict));
    let text = format!("// {ticket}").into();
    machine.handle(Event::Judged {
        ticket,
        judgement,
        text,
    })
}

fn save(machine: &mut Machine, exercise: usize) -> Vec<Effect> {
    machine.handle(Event::Saved {
        exercise,
        gone: false,
    })
}

fn key(machine: &mut Machine, key: char) -> Vec<Effect> {
    machine.handle(Event::Key(Key::Char(key)))
}

fn judges(effects: &[Effect]) -> Vec<usize> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Judge { exercise, .. } => Some(*exercise),
            _ => None,
        })
        .collect()
}

#[test]
fn a_save_cancels_and_judges_the_newest_text() {
    let mut machine = machine(false);
    machine.handle(Event::Started);
    let effects = save(&mut machine, 0);
    assert!(matches!(
        effects[..],
        [Effect::Cancel, Effect::Judge { .. }]
    ));
}

#[test]
fn the_explorer_is_prepared_once_and_shown_while_it_is_built() {
    let mut machine = machine(false);
    let is_preparing = |effect: &Effect| matches!(effect, Effect::PrepareExplorer);
    assert!(machine.handle(Event::Started).iter().any(is_preparing));
    assert!(!save(&mut machine, 0).iter().any(is_preparing));
    let progress = BuildProgress {
        of: Built::Explorer,
        step: BuildStep::Compiling { done: 1, total: 2 },
    };
    assert!(machine.handle(Event::Building(Some(progress))).is_empty());
    save(&mut machine, 1);
    assert_eq!(machine.building(), Some(progress));
    machine.handle(Event::Building(None));
    assert_eq!(machine.building(), None);
}

#[test]
fn only_the_newest_judging_counts() {
    let mut machine = machine(false);
    machine.handle(Event::Started);
    let old = machine.last_ticket;
    save(&mut machine, 0);
    assert!(judged_with(&mut machine, old, Verdict::Passed).is_empty());
    assert!(machine.is_judging());
    assert_eq!(machine.passed(), 0);
}

#[test]
fn the_first_look_at_a_file_is_no_attempt() {
    let mut machine = machine(false);
    machine.handle(Event::Started);
    judged(&mut machine, Verdict::FailsChecks);
    assert_eq!(machine.progress().record("a1").attempts, 0);
    save(&mut machine, 0);
    judged(&mut machine, Verdict::FailsChecks);
    assert_eq!(machine.progress().record("a1").attempts, 1);
    key(&mut machine, 'r');
    judged(&mut machine, Verdict::FailsChecks);
    assert_eq!(machine.progress().record("a1").attempts, 1);
}

#[test]
fn our_own_failure_is_no_attempt() {
    let mut machine = machine(false);
    save(&mut machine, 0);
    judged(&mut machine, Verdict::NotJudged);
    assert_eq!(machine.progress().record("a1").attempts, 0);
}

#[test]
fn a_pass_is_kept_and_leads_to_the_next_pending_exercise() {
    let mut machine = machine(false);
    machine.progress.passed("b2", 1, SystemTime::UNIX_EPOCH);
    save(&mut machine, 0);
    let effects = judged(&mut machine, Verdict::Passed);
    assert!(
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::Keep(_)))
    );
    assert!(
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::Open { exercise: 2 }))
    );
    assert_eq!(judges(&effects), [2]);
    assert_eq!(machine.exercise().name, "c3");
    assert_eq!(machine.just_passed().unwrap().exercise, "a1");
}

#[test]
fn one_can_go_back_to_a_passed_exercise_and_stay_there() {
    let mut machine = machine(false);
    save(&mut machine, 0);
    judged(&mut machine, Verdict::Passed);
    assert_eq!(judges(&key(&mut machine, 'p')), [0]);
    assert!(judges(&judged(&mut machine, Verdict::Passed)).is_empty());
    key(&mut machine, 'r');
    assert!(judges(&judged(&mut machine, Verdict::Passed)).is_empty());
    assert_eq!(machine.current(), 0);
    assert_eq!(judges(&key(&mut machine, 'n')), [1]);
    key(&mut machine, 'p');
    save(&mut machine, 0);
    assert_eq!(judges(&judged(&mut machine, Verdict::Passed)), [1]);
}

#[test]
fn what_is_open_is_closed_by_keys_alone() {
    for (open, view) in [
        ('l', View::List(List::at(0))),
        ('?', View::Help),
        ('c', View::CheckAll),
    ] {
        let mut machine = machine(false);
        key(&mut machine, open);
        save(&mut machine, 0);
        judged(&mut machine, Verdict::Deadlocks);
        assert_eq!(machine.view(), &view);
        let told = |verdict| {
            let exercise = "a1".to_owned();
            Some(Notice::Judged { exercise, verdict })
        };
        assert_eq!(machine.notice(), told(Verdict::Deadlocks).as_ref());
        save(&mut machine, 0);
        judged(&mut machine, Verdict::Passed);
        assert_eq!(machine.view(), &view);
        assert_eq!(machine.notice(), told(Verdict::Passed).as_ref());
        // The first look at the next one does not cover it.
        judged(&mut machine, Verdict::DoesNotCompile);
        assert_eq!(machine.notice(), told(Verdict::Passed).as_ref());
        save(&mut machine, 2);
        assert_eq!((machine.view(), machine.current()), (&view, 2));
        machine.handle(Event::Key(Key::Escape));
        assert_eq!(machine.view(), &View::Exercise);
    }
}

#[test]
fn the_same_verdict_again_does_not_scroll() {
    let mut machine = machine(false);
    for (verdict, scroll) in [
        (Verdict::Deadlocks, 0),
        (Verdict::Deadlocks, 1),
        (Verdict::FailsChecks, 0),
    ] {
        save(&mut machine, 0);
        judged(&mut machine, verdict);
        assert_eq!(machine.scroll(), scroll);
        machine.handle(Event::Key(Key::Down));
    }
}

#[test]
fn hints_that_were_seen_are_there_again() {
    let mut machine = machine(false);
    key(&mut machine, 'h');
    key(&mut machine, 'n');
    assert!(machine.hints().is_empty());
    key(&mut machine, 'p');
    assert_eq!(machine.hints(), ["x"]);
    let progress = machine.progress().clone();
    let again = Machine::new(machine.exercises().clone(), progress, None, false);
    assert_eq!(again.hints(), ["x"]);
}

#[test]
fn with_stay_a_pass_waits_for_n() {
    let mut machine = machine(true);
    save(&mut machine, 0);
    assert!(judges(&judged(&mut machine, Verdict::Passed)).is_empty());
    assert_eq!(machine.current(), 0);
    assert_eq!(judges(&key(&mut machine, 'n')), [1]);
}

#[test]
fn after_the_last_pass_nothing_is_left() {
    let mut machine = machine(false);
    for index in 0..3 {
        save(&mut machine, index);
        judged(&mut machine, Verdict::Passed);
    }
    assert!(machine.is_finished());
    assert_eq!(machine.current(), 2);
    key(&mut machine, 'n');
    assert_eq!(machine.notice(), Some(&Notice::AtTheEnd));
}

#[test]
fn a_save_elsewhere_leads_there_without_opening_the_editor_again() {
    let mut machine = machine(false);
    let effects = save(&mut machine, 2);
    assert_eq!(judges(&effects), [2]);
    assert!(
        !effects
            .iter()
            .any(|effect| matches!(effect, Effect::Open { .. }))
    );
    assert_eq!(machine.notice(), Some(&Notice::Followed));
}

#[test]
fn a_reset_takes_two_presses_in_a_row() {
    let mut machine = machine(false);
    assert!(key(&mut machine, 'x').is_empty());
    key(&mut machine, 'h');
    assert!(key(&mut machine, 'x').is_empty());
    assert!(matches!(
        key(&mut machine, 'x')[..],
        [Effect::Reset { exercise: 0 }]
    ));
}

#[test]
fn hints_come_one_by_one_until_there_are_none() {
    let mut machine = machine(false);
    assert!(machine.hints().is_empty());
    key(&mut machine, 'h');
    assert_eq!(machine.hints(), ["x"]);
    key(&mut machine, 'h');
    assert_eq!(machine.notice(), Some(&Notice::NoMoreHints));
}

#[test]
fn the_solution_comes_after_the_pass() {
    let mut machine = machine(false);
    assert!(key(&mut machine, 's').is_empty());
    assert_eq!(machine.notice(), Some(&Notice::NotEarned));
    save(&mut machine, 0);
    judged(&mut machine, Verdict::Passed);
    let effects = key(&mut machine, 's');
    assert!(matches!(
        effects[..],
        [Effect::ShowSolution { exercise: 0 }]
    ));
}

#[test]
fn the_list_goes_where_enter_is_pressed() {
    let mut machine = machine(false);
    key(&mut machine, 'l');
    machine.handle(Event::Key(Key::End));
    machine.handle(Event::Key(Key::Up));
    assert_eq!(judges(&machine.handle(Event::Key(Key::Enter))), [1]);
    assert_eq!(machine.view(), &View::Exercise);
}

#[test]
fn quitting_works_in_every_view() {
    for view in ['l', '?', 'c', 'x', 'h'] {
        let mut machine = machine(false);
        key(&mut machine, view);
        let effects = key(&mut machine, 'q');
        assert!(
            matches!(effects[..], [Effect::Cancel, Effect::Quit]),
            "{view}"
        );
    }
}

#[test]
fn check_all_is_not_started_twice() {
    let mut machine = machine(false);
    assert!(matches!(key(&mut machine, 'c')[..], [Effect::CheckAll]));
    assert!(key(&mut machine, 'c').is_empty());
    machine.handle(Event::CheckedAll);
    assert!(matches!(key(&mut machine, 'c')[..], [Effect::CheckAll]));
}

/// Saves a text and has it judged.
fn judged_text(machine: &mut Machine, text: &str, verdict: Verdict) {
    save(machine, machine.current());
    machine.handle(Event::Judged {
        ticket: machine.last_ticket,
        judgement: Box::new(Judgement::new(&machine.exercise().name, verdict)),
        text: text.into(),
    });
}

#[test]
fn one_can_go_back_to_the_verdicts_before() {
    let mut machine = machine(false);
    machine.handle(Event::Started);
    key(&mut machine, 'b');
    assert_eq!(machine.notice(), Some(&Notice::NothingEarlier));
    judged_text(&mut machine, "one", Verdict::DoesNotCompile);
    judged_text(&mut machine, "two", Verdict::Deadlocks);
    judged_text(&mut machine, "three", Verdict::FailsChecks);
    let shown = |machine: &Machine| match machine.view() {
        View::Earlier { exercise, ago } => {
            machine.earlier(*exercise, *ago).unwrap().judgement.verdict
        }
        view => panic!("{view:?}"),
    };
    key(&mut machine, 'b');
    assert_eq!(shown(&machine), Verdict::Deadlocks);
    key(&mut machine, 'b');
    assert_eq!(shown(&machine), Verdict::DoesNotCompile);
    key(&mut machine, 'b');
    assert_eq!(machine.notice(), Some(&Notice::NothingEarlier));
    assert_eq!(shown(&machine), Verdict::DoesNotCompile);
    machine.handle(Event::Key(Key::Escape));
    assert_eq!(machine.view(), &View::Exercise);
}

#[test]
fn the_same_text_judged_again_is_no_verdict_before() {
    let mut machine = machine(false);
    machine.handle(Event::Started);
    judged_text(&mut machine, "one", Verdict::FailsChecks);
    judged_text(&mut machine, "one", Verdict::FailsChecks);
    key(&mut machine, 'b');
    assert_eq!(machine.notice(), Some(&Notice::NothingEarlier));
}

#[test]
fn what_changed_is_shown_since_the_verdict_one_looks_at() {
    let mut machine = machine(false);
    machine.handle(Event::Started);
    for text in ["one", "two", "three"] {
        judged_text(&mut machine, text, Verdict::FailsChecks);
    }
    let changes = |machine: &mut Machine| {
        let effects = key(machine, 'd');
        assert!(matches!(effects[..], [Effect::ReadText { exercise: 0 }]));
        machine.handle(Event::Text("now".to_owned()));
        match machine.view() {
            View::Changes { then, now, .. } => format!("{then} {now}"),
            view => panic!("{view:?}"),
        }
    };
    assert_eq!(changes(&mut machine), "two now");
    machine.handle(Event::Key(Key::Escape));
    key(&mut machine, 'b');
    key(&mut machine, 'b');
    assert_eq!(changes(&mut machine), "one now");
    // And back to the verdict.
    assert!(key(&mut machine, 'd').is_empty());
    let exercise = 0;
    assert_eq!(machine.view(), &View::Earlier { exercise, ago: 2 });
}

#[test]
fn a_verdict_that_is_looked_at_stays_when_the_next_one_comes() {
    let mut machine = machine(false);
    machine.handle(Event::Started);
    judged_text(&mut machine, "one", Verdict::DoesNotCompile);
    judged_text(&mut machine, "two", Verdict::Deadlocks);
    key(&mut machine, 'b');
    let exercise = 0;
    for (text, verdict, ago) in [
        ("three", Verdict::FailsChecks, 2),
        ("three", Verdict::FailsChecks, 2),
        ("four", Verdict::Passed, 3),
    ] {
        judged_text(&mut machine, text, verdict);
        assert_eq!(machine.view(), &View::Earlier { exercise, ago });
        let shown = machine.earlier(exercise, ago).unwrap();
        assert_eq!(shown.judgement.verdict, Verdict::DoesNotCompile);
    }
    // The pass led on, but what is read is about the exercise before, and so are the keys.
    assert_eq!(machine.current(), 1);
    let effects = key(&mut machine, 'd');
    assert!(matches!(effects[..], [Effect::ReadText { exercise: 0 }]));
}

#[test]
fn solutions_are_shown_one_after_the_other() {
    let mut machine = machine(true);
    machine.handle(Event::Started);
    save(&mut machine, 0);
    judged(&mut machine, Verdict::Passed);
    let effects = key(&mut machine, 's');
    assert!(matches!(
        effects[..],
        [Effect::ShowSolution { exercise: 0 }]
    ));
    let files = ["a1.rs", "a1.2.rs"].map(|path| (path.to_owned(), String::new()));
    machine.handle(Event::Solution {
        files: files.to_vec(),
        own: String::new(),
    });
    for expected in [0, 1] {
        assert!(
            matches!(machine.view(), View::Solution(Solutions { shown, .. }) if *shown == expected)
        );
        key(&mut machine, 's');
    }
    assert_eq!(machine.view(), &View::Exercise);
}

#[test]
fn what_comes_with_the_verdict_is_not_denied_before_it() {
    let mut machine = machine(false);
    for asked in ['g', 'v'] {
        save(&mut machine, 0);
        key(&mut machine, asked);
        assert_eq!(machine.notice(), Some(&Notice::StillJudging), "{asked}");
        judged(&mut machine, Verdict::DoesNotCompile);
        assert_eq!(machine.notice(), None, "{asked}: the verdict is there");
    }
    key(&mut machine, 'g');
    assert_eq!(machine.notice(), Some(&Notice::NothingToPlay));
    key(&mut machine, 'v');
    assert_eq!(machine.notice(), Some(&Notice::NothingToReplay));
}
