//! The terminal we were called from: answers are printed, or the whole screen is taken and keys are read. It knows how lines
//! get there, and not what they say.

mod answer;
mod bindings;
mod input;
mod raw;
mod waiting;

pub(crate) use answer::{columns, is_interactive, links, print, print_json, use_color, warn};
pub(crate) use bindings::{Binding, action_of, help, line as line_of_keys};
pub(crate) use input::{Event, Key, listen_for_signals, read_keys};
pub(crate) use raw::Terminal;
pub(crate) use waiting::Waiting;
