// verdict: deadlocks
// says: was waiting for the others (1 of 7 had come)
// says: Or does a writer hold a lock that the others need
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
    let desk = std::sync::Arc::new(std::sync::Mutex::new(template));
    let writers: Vec<_> = guests
        .into_iter()
        .map(|guest| {
            let desk = desk.clone();
            thread::spawn(move || write(&desk.lock().unwrap(), &guest))
        })
        .collect();
    writers.into_iter().map(|w| w.join().unwrap()).collect()
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
