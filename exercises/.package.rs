//! All that cargo packs of this folder: the exercises do not compile as they start, and `cargo package --workspace` compiles
//! what it packs.
