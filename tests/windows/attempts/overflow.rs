fn down(depth: u64) -> u64 {
    if depth == u64::MAX {
        0
    } else {
        1 + down(depth + 1)
    }
}

pub fn act() -> u32 {
    u32::try_from(down(0)).unwrap()
}
