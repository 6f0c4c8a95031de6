//! What an editor marks in the student's file for a judgement. Pure; in which format it is told is another's business.

mod expression;

use crate::render::timeline::words::who_does_what;
use crate::render::timeline::{Entry, Tone, culprit, lesson, told};
use crate::render::words;
use crate::trace::names::Names;
use crate::trace::{Ending, Place, Trace};
use crate::verdict::{CheckResult, CheckStatus, Diagnostic, Judgement, Level, Verdict};
use expression::{Columns, code, expression};

/// Something to tell at a place of the file.
#[derive(Debug)]
pub(crate) enum Finding<'a> {
    /// What the compiler or clippy said, in its own words.
    Compiler(&'a Diagnostic),
    /// What we say.
    Own(Mark),
}

/// A mark of ours.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) level: Level,
    /// The verdict's word, or the compiler's code. Empty where there is none.
    pub(crate) code: String,
    pub(crate) message: String,
    /// Where it fails, or where that is told.
    pub(crate) at: Span,
    /// Whether it is known where it fails.
    pub(crate) is_placed: bool,
    /// What happened where, in order and numbered, up to there.
    pub(crate) steps: Vec<(Span, String)>,
    /// Why, in general.
    pub(crate) notes: Vec<String>,
    /// What the kit says to that.
    pub(crate) helps: Vec<String>,
}

/// A part of a line. Lines and columns count from 1, columns in characters; `end` is behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) line: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// All that there is to tell, what matters most first. `text` is what was judged, `path` what the compiler calls it.
pub(crate) fn findings<'a>(judgement: &'a Judgement, path: &str, text: &str) -> Vec<Finding<'a>> {
    let page = Page {
        judgement,
        path,
        lines: text.lines().collect(),
    };
    let mut own = page.checks();
    if own.is_empty() {
        own.extend(page.reason());
    }
    let mut nudges = judgement.nudges.clone();
    if let Some(first) = own.first_mut() {
        first.helps.append(&mut nudges);
    }
    let said = judgement.diagnostics.iter();
    let said = said.map(|diagnostic| match &diagnostic.original {
        Some(_) => Finding::Compiler(diagnostic),
        None => Finding::Own(page.drawn_by_us(diagnostic)),
    });
    let own = own.into_iter().map(Finding::Own);
    let nudges = page.nudges(nudges).into_iter().map(Finding::Own);
    own.chain(said).chain(nudges).collect()
}

/// The line where it fails, if that is known. `path` is what the compiler calls the file.
pub(crate) fn line(judgement: &Judgement, path: &str) -> Option<u32> {
    let findings = findings(judgement, path, "");
    findings.iter().find_map(|finding| match finding {
        Finding::Compiler(said) => {
            let is_here = is_error(said) && said.file.as_deref() == Some(path);
            said.line.filter(|_| is_here)
        }
        Finding::Own(mark) => {
            let is_here = mark.level == Level::Error && mark.is_placed;
            is_here.then_some(mark.at.line)
        }
    })
}

/// That we could not do our work. It has no place, and an editor shows nothing without one.
pub(crate) fn failure(message: String) -> Mark {
    let top = Span {
        line: 1,
        start: 1,
        end: 2,
    };
    mark(Verdict::NotJudged, message, top)
}

fn mark(verdict: Verdict, message: String, at: Span) -> Mark {
    Mark {
        level: Level::Error,
        code: verdict.word().to_owned(),
        message,
        at,
        is_placed: false,
        steps: Vec::new(),
        notes: Vec::new(),
        helps: Vec::new(),
    }
}

struct Page<'a> {
    judgement: &'a Judgement,
    path: &'a str,
    lines: Vec<&'a str>,
}

impl Page<'_> {
    /// Each check that does not hold.
    fn checks(&self) -> Vec<Mark> {
        let failed = |check: &&CheckResult| check.status == CheckStatus::Failed;
        let failed: Vec<&CheckResult> = self.judgement.checks.iter().filter(failed).collect();
        let mut marks: Vec<Mark> = Vec::new();
        for (index, check) in failed.iter().enumerate() {
            let mut said = check.message.as_deref();
            if said.is_some() && index > 0 && said == failed[index - 1].message.as_deref() {
                said = Some(words::the_same());
            }
            let lines = [Some(check.description.as_str()), said];
            let message: Vec<&str> = lines.into_iter().flatten().collect();
            let at = check.place.as_ref();
            let at = at.map_or_else(|| self.head(), |place| self.span_of(place));
            let mut mark = Mark {
                is_placed: check.place.is_some(),
                ..mark(self.judgement.verdict, message.join("\n"), at)
            };
            let trace = self.judgement.trace.as_ref();
            match trace.filter(|trace| trace.check == check.name) {
                Some(trace) => {
                    self.tell(trace, &mut mark);
                    // What else fails is told behind it.
                    marks.insert(0, mark);
                }
                None => marks.push(mark),
            }
        }
        marks
    }

    /// Where no check is to blame: what is.
    fn reason(&self) -> Option<Mark> {
        let judgement = self.judgement;
        let at = match judgement.verdict {
            Verdict::NotJudged => return judgement.reason.clone().map(failure),
            // Nothing is wrong, as far as is known here.
            Verdict::Compiles => {
                let headline = words::headline(judgement);
                return Some(Mark {
                    level: Level::Note,
                    notes: judgement.reason.iter().cloned().collect(),
                    ..mark(
                        judgement.verdict,
                        headline.trim_start_matches("· ").to_owned(),
                        self.head(),
                    )
                });
            }
            Verdict::BreaksRules => {
                let error = judgement.diagnostics.iter().find(|it| is_error(it));
                error.filter(|it| self.is_here(it) && it.line.is_some())
            }
            _ => None,
        };
        let is_told = judgement.diagnostics.iter().any(is_error);
        let reason = match &judgement.reason {
            Some(reason) => reason.clone(),
            None if is_told || judgement.passed() => return None,
            None => words::headline(judgement),
        };
        Some(Mark {
            is_placed: at.is_some(),
            ..mark(
                judgement.verdict,
                reason,
                at.map_or_else(|| self.head(), |error| self.span_of_diagnostic(error)),
            )
        })
    }

    /// What the kit says to an error of the compiler's, which stays as it is.
    fn nudges(&self, nudges: Vec<String>) -> Vec<Mark> {
        let error = self.judgement.diagnostics.iter().find(|it| is_error(it));
        let at = error.map_or_else(|| self.head(), |error| self.span_of_diagnostic(error));
        let nudges = nudges.into_iter().map(|nudge| Mark {
            level: Level::Note,
            code: String::new(),
            ..mark(self.judgement.verdict, nudge, at)
        });
        nudges.collect()
    }

    /// Tells an interleaving, step by step.
    fn tell(&self, trace: &Trace, mark: &mut Mark) {
        let names = Names::of(trace);
        mark.notes.extend(lesson(trace));
        let steps = told(trace);
        let steps: Vec<(Span, &Entry)> = steps
            .iter()
            .filter_map(|step| Some((self.span_of_step(trace, step)?, step)))
            .collect();
        let fails = steps.iter().position(|(_, step)| step.tone == Tone::Fails);
        // Where the check fails in its own code, the last step of the student's that was wrong.
        let fails = fails
            .or_else(|| {
                let culprit = culprit(trace)?;
                let is_it = |(_, step): &(Span, &Entry)| step.events.contains(&culprit);
                steps.iter().rposition(is_it)
            })
            .or_else(|| steps.iter().rposition(|(at, _)| *at == mark.at));
        for (number, (at, step)) in steps.iter().enumerate() {
            let label = format!("{}: {}", number + 1, who_does_what(&names, step));
            if Some(number) == fails {
                mark.at = *at;
                mark.is_placed = true;
            }
            mark.steps.push((*at, label));
        }
    }

    fn span_of_step(&self, trace: &Trace, step: &Entry) -> Option<Span> {
        let line = step.line()?;
        let events = trace.events.get(step.events.clone()).unwrap_or_default();
        let events = events.iter().filter(|event| event.is_there());
        let blocked = trace.ending.blocked().iter();
        let blocked = blocked.filter(|blocked| blocked.thread == step.thread);
        let ending = match &trace.ending {
            Ending::Panic { place, .. } | Ending::Exit { place, .. } => place.as_ref(),
            _ => None,
        };
        let mut places = events
            .filter_map(|event| event.place.as_ref())
            .chain(blocked.filter_map(|blocked| blocked.place.as_ref()))
            .chain(ending);
        let place = places.find(|place| trace.own_line(Some(place)) == Some(line));
        Some(place.map_or_else(|| self.span(line, code), |place| self.span_of(place)))
    }

    fn span_of(&self, place: &Place) -> Span {
        self.span(place.line, |line| expression(line, place.column))
    }

    fn span_of_diagnostic(&self, diagnostic: &Diagnostic) -> Span {
        let line = diagnostic.line.filter(|_| self.is_here(diagnostic));
        match (line, diagnostic.column) {
            (Some(line), Some(column)) => self.span(line, |text| expression(text, column)),
            (Some(line), None) => self.span(line, code),
            (None, _) => self.head(),
        }
    }

    fn is_here(&self, diagnostic: &Diagnostic) -> bool {
        diagnostic.file.as_deref() == Some(self.path)
    }

    fn span(&self, line: u32, columns: impl Fn(&str) -> Columns) -> Span {
        let text = self.lines.get(line.saturating_sub(1) as usize);
        let (start, end) = columns(text.copied().unwrap_or_default());
        Span { line, start, end }
    }

    /// Where something is told that has no place: at the first function that checks may call.
    fn head(&self) -> Span {
        let is_meant = |line: &str| {
            let name = line.trim_start().strip_prefix("pub fn ");
            name.is_some_and(|name| !name.starts_with("main("))
        };
        let line = self.lines.iter().position(|line| is_meant(line));
        let line = u32::try_from(line.map_or(1, |line| line + 1)).unwrap_or(1);
        self.span(line, code)
    }

    /// What is said of a place that only another file's compilation showed, or is too long to be passed on.
    fn drawn_by_us(&self, diagnostic: &Diagnostic) -> Mark {
        Mark {
            level: diagnostic.level,
            code: diagnostic.code.clone().unwrap_or_default(),
            is_placed: self.is_here(diagnostic) && diagnostic.line.is_some(),
            ..mark(
                self.judgement.verdict,
                diagnostic.message.clone(),
                self.span_of_diagnostic(diagnostic),
            )
        }
    }
}

fn is_error(diagnostic: &Diagnostic) -> bool {
    diagnostic.level == Level::Error
}

#[cfg(test)]
mod tests;
