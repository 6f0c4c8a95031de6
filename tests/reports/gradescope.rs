//! Gradescope's `results.json` against the fields that its documentation lists, with their types.

use serde_json::Value;
use threadlings::grade::model::{Audience, Grading};
use threadlings::report;

use crate::sample::{self, text};

const VISIBILITIES: [&str; 4] = ["hidden", "after_due_date", "after_published", "visible"];
const FORMATS: [&str; 5] = ["text", "html", "simple_format", "md", "ansi"];

fn read(grading: &Grading) -> Value {
    serde_json::from_str(&text(report::gradescope(grading).unwrap())).unwrap()
}

/// Every field is documented and of its type; the required ones are there.
fn validate(results: &Value) {
    let among = |words: &[&str], value: &Value| value.as_str().is_some_and(|w| words.contains(&w));
    for (field, value) in results.as_object().unwrap() {
        let is_right = match field.as_str() {
            "score" | "execution_time" => value.is_number(),
            "output" => value.is_string(),
            "output_format" | "test_output_format" | "test_name_format" => among(&FORMATS, value),
            "visibility" | "stdout_visibility" => among(&VISIBILITIES, value),
            "extra_data" => value.is_object(),
            "tests" | "leaderboard" => value.is_array(),
            _ => false,
        };
        assert!(is_right, "{field}: {value}");
    }
    assert!(results["score"].is_number());
    for test in results["tests"].as_array().unwrap() {
        for (field, value) in test.as_object().unwrap() {
            let is_right = match field.as_str() {
                "score" | "max_score" => value.is_number(),
                "status" => among(&["passed", "failed"], value),
                "name" | "number" | "output" => value.is_string(),
                "name_format" | "output_format" => among(&FORMATS, value),
                "visibility" => among(&VISIBILITIES, value),
                "extra_data" => value.is_object(),
                "tags" => value.as_array().unwrap().iter().all(Value::is_string),
                _ => false,
            };
            assert!(is_right, "{field}: {value}");
        }
    }
}

fn one(mut grading: Grading, index: usize) -> Grading {
    grading.submissions = vec![grading.submissions.swap_remove(index)];
    grading
}

#[test]
fn it_has_the_documented_fields() {
    for grading in [
        sample::ordinary(),
        one(sample::hostile(), 0),
        one(sample::hostile(), 1),
        one(sample::class(), 7),
    ] {
        validate(&read(&grading));
    }
}

#[test]
fn the_tests_add_up_to_the_score() {
    for grading in [sample::ordinary(), one(sample::class(), 3)] {
        let results = read(&grading);
        let tests = results["tests"].as_array().unwrap();
        let sum = |field: &str| -> u64 { tests.iter().map(|t| t[field].as_u64().unwrap()).sum() };
        assert_eq!(results["score"], sum("score"));
        assert_eq!(results["extra_data"]["max_score"], sum("max_score"));
    }
    let late = read(&sample::late());
    let tests = late["tests"].as_array().unwrap().iter();
    let sum: f64 = tests.map(|test| test["score"].as_f64().unwrap()).sum();
    assert!((sum - 5.4).abs() < 0.001, "{sum}");
    assert_eq!(late["score"], 5.4);
    let told = late["output"].as_str().unwrap();
    assert!(
        told.contains("passed (late, 2026-03-01T12:00:00Z: 10% less)"),
        "{told}"
    );
    assert!(
        !late.to_string().contains("What the start does already"),
        "that is another reason"
    );
}

#[test]
fn tests_say_what_is_wrong() {
    let results = read(&sample::ordinary());
    let test = |name: &str| {
        let mut tests = results["tests"].as_array().unwrap().iter();
        tests.find(|test| test["name"] == name).unwrap()
    };
    let ovens = test("join2_ovens: second");
    assert_eq!(ovens["number"], "3.2");
    assert_eq!(ovens["status"], "failed");
    assert_eq!(
        ovens["tags"],
        serde_json::json!(["01_threads", "join2_ovens"])
    );
    let output = ovens["output"].as_str().unwrap();
    for part in [
        "asks for holds",
        "2 expected, 1 found",
        "step by step",
        "Output\ncounted",
    ] {
        assert!(output.contains(part), "{part}: {output}");
    }
    assert_eq!(test("join1_kiosk: first")["status"], "passed");
    let nothing = test("join3_race: first");
    assert_eq!(
        (&nothing["status"], &nothing["score"]),
        (&"passed".into(), &0.into())
    );
    assert!(
        nothing["output"]
            .as_str()
            .unwrap()
            .contains("only when every check holds")
    );
    let overview = results["output"].as_str().unwrap();
    for part in [
        "6 of 28 points",
        "join4_probe: not handed in",
        "join3_race: fails 1 of 2 checks (late, 2026-03-01T12:00:00Z)",
        "scope1_choir: refused: it is a link",
    ] {
        assert!(overview.contains(part), "{part}: {overview}");
    }
    let broken = read(&one(sample::class(), 7));
    assert!(
        broken["output"]
            .as_str()
            .unwrap()
            .contains("The archive ends")
    );
}

#[test]
fn students_never_see_a_teachers_words() {
    let mut grading = sample::ordinary();
    let visibilities = |grading: &Grading| -> Vec<String> {
        let results = read(grading);
        let tests = results["tests"].as_array().unwrap().clone();
        let all = tests
            .iter()
            .map(|test| test["visibility"].as_str().unwrap().to_owned());
        all.collect()
    };
    assert!(visibilities(&grading).iter().all(|word| word == "hidden"));
    grading.audience = Audience::Student;
    assert!(visibilities(&grading).iter().all(|word| word == "visible"));
}

#[test]
fn it_takes_one_submission() {
    let says = |grading| report::gradescope(&grading).unwrap_err().to_string();
    assert_eq!(
        says(sample::class()),
        "Gradescope's results are those of one submission, and 200 are graded here; give one PATH"
    );
    assert!(says(sample::empty()).contains("none are graded here"));
    let mut course = sample::course();
    course.submissions.truncate(1);
    for graded in &mut course.submissions[0].exercises {
        graded.judgement.verdict = threadlings::verdict::Verdict::NotJudged;
        graded.judgement.reason = Some("no room".into());
    }
    assert!(says(course).ends_with("so it has no results: no room"));
}
