use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;

fn sample() -> Packed {
    let mut files = Files::new();
    for (path, text) in [
        ("info.toml", "format_version = 1\n"),
        ("exercises/01_a/b.rs", "fn main() {}\n"),
        ("checks/01_a/b.rs", "secret words"),
    ] {
        files.insert(path.to_owned(), text.into());
    }
    Packed {
        name: "course".to_owned(),
        version: Some("1.2".to_owned()),
        files,
    }
}

/// A compressed archive of entries, whatever they are called.
fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
    for (path, text) in entries {
        let mut header = tar::Header::new_gnu();
        // `set_path` refuses what an attacker would write.
        header.as_old_mut().name[..path.len()].copy_from_slice(path.as_bytes());
        header.set_size(text.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        archive.append(&header, *text).unwrap();
    }
    archive.into_inner().unwrap().finish().unwrap()
}

fn head(format: u32) -> Vec<u8> {
    format!("format = {format}\nname = \"a\"\nchecksum = \"\"\n").into_bytes()
}

#[test]
fn what_is_written_is_read_and_always_the_same() {
    let bytes = sample().write().unwrap();
    assert_eq!(bytes, sample().write().unwrap());
    assert_eq!(Packed::read(&bytes), Ok(sample()));
    let hidden = b"secret";
    assert!(!bytes.windows(hidden.len()).any(|some| some == hidden));
}

#[test]
fn every_beginning_of_a_file_is_refused() {
    let bytes = sample().write().unwrap();
    for length in 0..bytes.len() {
        let fault = Packed::read(&bytes[..length]).unwrap_err();
        assert!(
            matches!(fault, PackFault::Foreign | PackFault::Damaged(_)),
            "{length}: {fault}"
        );
    }
}

#[test]
fn no_changed_byte_changes_the_kit() {
    let bytes = sample().write().unwrap();
    let mut unchanged = Vec::new();
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 0x55;
        // A few bytes of gzip's head mean nothing.
        if let Ok(packed) = Packed::read(&changed) {
            assert_eq!(packed, sample(), "{at}");
            unchanged.push(at);
        }
    }
    assert!(unchanged.len() < 10, "{unchanged:?}");
}

#[test]
fn a_kit_whose_contents_were_exchanged_is_damaged() {
    let mut other = sample();
    other.name = "another".to_owned();
    let entries: Vec<(&str, &[u8])> = sample_entries(&other);
    let head = format!(
        "format = 1\nname = \"course\"\nchecksum = \"{}\"\n",
        sample().checksum()
    );
    let bytes = archive(&[&[(HEAD, head.as_bytes())], entries.as_slice()].concat());
    let fault = Packed::read(&bytes).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "is damaged (its checksum is another): get it again"
    );
}

fn sample_entries(packed: &Packed) -> Vec<(&str, &[u8])> {
    let files = packed.files.iter();
    files
        .map(|(path, text)| (path.as_str(), text.as_slice()))
        .collect()
}

#[test]
fn a_later_format_is_said_whatever_else_it_has() {
    let later = b"format = 2\nshape = 'new'\n";
    let bytes = archive(&[(HEAD, later), ("blob/../x", b"?")]);
    assert_eq!(Packed::read(&bytes), Err(PackFault::Newer(2)));
}

#[test]
fn other_files_are_no_packed_kits() {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(b"words").unwrap();
    let tar = archive(&[("info.toml", b"format_version = 1")]);
    for bytes in [&b""[..], b"words", &gzip.finish().unwrap(), &tar] {
        assert_eq!(Packed::read(bytes), Err(PackFault::Foreign));
    }
}

#[test]
fn no_path_leads_out_of_the_kit() {
    for path in [
        "/etc/passwd",
        "../info.toml",
        "exercises/../../a.rs",
        "exercises/./a.rs",
        "exercises//a.rs",
        "exercises/",
        "exercises",
        "exercises/..\\..\\a.rs",
        "exercises/c:a.rs",
        "exercises/.hidden",
        ".git/hooks/post-checkout",
        "build.rs",
        "mistakes/01_a/b/c.rs",
    ] {
        let bytes = archive(&[(HEAD, &head(1)), (path, b"x")]);
        let fault = Packed::read(&bytes).unwrap_err();
        assert!(matches!(fault, PackFault::Hostile(_)), "{path}: {fault}");
    }
}

#[test]
fn links_and_floods_are_refused() {
    let twice = archive(&[(HEAD, &head(1)), ("info.toml", b""), ("info.toml", b"")]);
    assert!(matches!(Packed::read(&twice), Err(PackFault::Hostile(_))));

    let mut link = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
    let mut header = tar::Header::new_gnu();
    header.set_size(head(1).len() as u64);
    link.append_data(&mut header, HEAD, head(1).as_slice())
        .unwrap();
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Symlink);
    header.set_size(0);
    link.append_link(&mut header, "info.toml", "/etc/passwd")
        .unwrap();
    let link = link.into_inner().unwrap().finish().unwrap();
    assert!(matches!(Packed::read(&link), Err(PackFault::Hostile(_))));

    let zeros = vec![0; usize::try_from(MAX_TEXT).unwrap() + 1];
    let large = archive(&[(HEAD, &head(1)), ("info.toml", &zeros)]);
    assert!(matches!(Packed::read(&large), Err(PackFault::Hostile(_))));
    let part = &zeros[1..];
    let mut entries: Vec<(&str, &[u8])> = Vec::new();
    let names: Vec<String> = (0..17).map(|n| format!("checks/{n}.rs")).collect();
    let head = head(1);
    entries.push((HEAD, &head));
    entries.extend(names.iter().map(|name| (name.as_str(), part)));
    let flood = archive(&entries);
    assert!(matches!(Packed::read(&flood), Err(PackFault::Damaged(_))));
}
