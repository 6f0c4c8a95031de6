use std::fs;
use std::path::Path;

use super::*;

/// Where they are not, `THREADLINGS_BLESS=1 cargo test --lib the_settings_of_this_repository` writes them.
#[test]
fn the_settings_of_this_repository_are_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (path, text) in files(&Program::built_by_cargo()) {
        let file = root.join(&path);
        if std::env::var_os("THREADLINGS_BLESS").is_some() {
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, &text).unwrap();
        }
        let found = fs::read_to_string(&file).unwrap_or_default();
        assert!(
            found.replace('\r', "").as_bytes() == text,
            "{path} is not what `init` would write; \
             `THREADLINGS_BLESS=1 cargo test --lib the_settings_of_this_repository` makes it so"
        );
    }
}

/// A path as on Windows, in a folder with a space.
const AWKWARD: &str = r"C:\my tools\threadlings.exe";

#[test]
fn every_file_can_be_read_and_names_the_program() {
    let files = files(&Program::installed(AWKWARD));
    let text = |path: &str| String::from_utf8(files[path].clone()).unwrap();
    let json = |path: &str| serde_json::from_str::<Value>(&text(path)).unwrap();
    let expected = json!([AWKWARD, "check", "--message-format=json", "$saved_file"]);

    let vscode = json(".vscode/settings.json");
    assert_eq!(vscode["rust-analyzer.check.overrideCommand"], expected);
    let zed = json(".zed/settings.json");
    let options = &zed["lsp"]["rust-analyzer"]["initialization_options"];
    assert_eq!(options["check"]["overrideCommand"], expected);
    let helix: toml::Table = toml::from_str(&text(".helix/languages.toml")).unwrap();
    let helix = &helix["language-server"]["rust-analyzer"]["config"]["check"];
    assert_eq!(json!(helix["overrideCommand"]), expected);

    let escaped = r#""C:\\my tools\\threadlings.exe""#;
    let neovim = format!(r#"{{ {escaped}, "check", "--message-format=json", "$saved_file" }}"#);
    assert!(text(".nvim.lua").contains(&neovim));
    let emacs = format!(r#"[{escaped} "check" "--message-format=json" "$saved_file"]"#);
    assert!(text(".dir-locals.el").contains(&emacs));
    let rustrover = r#"value="&quot;C:\my tools\threadlings.exe&quot;""#;
    assert!(text(".run/threadlings.run.xml").contains(rustrover));
    assert_eq!(json(".vscode/tasks.json")["tasks"][0]["command"], AWKWARD);
}
