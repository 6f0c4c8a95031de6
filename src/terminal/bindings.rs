//! What the keys of a screen do, said once: what a key does, the line of keys and the help all come from one table.

use colored::Colorize;

use super::input::Key;
use crate::text::width;

/// One thing that keys do.
pub(crate) struct Binding<Action> {
    action: Action,
    keys: &'static [Key],
    /// How the keys are written.
    name: &'static str,
    /// What stands beside the name in the line of keys, and how soon it gives way there: the highest number first.
    label: Option<(&'static str, u8)>,
    help: Option<&'static str>,
}

impl<Action: Copy> Binding<Action> {
    /// Any of `keys` does it.
    pub(crate) const fn new(action: Action, keys: &'static [Key], name: &'static str) -> Self {
        Self {
            action,
            keys,
            name,
            label: None,
            help: None,
        }
    }

    /// What they do.
    pub(crate) const fn action(&self) -> Action {
        self.action
    }

    /// How it is called where words are typed.
    pub(crate) fn word(&self) -> Option<&'static str> {
        let (label, _) = self.label?;
        label.split(' ').next()
    }

    /// What the help says of it.
    pub(crate) const fn meaning(&self) -> Option<&'static str> {
        self.help
    }

    /// It stands in the line of keys, where that has room: those with the lowest `rank` stay longest.
    pub(crate) const fn label(mut self, label: &'static str, rank: u8) -> Self {
        self.label = Some((label, rank));
        self
    }

    /// It stands in the help.
    pub(crate) const fn help(mut self, help: &'static str) -> Self {
        self.help = Some(help);
        self
    }
}

/// What `key` does; `None` where it means nothing here.
pub(crate) fn action_of<Action: Copy>(bindings: &[Binding<Action>], key: Key) -> Option<Action> {
    let binding = bindings.iter().find(|it| it.keys.contains(&key));
    binding.map(|it| it.action)
}

/// The key that does what is meant by `word`: its letter, or the first word of its label.
pub(crate) fn key_of_word<Action: Copy>(bindings: &[Binding<Action>], word: &str) -> Option<Key> {
    let is_meant = |it: &&Binding<Action>| it.name == word || it.word() == Some(word);
    let binding = bindings.iter().find(is_meant)?;
    binding.keys.first().copied()
}

/// Keys and what they do, for the help.
pub(crate) fn help<Action>(
    bindings: &[Binding<Action>],
) -> impl Iterator<Item = (&'static str, &'static str)> {
    bindings.iter().filter_map(|it| Some((it.name, it.help?)))
}

/// The line of keys, with as many as fit into so many columns.
pub(crate) fn line<'a, Action: 'a>(
    bindings: impl IntoIterator<Item = &'a Binding<Action>>,
    columns: usize,
) -> String {
    let mut shown: Vec<(&str, &str, u8)> = bindings
        .into_iter()
        .filter_map(|it| it.label.map(|(label, rank)| (it.name, label, rank)))
        .collect();
    let needs = |shown: &[(&str, &str, u8)]| {
        let all = shown.iter();
        let all = all.map(|(name, label, _)| width(name) + 1 + width(label) + 2);
        all.sum::<usize>().saturating_sub(2)
    };
    while needs(&shown) > columns
        && let Some(least) = shown.iter().map(|(_, _, rank)| *rank).max()
    {
        shown.retain(|(_, _, rank)| *rank != least);
    }
    let shown = shown.iter();
    let shown = shown.map(|(name, label, _)| format!("{} {}", name.bold(), label.dimmed()));
    shown.collect::<Vec<_>>().join("  ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::plain;

    const BINDINGS: &[Binding<u8>] = &[
        Binding::new(1, &[Key::Down, Key::Char('j')], "↓")
            .label("next", 1)
            .help("Go on."),
        Binding::new(2, &[Key::Char('a')], "a").label("all of them", 2),
        Binding::new(3, &[Key::Char('q')], "q").label("quit", 0),
    ];

    #[test]
    fn a_key_does_what_its_binding_says() {
        assert_eq!(action_of(BINDINGS, Key::Char('j')), Some(1));
        assert_eq!(action_of(BINDINGS, Key::Char('q')), Some(3));
        assert_eq!(action_of(BINDINGS, Key::Other), None);
        assert_eq!(help(BINDINGS).collect::<Vec<_>>(), [("↓", "Go on.")]);
    }

    #[test]
    fn what_has_the_highest_rank_gives_way_first() {
        let line = |columns| plain(&line(BINDINGS, columns));
        assert_eq!(line(29), "↓ next  a all of them  q quit");
        assert_eq!(line(28), "↓ next  q quit");
        assert_eq!(line(13), "q quit");
        assert_eq!(line(5), "");
    }
}
