//! Enums whose variants have a word each, in files and JSON.

/// Makes such an enum. `ALL`, the words, and the way back from a word come from one list, so no variant can be missing
/// in one of them.
macro_rules! worded {
    ($(#[$meta:meta])* $vis:vis enum $name:ident {
        $($(#[$about:meta])* $variant:ident = $word:literal,)*
    }) => {
        $(#[$meta])*
        $vis enum $name {
            $($(#[$about])* $variant,)*
        }

        impl $name {
            /// All of them, in their order.
            $vis const ALL: [Self; [$($word,)*].len()] = [$(Self::$variant,)*];

            /// The word used in files and JSON.
            $vis const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// The one with this word.
            $vis fn from_word(word: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.word() == word)
            }
        }
    };
}

pub(crate) use worded;
