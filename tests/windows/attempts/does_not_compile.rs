pub fn act() -> u32 {
    let answer = String::from("42");
    drop(answer);
    answer.parse().unwrap()
}
