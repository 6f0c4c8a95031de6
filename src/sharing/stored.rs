//! A judgement as it is kept: the JSON of `run --json`, and beside it what that leaves out.

use std::fs;
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::age::age;
use crate::trace::Place;
use crate::verdict;
use crate::wire;

/// What a busy machine may have had a part in counts for those only who asked at about the same time.
const AT_THE_SAME_TIME: Duration = Duration::from_secs(10);

#[derive(Serialize, Deserialize)]
pub(super) struct Stored {
    judgement: wire::Judgement,
    diagnostics: Vec<Diagnostic>,
    /// Where each check fails: file, line and column.
    places: Vec<Option<(String, u32, u32)>>,
    may_be_load: bool,
    width: Option<usize>,
}

#[derive(Serialize, Deserialize)]
struct Diagnostic {
    rendered: String,
    original: Option<String>,
}

impl Stored {
    pub(super) fn of(judgement: &verdict::Judgement, width: Option<usize>) -> Self {
        let diagnostics = judgement.diagnostics.iter().map(|it| Diagnostic {
            rendered: it.rendered.clone(),
            original: it.original.clone(),
        });
        let places = judgement.checks.iter().map(|check| {
            let place = check.place.as_ref()?;
            Some((place.file.clone(), place.line, place.column))
        });
        Self {
            judgement: judgement.into(),
            diagnostics: diagnostics.collect(),
            places: places.collect(),
            may_be_load: judgement.may_be_load,
            width,
        }
    }

    pub(super) fn read(body: &str) -> Option<Self> {
        serde_json::from_str(body).ok()
    }

    /// The judgement, for somebody with so many columns. `None` where it was made for another width, or holds no more.
    pub(super) fn for_reader(
        self,
        width: Option<usize>,
        path: &Path,
    ) -> Option<verdict::Judgement> {
        let fits = width.is_none() || width == self.width || self.diagnostics.is_empty();
        if !fits || self.may_be_load && !is_new(path) {
            return None;
        }
        let mut judgement = self.judgement.read().ok()?;
        for (diagnostic, kept) in judgement.diagnostics.iter_mut().zip(self.diagnostics) {
            diagnostic.rendered = kept.rendered;
            diagnostic.original = kept.original;
        }
        for (check, place) in judgement.checks.iter_mut().zip(self.places) {
            check.place = place.map(|(file, line, column)| Place { file, line, column });
        }
        judgement.may_be_load = self.may_be_load;
        Some(judgement)
    }
}

fn is_new(path: &Path) -> bool {
    let changed = fs::metadata(path).and_then(|found| found.modified());
    changed.is_ok_and(|time| age(time) < AT_THE_SAME_TIME)
}

/// For how many columns the exercise was judged last, whatever its text was.
pub(super) fn width_of_last(path: &Path) -> Option<usize> {
    let text = fs::read_to_string(path).ok()?;
    let (_, body) = text.split_once('\n')?;
    Stored::read(body)?.width
}
