//! An interleaving as a table: a column for each thread, time downwards. Its lines are drawn by the style sheet, so what a screen
//! reader reads, and what is copied, are the words; so are bars for locks and arrows for messages.

use super::circle::circle;
use super::colors::{color, lock_color, sign};
use super::markup::Html;
use crate::render::timeline::Tone;
use crate::render::timeline::drawing::{Arrow, Bar, Drawing, Life, Part, Row, Step};
use crate::render::timeline::words::line_head;
use crate::render::words::class_page as words;

pub(super) fn drawing(page: &mut Html, drawing: &Drawing) {
    let class = if drawing.is_whole {
        "drawing whole"
    } else {
        "drawing"
    };
    page.within("figure", &[("class", class)], |page| {
        if drawing.is_whole {
            let region = [
                ("class", "scroll"),
                ("id", "timeline"),
                ("role", "region"),
                ("aria-label", drawing.title),
                ("tabindex", "0"),
            ];
            page.within("div", &region, |page| table(page, drawing));
        } else {
            page.within("div", &[("class", "scroll")], |page| table(page, drawing));
        }
        page.within("figcaption", &[], |page| {
            locks(page, drawing);
            if !drawing.notes.is_empty() {
                page.put("p", &[("class", "note")], &drawing.notes.join("; "));
            }
            page.put("p", &[("class", "ending")], &drawing.ending);
            for sentence in &drawing.whereabouts {
                page.put("p", &[], sentence);
            }
            if let Some(cause) = &drawing.cause {
                page.put("p", &[("class", "cause")], cause);
            }
            if let Some(links) = &drawing.circle {
                circle(page, links, &drawing.locks);
            }
        });
    });
}

fn table(page: &mut Html, drawing: &Drawing) {
    page.within("table", &[("class", &room(drawing))], |page| {
        page.put("caption", &[], drawing.title);
        page.within("thead", &[], |page| heads(page, drawing));
        page.within("tbody", &[], |page| {
            for row in &drawing.rows {
                match row {
                    Row::Step(step) => self::step(page, drawing, step),
                    Row::Counted(words) => counted(page, drawing, words),
                }
            }
        });
    });
}

/// What needs room beside the lines of threads.
fn room(drawing: &Drawing) -> String {
    let cells = || {
        let steps = drawing.rows.iter().filter_map(|row| match row {
            Row::Step(step) => Some(step),
            Row::Counted(_) => None,
        });
        steps.flat_map(|step| &step.cells)
    };
    let slots = cells().flat_map(|cell| &cell.bars).map(|bar| bar.slot + 1);
    let bars = match slots.max().unwrap_or(0) {
        0 => "",
        1 => "bars1",
        2 => "bars2",
        _ => "bars3",
    };
    let sent = if cells().any(|cell| !cell.arrows.is_empty()) {
        "sent"
    } else {
        ""
    };
    format!("{bars} {sent}").trim().to_owned()
}

/// Which colour stands for which lock.
fn locks(page: &mut Html, drawing: &Drawing) {
    if drawing.locks.is_empty() {
        return;
    }
    page.within("p", &[("class", "locks")], |page| {
        for (index, name) in drawing.locks.iter().enumerate() {
            page.within("span", &[], |page| {
                page.put("i", &[("class", lock_color(index))], "");
                page.text(&words::is_held(name));
            });
        }
    });
}

fn heads(page: &mut Html, drawing: &Drawing) {
    page.within("tr", &[], |page| {
        page.put("th", &[("scope", "col"), ("class", "line")], line_head());
        for head in &drawing.threads {
            let head_class = [("scope", "col"), ("class", color(head.thread))];
            page.within("th", &head_class, |page| {
                if drawing.is_whole {
                    page.put("b", &[("class", "sign")], &sign(head.thread));
                    page.text(" ");
                }
                page.text(&head.name);
            });
        }
        if !drawing.is_whole {
            page.put("th", &[("scope", "col"), ("class", "code")], words::code());
        }
    });
}

fn step(page: &mut Html, drawing: &Drawing, step: &Step) {
    page.within("tr", &[], |page| {
        let number = step.line.map_or(String::new(), |line| line.to_string());
        page.put("th", &[("scope", "row"), ("class", "line")], &number);
        for (column, cell) in step.cells.iter().enumerate() {
            let is_here = column == step.column;
            let thread = drawing.threads.get(column).map_or(0, |head| head.thread);
            let mut class = format!("{} {}", color(thread), self::life(cell.life));
            if is_here {
                class = format!("{class} {}", tone(step.tone));
            }
            page.within("td", &[("class", &class)], |page| {
                for bar in &cell.bars {
                    page.put("i", &[("class", &self::bar(bar))], "");
                }
                for arrow in &cell.arrows {
                    page.put("i", &[("class", self::arrow(*arrow))], "");
                }
                if is_here {
                    page.text(&step.words);
                }
            });
        }
        if !drawing.is_whole {
            let code = step.code.as_deref().unwrap_or_default();
            page.put("td", &[("class", "code")], code);
        }
    });
}

fn bar(bar: &Bar) -> String {
    let slot = ["", " two", " three"].get(bar.slot).copied();
    let part = match bar.part {
        Part::Begins => " begun",
        Part::Goes => "",
        Part::Ends => " over",
    };
    format!(
        "bar{}{part} {}",
        slot.unwrap_or_default(),
        lock_color(bar.lock)
    )
}

fn arrow(arrow: Arrow) -> &'static str {
    match arrow {
        Arrow::LeavesRight => "arrow right",
        Arrow::LeavesLeft => "arrow left",
        Arrow::Turns => "arrow turns",
        Arrow::Passes => "arrow passes",
        Arrow::FromLeft => "arrow fromleft",
        Arrow::FromRight => "arrow fromright",
        Arrow::Falls => "arrow falls",
        Arrow::Arrives => "arrow arrives",
    }
}

fn counted(page: &mut Html, drawing: &Drawing, words: &str) {
    let code = usize::from(!drawing.is_whole);
    let columns = (drawing.threads.len() + code).to_string();
    page.within("tr", &[("class", "counted")], |page| {
        page.put("td", &[("class", "line")], "⋮");
        page.put("td", &[("colspan", &columns)], words);
    });
}

fn life(life: Life) -> &'static str {
    match life {
        Life::Runs => "runs",
        Life::Waits => "waits",
        Life::Absent => "absent",
    }
}

fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "step",
        Tone::Waits => "step begins",
        Tone::Outside | Tone::LeftOut => "step outside",
        Tone::Fails => "step fails",
    }
}
