use exercise::Club;
use std::panic::resume_unwind;
use std::thread::{Builder, ScopedJoinHandle, scope};

/// What a thread returned. If it panicked, its panic goes on here, with its own words.
fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
}

fn shown(cards: &[Option<u32>]) -> String {
    let shown = |card: &Option<u32>| match card {
        Some(number) => format!("card {number}"),
        None => "no card".to_owned(),
    };
    cards.iter().map(shown).collect::<Vec<_>>().join(", ")
}

/// Two windows are open and each serves one visitor, while `meanwhile` happens at the office. Their cards, sorted.
fn two_windows(club: &Club, meanwhile: impl FnOnce()) -> [Option<u32>; 2] {
    scope(|foyer| {
        let windows = ["left window", "right window"].map(|name| {
            let window = Builder::new().name(name.to_owned());
            window.spawn_scoped(foyer, || club.card()).unwrap()
        });
        meanwhile();
        let mut cards = windows.map(joined);
        cards.sort();
        cards
    })
}

/// At one window, the cards are numbered 1, 2, 3, until all places are gone.
#[test]
fn one_window_counts_up() {
    let club = Club::new(3);
    let cards: Vec<_> = (0..5).map(|_| club.card()).collect();
    assert!(
        cards == [Some(1), Some(2), Some(3), None, None],
        "In a club with 3 places, 5 visitors asked for a card, one after the other, and got: {}.",
        shown(&cards)
    );
    let issued = club.issued();
    assert!(
        issued == 3,
        "3 cards were given out, and 2 visitors got none, but `issued` says {issued}."
    );
}

/// Clubs may be large, or have no place at all, and each has cards of its own.
#[test]
fn every_club_has_its_cards() {
    let (closet, cinema) = (Club::new(0), Club::new(300));
    for visitor in 1..=301 {
        let card = cinema.card();
        let right = (visitor <= 300).then_some(visitor);
        assert!(
            card == right && cinema.issued() == visitor.min(300),
            "Visitor {visitor} of a club with 300 places asked for a card, and got {}. After that, `issued` says {}.",
            shown(&[card]),
            cinema.issued()
        );
        let card = closet.card();
        assert!(
            card.is_none() && closet.issued() == 0,
            "Visitor {visitor} of a club with no places asked for a card, and got {}. After that, `issued` says {}.",
            shown(&[card]),
            closet.issued()
        );
    }
}

/// Two windows never give out the same number, and send nobody away while there are places.
#[test]
fn every_number_is_given_out_once() {
    let club = Club::new(2);
    let cards = two_windows(&club, || ());
    assert!(
        cards == [Some(1), Some(2)],
        "In a club with 2 places, 2 visitors asked for a card, at two windows, and got: {}.",
        shown(&cards)
    );
    let issued = club.issued();
    assert!(
        issued == 2,
        "2 cards were given out, but `issued` says {issued}."
    );
}

/// However fast the other window is, nobody is sent away while there are places.
#[test]
fn the_slow_window_gets_its_card() {
    let club = Club::new(6);
    let (slow, fast) = scope(|foyer| {
        let slow = Builder::new().name("slow window".to_owned());
        let slow = slow.spawn_scoped(foyer, || club.card()).unwrap();
        let fast: Vec<_> = (0..5).map(|_| club.card()).collect();
        (joined(slow), fast)
    });
    let mut cards: Vec<_> = fast.iter().copied().chain([slow]).collect();
    cards.sort();
    assert!(
        cards.iter().copied().eq((1..=6).map(Some)),
        "In a club with 6 places, 1 visitor asked for a card at the slow window and got {}. Meanwhile 5 asked at the fast window \
         and got: {}.",
        shown(&[slow]),
        shown(&fast)
    );
}

/// When a card has been given out, `issued` shows it, and never goes back.
#[test]
fn the_count_knows_every_card() {
    let club = Club::new(3);
    let served = scope(|foyer| {
        let windows = ["left window", "right window"].map(|name| {
            let window = Builder::new().name(name.to_owned());
            let serve = || (club.card(), club.issued());
            window.spawn_scoped(foyer, serve).unwrap()
        });
        windows.map(joined)
    });
    for (card, issued) in served {
        assert!(
            card.is_none_or(|number| issued >= number),
            "A window gave out {}, and `issued`, asked after that, said {issued}.",
            shown(&[card])
        );
    }
}

/// Where there is no place, nobody gets a card, even if two ask.
#[test]
fn a_closet_has_no_cards() {
    let club = Club::new(0);
    let cards = two_windows(&club, || ());
    assert!(
        cards == [None, None],
        "In a club with no places, 2 visitors asked for a card, at two windows, and got: {}.",
        shown(&cards)
    );
}

/// For the last place there is one card.
#[test]
fn nobody_sits_on_the_stairs() {
    let club = Club::new(1);
    let cards = two_windows(&club, || ());
    assert!(
        cards == [None, Some(1)],
        "In a club with 1 place, 2 visitors asked for a card, at two windows, and got: {}.",
        shown(&cards)
    );
}

/// The count of cards never shows more than there are places, not even for a moment.
#[test]
fn the_count_is_right_at_every_moment() {
    let club = Club::new(1);
    two_windows(&club, || {
        let issued = club.issued();
        assert!(
            issued <= 1,
            "Somebody looked at `issued` while two windows were open. In a club with 1 place, it said {issued}."
        );
    });
    let issued = club.issued();
    assert!(
        issued == 1,
        "In a club with 1 place, 2 visitors asked for a card. When both windows were closed again, `issued` said {issued}."
    );
}
