//! Comma-separated values, read back by a reader; and no cell is a formula.

use csv::{Reader, StringRecord};
use threadlings::grade::model::Grading;
use threadlings::report;

use crate::sample::{self, text};

fn read(bytes: Vec<u8>) -> (StringRecord, Vec<StringRecord>) {
    let text = text(bytes);
    // The reader insists on as many cells in every row as in the first.
    let mut reader = Reader::from_reader(text.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let rows = reader.records().map(Result::unwrap).collect();
    (heads, rows)
}

fn cell<'a>(heads: &StringRecord, row: &'a StringRecord, head: &str) -> &'a str {
    let column = heads.iter().position(|other| other == head).unwrap();
    row.get(column).unwrap()
}

#[test]
fn a_row_for_each_submission_and_a_column_for_each_exercise() {
    let (heads, rows) = read(report::csv(&sample::ordinary()));
    let [row] = rows.as_slice() else { panic!() };
    let of = |head| cell(&heads, row, head);
    assert_eq!(of("submission"), "alice");
    assert_eq!(
        (of("score"), of("max_score"), of("passed")),
        ("6", "28", "1")
    );
    assert_eq!(of("missing"), "join4_probe");
    assert_eq!(of("late"), "join3_race");
    assert_eq!(of("refused"), "scope1_choir");
    assert_eq!(of("not_judged"), "move1_menu");
    assert_eq!((of("join1_kiosk"), of("join2_ovens")), ("4", "2"));
    assert_eq!(of("join3_race"), "0", "all or nothing");
    assert_eq!(of("join4_probe"), "", "missing is not nought");
    assert_eq!(of("scope1_choir"), "0");

    let (heads, rows) = read(report::csv(&sample::class()));
    assert_eq!((rows.len(), heads.len()), (200, 10 + 12));
    let problem = cell(&heads, &rows[7], "problems");
    assert_eq!(problem, "The archive ends in the middle of a file.");
    assert_eq!(read(report::csv(&sample::empty())).1.len(), 0);
}

#[test]
fn a_row_for_each_check() {
    let (heads, rows) = read(report::csv_checks(&sample::ordinary()));
    assert_eq!(rows.len(), 13);
    let row = |exercise, check| {
        let mut rows = rows.iter();
        rows.find(|row| {
            cell(&heads, row, "exercise") == exercise && cell(&heads, row, "check") == check
        })
        .unwrap()
    };
    let ovens = row("join2_ovens", "second");
    assert_eq!(cell(&heads, ovens, "status"), "failed");
    assert_eq!(cell(&heads, ovens, "verdict"), "fails_in_some_interleaving");
    assert_eq!(cell(&heads, ovens, "message"), "2 expected, 1 found");
    assert_eq!(cell(&heads, ovens, "points"), "0");
    assert_eq!(cell(&heads, ovens, "max_points"), "2");
    assert_eq!(cell(&heads, row("spawn1_thumbs", "first"), "line"), "16");
    assert_eq!(cell(&heads, row("join3_race", "first"), "points"), "0");
    let late = row("join3_race", "second");
    assert_eq!(cell(&heads, late, "hand_in"), "late");
    assert_eq!(cell(&heads, late, "detail"), "2026-03-01T12:00:00Z");
    assert_eq!(
        cell(&heads, row("join4_probe", "first"), "status"),
        "missing"
    );
    assert_eq!(
        cell(&heads, row("scope1_choir", "first"), "hand_in"),
        "refused"
    );
    assert_eq!(
        cell(&heads, row("move1_menu", "move1_menu"), "status"),
        "not_judged"
    );
}

#[test]
fn no_cell_is_a_formula() {
    for (name, grading) in sample::all() {
        for write in [report::csv, report::csv_checks] as [fn(&Grading) -> Vec<u8>; 2] {
            let (_, rows) = read(write(&grading));
            for value in rows.iter().flat_map(StringRecord::iter) {
                let begins = value
                    .trim_start()
                    .starts_with(['=', '+', '-', '@', '\t', '\r']);
                assert!(!begins, "{name}: {value}");
            }
        }
    }
    let (heads, rows) = read(report::csv(&sample::hostile()));
    assert!(cell(&heads, &rows[0], "submission").starts_with("'=cmd|'/C calc'!A0 \"q\""));
    assert_eq!(cell(&heads, &rows[1], "submission"), "'@b");
}

#[test]
fn checks_add_up_to_the_points_that_count() {
    let grading = sample::late();
    let (heads, rows) = read(report::csv_checks(&grading));
    let ovens = rows
        .iter()
        .filter(|row| cell(&heads, row, "exercise") == "join2_ovens");
    let points: Vec<_> = ovens.map(|row| cell(&heads, row, "points")).collect();
    assert_eq!(points, ["1.8", "0"]);
    let (heads, rows) = read(report::csv(&grading));
    assert_eq!(cell(&heads, &rows[0], "score"), "5.4");
    assert_eq!(cell(&heads, &rows[0], "join1_kiosk"), "3.6");
}
