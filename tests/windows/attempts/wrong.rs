pub fn act() -> u32 {
    41
}
