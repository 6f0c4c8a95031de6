//! What threads look at of objects, by where these were made.

use std::cell::RefCell;
use std::panic::Location;

use crate::arena;

/// Something that threads were seen to look at, of objects made at one place; which bit means what is the stand-in's
/// business. Several bits are several such things. As long as nobody looks at something, nobody can tell in which order it changed, and such changes need be
/// no points. The search starts again when somebody does.
#[derive(Clone, Copy, Debug)]
pub struct Observation(pub u8);

thread_local! {
    /// What was observed in this exploration, by where the object was made.
    static OBSERVED: RefCell<Vec<(&'static Location<'static>, u8)>> = const { RefCell::new(Vec::new()) };
}

pub(crate) fn observed(made_at: &'static Location<'static>) -> u8 {
    OBSERVED.with_borrow(|observed| {
        let known = observed.iter().find(|(place, _)| *place == made_at);
        known.map_or(0, |(_, observed)| *observed)
    })
}

/// An exploration begins.
pub(crate) fn forget_observations() {
    OBSERVED.take();
}

/// Where objects were made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin(&'static Location<'static>);

impl Origin {
    /// Of what was made there and is no object.
    #[must_use]
    pub const fn of(made_at: &'static Location<'static>) -> Self {
        Self(made_at)
    }

    /// Whether somebody looks at this, of an object made here.
    pub fn is_observed(self, what: Observation) -> bool {
        observed(self.0) & what.0 != 0
    }

    /// Somebody looks at this, of an object made here. Whether that is news.
    pub(crate) fn note(self, what: Observation) -> bool {
        arena::outside(|| {
            OBSERVED.with_borrow_mut(|observed| {
                match observed.iter_mut().find(|(place, _)| *place == self.0) {
                    Some((_, known)) if *known & what.0 == what.0 => false,
                    Some((_, known)) => {
                        *known |= what.0;
                        true
                    }
                    None => {
                        observed.push((self.0, what.0));
                        true
                    }
                }
            })
        })
    }
}
