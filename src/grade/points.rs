//! Points: whole ones, or hundredths where lateness has cost some. A whole percentage of whole points is a whole number of
//! hundredths, so nothing is ever rounded.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Sub};

/// So many points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Points {
    hundredths: u64,
}

impl Points {
    /// So many hundredths of a point.
    pub const fn from_hundredths(hundredths: u64) -> Self {
        Self { hundredths }
    }

    /// How many hundredths of a point.
    pub const fn hundredths(self) -> u64 {
        self.hundredths
    }

    /// This percentage of whole points; above 100 it is all of them.
    pub fn share(points: u32, percent: u32) -> Self {
        Self::from_hundredths(u64::from(points) * u64::from(percent.min(100)))
    }
}

impl From<u32> for Points {
    fn from(points: u32) -> Self {
        Self::share(points, 100)
    }
}

impl Add for Points {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::from_hundredths(self.hundredths.saturating_add(other.hundredths))
    }
}

/// Nobody has fewer than no points.
impl Sub for Points {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self::from_hundredths(self.hundredths.saturating_sub(other.hundredths))
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Add::add)
    }
}

impl fmt::Display for Points {
    /// `12`, `3.6`, `0.05`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.hundredths / 100, self.hundredths % 100);
        let text = match (rest, rest % 10) {
            (0, _) => whole.to_string(),
            (_, 0) => format!("{whole}.{}", rest / 10),
            _ => format!("{whole}.{rest:02}"),
        };
        f.pad(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_written_as_people_write_them() {
        let written = [400, 360, 5, 1205].map(|all| Points::from_hundredths(all).to_string());
        assert_eq!(written, ["4", "3.6", "0.05", "12.05"]);
        assert_eq!(format!("{:>5}", Points::from(3)), "    3");
    }

    #[test]
    fn a_share_is_exact_and_nothing_falls_below_nought() {
        assert_eq!(Points::share(3, 15).to_string(), "0.45");
        assert_eq!(Points::share(3, 250), Points::from(3));
        assert_eq!(Points::from(1) - Points::from(2), Points::default());
        let all = [Points::share(1, 33), Points::share(1, 67)];
        assert_eq!(all.into_iter().sum::<Points>(), Points::from(1));
    }
}
