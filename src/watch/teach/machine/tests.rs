use super::*;
use crate::kit::Kit;
use crate::teach::cases::tests::judgement;

const MANIFEST: &str = "format_version = 1\n[[exercises]]\nname = \"a\"\ntitle = \"The a\"\nexplore = false\nhints = [\"x\"]\n";

/// A kit in which the checks and three attempts have these texts.
fn snapshot(checks: &str, start: &str, solution: &str, mistake: &str) -> Snapshot {
    let root = tempfile::tempdir().unwrap();
    let checks = format!("// {checks}\n/// It goes on.\n#[test]\nfn goes_on() {{}}\n");
    let head = "// verdict: deadlocks\n// says: goes\n";
    for (path, text) in [
        ("info.toml", MANIFEST),
        ("checks/a.rs", checks.as_str()),
        ("exercises/a.rs", start),
        ("solutions/a.rs", solution),
        ("mistakes/a/b.rs", format!("{head}{mistake}").as_str()),
    ] {
        let path = root.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    assert!(Kit::from_dir(root.path()).is_ok());
    Snapshot::read(root.path(), "a").unwrap()
}

fn changed(machine: &mut Machine, snapshot: Snapshot) -> Vec<Effect> {
    machine.handle(Event::Changed(Box::new(snapshot)))
}

fn judged(machine: &mut Machine, ticket: u64, case: usize, verdict: Verdict) {
    let judgement = Box::new(judgement(verdict));
    let event = Event::Judged {
        ticket,
        case,
        judgement,
    };
    assert_eq!(machine.handle(event), []);
}

/// A machine that has judged the three texts, all as they should be.
fn settled() -> Machine {
    let mut machine = Machine::default();
    let effects = changed(&mut machine, snapshot("1", "1", "1", "1"));
    let all = Effect::Judge {
        ticket: 1,
        cases: vec![0, 1, 2],
    };
    assert_eq!(effects, [Effect::Cancel, all]);
    judged(&mut machine, 1, 0, Verdict::FailsChecks);
    judged(&mut machine, 1, 1, Verdict::Passed);
    judged(&mut machine, 1, 2, Verdict::Deadlocks);
    machine
}

fn judge(ticket: u64, cases: &[usize]) -> [Effect; 2] {
    let cases = cases.to_vec();
    [Effect::Cancel, Effect::Judge { ticket, cases }]
}

#[test]
fn a_text_that_was_saved_is_judged_alone_and_read() {
    let mut machine = settled();
    assert_eq!((machine.judged(), machine.wrong()), (3, 0));
    let effects = changed(&mut machine, snapshot("1", "1", "2", "1"));
    assert_eq!(effects, judge(2, &[1]));
    assert_eq!((machine.selected(), machine.judged()), (1, 2));
}

#[test]
fn new_checks_judge_everything_anew() {
    let mut machine = settled();
    machine.handle(Event::Key(Key::Down));
    let effects = changed(&mut machine, snapshot("2", "1", "1", "1"));
    assert_eq!(
        effects,
        judge(2, &[1, 0, 2]),
        "the one that is read comes first"
    );
}

#[test]
fn a_save_while_judging_keeps_what_is_judged_already() {
    let mut machine = Machine::default();
    changed(&mut machine, snapshot("1", "1", "1", "1"));
    judged(&mut machine, 1, 0, Verdict::FailsChecks);
    let effects = changed(&mut machine, snapshot("1", "1", "1", "2"));
    assert_eq!(effects, judge(2, &[2, 1]));
    judged(&mut machine, 1, 1, Verdict::Deadlocks);
    assert_eq!(machine.judged(), 1, "an old ticket tells of old texts");
}

#[test]
fn what_is_wrong_is_shown_when_all_are_judged() {
    let mut machine = settled();
    changed(&mut machine, snapshot("2", "1", "1", "1"));
    judged(&mut machine, 2, 0, Verdict::FailsChecks);
    judged(&mut machine, 2, 2, Verdict::Passed);
    assert_eq!(machine.selected(), 0);
    judged(&mut machine, 2, 1, Verdict::Passed);
    assert_eq!((machine.selected(), machine.wrong()), (2, 1));
}

#[test]
fn what_cannot_be_read_is_told_until_it_can() {
    let mut machine = settled();
    machine.handle(Event::Unreadable("no".to_owned()));
    assert_eq!(machine.trouble(), Some("no"));
    assert_eq!(machine.rows().len(), 3);
    assert_eq!(
        changed(&mut machine, snapshot("1", "1", "1", "1")),
        [Effect::Cancel]
    );
    assert_eq!((machine.trouble(), machine.judged()), (None, 3));
}

#[test]
fn keys_choose_scroll_judge_and_quit() {
    let mut machine = settled();
    machine.handle(Event::Key(Key::Up));
    assert_eq!(machine.selected(), 0);
    for _ in 0..5 {
        machine.handle(Event::Key(Key::Down));
    }
    assert_eq!(machine.selected(), 2);
    machine.handle(Event::Key(Key::PageDown));
    assert_eq!(machine.scroll(), 10);
    machine.limit_scroll(3);
    assert_eq!(machine.scroll(), 3);
    assert_eq!(
        machine.handle(Event::Key(Key::Char('r'))),
        judge(2, &[2, 0, 1])
    );
    let quit = [Effect::Cancel, Effect::Quit];
    assert_eq!(machine.handle(Event::Key(Key::Char('q'))), quit);
    assert_eq!(machine.handle(Event::Quit), quit);
}

#[test]
fn the_page_shows_all_attempts_and_fits() {
    use crate::text::{plain, width};
    use crate::watch::teach::page::page;

    let mut machine = settled();
    let shown = |machine: &Machine, columns, rows| {
        let lines = page(machine, columns, rows).lines;
        assert!(lines.len() <= rows);
        assert!(
            lines.iter().all(|line| width(line) <= columns),
            "{lines:#?}"
        );
        plain(&lines.join("\n"))
    };
    insta::assert_snapshot!("settled", shown(&machine, 80, 30));
    changed(&mut machine, snapshot("2", "1", "1", "1"));
    judged(&mut machine, 2, 2, Verdict::Passed);
    insta::assert_snapshot!("judging", shown(&machine, 80, 30));
    judged(&mut machine, 2, 0, Verdict::FailsChecks);
    judged(&mut machine, 2, 1, Verdict::Passed);
    machine.handle(Event::Unreadable("threadlings: no kit".to_owned()));
    insta::assert_snapshot!("wrong", shown(&machine, 60, 20));
    shown(&machine, 20, 5);
    shown(&machine, 1, 1);
}
