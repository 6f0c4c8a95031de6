// verdict: deadlocks
// says: was waiting for the others (4 of 7 had come)
// says: Do you join a writer before the last one has started
//! ★ A stretch: come back later if you like.
//!
//! Invitations go out. There is one template and a list of guests. Every letter
//! gets a writer, a thread of its own, and all writers write at the same time.
//!
//! Goal: `write_letters` returns the letters in the order of the guest list.
//! Each is made by one call of `write` on a thread of its own.
//! Leave `Template` as it is.
//!
//! Keep: pub fn write_letters(template: Template, guests: Vec<String>, write: fn(&Template, &str) -> String) -> Vec<String>

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
    let mut letters = Vec::new();
    for four in guests.chunks(4) {
        let writers: Vec<_> = four
            .iter()
            .map(|guest| {
                let (t, guest) = (template.clone(), guest.clone());
                thread::spawn(move || write(&t, &guest))
            })
            .collect();
        letters.extend(writers.into_iter().map(|w| w.join().unwrap()));
    }
    letters
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
