// verdict: does_not_compile
// says: E0382
// says: A clone inside the closure comes too late

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
    let mut writers = Vec::new();
    for guest in guests {
        writers.push(thread::spawn(move || {
            let template = template.clone();
            write(&template, &guest)
        }));
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
