pub fn act() -> u32 {
    unsafe { 42 }
}
