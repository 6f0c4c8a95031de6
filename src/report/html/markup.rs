//! HTML as it is written. Tags and names of attributes are texts of our own source, which their type says; all other text is
//! escaped, and there is no way around that. It must not know what a page is of.

use crate::text::clean;

/// An attribute: a name of ours, and any value.
pub(crate) type Attribute<'a> = (&'static str, &'a str);

/// A piece of a page.
#[derive(Debug, Default)]
pub(crate) struct Html(String);

impl Html {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Markup of our own, as it is.
    pub(crate) fn ours(&mut self, markup: &'static str) {
        self.0.push_str(markup);
    }

    /// Text of anybody's.
    pub(crate) fn text(&mut self, text: &str) {
        for char in clean(text).chars() {
            match char {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                // Characters that stand for nothing are no text, by the HTML standard.
                '\u{fdd0}'..='\u{fdef}' => self.0.push(char::REPLACEMENT_CHARACTER),
                char if u32::from(char) & 0xfffe == 0xfffe => {
                    self.0.push(char::REPLACEMENT_CHARACTER);
                }
                char => self.0.push(char),
            }
        }
    }

    /// An element, and what is in it.
    pub(crate) fn within(
        &mut self,
        tag: &'static str,
        attributes: &[Attribute],
        content: impl FnOnce(&mut Self),
    ) {
        self.open(tag, attributes);
        content(self);
        self.0.push_str("</");
        self.0.push_str(tag);
        self.0.push('>');
    }

    /// An element with text in it.
    pub(crate) fn put(&mut self, tag: &'static str, attributes: &[Attribute], text: &str) {
        self.within(tag, attributes, |html| html.text(text));
    }

    /// An element that is never closed, such as `meta`.
    pub(crate) fn open(&mut self, tag: &'static str, attributes: &[Attribute]) {
        self.0.push('<');
        self.0.push_str(tag);
        for (name, value) in attributes {
            self.0.push(' ');
            self.0.push_str(name);
            self.0.push_str("=\"");
            self.text(value);
            self.0.push('"');
        }
        self.0.push('>');
    }

    /// Another piece.
    pub(crate) fn append(&mut self, piece: &Self) {
        self.0.push_str(&piece.0);
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_no_markup() {
        let mut html = Html::new();
        let nasty = "</p><script>'\"&\x1b\u{202e}\u{ffff}";
        html.put("p", &[("title", nasty)], nasty);
        let escaped = "&lt;/p&gt;&lt;script&gt;&#39;&quot;&amp;\\u{1b}\\u{202e}\u{fffd}";
        let expected = format!("<p title=\"{escaped}\">{escaped}</p>");
        assert_eq!(String::from_utf8(html.into_bytes()).unwrap(), expected);
    }
}
