//! Changes every solution in small ways and looks whether the checks can tell.

use super::super::bundle::Bundle;
use super::super::lines::Lines;
use super::super::mutants::{Mutant, harmless, is_operator, mutants};
use super::super::{Finding, Kind, words};
use super::report::{Mutants, Mutated};
use crate::kit::Equivalent;
use crate::verdict::{Judgement, Verdict};

/// A changed solution.
pub(super) struct Variant {
    /// The solution's path.
    pub(super) path: String,
    pub(super) mutant: Mutant,
    /// Why it makes no difference, where the kit says so.
    because: Option<String>,
}

/// All changed solutions of an exercise.
pub(super) fn variants(bundle: &Bundle) -> Vec<Variant> {
    let main_is_judged = bundle.checks.is_none();
    let equivalents = &bundle.exercise.equivalents;
    let solutions = bundle.solutions.iter();
    solutions
        .flat_map(|file| {
            let mutants = mutants(file.text, main_is_judged).into_iter();
            mutants.map(|mutant| Variant {
                path: file.path.to_owned(),
                because: equivalents
                    .iter()
                    .find(|mark| is_meant(mark, file.path, &mutant))
                    .map(|mark| mark.because.clone())
                    .or_else(|| harmless(mutant.operator).map(str::to_owned)),
                mutant,
            })
        })
        .collect()
}

fn is_meant(mark: &Equivalent, path: &str, mutant: &Mutant) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let within = |wanted: &Option<String>, is: Option<&str>| {
        wanted
            .as_deref()
            .is_none_or(|wanted| is.is_some_and(|is| is == wanted))
    };
    mark.mutant == mutant.operator
        && mark.line == mutant.changed
        && within(&mark.solution, Some(name))
        && within(&mark.function, mutant.function.as_deref())
}

/// What became of them. `judged` are the verdicts, in the order of the variants.
pub(super) fn examine(
    bundle: &Bundle,
    variants: &[Variant],
    judged: &[Judgement],
    lines: &Lines,
) -> (Mutants, Vec<Finding>) {
    let mut mutants = Mutants::default();
    let mut findings = Vec::new();
    for (variant, judgement) in variants.iter().zip(judged) {
        let Variant {
            path,
            mutant,
            because,
        } = variant;
        let find = |kind, message: String| {
            Finding::new(kind, path, Some(mutant.line), message).with_detail(&mutant.diff)
        };
        let mutated = || Mutated {
            path: path.clone(),
            line: mutant.line,
            changed: mutant.changed.clone(),
            operator: mutant.operator.to_owned(),
            diff: mutant.diff.clone(),
            because: because.clone(),
        };
        match (judgement.verdict, because) {
            (Verdict::Passed, Some(_)) => mutants.equivalent.push(mutated()),
            (Verdict::Passed, None) => {
                let message = words::mutant_survives(mutant.operator);
                findings.push(find(Kind::MutantSurvives, message));
                mutants.surviving.push(mutated());
            }
            (Verdict::DoesNotCompile, _) => mutants.not_compiling += 1,
            (Verdict::NotJudged, _) => {
                let reason = judgement.reason.as_deref().unwrap_or_default();
                findings.push(find(Kind::NotJudged, words::mutant_not_judged(reason)));
            }
            _ => mutants.killed += 1,
        }
    }
    findings.extend(stale(bundle, variants, &mutants, lines));
    (mutants, findings)
}

/// Marks that say nothing true.
fn stale(bundle: &Bundle, variants: &[Variant], mutants: &Mutants, lines: &Lines) -> Vec<Finding> {
    let exercise = bundle.exercise;
    let mut findings = Vec::new();
    for (index, mark) in exercise.equivalents.iter().enumerate() {
        let message = if !is_operator(&mark.mutant) {
            words::unknown_mutant(&mark.mutant)
        } else if !variants
            .iter()
            .any(|one| is_meant(mark, &one.path, &one.mutant))
        {
            words::no_such_mutant(&mark.mutant, &mark.line)
        } else if mutants.equivalent.iter().any(|one| {
            let meant = |variant: &&Variant| {
                variant.path == one.path
                    && variant.mutant.diff == one.diff
                    && is_meant(mark, &variant.path, &variant.mutant)
            };
            variants.iter().any(|variant| meant(&variant))
        }) {
            continue;
        } else {
            words::mutant_is_no_equivalent(&mark.mutant)
        };
        let line = lines.of_item(&exercise.name, "equivalents", index);
        findings.push(Finding::new(
            Kind::StaleEquivalent,
            "info.toml",
            line,
            message,
        ));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::manifest;
    use crate::teach::cases::tests::judgement;
    use crate::teach::sources::Sources;

    const SOLUTION: &str =
        "pub fn a() {\n    let h = spawn(b);\n    let c = d.clone();\n    h.join().unwrap();\n}\n";

    /// What is found when the mutants, which are `drop_clone`, `drop_join`, `sleep_for_wait` and `early_return`, get these
    /// verdicts.
    fn found(marks: &str, verdicts: [Verdict; 4]) -> (Mutants, Vec<String>) {
        let manifest = format!("format_version = 1\n[[exercises]]\nname = \"a\"\n{marks}");
        let parsed = manifest::parse(&manifest, "info.toml").unwrap();
        let sources = Sources::of(&[("solutions/a.rs", SOLUTION), ("checks/a.rs", "")]);
        let bundle = Bundle::of(&parsed.exercises[0], &sources);
        let variants = variants(&bundle);
        let operators: Vec<&str> = variants.iter().map(|one| one.mutant.operator).collect();
        let expected = ["drop_clone", "drop_join", "sleep_for_wait", "early_return"];
        assert_eq!(operators, expected);
        let judged = verdicts.map(judgement);
        let lines = Lines::parse(&manifest);
        let (mutants, findings) = examine(&bundle, &variants, &judged, &lines);
        let shown = findings.iter().map(|one| {
            let (kind, path, line) = (one.kind.word(), &one.path, one.line.unwrap());
            format!("{kind} {path}:{line}: {}", one.message)
        });
        (mutants, shown.collect())
    }

    fn mark(mutant: &str, line: &str) -> String {
        format!(
            "[[exercises.equivalents]]\nmutant = \"{mutant}\"\nline = \"{line}\"\nbecause = \"it is\"\n"
        )
    }

    #[test]
    fn what_passes_survives_and_everything_else_is_counted() {
        use Verdict::{Deadlocks, DoesNotCompile, FailsChecks, Passed};
        let (mutants, found) = found("", [DoesNotCompile, Passed, FailsChecks, Deadlocks]);
        assert_eq!((mutants.killed, mutants.not_compiling), (2, 1));
        assert_eq!(mutants.surviving[0].operator, "drop_join");
        assert_eq!(
            found,
            [
                "mutant_survives solutions/a.rs:4: With this change (`drop_join`) the solution passes as well."
            ]
        );
    }

    #[test]
    fn a_mark_makes_an_equivalent() {
        let killed = Verdict::FailsChecks;
        let marks = mark("drop_join", "h.join().unwrap();");
        let (mutants, found) = found(&marks, [killed, Verdict::Passed, killed, killed]);
        assert_eq!(found, [""; 0]);
        assert_eq!(mutants.equivalent[0].because.as_deref(), Some("it is"));
        assert!(mutants.surviving.is_empty());
    }

    #[test]
    fn a_mark_may_be_for_one_function() {
        let killed = Verdict::FailsChecks;
        let in_function = |name: &str| {
            let marks = mark("drop_join", "h.join().unwrap();");
            found(
                &format!("{marks}function = \"{name}\"\n"),
                [killed, Verdict::Passed, killed, killed],
            )
        };
        assert_eq!(in_function("a").1, [""; 0]);
        let elsewhere = in_function("b").1;
        assert_eq!(elsewhere.len(), 2, "{elsewhere:?}");
        assert!(elsewhere[0].starts_with("mutant_survives"));
        assert!(elsewhere[1].starts_with("stale_equivalent"));
    }

    #[test]
    fn marks_that_say_nothing_true_are_stale() {
        let killed = Verdict::FailsChecks;
        let marks = [
            mark("drop_join", "h.join().unwrap();"),
            mark("drop_join", "g.join().unwrap();"),
            mark("drop_joy", "h.join().unwrap();"),
        ];
        let (_, found) = found(&marks.concat(), [killed; 4]);
        assert_eq!(
            found,
            [
                "stale_equivalent info.toml:4: The checks can tell `drop_join` here, so it does make a difference: remove the mark.",
                "stale_equivalent info.toml:8: No solution has a `drop_join` on the line `g.join().unwrap();`: correct the mark, or remove it.",
                "stale_equivalent info.toml:12: There is no change called `drop_joy`.",
            ]
        );
    }

    #[test]
    fn a_mutant_that_cannot_be_judged_is_told_of() {
        let killed = Verdict::FailsChecks;
        let (mutants, found) = found("", [killed, killed, killed, Verdict::NotJudged]);
        assert_eq!(mutants.killed, 3);
        assert_eq!(
            found,
            ["not_judged solutions/a.rs:4: With this change the solution could not be judged: "]
        );
    }
}
