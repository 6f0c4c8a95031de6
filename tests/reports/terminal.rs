//! The table on the terminal.

use threadlings::grade::model::{Graded, Grading};
use threadlings::render;
use threadlings::text;

use crate::sample;

const WIDTHS: [usize; 3] = [40, 80, 120];

/// Lines without colours, none wider than it may be.
fn page(grading: &Grading, width: usize) -> String {
    let lines = render::grading(grading, width);
    for line in &lines {
        let columns = text::width(line);
        assert!(columns <= width, "{columns} of {width} columns:\n{line}");
    }
    let page = text::plain(&lines.join("\n"));
    let bad = page.chars().find(|char| char.is_control() && *char != '\n');
    assert_eq!(bad, None);
    page
}

#[test]
fn one_submission() {
    for width in WIDTHS {
        let page = page(&sample::ordinary(), width);
        insta::assert_snapshot!(format!("one_{width}"), page);
    }
}

#[test]
fn several_submissions() {
    let mut grading = sample::class();
    grading.submissions.truncate(9);
    for one in &mut grading.submissions[1..5] {
        one.exercises.retain(Graded::passed);
    }
    for width in WIDTHS {
        insta::assert_snapshot!(format!("several_{width}"), page(&grading, width));
    }
}

#[test]
fn a_whole_class_has_a_line_each() {
    let page = page(&sample::class(), 80);
    let rows = page.lines().filter(|line| line.starts_with("✗ student-"));
    assert_eq!(rows.count(), 200, "{page}");
}

#[test]
fn every_exercise_of_a_long_course_has_a_line() {
    let mut course = sample::course();
    course.submissions.truncate(1);
    assert_eq!(page(&course, 80).lines().count(), 2 + 56 + 4);
}

#[test]
fn hostile_names() {
    for width in WIDTHS {
        insta::assert_snapshot!(format!("hostile_{width}"), page(&sample::hostile(), width));
    }
}

#[test]
fn nothing_at_all() {
    let mut grading = sample::empty();
    insta::assert_snapshot!(page(&grading, 80));
    grading.protections.clear();
    assert!(page(&grading, 80).contains("with your own rights"));
}
