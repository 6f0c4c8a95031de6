//! What is read out of a `Cargo.toml`, and what is wrong with one.

use super::*;

fn parse(text: &str) -> Result<Package, String> {
    Package::parse(text, None, Path::new("/kit"))
}

#[test]
fn edition_lints_and_profile_become_arguments() {
    let package = parse(
        "bin = [{ name = \"a\", path = \"exercises/a.rs\" }]
[package]
name = \"mine\"
edition = \"2021\"
[dependencies]
[profile.dev]
panic = \"abort\"
overflow-checks = false
opt-level = 1
[lints.rust]
unsafe_code = \"forbid\"
unexpected_cfgs = { level = \"warn\", check-cfg = [\"cfg(x)\"] }
[lints.clippy]
all = { level = \"warn\", priority = -1 }
todo = \"deny\"
[lints.rustdoc]
all = \"deny\"
",
    )
    .unwrap();
    assert_eq!(
        (package.name.as_str(), package.edition.as_str()),
        ("mine", "2021")
    );
    assert_eq!(
        package.lints,
        [
            "--warn=clippy::all",
            "--forbid=unsafe_code",
            "--warn=unexpected_cfgs",
            "--deny=clippy::todo",
            "--check-cfg=cfg(x)",
        ]
    );
    assert_eq!(
        package.profile,
        ["-Coverflow-checks=false", "-Copt-level=1"]
    );
    assert!(package.panic_aborts);
    assert_eq!(package.crates, None);
}

#[test]
fn what_a_workspace_has_is_inherited() {
    let package = parse(
        "[workspace.package]
edition = \"2018\"
[workspace.lints.rust]
dead_code = \"allow\"
[workspace.dependencies]
log = \"0.4\"
[package]
name = \"mine\"
edition.workspace = true
[lints]
workspace = true
[dependencies]
log.workspace = true
",
    )
    .unwrap();
    assert_eq!(package.edition, "2018");
    assert_eq!(package.lints, ["--allow=dead_code"]);
    let crates = package.crates.unwrap();
    assert!(
        crates
            .manifest
            .contains("[workspace.dependencies]\nlog = \"0.4\"")
    );
}

#[test]
fn an_old_package_has_an_old_edition() {
    assert_eq!(
        parse("[package]\nname = \"mine\"\n").unwrap().edition,
        "2015"
    );
}

#[test]
fn crates_become_a_package_of_their_own() {
    let package = parse(
        "[package]
name = \"mine\"
version = \"1.2.3\"
edition = \"2024\"
[dependencies]
log = \"0.4\"
near = { path = \"near\" }
[dev-dependencies]
rand = \"0.9\"
[profile.dev]
panic = \"abort\"
debug = 1
[[bin]]
name = \"a\"
path = \"exercises/a.rs\"
",
    )
    .unwrap();
    let crates = package.crates.unwrap();
    assert!(crates.for_tests);
    assert_eq!(crates.paths, ["/kit/near"]);
    let manifest: Table = crates.manifest.parse().unwrap();
    assert_eq!(manifest["package"]["version"].as_str(), Some("1.2.3"));
    assert_eq!(
        manifest["dependencies"]["near"]["path"].as_str(),
        Some("/kit/near")
    );
    assert_eq!(manifest["profile"]["dev"]["debug"].as_integer(), Some(1));
    assert!(manifest["profile"]["dev"].get("panic").is_none());
    assert!(manifest.contains_key("workspace"));
    assert!(!manifest.contains_key("bin"));
}

#[test]
fn what_is_wrong_is_told() {
    for (text, told) in [
        ("[package]\nname = \n", "line 2: "),
        ("package = 1", "`package` is not a table"),
        (
            "[package]\nedition = \"2030\"",
            "`package.edition` is `2030`: it must be one of 2015, 2018, 2021, 2024",
        ),
        (
            "[package]\nedition = 2021",
            "`package.edition` is not a string",
        ),
        (
            "[package]\nedition.workspace = true",
            "`package.edition` is inherited",
        ),
        ("[lints]\nworkspace = true", "`lints` are inherited"),
        (
            "[lints.rust]\ndead_code = \"never\"",
            "the level of `lints.rust.dead_code`",
        ),
    ] {
        let error = parse(text).unwrap_err();
        assert!(error.starts_with(told), "{error}");
    }
}
