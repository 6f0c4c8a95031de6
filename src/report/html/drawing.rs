//! An interleaving as a table: a column for each thread, time downwards. Its lines are drawn by the style sheet, so what a screen
//! reader reads, and what is copied, are the words.

use super::markup::Html;
use crate::render::timeline::Tone;
use crate::render::timeline::drawing::{Drawing, Life, Row, Step};
use crate::render::timeline::words::line_head;
use crate::render::words::class_page as words;

pub(crate) fn drawing(page: &mut Html, drawing: &Drawing) {
    page.within("figure", &[("class", "drawing")], |page| {
        page.within("div", &[("class", "scroll")], |page| {
            page.within("table", &[], |page| {
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
        });
        page.within("figcaption", &[], |page| {
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
        });
    });
}

fn heads(page: &mut Html, drawing: &Drawing) {
    page.within("tr", &[], |page| {
        page.put("th", &[("scope", "col"), ("class", "line")], line_head());
        for head in &drawing.threads {
            let head_class = [("scope", "col"), ("class", color(head.thread))];
            page.put("th", &head_class, &head.name);
        }
        page.put("th", &[("scope", "col"), ("class", "code")], words::code());
    });
}

fn step(page: &mut Html, drawing: &Drawing, step: &Step) {
    page.within("tr", &[], |page| {
        let number = step.line.map_or(String::new(), |line| line.to_string());
        page.put("th", &[("scope", "row"), ("class", "line")], &number);
        for (column, life) in step.lives.iter().enumerate() {
            let is_here = column == step.column;
            let thread = drawing.threads.get(column).map_or(0, |head| head.thread);
            let mut class = format!("{} {}", color(thread), self::life(*life));
            if is_here {
                class = format!("{class} {}", tone(step.tone));
            }
            page.put(
                "td",
                &[("class", &class)],
                if is_here { &step.words } else { "" },
            );
        }
        let code = step.code.as_deref().unwrap_or_default();
        page.put("td", &[("class", "code")], code);
    });
}

fn counted(page: &mut Html, drawing: &Drawing, words: &str) {
    let columns = (drawing.threads.len() + 1).to_string();
    page.within("tr", &[("class", "counted")], |page| {
        page.put("td", &[("class", "line")], "⋮");
        page.put("td", &[("colspan", &columns)], words);
    });
}

/// A thread's own colour.
fn color(thread: usize) -> &'static str {
    match thread % 4 {
        0 => "t0",
        1 => "t1",
        2 => "t2",
        _ => "t3",
    }
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
