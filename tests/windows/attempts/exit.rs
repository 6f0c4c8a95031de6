pub fn act() -> u32 {
    std::process::exit(0)
}
