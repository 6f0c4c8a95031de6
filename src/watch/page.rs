//! The watcher's screen as lines. Pure: a machine and a size go in, at most that many lines come out.

use std::iter;
use std::path::Path;

use colored::Colorize;

use super::keys::KEYS;
use super::machine::{CheckAll, List, Machine, Notice, Solutions, View};
use crate::overview::Overview;
use crate::render::timeline::Story;
use crate::render::words::watch as words;
use crate::render::{self, Errors, Form, Row, bar};
use crate::replay::{self, Scene};
use crate::report::marks;
use crate::terminal::{self, line_of_keys};
use crate::text;
use crate::text::{Links, cut_to_screen, prose, width, wrap};
use crate::verdict::{Judgement, Standing, Verdict};

/// What the screen needs to know besides the machine.
pub(crate) struct Setting<'a> {
    pub(crate) workspace: &'a Path,
    pub(crate) welcome: Option<&'a str>,
    pub(crate) farewell: Option<&'a str>,
    pub(crate) links: Links,
    pub(crate) columns: usize,
    pub(crate) rows: usize,
}

/// A screenful, and how far its body can still be scrolled.
pub(crate) struct Page {
    pub(crate) lines: Vec<String>,
    pub(crate) most_scroll: usize,
}

/// With less room for the body than this, what stands around it gives way.
const ROOM_TO_READ: usize = 4;
/// With less room for the bar, nothing stands beside its caption.
const ROOM_FOR_A_BAR: usize = 10;
/// How many lines of the verdict must fit below the welcome, or below what a pass was worth.
const ROOM_FOR_A_VERDICT: usize = 10;

/// Draws the machine's state.
pub(crate) fn page(machine: &Machine, setting: &Setting) -> Page {
    if let View::Replay(replay) = machine.view() {
        let scene = Scene {
            exercise: &replay.exercise,
            trace: &replay.trace,
            story: &Story::of(&replay.trace),
            stepper: &replay.stepper,
        };
        return Page {
            lines: replay::page(&scene, setting.columns, setting.rows),
            most_scroll: 0,
        };
    }
    let columns = setting.columns.max(1);
    let mut head = head(machine, setting);
    let mut foot = foot(machine, columns);
    if setting.rows < head.len() + foot.len() + ROOM_TO_READ {
        // The exercise's name above and the keys below; the rest is for the body.
        head.truncate(1);
        foot.drain(..foot.len() - 1);
    }
    let room = setting.rows.saturating_sub(head.len() + foot.len());
    let (body, focus) = body(machine, setting, columns, room);
    let (body, most_scroll) = clip(body, focus, room);
    let mut lines = head;
    lines.extend(body);
    lines.extend(foot);
    cut_to_screen(&mut lines, setting.columns);
    lines.truncate(setting.rows.max(1));
    Page { lines, most_scroll }
}

/// Where the body is scrolled to, or which of its lines must be visible.
#[derive(Clone, Copy)]
pub(super) enum Focus {
    Top(usize),
    Line(usize),
}

/// The part of the body that fits, with a line that counts the rest.
pub(super) fn clip(body: Vec<String>, focus: Focus, room: usize) -> (Vec<String>, usize) {
    if body.len() <= room {
        return (body, 0);
    }
    let shown = room.saturating_sub(1);
    let most = body.len() - shown;
    let top = match focus {
        Focus::Top(top) => top.min(most),
        Focus::Line(line) => (line + 2).saturating_sub(shown).min(most),
    };
    let below = body.len() - top - shown;
    let mut lines: Vec<String> = body.into_iter().skip(top).take(shown).collect();
    if room > 0 {
        lines.push(words::more_lines(top, below).dimmed().to_string());
    }
    (lines, most)
}

fn head(machine: &Machine, setting: &Setting) -> Vec<String> {
    let exercise = machine.exercise();
    let place = format!("{}/{}", machine.current() + 1, machine.exercises().len());
    let path = exercise.path();
    let link = setting.links.to_file(&setting.workspace.join(&path), &path);
    let mut first = format!("{} {}", place.dimmed(), exercise.name.bold());
    if let Some(title) = &exercise.title
        && width(&first) + 2 + width(title) <= setting.columns
    {
        first = format!("{first}  {title}");
    }
    let mut lines = vec![first];
    lines.extend(wrap(&link.cyan().to_string(), setting.columns.max(1)));
    lines.push(String::new());
    lines
}

fn body(machine: &Machine, setting: &Setting, columns: usize, room: usize) -> (Vec<String>, Focus) {
    let lines = match machine.view() {
        View::Exercise => exercise_body(machine, setting, columns, room),
        // Its lines are counted by its cursor, so they are cut and not broken.
        View::List(list) => {
            let (lines, cursor) = list_body(machine, setting, list, columns);
            return (lines, Focus::Line(cursor));
        }
        View::Help => help_body(columns),
        View::Solution(solutions) => solution_body(setting, solutions, columns),
        View::Earlier { exercise, ago } => {
            earlier_body(machine, *exercise, *ago, columns, Form::Drawn)
        }
        View::Changes { ago, then, now, .. } => changes_body(*ago, then, now, columns, Form::Drawn),
        View::CheckAll => machine
            .check_all()
            .map(|check_all| check_all_body(machine, check_all))
            .unwrap_or_default(),
        // A page of its own.
        View::Replay(_) => Vec::new(),
    };
    let lines = lines.iter().flat_map(|line| wrap(line, columns)).collect();
    (lines, Focus::Top(machine.scroll()))
}

fn exercise_body(machine: &Machine, setting: &Setting, columns: usize, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(passed) = machine.just_passed() {
        let exercise = machine
            .exercises()
            .iter()
            .find(|exercise| exercise.name == passed.exercise);
        let solution = exercise.map(crate::kit::Exercise::solution_path);
        let file = solution.as_ref().map(|path| setting.workspace.join(path));
        let link = file.as_deref().zip(solution.as_deref());
        lines.extend(render::banner(passed, link, setting.links));
        if let Some(exercise) = exercise {
            let attempts = machine.progress().record(&exercise.name).attempts;
            let met = prose(&words::met(attempts, &exercise.concepts), columns, "", "");
            if lines.len() + met.len() + 1 + ROOM_FOR_A_VERDICT <= room {
                lines.extend(met);
                lines.push(String::new());
            }
        }
    }
    if machine.is_finished() {
        lines.extend(prose(setting.farewell.unwrap_or_default(), columns, "", ""));
        lines.push(String::new());
        let overview = Overview::of(machine.exercises(), |_| 0, machine.progress());
        lines.extend(render::effort(&overview, columns));
        lines.push(String::new());
    } else if let Some(welcome) = setting.welcome.filter(|_| is_new(machine)) {
        let welcome = prose(welcome, columns, "", "");
        // The verdict is what one must see.
        if welcome.len() + ROOM_FOR_A_VERDICT <= room {
            lines.extend(welcome);
            lines.push(String::new());
        }
    }
    match machine.judgement() {
        None => lines.push(match machine.building() {
            Some(progress) => render::words::building(progress),
            None => judging(machine).dimmed().to_string(),
        }),
        Some(judgement) => {
            let judged = {
                let errors = Errors::One(machine.error());
                render::judgement(judgement, columns, errors, Form::Drawn)
            };
            if machine.is_judging() {
                if let Some(progress) = machine.building() {
                    lines.push(render::words::building(progress));
                    lines.push(String::new());
                }
                // It is about an older text.
                let old = judged.iter().map(|line| text::plain(line));
                lines.extend(old.map(|line| line.dimmed().to_string()));
            } else {
                let mut judged = judged.into_iter();
                lines.extend(judged.next());
                lines.extend(place(judgement, &machine.exercise().path(), setting));
                lines.extend(judged);
            }
            if judgement.passed() && !machine.is_finished() {
                lines.push(String::new());
                lines.push(words::press_n().to_owned());
            }
        }
    }
    if !machine.hints().is_empty() {
        lines.push(String::new());
        let total = machine.exercise().hints.len();
        lines.extend(render::hints(machine.hints(), total, columns));
    }
    lines
}

fn judging(machine: &Machine) -> String {
    match machine.judging_for() {
        Some(seconds) => format!("{} {}", words::judging(), words::judging_for(seconds)),
        None => words::judging().to_owned(),
    }
}

/// Where it fails, right below the verdict: an editor that reads the screen, or a terminal where paths can be clicked, goes there. The
/// compiler's errors have places of their own.
fn place(judgement: &Judgement, path: &str, setting: &Setting) -> Option<String> {
    let line = marks::line(judgement, path)?;
    if judgement.verdict == Verdict::DoesNotCompile {
        return None;
    }
    let file = setting.workspace.join(path);
    let link = setting.links.to_file(&file, &format!("{path}:{line}"));
    Some(format!("  {} {}", "-->".dimmed(), link.cyan()))
}

/// Whether nothing was attempted yet.
fn is_new(machine: &Machine) -> bool {
    machine.exercises().iter().all(|exercise| {
        let record = machine.progress().record(&exercise.name);
        record.attempts == 0 && !record.is_passed()
    })
}

/// And which line the cursor is at.
fn list_body(
    machine: &Machine,
    setting: &Setting,
    list: &List,
    columns: usize,
) -> (Vec<String>, usize) {
    let shown = machine.shown_in(list);
    let rows: Vec<Row> = shown
        .iter()
        .map(|index| Row {
            current: *index == machine.current(),
            selected: *index == list.selected,
            ..Row::of(
                &machine.exercises()[*index],
                setting.workspace,
                machine.progress(),
            )
        })
        .collect();
    let title = if list.shows_all() {
        words::list_title().to_owned()
    } else {
        words::list_of_some(&list.search, list.is_typing, list.is_open_only)
    };
    let mut lines = prose(&title, columns, "", "");
    for line in &mut lines {
        *line = line.dimmed().to_string();
    }
    lines.push(String::new());
    let listed = render::list(&rows, setting.links, columns);
    let cursor = lines.len() + listed.cursor.unwrap_or(0);
    lines.extend(listed.lines);
    if rows.is_empty() {
        lines.push(words::nothing_found().to_owned());
    }
    if rows.iter().any(|row| row.title.contains('★')) {
        lines.push(String::new());
        lines.push(words::what_stars_mean().dimmed().to_string());
    }
    (lines, cursor)
}

fn help_body(columns: usize) -> Vec<String> {
    let saving = ("(save)", words::saving_judges());
    let elsewhere = ("", words::saving_elsewhere());
    iter::once(saving)
        .chain(terminal::help(KEYS))
        .chain([elsewhere])
        .flat_map(|(key, meaning)| {
            let lead = format!("  {key:8}");
            let first = lead.replacen(key, &key.bold().to_string(), usize::from(!key.is_empty()));
            prose(meaning, columns, &first, "          ")
        })
        .collect()
}

fn solution_body(setting: &Setting, solutions: &Solutions, columns: usize) -> Vec<String> {
    let Solutions { files, own, shown } = solutions;
    let Some((path, text)) = files.get(*shown) else {
        return Vec::new();
    };
    let link = setting.links.to_file(&setting.workspace.join(path), path);
    let title = words::solution_title(shown + 1, files.len());
    let mut lines = vec![
        format!("{}  {}", link.cyan().bold(), title.dimmed()),
        String::new(),
    ];
    lines.extend(render::solution(text, own, columns));
    lines
}

pub(super) fn earlier_body(
    machine: &Machine,
    exercise: usize,
    ago: usize,
    columns: usize,
    form: Form,
) -> Vec<String> {
    let Some(judged) = machine.earlier(exercise, ago) else {
        return Vec::new();
    };
    let mut lines = prose(&words::earlier_title(ago, form), columns, "", "");
    for line in &mut lines {
        *line = line.dimmed().to_string();
    }
    lines.push(String::new());
    lines.extend(render::judgement(
        &judged.judgement,
        columns,
        Errors::All,
        form,
    ));
    lines.push(String::new());
    lines.push(words::text_then().bold().to_string());
    lines.extend(render::numbered(&judged.text, columns));
    lines
}

pub(super) fn changes_body(
    ago: usize,
    then: &str,
    now: &str,
    columns: usize,
    form: Form,
) -> Vec<String> {
    let mut lines = prose(&words::changes_title(ago, form), columns, "", "");
    for line in &mut lines {
        *line = line.dimmed().to_string();
    }
    lines.push(String::new());
    lines.extend(render::diff(then, now, columns));
    lines
}

fn check_all_body(machine: &Machine, check_all: &CheckAll) -> Vec<String> {
    let total = machine.exercises().len();
    let title = words::check_all_title(check_all.verdicts.len(), total, check_all.finished);
    let mut lines = vec![title.bold().to_string(), String::new()];
    for (index, verdict) in &check_all.verdicts {
        let sign = match verdict.standing() {
            Standing::Passed => "✓".green(),
            Standing::Undecided => "·".normal(),
            Standing::NotJudged => "!".magenta(),
            Standing::NotPassed => "✗".red(),
        };
        let name = &machine.exercises()[*index].name;
        let verdict = verdict.word().replace('_', " ");
        lines.push(format!("  {sign} {name}  {}", verdict.dimmed()));
    }
    lines
}

fn foot(machine: &Machine, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    if let Some(reason) = machine.not_saved() {
        let broken = prose(&words::not_saved(reason), columns, "", "");
        lines.extend(broken.iter().map(|line| line.red().to_string()));
    }
    if let Some(notice) = machine.notice() {
        let text = notice_text(machine, notice, Form::Drawn);
        let broken = prose(&text, columns, "", "");
        lines.extend(broken.iter().map(|line| line.magenta().to_string()));
    }
    let caption = words::passed(machine.passed(), machine.exercises().len());
    let busy = if machine.is_judging() && machine.judgement().is_some() {
        let long = machine.judging_for().map(words::judging_for);
        format!("  {}", long.as_deref().unwrap_or(words::judging_again()))
    } else if let Some(progress) = machine.building() {
        format!("  {}", render::words::building(progress))
    } else {
        String::new()
    };
    // The bar says more than what goes on beside it.
    let fits = width(&caption) + width(&busy) + 1 + ROOM_FOR_A_BAR <= columns;
    let busy = if fits { busy } else { String::new() };
    let room = columns.saturating_sub(width(&caption) + width(&busy) + 1);
    let bar = bar(machine.passed(), machine.exercises().len(), room.min(40));
    lines.push(format!("{bar} {caption}{}", busy.dimmed()));
    let offered = KEYS.iter().filter(|key| machine.offers(key.action()));
    lines.push(line_of_keys(offered, columns));
    lines
}

pub(super) fn notice_text(machine: &Machine, notice: &Notice, form: Form) -> String {
    let path = machine.exercise().path();
    match notice {
        Notice::ConfirmReset => words::confirm_reset(&path),
        Notice::Reset { backup } => words::was_reset(backup.as_deref()),
        Notice::AtTheEnd => words::at_the_end().to_owned(),
        Notice::NotEarned => words::not_earned().to_owned(),
        Notice::FileGone => words::file_gone(&path),
        Notice::Followed => words::followed().to_owned(),
        Notice::Judged { exercise, verdict } => words::judged_meanwhile(exercise, *verdict, form),
        Notice::NotUnderstood(word) => words::not_understood(word),
        Notice::NothingEarlier => words::nothing_earlier().to_owned(),
        Notice::NothingToPlay => words::nothing_to_play().to_owned(),
        Notice::NothingToReplay => words::nothing_to_replay().to_owned(),
        Notice::StillJudging => words::still_judging().to_owned(),
        Notice::NoMoreHints => words::no_more_hints().to_owned(),
        Notice::Polling => words::polling().to_owned(),
        Notice::Trouble(text) => text.clone(),
    }
}
