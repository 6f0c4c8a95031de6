//! A terminal's screen as SVG, for a light and a dark page.
//!
//! Every run of cells says where it begins and how wide it is, so columns stay straight in whatever font a browser finds.

use std::fmt::Write as _;

use vt100::{Cell, Color, Screen};

const FONT_SIZE: f64 = 14.0;
const CELL_WIDTH: f64 = 8.4;
const LINE_HEIGHT: f64 = 18.0;
const MARGIN: f64 = 12.0;
/// From the top of a line to where its letters stand.
const BASELINE: f64 = 13.5;

/// The colours of a terminal, as indices name them: on light paper, and on dark.
const COLORS: [(u8, &str, &str); 12] = [
    (1, "#b3261e", "#ff8f83"),
    (2, "#1a7a3c", "#5cc88a"),
    (3, "#8a5a00", "#e6b450"),
    (4, "#2f5fd0", "#8fb0ff"),
    (5, "#a0349b", "#e08bdc"),
    (6, "#0b7285", "#5cc3d6"),
    (8, "#59636e", "#a0a9b2"),
    (9, "#b3261e", "#ff8f83"),
    (10, "#1a7a3c", "#5cc88a"),
    (12, "#2f5fd0", "#8fb0ff"),
    (13, "#a0349b", "#e08bdc"),
    (14, "#0b7285", "#5cc3d6"),
];

/// The paper of a page, and its ink.
const LIGHT: (&str, &str) = ("#f6f7f9", "#1b1f24");
const DARK: (&str, &str) = ("#1d2125", "#e4e7ea");

/// The screen without the empty lines at its end; `title` is for those who do not see it.
pub(super) fn svg(screen: &Screen, title: &str) -> String {
    let (rows, columns) = screen.size();
    let lines: Vec<Vec<Run>> = (0..rows).map(|row| runs(screen, row, columns)).collect();
    let used = lines.iter().rposition(|line| !line.is_empty());
    let lines = &lines[..used.map_or(0, |last| last + 1)];
    let width = f64::from(columns) * CELL_WIDTH + 2.0 * MARGIN;
    let count = u16::try_from(lines.len()).unwrap();
    let height = f64::from(count) * LINE_HEIGHT + 2.0 * MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" role=\"img\">\n\
         <title>{}</title>\n<style>\n{}</style>\n<rect class=\"paper\" width=\"100%\" height=\"100%\" rx=\"6\"/>\n",
        escaped(title),
        style(lines),
    );
    for (row, line) in (0..).zip(lines) {
        for run in line {
            run.write(&mut svg, row);
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// Cells beside each other that look alike.
struct Run {
    column: u16,
    width: u16,
    text: String,
    look: Look,
}

#[derive(Clone, PartialEq)]
struct Look {
    color: Color,
    /// Their names in the style sheet.
    styles: Vec<&'static str>,
}

const INVERSE: &str = "inverse";

impl Look {
    fn of(cell: &Cell) -> Self {
        assert_eq!(cell.bgcolor(), Color::Default, "there is no style for this");
        let styles = [
            (cell.bold(), "bold"),
            (cell.dim(), "dim"),
            (cell.underline(), "underline"),
            (cell.inverse(), INVERSE),
        ];
        let styles = styles.iter().filter(|(is_set, _)| *is_set);
        Self {
            color: cell.fgcolor(),
            styles: styles.map(|(_, name)| *name).collect(),
        }
    }

    fn is_inverse(&self) -> bool {
        self.styles.contains(&INVERSE)
    }

    /// The attribute that names its styles.
    fn class(&self) -> String {
        let mut classes: Vec<String> = self.styles.iter().map(|name| (*name).to_owned()).collect();
        match self.color {
            Color::Default => {}
            Color::Idx(index) => classes.push(format!("c{index}")),
            Color::Rgb(..) => panic!("there is no style for {:?}", self.color),
        }
        if classes.is_empty() {
            return String::new();
        }
        format!(" class=\"{}\"", classes.join(" "))
    }
}

/// A line's runs, none of them blank. A sign that is no ASCII may come from another font, so it is a run of its own, unless it goes
/// on with the same one.
fn runs(screen: &Screen, row: u16, columns: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for column in 0..columns {
        let Some(cell) = screen.cell(row, column) else {
            continue;
        };
        if cell.is_wide_continuation() {
            continue;
        }
        let look = Look::of(cell);
        let text = if cell.has_contents() {
            cell.contents()
        } else {
            " "
        };
        let width = if cell.is_wide() { 2 } else { 1 };
        match runs.last_mut() {
            Some(run)
                if run.look == look
                    && run.column + run.width == column
                    && (run.text.is_ascii() && text.is_ascii() || run.text.ends_with(text)) =>
            {
                run.text.push_str(text);
                run.width += width;
            }
            _ => runs.push(Run {
                column,
                width,
                text: text.to_owned(),
                look,
            }),
        }
    }
    runs.retain(|run| run.look.is_inverse() || !run.text.trim().is_empty());
    runs.into_iter().flat_map(Run::words).collect()
}

impl Run {
    /// Split where there is more than one blank, so that nothing is spread over a gap.
    fn words(self) -> Vec<Self> {
        if self.look.is_inverse() {
            return vec![self];
        }
        let mut words = Vec::new();
        let mut start = 0;
        for part in self.text.split("  ") {
            let text = part.trim_start();
            let column = start + part.len() - text.len();
            let text = text.trim_end();
            if !text.is_empty() {
                let ascii = text.is_ascii();
                words.push(Self {
                    column: self.column + u16::try_from(column).unwrap(),
                    width: if ascii {
                        u16::try_from(text.len()).unwrap()
                    } else {
                        self.width
                    },
                    text: text.to_owned(),
                    look: self.look.clone(),
                });
            }
            start += part.len() + 2;
        }
        words
    }

    fn write(&self, svg: &mut String, row: u16) {
        let x = MARGIN + f64::from(self.column) * CELL_WIDTH;
        let top = MARGIN + f64::from(row) * LINE_HEIGHT;
        let width = f64::from(self.width) * CELL_WIDTH;
        let y = top + BASELINE;
        if self.look.is_inverse() {
            writeln!(
                svg,
                "<rect class=\"ink\" x=\"{x:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{LINE_HEIGHT}\"/>"
            )
            .unwrap();
        }
        let class = self.look.class();
        // A single letter is not stretched.
        let length = if self.width > 1 {
            format!(" textLength=\"{width:.1}\"")
        } else {
            String::new()
        };
        writeln!(
            svg,
            "<text x=\"{x:.1}\" y=\"{y:.1}\"{length}{class}>{}</text>",
            escaped(&self.text)
        )
        .unwrap();
    }
}

/// The styles of what there is.
fn style(lines: &[Vec<Run>]) -> String {
    let used = |index| {
        let mut runs = lines.iter().flatten();
        runs.any(|run| run.look.color == Color::Idx(index))
    };
    let paper = |(paper, ink): (&str, &str)| {
        format!(".paper, .inverse {{ fill: {paper} }} text, .ink {{ fill: {ink} }}\n")
    };
    let mut light = paper(LIGHT);
    let mut dark = paper(DARK);
    for (index, on_light, on_dark) in COLORS {
        if used(index) {
            writeln!(light, ".c{index} {{ fill: {on_light} }}").unwrap();
            writeln!(dark, ".c{index} {{ fill: {on_dark} }}").unwrap();
        }
    }
    for run in lines.iter().flatten() {
        if let Color::Idx(index) = run.look.color {
            let is_known = COLORS.iter().any(|(known, ..)| *known == index);
            assert!(is_known, "there is no colour for index {index}");
        }
    }
    format!(
        "text {{ font: {FONT_SIZE}px ui-monospace, \"Cascadia Mono\", \"SF Mono\", Menlo, Consolas, \"DejaVu Sans Mono\", monospace; white-space: pre }}\n\
         .bold {{ font-weight: 700 }} .dim {{ opacity: .65 }} .underline {{ text-decoration: underline }}\n\
         {light}@media (prefers-color-scheme: dark) {{\n{dark}}}\n"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[test]
fn everything_stands_in_its_column() {
    let mut parser = vt100::Parser::new(2, 20, 0);
    parser.process("a b  \x1b[31mc<d\x1b[0m\r\n✗ ── \x1b[7mx  y\x1b[0m".as_bytes());
    let svg = svg(parser.screen(), "a & b");
    assert!(svg.contains("<title>a &amp; b</title>"));
    assert!(svg.contains(".c1 { fill: #b3261e }") && svg.contains(".c1 { fill: #ff8f83 }"));
    assert!(!svg.contains(".c2"), "what is not there needs no style");
    let drawn: Vec<&str> = svg.lines().filter(|line| line.contains(" y=\"")).collect();
    let expected = [
        r#"<text x="12.0" y="25.5" textLength="25.2">a b</text>"#,
        r#"<text x="54.0" y="25.5" textLength="25.2" class="c1">c&lt;d</text>"#,
        r#"<text x="12.0" y="43.5">✗</text>"#,
        r#"<text x="28.8" y="43.5" textLength="16.8">──</text>"#,
        r#"<rect class="ink" x="54.0" y="30.0" width="33.6" height="18"/>"#,
        r#"<text x="54.0" y="43.5" textLength="33.6" class="inverse">x  y</text>"#,
    ];
    assert_eq!(drawn, expected);
}
