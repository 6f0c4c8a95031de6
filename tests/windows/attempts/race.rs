use std::sync::Mutex;
use std::thread;

pub fn act() -> u32 {
    let sum = Mutex::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let before = *sum.lock().unwrap();
                *sum.lock().unwrap() = before + 21;
            });
        }
    });
    sum.into_inner().unwrap()
}
