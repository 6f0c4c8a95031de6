//! Finds what a misspelled word may have meant. It knows words, not where they come from.

/// The few candidates that `word` or a beginning of theirs may be a slip of, the closest first.
pub(super) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Vec<&'a str> {
    // A slip in three letters, and two swapped ones in five: more would suggest words that have nothing to do with it.
    let tolerated = (word.chars().count() + 1) / 3;
    // Nothing typed is the beginning of everything, but a slip of nothing.
    if word.is_empty() {
        return Vec::new();
    }
    let mut near: Vec<(usize, usize, &str)> = candidates
        .into_iter()
        .filter_map(|candidate| {
            let row = distances(word, candidate);
            let to_beginning = *row.iter().min()?;
            let to_whole = *row.last()?;
            (to_beginning <= tolerated).then_some((to_beginning, to_whole, candidate))
        })
        .collect();
    near.sort_unstable();
    near.truncate(3);
    near.into_iter()
        .map(|(_, _, candidate)| candidate)
        .collect()
}

/// `` `a`, `b` `` for a sentence.
pub(super) fn quoted<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}

/// Levenshtein's distances (Doklady 1966) of `word` to every beginning of `other`, the empty one first.
fn distances(word: &str, other: &str) -> Vec<usize> {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (typed, letter) in word.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = typed + 1;
        for (index, wanted) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *wanted);
            diagonal = row[index + 1];
            row[index + 1] = replaced.min(row[index] + 1).min(diagonal + 1);
        }
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_levenshtein() {
        assert_eq!(distances("kitten", "sitting").last(), Some(&3));
        assert_eq!(distances("", "abc"), [0, 1, 2, 3]);
        assert_eq!(distances("abc", ""), [3]);
    }

    #[test]
    fn a_slip_finds_its_word() {
        assert_eq!(nearest("hnts", ["dir", "hint", "hints"]), ["hints"]);
        assert_eq!(nearest("memory", ["memory_mb", "name"]), ["memory_mb"]);
        assert_eq!(
            nearest("mutx4", ["mutex4_likes", "join1_kiosk"]),
            ["mutex4_likes"]
        );
        assert_eq!(
            nearest("jion2", ["join1_kiosk", "join2_tower", "scope1"]),
            ["join2_tower"]
        );
    }

    #[test]
    fn a_strange_word_finds_none() {
        assert!(nearest("colour", ["dir", "hint", "hints"]).is_empty());
        assert!(nearest("", ["dir"]).is_empty());
        assert!(nearest("x", ["dir"]).is_empty());
    }
}
