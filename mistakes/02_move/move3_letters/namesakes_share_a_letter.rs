// verdict: fails_checks
// says: Two guests are called Eli
// says: Count the writers, not the names

use std::collections::BTreeSet;
use std::collections::HashMap;
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
    let t = Arc::new(template);
    let uniq: BTreeSet<String> = guests.iter().cloned().collect();
    let hs: Vec<_> = uniq
        .into_iter()
        .map(|g| {
            let t = t.clone();
            thread::spawn(move || {
                let l = write(&t, &g);
                (g, l)
            })
        })
        .collect();
    let m: HashMap<_, _> = hs.into_iter().map(|h| h.join().unwrap()).collect();
    guests.iter().map(|g| m[g].clone()).collect()
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
