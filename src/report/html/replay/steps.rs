//! Every step in a sentence, and what is the case after it.

use super::source::stands;
use crate::render::timeline::{Entry, Story, situation, words as timeline};
use crate::render::words::replay_page as words;
use crate::report::html::colors::sign;
use crate::report::html::markup::Html;
use crate::trace::Trace;
use crate::trace::state::State;

pub(super) fn steps(page: &mut Html, trace: &Trace, story: &Story) {
    page.within("section", &[("aria-labelledby", "step")], |page| {
        page.put("h2", &[("id", "step")], words::steps());
        page.within("ol", &[("id", "steps")], |page| {
            let mut state = State::before(trace);
            for step in &story.steps {
                step.happen(trace, &mut state);
                self::step(page, trace, story, step, &state);
            }
        });
    });
}

fn step(page: &mut Html, trace: &Trace, story: &Story, step: &Entry, state: &State) {
    // Where a script shows the threads: `m:18 1:20`, the one of this step first.
    let mut threads: Vec<usize> = (0..state.threads.len()).collect();
    threads.sort_by_key(|thread| *thread != step.thread);
    let at: Vec<String> = threads
        .into_iter()
        .filter_map(|thread| Some((thread, stands(&state.threads[thread])?)))
        .map(|(thread, line)| format!("{}:{line}", sign(thread)))
        .collect();
    let line = step.line().or(state.threads[step.thread].line);
    let line = line.map_or(String::new(), |line| line.to_string());
    let attributes = [("data-at", &*at.join(" ")), ("data-line", &line)];
    page.within("li", &attributes, |page| {
        page.put("p", &[], &timeline::sentence(&story.names, step));
        let items = situation(trace, &story.names, state);
        if items.iter().all(|(_, sentences)| sentences.is_empty()) {
            return;
        }
        page.within("dl", &[], |page| {
            for (head, sentences) in items {
                if !sentences.is_empty() {
                    page.put("dt", &[], head);
                }
                for sentence in sentences {
                    page.put("dd", &[], &sentence);
                }
            }
        });
    });
}
