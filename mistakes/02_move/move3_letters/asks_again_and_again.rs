// verdict: exceeds_limit
// says: No progress
// says: Who waits sleeps until woken

use std::sync::Arc;
use std::thread;
use std::time::Duration;

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
    let t = Arc::new(template);
    let hs: Vec<_> = guests
        .into_iter()
        .map(|g| {
            let t = t.clone();
            thread::spawn(move || write(&t, &g))
        })
        .collect();
    while hs.iter().any(|h| !h.is_finished()) {
        thread::sleep(Duration::from_millis(1));
    }
    hs.into_iter().map(|h| h.join().unwrap()).collect()
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
