pub fn act() -> u32 {
    let line = "again and ".repeat(1000);
    loop {
        println!("{line}");
    }
}
