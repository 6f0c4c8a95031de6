// verdict: deadlocks
// says: the writer of Boris's letter was waiting for the others (1 of 7 had come)
// says: Do you join a writer before the last one has started

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
    for guest in guests {
        let template = template.clone();
        let writer = thread::spawn(move || write(&template, &guest));
        letters.push(writer.join().unwrap());
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
