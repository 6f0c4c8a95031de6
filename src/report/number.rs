//! Points as JSON has them: `4`, or `3.6`.

use serde_json::Number;

use crate::grade::model::Points;

/// The points as a number.
pub(super) fn number(points: Points) -> Number {
    let hundredths = points.hundredths();
    if hundredths.is_multiple_of(100) {
        return Number::from(hundredths / 100);
    }
    #[expect(clippy::cast_precision_loss, reason = "nobody has that many points")]
    let number = Number::from_f64(hundredths as f64 / 100.0);
    number.expect("a whole number divided by a hundred is finite")
}

/// The points that a number says, if it is no less than nought.
pub(super) fn points(number: &Number) -> Option<Points> {
    let hundredths = (number.as_f64()? * 100.0).round();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is no less than nought, and above the largest it stays there"
    )]
    (hundredths >= 0.0).then_some(Points::from_hundredths(hundredths as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_written_and_read_again() {
        for (hundredths, text) in [(400, "4"), (360, "3.6"), (7, "0.07"), (52_499, "524.99")] {
            let written = number(Points::from_hundredths(hundredths));
            assert_eq!(written.to_string(), text);
            assert_eq!(points(&written).map(Points::hundredths), Some(hundredths));
        }
        assert_eq!(points(&Number::from(-1)), None);
    }
}
