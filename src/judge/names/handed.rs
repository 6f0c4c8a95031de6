//! Functions that are handed to others to be called there: `thread::spawn` in `.map(thread::spawn)`.

use syn::Path;

/// All of them: type or module, name, and where it stands, in bytes.
#[derive(Debug, Default)]
pub(super) struct Handed(Vec<(String, String, usize)>);

impl Handed {
    pub(super) fn add(&mut self, path: &Path, start: usize) {
        let mut segments = path.segments.iter().rev();
        let mut next = || segments.next().map(|segment| segment.ident.to_string());
        if let (Some(name), owner) = (next(), next()) {
            self.0.push((owner.unwrap_or_default(), name, start));
        }
    }

    /// The only place where this one is handed on. `spawn` without its module may be that of `thread`.
    pub(super) fn only(&self, owner: &str, function: &str) -> Option<usize> {
        let is_it = |(of, name, _): &&(String, String, usize)| {
            name == function && (of == owner || of.is_empty())
        };
        let mut all = self.0.iter().filter(is_it);
        match (all.next(), all.next()) {
            (Some((_, _, start)), None) => Some(*start),
            _ => None,
        }
    }
}
