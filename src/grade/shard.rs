//! A part of a class, for one of several machines.

use std::str::FromStr;

use super::model::Part;

/// Part `index` of `of`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    index: u32,
    of: u32,
}

/// A text that names no part.
#[derive(Debug, thiserror::Error)]
#[error("give the number of the part and of all parts, such as `1/3`")]
pub struct BadShard;

/// More parts than anybody has machines.
const MOST: u32 = 10_000;

impl FromStr for Shard {
    type Err = BadShard;

    fn from_str(text: &str) -> Result<Self, BadShard> {
        let (index, of) = text.split_once('/').ok_or(BadShard)?;
        let number = |text: &str| text.trim().parse::<u32>().map_err(|_| BadShard);
        let (index, of) = (number(index)?, number(of)?);
        if index == 0 || index > of || of > MOST {
            return Err(BadShard);
        }
        Ok(Self { index, of })
    }
}

impl Shard {
    /// Every so many-th, so that neighbours, who often are alike, go to different machines.
    pub(super) fn of<T>(self, all: Vec<T>) -> Vec<T> {
        all.into_iter()
            .skip(self.index as usize - 1)
            .step_by(self.of as usize)
            .collect()
    }

    pub(super) fn part(self, submissions: usize) -> Part {
        Part {
            index: self.index,
            of: self.of,
            submissions,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_the_whole() {
        let shares: Vec<Vec<u32>> = (1..=3)
            .map(|index| Shard { index, of: 3 }.of((0..8).collect()))
            .collect();
        assert_eq!(shares, [vec![0, 3, 6], vec![1, 4, 7], vec![2, 5]]);
    }

    #[test]
    fn only_parts_that_exist_can_be_named() {
        assert_eq!("2/3".parse::<Shard>().unwrap(), Shard { index: 2, of: 3 });
        for text in ["", "1", "0/3", "4/3", "1/0", "a/b", "-1/3", "1/20000"] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }
}
