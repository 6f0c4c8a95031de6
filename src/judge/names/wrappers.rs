//! What a name is handed on through.

use syn::Expr;

/// Whether a call only wraps its arguments: `Arc::new`, `Some`, `Shared::from`, `Counter`, `Self`.
pub(super) fn wraps(callee: &Expr) -> bool {
    let Expr::Path(path) = callee else {
        return false;
    };
    let mut segments = path.path.segments.iter().rev();
    let is_type = |segment: &syn::PathSegment| {
        segment
            .ident
            .to_string()
            .starts_with(|char: char| char.is_uppercase())
    };
    let Some(last) = segments.next() else {
        return false;
    };
    is_type(last) || segments.next().is_some_and(is_type)
}

/// Whether the result of a method is its receiver, in other clothes.
pub(super) fn wraps_in_method(method: &str) -> bool {
    const METHODS: [&str; 14] = [
        "unwrap",
        "expect",
        "clone",
        "into",
        "collect",
        "to_owned",
        "into_boxed_slice",
        "into_iter",
        "enumerate",
        "rev",
        "take",
        "zip",
        "chain",
        "leak",
    ];
    METHODS.contains(&method)
}

/// Whether a method makes something of what its closure returns.
pub(super) fn adapts(method: &str) -> bool {
    const METHODS: [&str; 8] = [
        "map",
        "flat_map",
        "filter_map",
        "map_while",
        "then",
        "get_or_init",
        "unwrap_or_else",
        "resize_with",
    ];
    METHODS.contains(&method)
}

/// Whether a method puts its argument into its receiver.
pub(super) fn collects(method: &str) -> bool {
    const METHODS: [&str; 10] = [
        "push",
        "push_back",
        "push_front",
        "insert",
        "extend",
        "replace",
        "set",
        "get_or_init",
        "get_or_insert_with",
        "resize_with",
    ];
    METHODS.contains(&method)
}
