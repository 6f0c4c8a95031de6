//! The terminal we were called from: answers are printed, or the whole screen is taken and keys are read. It knows how lines
//! get there, and not what they say.

mod answer;
mod bindings;
mod input;
mod raw;
mod waiting;

pub(crate) use answer::{
    columns, form, is_interactive, links, print, print_json, takes_words, use_color, use_plain,
    warn,
};
pub(crate) use bindings::{Binding, action_of, help, key_of_word, line as line_of_keys};
pub(crate) use input::{Event, Key, Line, listen_for_signals, read_keys, read_lines};
pub(crate) use raw::Terminal;
pub(crate) use waiting::{Waiting, waiting_for};
