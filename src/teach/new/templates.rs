//! What a new exercise begins with: files that compile and are judged as they say, for the teacher to write over.

/// What a teacher has said of an exercise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Wishes {
    pub(crate) title: Option<String>,
    pub(crate) concepts: Vec<String>,
    pub(crate) points: Option<u32>,
}

/// Where it belongs and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// Chapter folder.
    pub(crate) dir: Option<String>,
    pub(crate) name: String,
}

/// The title where the teacher gives none.
pub(super) const NO_TITLE: &str = "TODO(teacher): a title";

impl Name {
    fn below(&self, folder: &str) -> String {
        match &self.dir {
            Some(dir) => format!("{folder}/{dir}/{}", self.name),
            None => format!("{folder}/{}", self.name),
        }
    }

    /// The README of its chapter.
    pub(super) fn readme(&self) -> Option<String> {
        Some(format!("exercises/{}/README.md", self.dir.as_ref()?))
    }
}

/// The files of a new exercise, by path relative to the kit.
pub(super) fn files(name: &Name, wishes: &Wishes) -> Vec<(String, String)> {
    let title = wishes.title.as_deref().unwrap_or(NO_TITLE);
    let text = |template: &str| {
        template
            .replace("{title}", title)
            .replace("{name}", &name.name)
    };
    let rust = |folder: &str| format!("{}.rs", name.below(folder));
    vec![
        (rust("exercises"), text(include_str!("templates/start.txt"))),
        (
            rust("solutions"),
            text(include_str!("templates/solution.txt")),
        ),
        (rust("checks"), text(include_str!("templates/checks.txt"))),
        (
            format!("{}/works_itself.rs", name.below("mistakes")),
            text(include_str!("templates/mistake.txt")),
        ),
    ]
}

/// The README of a new chapter.
pub(super) fn readme(dir: &str) -> String {
    let (_, words) = dir.split_once('_').unwrap_or(("", dir));
    let chapter = words.replace(['_', '-'], " ");
    let mut letters = chapter.chars();
    let chapter = match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => chapter,
    };
    include_str!("templates/readme.txt").replace("{chapter}", &chapter)
}
