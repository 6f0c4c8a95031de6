//! What the class was graded with.

use super::markup::Html;
use crate::grade::model::{Audience, Grading};
use crate::render::untrusted::{name, sentence};
use crate::render::words::grading as words;

/// Characters of a sentence about a machine.
const SENTENCE: usize = 500;

pub(super) fn footer(page: &mut Html, grading: &Grading) {
    page.within("footer", &[], |page| {
        let kit = &grading.kit;
        let mut lines = vec![words::kit(&name(&kit.name), &kit.digest)];
        lines.extend(words::late_rule(grading).map(|rule| name(&rule)));
        if grading.audience == Audience::Teacher {
            let all = &grading.protections;
            let active = all.iter().filter(|protection| protection.active).count();
            lines.push(name(&kit.toolchain));
            lines.push(words::protections(active, all.len()));
            let missing = all.iter().filter(|protection| !protection.active);
            lines.extend(missing.map(|one| {
                let detail = sentence(&one.detail, SENTENCE);
                format!("{}: {detail}", name(&one.name))
            }));
        }
        for line in lines {
            page.put("p", &[], &line);
        }
    });
}
