// verdict: fails_checks
// says: but came out as ["Dear Boris!"

use std::sync::OnceLock;
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
    static TEMPLATE: OnceLock<Template> = OnceLock::new();
    let template = TEMPLATE.get_or_init(|| template);
    let mut writers = Vec::new();
    for guest in guests {
        writers.push(thread::spawn(move || write(template, &guest)));
    }
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
