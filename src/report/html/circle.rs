//! The circle of a deadlock as a picture: threads and locks on a circle, who waits for whom along it.
//!
//! The sentences beside it say the same, so a screen reader reads only what it is of.

use std::f64::consts::{PI, TAU};

use super::colors::{color, lock_color};
use super::markup::Html;
use crate::render::timeline::{Link, cut};
use crate::render::words::replay_page as words;
use crate::text::width;

/// Half the height of a box.
const HALF_HEIGHT: f64 = 15.0;
/// A longer name has no room.
const LONGEST: usize = 18;
/// A letter takes about so much.
const LETTER: f64 = 7.6;
/// Between a box and the line to it.
const GAP: f64 = 4.0;
/// A line shorter than this has no room for its words.
const SHORTEST: f64 = 62.0;
/// How far from the line its words are: they are wider than high.
const INSIDE_X: f64 = 36.0;
const INSIDE_Y: f64 = 16.0;
/// How long an arrow's head is.
const HEAD: f64 = 9.0;

/// A thread, or a lock.
struct Node {
    name: String,
    class: &'static str,
    /// Whether it waits for the next one, or is held by it.
    waits: bool,
    half_width: f64,
}

/// Draws it, each lock in the colour of its bars; nothing of a thread that waits for itself only.
pub(super) fn circle(page: &mut Html, links: &[Link], locks: &[String]) {
    let nodes = nodes(links, locks);
    if nodes.len() < 2 {
        return;
    }
    let count = f64::from(u32::try_from(nodes.len()).unwrap_or(u32::MAX));
    let angle = |index: usize| {
        let index = f64::from(u32::try_from(index).unwrap_or(u32::MAX));
        TAU * index / count - PI / 2.0
    };
    let all: f64 = (0..nodes.len())
        .map(|index| 2.0 * (reach(&nodes[index], angle(index)) + GAP) + SHORTEST)
        .sum();
    let radius = (all / TAU).max(90.0);
    let widest = nodes.iter().map(|node| node.half_width).fold(0.0, f64::max);
    let (x, y) = (radius + widest.max(50.0) + 8.0, radius + HALF_HEIGHT + 8.0);
    let at = |angle: f64| (x + radius * angle.cos(), y + radius * angle.sin());
    let view = format!("0 0 {:.0} {:.0}", 2.0 * x, 2.0 * y);
    let (width, height) = (format!("{:.0}", 2.0 * x), format!("{:.0}", 2.0 * y));
    let svg = [
        ("viewBox", view.as_str()),
        ("width", &width),
        ("height", &height),
        ("role", "img"),
        ("aria-label", words::circle()),
    ];
    page.within("div", &[("class", "circle")], |page| {
        page.within("svg", &svg, |page| {
            for (index, node) in nodes.iter().enumerate() {
                let next = &nodes[(index + 1) % nodes.len()];
                let from = angle(index) + (reach(node, angle(index)) + GAP) / radius;
                let end = angle(index) + TAU / count;
                let to = end - (reach(next, end) + GAP) / radius;
                edge(page, node, (from, to), radius, &at);
            }
            for (index, node) in nodes.iter().enumerate() {
                named_box(page, node, at(angle(index)));
            }
        });
    });
}

fn nodes(links: &[Link], locks: &[String]) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut add = |name: &str, class, waits| {
        let name = cut(name, LONGEST);
        let letters = f64::from(u32::try_from(width(&name)).unwrap_or(u32::MAX));
        nodes.push(Node {
            name,
            class,
            waits,
            half_width: letters * LETTER / 2.0 + 9.0,
        });
    };
    for link in links {
        add(&link.name, color(link.thread), true);
        if let Some(lock) = &link.lock {
            let known = locks.iter().position(|known| known == lock);
            add(lock, known.map_or("", lock_color), false);
        }
    }
    nodes
}

/// How far a box reaches along the circle from its middle.
fn reach(node: &Node, angle: f64) -> f64 {
    let across = node.half_width / angle.sin().abs().max(1e-6);
    let down = HALF_HEIGHT / angle.cos().abs().max(1e-6);
    across.min(down)
}

/// An arrow along the circle, between two angles.
fn edge(
    page: &mut Html,
    node: &Node,
    (from, to): (f64, f64),
    radius: f64,
    at: &dyn Fn(f64) -> (f64, f64),
) {
    let class = if node.waits { "wants" } else { "held" };
    let neck = to - HEAD * 0.8 / radius;
    let ((x, y), (end_x, end_y), (tip_x, tip_y)) = (at(from), at(neck), at(to));
    let large = u8::from(neck - from > PI);
    let path = format!("M{x:.1} {y:.1}A{radius:.1} {radius:.1} 0 {large} 1 {end_x:.1} {end_y:.1}");
    page.put("path", &[("class", class), ("d", &path)], "");
    // The way it points: along the circle.
    let (along_x, along_y) = ((tip_x - end_x) / HEAD, (tip_y - end_y) / HEAD);
    let side = |sign: f64| {
        let (x, y) = (end_x - sign * along_y * 5.5, end_y + sign * along_x * 5.5);
        format!("{x:.1},{y:.1}")
    };
    let points = format!("{tip_x:.1},{tip_y:.1} {} {}", side(1.0), side(-1.0));
    page.put("polygon", &[("class", class), ("points", &points)], "");
    let middle = f64::midpoint(from, to);
    let (x, y) = at(middle);
    // Inside of the circle, beside the line.
    let (x, y) = (x - INSIDE_X * middle.cos(), y - INSIDE_Y * middle.sin());
    text(page, "edge", (x, y), words::edge(node.waits));
}

fn named_box(page: &mut Html, node: &Node, (x, y): (f64, f64)) {
    let (left, top) = (x - node.half_width, y - HALF_HEIGHT);
    let (left, top) = (format!("{left:.1}"), format!("{top:.1}"));
    let wide = format!("{:.1}", 2.0 * node.half_width);
    let high = format!("{:.1}", 2.0 * HALF_HEIGHT);
    let round = if node.waits { "15" } else { "3" };
    let attributes = [
        ("class", node.class),
        ("x", &left),
        ("y", &top),
        ("width", &wide),
        ("height", &high),
        ("rx", round),
    ];
    page.put("rect", &attributes, "");
    text(page, "name", (x, y), &node.name);
}

fn text(page: &mut Html, class: &'static str, (x, y): (f64, f64), words: &str) {
    let (x, y) = (format!("{x:.1}"), format!("{:.1}", y + 4.5));
    page.put("text", &[("class", class), ("x", &x), ("y", &y)], words);
}
