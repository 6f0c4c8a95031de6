// verdict: fails_checks
// says: each letter has a number
//! Letters to everyone
//!
//! Invitations go out. There is one template and a list of guests. Every letter gets a writer, a
//! thread of its own, and all writers write at the same time.
//!
//! Goal: `write_letters` returns the letters in the order of the guest list. Each is made by one
//! call of `write` on a thread of its own. Leave `Template` as it is.
//!
//! Keep: pub fn write_letters(template: Template, guests: Vec<String>, write: fn(&Template, &str) -> String) -> Vec<String>

use std::collections::HashMap;
use std::thread;

#[derive(Clone)]
pub struct Template {
    pub text: String,
}

impl Template {
    pub fn fill(&self, guest: &str) -> String {
        self.text.replace("{guest}", guest)
    }
}

pub fn write_letters(
    template: Template,
    guests: Vec<String>,
    write: fn(&Template, &str) -> String,
) -> Vec<String> {
    let mut letters = HashMap::new();
    thread::scope(|s| {
        let mut writers = Vec::new();
        for guest in &guests {
            let template = &template;
            writers.push((guest, s.spawn(move || write(template, guest))));
        }
        for (guest, writer) in writers {
            letters.insert(guest, writer.join().unwrap());
        }
    });
    guests.iter().map(|guest| letters[guest].clone()).collect()
}

pub fn main() {
    let template = Template {
        text: "Dear {guest}, we are getting married. Please bring cake!".to_owned(),
    };
    let guests = ["Ada", "Boris", "Chen"].map(String::from).to_vec();
    for letter in write_letters(template, guests, Template::fill) {
        println!("{letter}");
    }
}
