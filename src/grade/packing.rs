//! Archives, told by the endings of their names.

use std::ffi::OsStr;

/// How files are packed into one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Zip,
    TarGz,
    /// It is not read.
    Foreign,
}

const ENDINGS: [(&str, Packing); 11] = [
    ("zip", Packing::Zip),
    ("tar.gz", Packing::TarGz),
    ("tgz", Packing::TarGz),
    ("7z", Packing::Foreign),
    ("rar", Packing::Foreign),
    ("tar", Packing::Foreign),
    ("tar.xz", Packing::Foreign),
    ("tar.bz2", Packing::Foreign),
    ("tar.zst", Packing::Foreign),
    ("tbz2", Packing::Foreign),
    ("txz", Packing::Foreign),
];

impl Packing {
    /// That of a file of this name, with the name's ending, which is ASCII and has a dot before it; `None` where it is no
    /// archive.
    pub(super) fn of(name: impl AsRef<OsStr>) -> Option<(Self, &'static str)> {
        let name = name.as_ref().as_encoded_bytes();
        let ends = |ending: &str| {
            let at = name.len().checked_sub(ending.len() + 1);
            at.filter(|at| *at > 0).is_some_and(|at| {
                name[at] == b'.' && name[at + 1..].eq_ignore_ascii_case(ending.as_bytes())
            })
        };
        let found = ENDINGS.iter().find(|(ending, _)| ends(ending));
        found.map(|(ending, packing)| (*packing, *ending))
    }

    /// That of an archive that can be read.
    pub(super) fn readable(name: impl AsRef<OsStr>) -> Option<Self> {
        let (packing, _) = Self::of(name)?;
        (packing != Self::Foreign).then_some(packing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_ending_counts_in_any_case() {
        for (name, packing) in [
            ("anna.zip", Some((Packing::Zip, "zip"))),
            ("an.na.ZIP", Some((Packing::Zip, "zip"))),
            ("anna.Tar.Gz", Some((Packing::TarGz, "tar.gz"))),
            ("anna.tgz", Some((Packing::TarGz, "tgz"))),
            ("anna.tar.xz", Some((Packing::Foreign, "tar.xz"))),
            ("anna.tar", Some((Packing::Foreign, "tar"))),
            ("anna.gz", None),
            ("annazip", None),
            (".zip", None),
            ("zip", None),
            ("", None),
        ] {
            assert_eq!(Packing::of(name), packing, "{name}");
        }
        assert_eq!(Packing::readable("anna.rar"), None);
    }
}
