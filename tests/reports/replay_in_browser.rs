//! The page of an interleaving in Chromium: it opens at once, is stepped through by keys, clicks and by itself, and fits a phone.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use threadlings::report;
use threadlings::trace::Trace;
use threadlings::verdict::Verdict;

use crate::browser::Browser;
use crate::replay::saved;

fn page(trace: &Trace) -> Vec<u8> {
    report::replay_page("atomic1_views", Verdict::FailsInSomeInterleaving, trace)
}

/// The step, the row of the drawing, the line of the source, the threads there, and the sentence.
const SHOWN: &str = "[
    document.getElementById('place').textContent,
    [...document.querySelectorAll('#timeline tbody tr')].findIndex(row => row.matches('.now[aria-current=step]')) + 1,
    [...document.querySelectorAll('#source li')].findIndex(line => line.matches('.now')) + 1,
    document.querySelector('#source li.now .at').textContent,
    document.querySelector('#steps li:not([hidden]) p').textContent,
]";

fn resize(browser: &mut Browser, width: u32, height: u32) {
    let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    browser.ask("Emulation.setDeviceMetricsOverride", &size);
}

fn click(browser: &mut Browser, what: &str) {
    browser.evaluate(&format!("document.querySelector('{what}').click()"));
}

#[test]
#[ignore = "needs Chromium: CONTRIBUTING.md"]
fn it_is_stepped_through() {
    let trace = saved("lost_update").trace.unwrap();
    let mut browser = Browser::start();
    resize(&mut browser, 1100, 800);
    browser.open(&page(&trace));
    let step = |number: &str, line, threads, words| {
        let number: u64 = number.parse().unwrap();
        json!([format!("{number} / 10"), number, line, threads, words])
    };
    let first = step("1", 17, "m", "`main` spawns thread 1 (line 17)");
    assert_eq!(browser.evaluate(SHOWN), first);
    for _ in 0..4 {
        browser.press("ArrowRight");
    }
    let fifth = step("5", 8, "21", "Thread 2 reads `views`: 0 (line 8)");
    assert_eq!(browser.evaluate(SHOWN), fifth);
    browser.press("ArrowDown");
    browser.press("ArrowLeft");
    assert_eq!(browser.evaluate(SHOWN), fifth);
    let said = browser.evaluate("document.getElementById('say').textContent");
    assert_eq!(said, "5 / 10: Thread 2 reads `views`: 0 (line 8)");
    let at =
        |browser: &mut Browser| browser.evaluate("document.getElementById('place').textContent");
    browser.press("End");
    assert_eq!(at(&mut browser), "10 / 10");
    browser.press("PageUp");
    assert_eq!(at(&mut browser), "1 / 10");
    click(&mut browser, "#timeline tbody tr:nth-child(5)");
    assert_eq!(browser.evaluate(SHOWN), fifth);
    for (button, expected) in [("next", "6"), ("back", "5"), ("last", "10"), ("first", "1")] {
        click(&mut browser, &format!("#{button}"));
        assert_eq!(at(&mut browser), format!("{expected} / 10"));
    }

    // Keys that are for a button, or for scrolling the source, stay there.
    browser.evaluate("document.getElementById('source').focus()");
    browser.press("ArrowRight");
    browser.press("ArrowDown");
    assert_eq!(at(&mut browser), "1 / 10");

    click(&mut browser, "#play");
    assert_eq!(
        browser.evaluate("document.getElementById('play').textContent"),
        "Pause"
    );
    let began = Instant::now();
    while at(&mut browser) != "4 / 10" {
        assert!(began.elapsed() < Duration::from_mins(1), "it does not play");
    }
    click(&mut browser, "#play");
    assert_eq!(
        browser.evaluate("document.getElementById('play').textContent"),
        "Play"
    );
    let complaints = browser.complaints();
    assert!(complaints.is_empty(), "{complaints:?}");
}

#[test]
#[ignore = "needs Chromium: CONTRIBUTING.md"]
fn every_size_has_room_for_it() {
    let mut browser = Browser::start();
    for name in ["lost_update", "philosophers", "open_channel", "six_threads"] {
        let trace = saved(name).trace.unwrap();
        for width in [320, 390, 800, 1100, 1920] {
            resize(&mut browser, width, 800);
            browser.open(&page(&trace));
            let wide = browser.evaluate("document.documentElement.scrollWidth");
            assert!(
                wide.as_u64().unwrap() <= u64::from(width),
                "{name}: {wide} of {width}"
            );
            let beside = browser.evaluate(
                "document.querySelector('.whole').getBoundingClientRect().left > innerWidth / 3",
            );
            assert_eq!(
                beside,
                width >= 1000,
                "{name}: the drawing beside the source at {width}"
            );
            // Whatever step it is, it and its line are in sight of their panes.
            let hidden = browser.evaluate("(() => {
                const hidden = [];
                const inside = (pane, it) => {
                    const [box, one] = [pane, it].map(each => each.getBoundingClientRect());
                    return one.top >= box.top - 1 && one.bottom <= box.bottom + 1;
                };
                for (let at = 0; at < steps.length; at++) {
                    move(at);
                    const line = document.querySelector('#source li.now');
                    if (!inside(timeline, rows[at]) || line && !inside(source, line)) hidden.push(at);
                }
                return hidden;
            })()");
            assert_eq!(hidden, json!([]), "{name} at {width}");
        }
    }
}

#[test]
#[ignore = "needs Chromium: CONTRIBUTING.md"]
fn three_hundred_events_open_at_once() {
    let mut trace = saved("lost_update").trace.unwrap();
    let (reads, end) = (3, trace.events.len() - 1);
    let middle = trace.events[reads..5].to_vec();
    let last = trace.events.split_off(end);
    while trace.events.len() + last.len() < 300 {
        trace.events.splice(reads..reads, middle.iter().cloned());
    }
    trace.events.extend(last);
    let page = page(&trace);
    let mut browser = Browser::start();
    // Other programs may be busy: the best of five is the page's own.
    let times = (0..5).map(|_| {
        browser.open(&page);
        browser.evaluate("performance.getEntriesByType('navigation')[0].domComplete")
    });
    let times: Vec<f64> = times.map(|time| time.as_f64().unwrap()).collect();
    let best = times.iter().copied().fold(f64::MAX, f64::min);
    assert!(best < 1000.0, "it takes {times:?} ms to open");
    let steps = browser.evaluate("steps.length");
    assert!(steps.as_u64().unwrap() >= 299, "{steps}");
    browser.press("End");
    assert_eq!(
        browser.evaluate("document.querySelectorAll('#timeline tr.later').length"),
        Value::from(0)
    );
}
