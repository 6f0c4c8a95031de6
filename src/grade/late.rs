//! What lateness costs: the one rule, `10%/day`, and what it takes off.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use super::model::Penalty;
use super::points::Points;

/// So many percent of an exercise's points for each day, or each hour, that has begun since the deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LateRule {
    percent: u32,
    each: Each,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Each {
    Hour,
    Day,
}

/// A text that is no rule.
#[derive(Debug, thiserror::Error)]
#[error("give a percentage for each day or hour that has begun, such as `10%/day` or `1%/hour`")]
pub struct BadLateRule;

impl LateRule {
    /// What it takes off so many points that were handed in at this time; never more than there are.
    pub(super) fn penalty(
        self,
        earned: u32,
        deadline: SystemTime,
        handed_in: SystemTime,
    ) -> Penalty {
        let percent = self.percent(deadline, handed_in);
        Penalty {
            percent,
            points: Points::share(earned, percent),
        }
    }

    fn percent(self, deadline: SystemTime, handed_in: SystemTime) -> u32 {
        let late = handed_in.duration_since(deadline).unwrap_or_default();
        let each = self.each.length().as_nanos();
        let begun = u32::try_from(late.as_nanos().div_ceil(each)).unwrap_or(u32::MAX);
        self.percent.saturating_mul(begun).min(100)
    }
}

impl Each {
    fn length(self) -> Duration {
        match self {
            Self::Hour => Duration::from_hours(1),
            Self::Day => Duration::from_hours(24),
        }
    }
}

impl FromStr for LateRule {
    type Err = BadLateRule;

    fn from_str(text: &str) -> Result<Self, BadLateRule> {
        let (percent, each) = text.split_once("%/").ok_or(BadLateRule)?;
        let is_number =
            (1..=3).contains(&percent.len()) && percent.bytes().all(|byte| byte.is_ascii_digit());
        let percent = percent.parse().map_err(|_| BadLateRule)?;
        if !is_number || !(1..=100).contains(&percent) {
            return Err(BadLateRule);
        }
        let each = match each {
            "hour" => Each::Hour,
            "day" => Each::Day,
            _ => return Err(BadLateRule),
        };
        Ok(Self { percent, each })
    }
}

impl fmt::Display for LateRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let each = match self.each {
            Each::Hour => "hour",
            Each::Day => "day",
        };
        write!(f, "{}%/{each}", self.percent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(rule: &str, earned: u32, seconds: u64) -> (u32, String) {
        let rule: LateRule = rule.parse().unwrap();
        let deadline = SystemTime::UNIX_EPOCH + Duration::from_hours(1000);
        let penalty = rule.penalty(earned, deadline, deadline + Duration::from_secs(seconds));
        (penalty.percent, penalty.points.to_string())
    }

    #[test]
    fn each_day_that_has_begun_counts() {
        const DAY: u64 = 24 * 60 * 60;
        assert_eq!(taken("10%/day", 4, 0), (0, "0".into()));
        assert_eq!(taken("10%/day", 4, 1), (10, "0.4".into()));
        assert_eq!(taken("10%/day", 4, DAY), (10, "0.4".into()));
        assert_eq!(taken("10%/day", 4, DAY + 1), (20, "0.8".into()));
        assert_eq!(taken("10%/day", 4, 400 * DAY), (100, "4".into()));
        assert_eq!(taken("5%/hour", 3, 2 * 60 * 60), (10, "0.3".into()));
        assert_eq!(taken("100%/day", 3, 1), (100, "3".into()));
    }

    #[test]
    fn what_is_no_rule_is_refused() {
        for text in [
            "", "10", "10%", "%/day", "0%/day", "101%/day", "+1%/day", "10 %/day", "10%/week",
            "1.5%/day",
        ] {
            assert!(text.parse::<LateRule>().is_err(), "{text}");
        }
        assert_eq!(
            "010%/day".parse::<LateRule>().unwrap().to_string(),
            "10%/day"
        );
    }
}
