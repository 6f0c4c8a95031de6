// verdict: deadlocks
// says: was waiting for the others (2 of 7 had come)
// says: Do you join a writer before the last one has started
//! Every turn of the loop makes one template and moves that one away; the original
//! stays here. `write` needs no such care: a `fn` pointer is `Copy`.

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
    for pair in guests.chunks(2) {
        let writers: Vec<_> = pair
            .iter()
            .map(|guest| {
                let (template, guest) = (template.clone(), guest.clone());
                thread::spawn(move || write(&template, &guest))
            })
            .collect();
        letters.extend(writers.into_iter().map(|writer| writer.join().unwrap()));
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
