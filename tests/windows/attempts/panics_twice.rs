struct Twice;

impl Drop for Twice {
    fn drop(&mut self) {
        panic!("second");
    }
}

pub fn act() -> u32 {
    let _twice = Twice;
    panic!("first");
}
