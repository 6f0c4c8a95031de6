pub fn act() -> u32 {
    42
}
