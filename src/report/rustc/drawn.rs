//! A mark drawn beside its lines, by the library that was made from rustc's own way to draw.

use annotate_snippets::{AnnotationKind, Level as Shown, Renderer, Snippet};

use crate::report::marks::{Mark, Span};
use crate::verdict::Level;

/// The drawing, with a line break at its end.
pub(super) fn drawn(mark: &Mark, path: &str, text: &str, colored: bool) -> String {
    let level = match mark.level {
        Level::Error => Shown::ERROR,
        Level::Warning => Shown::WARNING,
        Level::Note => Shown::NOTE,
    };
    let range = |span| {
        let [from, to] = bytes(text, span);
        from..to
    };
    let primary = AnnotationKind::Primary.span(range(mark.at));
    let steps = mark.steps.iter();
    let steps = steps.map(|(at, label)| AnnotationKind::Context.span(range(*at)).label(label));
    // Without a text there is nothing to draw it beside.
    let source = Snippet::source(if text.is_empty() { "\n" } else { text });
    let source = source.path(path).annotation(primary).annotations(steps);
    let mut title = level.primary_title(&*mark.message);
    if !mark.code.is_empty() {
        title = title.id(&*mark.code);
    }
    let notes = mark.notes.iter().map(|note| Shown::NOTE.message(&**note));
    let helps = mark.helps.iter().map(|help| Shown::HELP.message(&**help));
    let group = title.element(source).elements(notes.chain(helps));
    let renderer = if colored {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer.render(&[group]) + "\n"
}

/// Where a span begins and ends, in bytes of the text.
pub(super) fn bytes(text: &str, span: Span) -> [usize; 2] {
    let mut lines = text.split_inclusive('\n');
    let before = lines.by_ref().take(span.line.saturating_sub(1) as usize);
    let start: usize = before.map(str::len).sum();
    let line = lines
        .next()
        .unwrap_or_default()
        .trim_end_matches(['\n', '\r']);
    [span.start, span.end].map(|column| {
        let chars = line.char_indices();
        let at = chars
            .map(|(at, _)| at)
            .nth(column.saturating_sub(1) as usize);
        start + at.unwrap_or(line.len())
    })
}
