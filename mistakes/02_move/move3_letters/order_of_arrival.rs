// verdict: fails_in_some_interleaving
// says: but the letters came out as
// says: not in the order in which the writers finish
//! Every turn of the loop makes one template and moves that one away; the original
//! stays here. `write` needs no such care: a `fn` pointer is `Copy`.

use std::sync::mpsc;
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
    let (out_tray, letters) = mpsc::channel();
    for guest in guests {
        let template = template.clone();
        let out_tray = out_tray.clone();
        thread::spawn(move || out_tray.send(write(&template, &guest)).unwrap());
    }
    drop(out_tray);
    letters.iter().collect()
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
