//! Gradebooks, as Canvas and Moodle take them.

use threadlings::grade::model::Grading;
use threadlings::report::{self, Gradebook, Platform, Roster};

use crate::sample::{self, text};

fn written(grading: &Grading, platform: Platform, roster: Option<&str>) -> (String, Vec<String>) {
    let gradebook = Gradebook {
        platform,
        assignment: Some("Concurrency, part 1".into()),
        roster: roster.map(|roster| Roster::read(roster.as_bytes()).unwrap()),
    };
    let (bytes, left_out) = report::gradebook(grading, &gradebook);
    (text(bytes), left_out)
}

/// Three students of whom everything could be judged.
fn three() -> Grading {
    let mut grading = sample::class();
    grading.submissions.truncate(3);
    for one in &mut grading.submissions {
        one.exercises.remove(6);
    }
    grading.kit.exercises.remove(6);
    grading
}

#[test]
fn canvas_finds_its_columns_and_the_points_possible() {
    let (csv, left_out) = written(&three(), Platform::Canvas, None);
    let expected = "\
        Student,ID,SIS User ID,SIS Login ID,Section,\"Concurrency, part 1\"\n    Points Possible,,,,,44\n\
        student-000,,,student-000,,20\nstudent-001,,,student-001,,20\nstudent-002,,,student-002,,20\n";
    assert_eq!(csv, expected);
    assert_eq!(left_out, [""; 0]);
    let roster =
        "submission,Student,ID,SIS User ID,Section\nstudent-001,\"Ångström, Zoë\",17,x9,B\n";
    let (csv, left_out) = written(&three(), Platform::Canvas, Some(roster));
    let row = csv.lines().nth(2).unwrap();
    assert_eq!(row, "\"Ångström, Zoë\",17,x9,,B,20");
    assert_eq!(csv.lines().count(), 3);
    assert_eq!(
        left_out,
        [
            "`student-000` is not in the gradebook: the roster has no row for it",
            "`student-002` is not in the gradebook: the roster has no row for it",
        ]
    );
}

#[test]
fn moodle_gets_the_rosters_columns() {
    let roster = "Email address,submission,Group\nz@x.org,student-001,B\n";
    let (csv, _) = written(&three(), Platform::Moodle, Some(roster));
    let expected = "Email address,Group,\"Concurrency, part 1\"\nz@x.org,B,20\n";
    assert_eq!(csv, expected);
    let (csv, _) = written(&three(), Platform::Moodle, None);
    assert!(csv.starts_with("username,\"Concurrency, part 1\"\nstudent-000,20\n"));
}

#[test]
fn what_could_not_be_judged_is_nobodys_nought() {
    let (csv, left_out) = written(&sample::ordinary(), Platform::Moodle, None);
    assert_eq!(csv.lines().count(), 1);
    assert_eq!(
        left_out,
        ["`alice` is not in the gradebook: not all of it could be judged, so grade again"]
    );
}

#[test]
fn points_are_those_after_lateness_and_accents_are_seen_by_excel() {
    let mut grading = sample::late();
    grading.submissions[0].exercises.remove(6);
    let (csv, _) = written(&grading, Platform::Moodle, None);
    assert!(
        csv.starts_with('\u{feff}') && csv.ends_with("\nZoë,5.4\n"),
        "{csv}"
    );
    let csv = text(report::csv(&grading));
    assert!(csv.starts_with("\u{feff}submission,"), "{csv}");
    assert!(!text(report::csv(&sample::ordinary())).starts_with('\u{feff}'));
}

#[test]
fn no_cell_is_a_formula() {
    let mut grading = sample::hostile();
    for one in &mut grading.submissions {
        one.exercises.truncate(1);
    }
    let (csv, _) = written(&grading, Platform::Canvas, None);
    let roster = "submission,=1+1\n@b,=2+2\n";
    let (moodle, _) = written(&grading, Platform::Moodle, Some(roster));
    for csv in [csv, moodle] {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(csv.as_bytes());
        for cell in reader
            .records()
            .flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
        {
            assert!(
                !cell.trim_start().starts_with(['=', '+', '-', '@']),
                "{cell}"
            );
        }
    }
}
