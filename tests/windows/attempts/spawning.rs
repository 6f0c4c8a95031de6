// explore = false
pub fn act() -> u32 {
    loop {
        std::thread::spawn(|| {
            loop {
                std::thread::park();
            }
        });
    }
}
