pub fn act() -> u32 {
    let mut number = 1_u32;
    while number != 0 {
        number = number.wrapping_mul(3);
    }
    42
}
