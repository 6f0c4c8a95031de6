// verdict: fails_in_some_interleaving
// says: What in your code do two calls share

use std::sync::Arc;
use std::sync::Mutex;
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
    static OUT: Mutex<Vec<(usize, String)>> = Mutex::new(Vec::new());
    let t = Arc::new(template);
    let hs: Vec<_> = guests
        .into_iter()
        .enumerate()
        .map(|(i, g)| {
            let t = t.clone();
            thread::spawn(move || {
                let l = write(&t, &g);
                OUT.lock().unwrap().push((i, l));
            })
        })
        .collect();
    for h in hs {
        h.join().unwrap();
    }
    let mut v = std::mem::take(&mut *OUT.lock().unwrap());
    v.sort_by_key(|x| x.0);
    v.into_iter().map(|x| x.1).collect()
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
