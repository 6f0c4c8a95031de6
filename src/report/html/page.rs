//! What stands around every page: its head, its style, its script, and the policy that lets nothing else in.

use sha2::{Digest, Sha256};

use super::markup::Html;

/// What every page looks like, and the drawings in it.
const STYLES: [&str; 2] = [include_str!("base.css"), include_str!("drawing.css")];

/// What makes a kind of page what it is.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    style: &'static str,
    script: &'static str,
}

/// The page of a class, or of a student.
pub(super) const CLASS: Kind = Kind {
    style: include_str!("class.css"),
    script: include_str!("class.js"),
};

/// The page of an interleaving.
pub(super) const REPLAY: Kind = Kind {
    style: include_str!("replay.css"),
    script: include_str!("replay.js"),
};

/// A whole page.
pub(super) fn page(kind: Kind, title: &str, body: &Html) -> Html {
    let styles = [STYLES[0], STYLES[1], kind.style];
    let hashes = styles.map(|style| format!("'sha256-{}'", hash(style)));
    let policy = format!(
        "default-src 'none'; style-src {}; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hashes.join(" "),
        hash(kind.script)
    );
    let mut page = Html::new();
    page.ours("<!doctype html>\n");
    page.within("html", &[("lang", "en")], |page| {
        page.within("head", &[], |page| {
            page.open("meta", &[("charset", "utf-8")]);
            let csp = ("http-equiv", "Content-Security-Policy");
            page.open("meta", &[csp, ("content", &policy)]);
            let viewport = ("content", "width=device-width, initial-scale=1");
            page.open("meta", &[("name", "viewport"), viewport]);
            page.open(
                "meta",
                &[("name", "color-scheme"), ("content", "light dark")],
            );
            page.put("title", &[], title);
            for style in styles {
                page.within("style", &[], |page| page.ours(style));
            }
        });
        page.within("body", &[], |page| {
            page.append(body);
        });
    });
    page.ours("\n");
    page
}

/// What makes a page move. Where it stands, all that it works on has been read; what follows may still be under way.
pub(super) fn script(page: &mut Html, kind: Kind) {
    page.within("script", &[], |page| page.ours(kind.script));
}

/// The digest by which the policy knows a text: SHA-256, in base64.
fn hash(text: &str) -> String {
    base64(&Sha256::digest(text.as_bytes()))
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            if digit > chunk.len() {
                text.push('=');
            } else {
                let value = bits >> (18 - 6 * digit) & 63;
                text.push(char::from(DIGITS[value as usize]));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        let all = ["", "f", "fo", "foo", "foob", "fooba", "foobar"];
        let encoded = all.map(|text| base64(text.as_bytes()));
        let expected = [
            "", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy",
        ];
        assert_eq!(encoded, expected);
    }

    #[test]
    fn style_and_script_stay_inside_their_elements() {
        for kind in [CLASS, REPLAY] {
            let texts = [STYLES[0], STYLES[1], kind.style, kind.script];
            assert!(texts.iter().all(|text| !text.contains("</")));
            assert!(!kind.script.contains("<!--"));
        }
    }
}
