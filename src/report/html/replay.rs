//! A failing interleaving as one page: the source with the threads at their lines, every step drawn, what is the case after each, and how
//! it ended. Pure, and complete without a script; with one, it is stepped through.

mod source;
mod steps;

use super::drawing::drawing;
use super::markup::Html;
use super::page::{self, REPLAY};
use crate::render::timeline::Story;
use crate::render::timeline::drawing::whole;
use crate::render::untrusted::{name, sentence};
use crate::render::words::class_page::verdict as verdict_words;
use crate::render::words::replay_page as words;
use crate::trace::Trace;
use crate::verdict::Verdict;

/// Characters of a sentence.
const SENTENCE: usize = 1000;

/// The page.
pub fn replay(exercise: &str, verdict: Verdict, trace: &Trace) -> Vec<u8> {
    let story = Story::of(trace);
    let exercise = name(exercise);
    let mut body = Html::new();
    body.within("header", &[], |page| {
        page.within("h1", &[], |page| {
            page.text(&exercise);
            page.text(" ");
            page.put("small", &[], verdict_words(verdict));
        });
        let check = sentence(&trace.description, SENTENCE);
        if !check.is_empty() {
            page.put("p", &[("class", "lead")], &check);
        }
    });
    body.within("main", &[("class", "replay")], |page| {
        page.within("div", &[("class", "beside")], |page| {
            controls(page);
            source::source(page, trace, &story);
            steps::steps(page, trace, &story);
        });
        drawing(page, &whole(trace, &story));
    });
    body.within("footer", &[], |page| {
        page.put("p", &[], &words::made_by(&name(&trace.check)));
        page.put("p", &[("id", "keys"), ("hidden", "")], words::keys());
    });
    page::script(&mut body, REPLAY);
    page::page(REPLAY, &words::title(&exercise), &body).into_bytes()
}

/// The buttons, of which only a script can make use.
fn controls(page: &mut Html) {
    let group = [
        ("id", "controls"),
        ("role", "group"),
        ("aria-label", words::controls()),
        ("hidden", ""),
    ];
    page.within("div", &group, |page| {
        let buttons = [
            ("first", "«", words::first()),
            ("back", "‹", words::back()),
            ("play", "", words::play()),
            ("next", "›", words::next()),
            ("last", "»", words::last()),
        ];
        for (id, sign, words) in buttons {
            let mut attributes = vec![("type", "button"), ("id", id)];
            if sign.is_empty() {
                attributes.push(("data-pause", words::pause()));
                page.put("button", &attributes, words);
            } else {
                attributes.extend([("aria-label", words), ("title", words)]);
                page.put("button", &attributes, sign);
            }
        }
        page.put("span", &[("id", "place")], "");
    });
    let live = [("id", "say"), ("class", "unseen"), ("aria-live", "polite")];
    page.put("p", &live, "");
}
