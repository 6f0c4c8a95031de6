//! Finds what a misspelled word may have meant. It knows words, not where they come from.

/// The few candidates that `word` or a beginning of theirs may be a slip of, the closest first.
pub(super) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Vec<&'a str> {
    // A slip in three letters: more would suggest words that have nothing to do with it.
    let tolerated = word.chars().count() / 3;
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

/// Damerau's distances (CACM 7, 1964) of `word` to every beginning of `other`, the empty one first: letters left out, put in,
/// replaced, or swapped with the next.
fn distances(word: &str, other: &str) -> Vec<usize> {
    let (word, other): (Vec<char>, Vec<char>) = (word.chars().collect(), other.chars().collect());
    let mut rows = vec![(0..=other.len()).collect::<Vec<usize>>()];
    for i in 1..=word.len() {
        let mut row = vec![i];
        for j in 1..=other.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(word[i - 1] != other[j - 1]);
            let is_swapped =
                i > 1 && j > 1 && word[i - 1] == other[j - 2] && word[i - 2] == other[j - 1];
            let swapped = if is_swapped {
                rows[i - 2][j - 2] + 1
            } else {
                replaced
            };
            row.push(
                replaced
                    .min(swapped)
                    .min(row[j - 1] + 1)
                    .min(rows[i - 1][j] + 1),
            );
        }
        rows.push(row);
    }
    rows.swap_remove(word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_damerau() {
        assert_eq!(distances("ab", "ba").last(), Some(&1));
        assert_eq!(distances("kitten", "sitting").last(), Some(&3));
        assert_eq!(distances("", "abc"), [0, 1, 2, 3]);
        assert_eq!(distances("abc", ""), [3]);
    }

    #[test]
    fn a_slip_finds_its_word() {
        assert_eq!(nearest("hnts", ["dir", "hint", "hints"]), ["hints"]);
        let keys = ["hint", "hints", "points"];
        assert_eq!(nearest("pionts", keys)[0], "points");
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
