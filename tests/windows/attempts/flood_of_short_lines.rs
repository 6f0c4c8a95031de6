pub fn act() -> u32 {
    loop {
        println!("again");
    }
}
