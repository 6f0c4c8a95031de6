//! The student's file, with the threads at the lines where they are in the end. A script moves them.

use crate::render::timeline::Story;
use crate::render::words::replay_page as words;
use crate::report::html::colors::{color, sign};
use crate::report::html::markup::Html;
use crate::trace::Trace;
use crate::trace::state::{Phase, State, ThreadState};

pub(super) fn source(page: &mut Html, trace: &Trace, story: &Story) {
    let state = story.state(trace, story.steps.len());
    page.within("section", &[("aria-labelledby", "code")], |page| {
        page.put("h2", &[("id", "code")], words::source());
        let region = [
            ("id", "source"),
            ("role", "region"),
            ("aria-labelledby", "code"),
            ("tabindex", "0"),
        ];
        page.within("div", &region, |page| {
            page.within("ol", &[], |page| {
                for (index, text) in story.code.lines().iter().enumerate() {
                    let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
                    line(page, &state, number, text);
                }
            });
        });
    });
}

fn line(page: &mut Html, state: &State, number: u32, text: &str) {
    page.within("li", &[], |page| {
        page.put("span", &[("class", "number")], &number.to_string());
        page.within("span", &[("class", "at")], |page| {
            for (thread, standing) in state.threads.iter().enumerate() {
                if stands(standing) == Some(number) {
                    let class = format!("sign {}", color(thread));
                    page.put("b", &[("class", &class)], &sign(thread));
                }
            }
        });
        page.put("code", &[], text);
    });
}

/// The line where a thread is, as long as it is anywhere.
pub(super) fn stands(thread: &ThreadState) -> Option<u32> {
    let is_there = matches!(thread.phase, Phase::Running | Phase::Blocked(_));
    thread.line.filter(|_| is_there)
}
