//! All writers own the one template together. What is cloned for each of them is only
//! the `Arc`, so the text is never copied, however long it is.

use std::sync::Arc;
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
    let template = Arc::new(template);
    let writers: Vec<_> = guests
        .into_iter()
        .map(|guest| {
            let template = Arc::clone(&template);
            thread::spawn(move || write(&template, &guest))
        })
        .collect();
    writers
        .into_iter()
        .map(|writer| writer.join().unwrap())
        .collect()
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
