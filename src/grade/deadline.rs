//! Points in time as RFC 3339 writes them: <https://www.rfc-editor.org/rfc/rfc3339>.

use std::time::{Duration, SystemTime};

/// A text that is no point in time.
#[derive(Debug, thiserror::Error)]
#[error("give a time with its zone, such as `2026-03-31T23:59:59+02:00` or `2026-03-31T21:59:59Z`")]
pub struct BadDeadline;

/// Reads a point in time with its offset from UTC.
pub fn parse(text: &str) -> Result<SystemTime, BadDeadline> {
    parsed(text).ok_or(BadDeadline)
}

/// Writes it, to the second, in UTC.
pub(super) fn written(time: SystemTime) -> String {
    humantime::format_rfc3339_seconds(time).to_string()
}

fn parsed(text: &str) -> Option<SystemTime> {
    let text = text.to_ascii_uppercase().replacen(' ', "T", 1);
    if text.ends_with('Z') {
        return humantime::parse_rfc3339(&text).ok();
    }
    let at = text.len().checked_sub("+00:00".len())?;
    let (local, offset) = text.split_at_checked(at)?;
    let (sign, offset) = offset.split_at_checked(1)?;
    let (hours, minutes) = offset.split_once(':')?;
    let digits = |text: &str, below: u64| {
        let number = text.parse::<u64>().ok().filter(|number| *number < below);
        number.filter(|_| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let seconds = digits(hours, 24)? * 3600 + digits(minutes, 60)? * 60;
    let local = humantime::parse_rfc3339(&format!("{local}Z")).ok()?;
    match sign {
        "+" => local.checked_sub(Duration::from_secs(seconds)),
        "-" => local.checked_add(Duration::from_secs(seconds)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_taken_off() {
        let utc = |text| parse(text).map(written).unwrap();
        assert_eq!(utc("2026-03-31T23:59:59Z"), "2026-03-31T23:59:59Z");
        assert_eq!(utc("2026-03-31T23:59:59+02:00"), "2026-03-31T21:59:59Z");
        assert_eq!(utc("2026-03-31 23:59:59-05:30"), "2026-04-01T05:29:59Z");
        assert_eq!(utc("2026-03-31T23:59:59.5z"), "2026-03-31T23:59:59Z");
    }

    #[test]
    fn a_time_without_a_zone_is_nobodys_deadline() {
        for text in [
            "",
            "Z",
            "2026-03-31",
            "2026-03-31T23:59:59",
            "2026-03-31T23:59:59+2:00",
            "2026-03-31T23:59:59+02:60",
            "2026-13-31T23:59:59+02:00",
            "tomorrow",
            "2026-03-31T23:59:59é00:00",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
