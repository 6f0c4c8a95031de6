use super::*;
use crate::verdict::Verdict;

const HEAD: &str = "format_version = 1\n[[exercises]]\nname = \"join1\"\n";

fn problems(text: &str) -> String {
    parse(text, "info.toml").unwrap_err().to_string()
}

/// The problems of an exercise with these further lines, of which the first is line 4.
fn exercise_problems(lines: &str) -> String {
    problems(&format!("{HEAD}{lines}"))
}

fn only_exercise(lines: &str) -> Exercise {
    let manifest = parse(&format!("{HEAD}{lines}"), "info.toml").unwrap();
    manifest.exercises.into_iter().next().unwrap()
}

#[test]
fn a_rustlings_kit_loads_unchanged() {
    let text = r#"
format_version = 1
welcome_message = """
Welcome!
"""
final_message = ""

[[exercises]]
name = "intro1"
dir = "00_intro"
test = false
skip_check_unsolved = true
hint = """
Look again.
"""

[[exercises]]
name = "intro2"
strict_clippy = true
hint = ""
"#;
    let manifest = parse(text, "info.toml").unwrap();
    assert_eq!(manifest.welcome_message.as_deref(), Some("Welcome!"));
    assert_eq!(manifest.final_message, None);
    let [first, second] = manifest.exercises.as_slice() else {
        panic!("{manifest:?}");
    };
    assert_eq!(first.name, "intro1");
    assert_eq!(first.dir.as_deref(), Some("00_intro"));
    assert!(!first.test && first.skip_check_unsolved && !first.strict_clippy);
    assert_eq!(first.hints, ["Look again."]);
    assert_eq!(second.dir, None);
    assert!(second.test && !second.skip_check_unsolved && second.strict_clippy);
    assert!(second.hints.is_empty());
    assert_eq!(second.explore, Some(Explore::default()));
    assert_eq!(second.time_limit, Duration::from_secs(5));
    assert_eq!((second.memory_mb, second.max_threads), (1024, 1024));
}

#[test]
fn all_that_threadlings_adds_is_read() {
    let exercise = only_exercise(
        r#"title = "The kiosk"
concepts = ["join", "spawn"]
points = 3
hints = ["Where?", "How?"]
explore = { preemptions = 2, schedules = 500, seed = 0xFF }
all_or_nothing = true
time_limit_s = 0.5
memory_mb = 64
max_threads = 5
[[exercises.nudges]]
when = "E0615"
say = "A method."
[[exercises.nudges]]
when = "deadlocks"
say = "Who waits?"
"#,
    );
    assert_eq!(exercise.title.as_deref(), Some("The kiosk"));
    assert_eq!(exercise.concepts, ["join", "spawn"]);
    assert_eq!(exercise.points, Some(3));
    assert_eq!(exercise.hints, ["Where?", "How?"]);
    let explore = Explore {
        preemptions: Some(2),
        schedules: Some(500),
        seed: Some(255),
        method: Method::Bounded,
    };
    assert_eq!(exercise.explore, Some(explore));
    assert_eq!(exercise.time_limit, Duration::from_millis(500));
    assert_eq!((exercise.memory_mb, exercise.max_threads), (64, 5));
    assert_eq!(exercise.credit, Credit::AllOrNothing);
    let whens: Vec<When> = exercise.nudges.into_iter().map(|n| n.when).collect();
    assert_eq!(
        whens,
        [
            When::Code("E0615".into()),
            When::Verdict(Verdict::Deadlocks),
        ]
    );
}

#[test]
fn a_kit_may_forbid_exploring_or_ask_for_it() {
    let read = |text: &str| {
        let exercise = only_exercise(text);
        (exercise.explore, exercise.asks_to_explore)
    };
    let explore = Explore::default();
    assert_eq!(read("explore = false\n"), (None, false));
    assert_eq!(read(""), (Some(explore.clone()), false));
    assert_eq!(read("explore = true\n"), (Some(explore.clone()), true));
    assert_eq!(read("explore = {}\n"), (Some(explore), true));
    assert_eq!(
        exercise_problems("explore = 1\n"),
        "info.toml:4: `explore` in exercise `join1` is 1: \
         it must be a table such as `{ preemptions = 2 }`, `true` or `false`"
    );
}

#[test]
fn an_unknown_key_is_named_with_what_was_meant() {
    let error = parse(&format!("{HEAD}hnts = []\ncolour = 1\n"), "info.toml").unwrap_err();
    assert_eq!(error.list[0].line, 4);
    assert_eq!(error.list[0].column, None);
    assert_eq!(error.list[0].key.as_deref(), Some("hnts"));
    assert_eq!(
        error.to_string(),
        "info.toml:4: unknown key `hnts` in exercise `join1`: did you mean `hints`?\n\
         info.toml:5: unknown key `colour` in exercise `join1`: the keys here are `name`, `dir`, `renamed_from`, \
         `title`, `concepts`, `points`, `hint`, `hints`, `nudges`, `start`, `equivalents`, `test`, `strict_clippy`, \
         `skip_check_unsolved`, `explore`, `all_or_nothing`, `time_limit_s`, `memory_mb`, `max_threads`"
    );
    assert_eq!(
        exercise_problems("explore = { schedule = 3 }\n[[exercises.nudges]]\nif = \"E0373\"\n"),
        "info.toml:4: unknown key `schedule` in `explore` of exercise `join1`: \
         did you mean `schedules`?\n\
         info.toml:5: `when` is missing in nudge 1 of exercise `join1`: \
         add `when = \"fails_checks\"`\n\
         info.toml:5: `say` is missing in nudge 1 of exercise `join1`: add `say = \"…\"`\n\
         info.toml:6: unknown key `if` in nudge 1 of exercise `join1`: \
         the keys here are `when`, `say`"
    );
}

#[test]
fn missing_keys_are_named() {
    assert_eq!(
        problems("\nwelcome = \"Hi\"\n"),
        "info.toml:1: `format_version` is missing at the top: add `format_version = 1`\n\
         info.toml:1: `exercises` is missing at the top: add `[[exercises]]`\n\
         info.toml:2: unknown key `welcome` at the top: did you mean `welcome_message`?"
    );
    assert_eq!(
        problems("format_version = 1\n\n[[exercises]]\n\n[[exercises]]\nname = \"a\"\n"),
        "info.toml:3: `name` is missing in exercise number 1: add `name = \"…\"`"
    );
}

#[test]
fn another_format_is_refused() {
    assert_eq!(
        problems("format_version = 2\nexercises = 3\n"),
        "info.toml:1: `format_version` at the top is 2: it must be 1\n\
         info.toml:2: `exercises` at the top is 3: \
         it must be tables, each below its own `[[exercises]]`"
    );
}

#[test]
fn wrong_types_and_bad_values_are_all_reported() {
    assert_eq!(
        exercise_problems(
            "title = 1\npoints = \"3\"\ntest = \"no\"\nconcepts = [\"join\", 2, \"\"]\nhints = \"x\"\n\
             time_limit_s = 0\nmemory_mb = -1\nexplore = { schedules = 0, seed = 1.5 }\n\
             nudges = [1]\n"
        ),
        "info.toml:4: `title` in exercise `join1` is 1: it must be a string\n\
         info.toml:5: `points` in exercise `join1` is a string: \
         it must be a whole number from 0 to 4294967295\n\
         info.toml:6: `test` in exercise `join1` is a string: it must be `true` or `false`\n\
         info.toml:7: item 2 of `concepts` in exercise `join1` is 2: it must be a string\n\
         info.toml:7: item 3 of `concepts` in exercise `join1` is empty: write it or remove it\n\
         info.toml:8: `hints` in exercise `join1` is a string: it must be an array of strings\n\
         info.toml:9: `time_limit_s` in exercise `join1` is 0: \
         it must be a number of seconds above 0, at most 3600\n\
         info.toml:10: `memory_mb` in exercise `join1` is -1: \
         it must be a whole number from 1 to 4294967295\n\
         info.toml:11: `schedules` in `explore` of exercise `join1` is 0: \
         it must be a whole number from 1 to 4294967295\n\
         info.toml:11: `seed` in `explore` of exercise `join1` is 1.5: \
         it must be a whole number from 0 to 18446744073709551615\n\
         info.toml:12: item 1 of `nudges` in exercise `join1` is 1: \
         it must be a table below `[[exercises.nudges]]`"
    );
}

#[test]
fn no_time_limit_outlasts_the_clock() {
    for limit in ["inf", "nan", "-1.0", "1e300", "3601", "0x10"] {
        let problems = exercise_problems(&format!("time_limit_s = {limit}\n"));
        assert!(
            problems.contains("it must be a number of seconds"),
            "{problems}"
        );
    }
}

#[test]
fn names_must_do_as_files_everywhere() {
    let text = "format_version = 1\n\
        [[exercises]]\nname = \"\"\n\
        [[exercises]]\nname = \"join-1\"\ndir = \"..\"\n\
        [[exercises]]\nname = \"a/b\"\ndir = \"/etc\"\n\
        [[exercises]]\nname = \"NUL\"\ndir = \"com1\"\n\
        [[exercises]]\nname = \"ok\"\ndir = \"01-threads_a\"\n\
        [[exercises]]\nname = \"fine\"\ndir = \"\"\n";
    assert_eq!(
        problems(text),
        "info.toml:3: `name` in exercise number 1 is empty: \
         write a name of letters, digits and `_`\n\
         info.toml:5: `name` in exercise `join-1` contains `-`: \
         write a name of letters, digits and `_`\n\
         info.toml:6: `dir` in exercise `join-1` contains `.`: \
         write a name of letters, digits and `_`, `-`\n\
         info.toml:8: `name` in exercise `a/b` contains `/`: \
         write a name of letters, digits and `_`\n\
         info.toml:9: `dir` in exercise `a/b` contains `/`: \
         write a name of letters, digits and `_`, `-`\n\
         info.toml:11: `name` in exercise `NUL` is `NUL`, which Windows keeps for a device: \
         write a name of letters, digits and `_`\n\
         info.toml:12: `dir` in exercise `NUL` is `com1`, which Windows keeps for a device: \
         write a name of letters, digits and `_`, `-`\n\
         info.toml:18: `dir` in exercise `fine` is empty: \
         write a name of letters, digits and `_`, `-`"
    );
}

#[test]
fn two_exercises_cannot_share_a_file() {
    assert_eq!(
        exercise_problems("[[exercises]]\nname = \"Join1\"\ndir = \"x\"\n"),
        "info.toml:5: there is an exercise `Join1` on line 3 already: \
         give one of them another name"
    );
}

#[test]
fn hint_and_hints_exclude_each_other() {
    assert_eq!(
        exercise_problems("hints = [\"a\"]\nhint = \"b\"\n"),
        "info.toml:5: both `hint` and `hints` in exercise `join1`: \
         move the text of `hint` into `hints`"
    );
}

#[test]
fn a_nudge_needs_a_known_outcome() {
    let nudge = |when: &str| {
        exercise_problems(&format!(
            "[[exercises.nudges]]\nwhen = \"{when}\"\nsay = \"x\"\n"
        ))
    };
    assert_eq!(
        nudge("deadlock"),
        "info.toml:5: unknown `when = \"deadlock\"` in nudge 1 of exercise `join1`: \
         did you mean `deadlocks`?"
    );
    assert!(nudge("no_progres").ends_with("did you mean `no_progress`?"));
    assert_eq!(
        nudge("E37"),
        "info.toml:5: unknown `when = \"E37\"` in nudge 1 of exercise `join1`: \
         use an error code such as `E0373`, a lint such as `clippy::mutex_atomic`, \
         a verdict such as `deadlocks`, or `check:` and a check's name"
    );
}

#[test]
fn a_nudge_says_something() {
    assert_eq!(
        exercise_problems("[[exercises.nudges]]\nwhen = \"E0373\"\nsay = \" \"\n"),
        "info.toml:6: `say` in nudge 1 of exercise `join1` is empty: it must be a sentence"
    );
}

#[test]
fn broken_syntax_hides_no_other_problem_and_invents_none() {
    assert_eq!(
        problems(
            "format_version = 1\n[[exercises]]\nname = \ntst = true\n\n\
             [[exercises]]\nname = \"b\"\nname = \"c\"\n"
        ),
        "info.toml:3:8: string values must be quoted, expected literal string\n\
         info.toml:4: unknown key `tst` in exercise number 1: did you mean `test`?\n\
         info.toml:8:1: duplicate key (`name`)"
    );
    assert_eq!(
        problems("welcome_message = \"\"\"\nformat_version = 1\n"),
        "info.toml:3:1: invalid multi-line basic string, expected `\"`"
    );
}

#[test]
fn columns_count_characters_and_lines_count_newlines() {
    assert_eq!(
        problems("format_version = 1\r\n\r\nfinal_message = \"é\" x\r\n[[exercises]]\r\nname = 1"),
        "info.toml:3:21: unexpected key or value, expected newline, `#`\n\
         info.toml:5: `name` in exercise number 1 is 1: it must be a string"
    );
}

#[test]
fn the_start_and_equivalents_are_for_the_teacher() {
    let exercise = only_exercise(
        "start = \"check:wait\"\n[[exercises.equivalents]]\nmutant = \"drop_clone\"\nline = \" a.clone() \"\nbecause = \"it is the last use\"\n[[exercises.equivalents]]\nmutant = \"drop_join\"\nline = \"x\"\nbecause = \"y\"\nsolution = \"join1.2.rs\"\nfunction = \"close\"\n",
    );
    assert_eq!(exercise.start, Some(When::Check("wait".to_owned())));
    assert_eq!(exercise.equivalents[0].line, "a.clone()");
    assert_eq!(exercise.equivalents[0].solution, None);
    assert_eq!(
        exercise.equivalents[1].solution.as_deref(),
        Some("join1.2.rs")
    );
    assert_eq!(exercise.equivalents[1].function.as_deref(), Some("close"));
    assert_eq!(
        exercise_problems(
            "start = \"deadlok\"\n[[exercises.equivalents]]\nmutant = \"\"\nlin = 1\n"
        ),
        "info.toml:4: unknown `start = \"deadlok\"` in exercise `join1`: did you mean `deadlocks`?\n\
         info.toml:5: `line` is missing in equivalent 1 of exercise `join1`: add `line = \"…\"`\n\
         info.toml:5: `because` is missing in equivalent 1 of exercise `join1`: add `because = \"…\"`\n\
         info.toml:6: `mutant` in equivalent 1 of exercise `join1` is empty: it must be the name of a change\n\
         info.toml:7: unknown key `lin` in equivalent 1 of exercise `join1`: did you mean `line`?"
    );
}

#[test]
fn an_outcome_is_written_as_it_is_read() {
    for word in [
        "E0373",
        "clippy::mutex_atomic",
        "deadlocks",
        "no_progress",
        "check:a1",
    ] {
        assert_eq!(When::from_word(word).unwrap().to_string(), word);
    }
}

#[test]
fn an_exercise_may_say_what_it_was_called() {
    let former = |lines: &str| {
        let exercise = only_exercise(lines);
        let name = exercise.former_name().map(str::to_owned);
        (name, exercise.former_path())
    };
    let path = |path: &str| Some(format!("exercises/{path}.rs"));
    let named = Some("old".to_owned());
    assert_eq!(former(""), (None, None));
    assert_eq!(
        former("renamed_from = \"old\""),
        (named.clone(), path("old"))
    );
    assert_eq!(
        former("dir = \"b\"\nrenamed_from = \"old\""),
        (named.clone(), path("b/old"))
    );
    assert_eq!(
        former("dir = \"b\"\nrenamed_from = \"a/old\""),
        (named, path("a/old"))
    );
    // It only moved.
    assert_eq!(
        former("dir = \"b\"\nrenamed_from = \"a/join1\""),
        (None, path("a/join1"))
    );
    for (lines, said) in [
        (
            "renamed_from = \"a/b/c\"",
            "info.toml:4: `renamed_from` in exercise `join1` is a string: it must be `\"NAME\"` or `\"DIR/NAME\"`, of letters, digits and `_`",
        ),
        (
            "renamed_from = \"join2\"\n[[exercises]]\nname = \"Join2\"",
            "info.toml:4: `renamed_from` says `join2`, which line 6 has already: name what no exercise is called now, and only once",
        ),
    ] {
        assert_eq!(exercise_problems(lines), said);
    }
}
