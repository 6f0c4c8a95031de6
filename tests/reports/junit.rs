//! `JUnit`'s XML against a schema, by a validator; and what a reader finds in it.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus};
use threadlings::grade::model::Grading;
use threadlings::report;
use uppsala::XsdValidator;

use crate::sample::{self, text};

fn read(grading: &Grading) -> Report {
    Report::deserialize_from_str(&text(report::junit(grading))).unwrap()
}

fn errors(xml: &str) -> Vec<String> {
    let schema = uppsala::parse(include_str!("junit.xsd")).unwrap();
    let validator = XsdValidator::from_schema(&schema).unwrap();
    let document = uppsala::parse(xml).unwrap_or_else(|error| panic!("{error}\n{xml}"));
    let errors = validator.validate(&document);
    errors.iter().map(ToString::to_string).collect()
}

#[test]
fn it_keeps_to_the_schema() {
    for (name, grading) in sample::all() {
        let xml = text(report::junit(&grading));
        assert_eq!(errors(&xml), [""; 0], "{name}");
    }
}

#[test]
fn the_schema_finds_faults() {
    let xml = text(report::junit(&sample::ordinary()));
    let broken = [
        xml.replacen("<testcase name=", "<testcase nom=", 1),
        xml.replacen(" tests=\"", " skipped=\"1\" tests=\"", 1),
        xml.replace("<failure", "<fault")
            .replace("</failure", "</fault"),
        xml.replace("<properties>", "<testcase name=\"x\"><properties>")
            .replace("</properties>", "</properties></testcase>"),
        xml.replacen("failures=\"", "failures=\"-", 1),
    ];
    assert_eq!(errors(&xml), [""; 0]);
    for (index, broken) in broken.iter().enumerate() {
        assert!(!errors(broken).is_empty(), "nothing is wrong with {index}");
    }
}

fn named<'a>(report: &'a Report, class: &str, name: &str) -> &'a TestCase {
    let mut cases = report
        .test_suites
        .iter()
        .flat_map(|suite| &suite.test_cases);
    let is_it = |case: &&TestCase| {
        case.name.as_str() == name && case.classname.as_ref().is_some_and(|c| c.as_str() == class)
    };
    cases
        .find(is_it)
        .unwrap_or_else(|| panic!("{class} {name}"))
}

fn told(case: &TestCase) -> (&'static str, String, String) {
    match &case.status {
        TestCaseStatus::Success { .. } => ("passed", String::new(), String::new()),
        TestCaseStatus::NonSuccess {
            kind,
            message,
            description,
            ..
        } => (
            match kind {
                NonSuccessKind::Failure => "failure",
                NonSuccessKind::Error => "error",
            },
            message.as_ref().unwrap().as_str().to_owned(),
            description
                .as_ref()
                .map(|text| text.as_str().to_owned())
                .unwrap_or_default(),
        ),
        TestCaseStatus::Skipped { message, .. } => (
            "skipped",
            message.as_ref().unwrap().as_str().to_owned(),
            String::new(),
        ),
    }
}

#[test]
fn every_check_is_a_case() {
    let report = read(&sample::ordinary());
    assert_eq!(report.test_suites.len(), 1);
    assert_eq!(report.tests, 13);
    let of = |class, name| told(named(&report, class, name));
    assert_eq!(of("join1_kiosk", "first").0, "passed");
    let (kind, message, body) = of("spawn1_thumbs", "second");
    assert_eq!(kind, "failure");
    assert_eq!(
        message,
        "exercises/01_threads/spawn1_thumbs.rs:16: does not compile: 1 error. error[E0615]: \
         2 expected, 1 found"
    );
    assert!(body.starts_with("What `second` asks for holds."), "{body}");
    let (kind, message, body) = of("join2_ovens", "second");
    assert_eq!(kind, "failure");
    assert_eq!(
        message,
        "exercises/01_threads/join2_ovens.rs:9: 2 expected, 1 found"
    );
    assert!(
        body.contains("step by step") && body.contains("Is there an operation"),
        "{body}"
    );
    let (kind, message, _) = of("join4_probe", "first");
    assert_eq!(
        (kind, &*message),
        (
            "skipped",
            "exercises/01_threads/join4_probe.rs: not handed in"
        )
    );
    let (kind, message, _) = of("scope1_choir", "first");
    assert_eq!(kind, "failure");
    assert!(
        message.ends_with("refused: it is a link to 2 expected, 1 found"),
        "{message}"
    );
    let (kind, message, _) = of("move1_menu", "move1_menu");
    assert_eq!(kind, "error");
    assert!(
        message.contains("The checks do not fit the solution."),
        "{message}"
    );
    let output = named(&report, "join2_ovens", "second").system_out.as_ref();
    assert_eq!(output.unwrap().as_str(), "counted 2 expected, 1 found");
    let remarks = report.test_suites[0].system_err.as_ref().unwrap();
    assert!(
        remarks.contains("late, 2026-03-01T12:00:00Z"),
        "{remarks:?}"
    );
}

#[test]
fn of_several_submissions_the_class_names_whose_it_is() {
    let report = read(&sample::class());
    assert_eq!(report.test_suites.len(), 200);
    named(&report, "student-199.join1_kiosk", "first");
    let (kind, message, _) = told(named(&report, "student-007", "submission"));
    assert_eq!(
        (kind, &*message),
        ("skipped", "The archive ends in the middle of a file.")
    );
}

#[test]
fn a_submission_that_cannot_be_read_is_an_error() {
    let report = read(&sample::hostile());
    let (kind, message, _) = told(named(&report, "@b", "submission"));
    assert_eq!(kind, "error");
    assert!(
        message.starts_with("The archive is corrupt: =cmd"),
        "{message}"
    );
    assert!(
        message.contains("]]> </script>"),
        "nothing is lost: {message}"
    );
}
