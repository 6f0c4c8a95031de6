//! The name that waits for a value.

use syn::{Expr, Member, Pat};

/// What a value will be called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Called {
    /// It has no name.
    #[default]
    Nothing,
    /// It has one name.
    Name(String),
    /// It is taken apart, and these are the names of its parts.
    Parts(Vec<Called>),
}

impl Called {
    /// What a pattern calls the value it is matched with.
    pub(super) fn pattern(pattern: &Pat) -> Self {
        match pattern {
            Pat::Ident(pattern) => Self::Name(pattern.ident.to_string()),
            Pat::Type(pattern) => Self::pattern(&pattern.pat),
            Pat::Paren(pattern) => Self::pattern(&pattern.pat),
            Pat::Reference(pattern) => Self::pattern(&pattern.pat),
            Pat::Tuple(pattern) => Self::Parts(pattern.elems.iter().map(Self::pattern).collect()),
            Pat::Slice(pattern) => Self::Parts(pattern.elems.iter().map(Self::pattern).collect()),
            Pat::TupleStruct(pattern) => match &pattern.elems.iter().collect::<Vec<_>>()[..] {
                // `Some(x)`, `Ok(x)`: the value inside is the one that matters.
                [only] => Self::pattern(only),
                parts => Self::Parts(parts.iter().map(|part| Self::pattern(part)).collect()),
            },
            _ => Self::Nothing,
        }
    }

    /// What an expression that something is put into is called: `self.likes`, `handles[0]`, `*slot`, `(tx, rx)`.
    pub(super) fn place(expr: &Expr) -> Self {
        match expr {
            Expr::Path(path) => match path.path.segments.last() {
                Some(last) if last.ident != "self" => Self::Name(last.ident.to_string()),
                _ => Self::Nothing,
            },
            Expr::Field(field) => match &field.member {
                Member::Named(name) => Self::Name(name.to_string()),
                Member::Unnamed(_) => Self::place(&field.base),
            },
            Expr::Index(index) => Self::place(&index.expr),
            Expr::Unary(unary) => Self::place(&unary.expr),
            Expr::Paren(paren) => Self::place(&paren.expr),
            Expr::Reference(reference) => Self::place(&reference.expr),
            Expr::Tuple(tuple) => Self::Parts(tuple.elems.iter().map(Self::place).collect()),
            // `queue.lock().unwrap().push(…)`.
            Expr::MethodCall(call) => Self::place(&call.receiver),
            _ => Self::Nothing,
        }
    }

    /// What a tuple's field with this number is called: `pair.0`, where the tuple is `pair`.
    pub(super) fn field(&self, index: usize) -> Self {
        self.part(index, |name| format!("{name}.{index}"))
    }

    /// What an array's element with this number is called: `locks[0]`, where the array is `locks`.
    pub(super) fn element(&self, index: usize) -> Self {
        self.part(index, |name| format!("{name}[{index}]"))
    }

    fn part(&self, index: usize, of_whole: impl FnOnce(&str) -> String) -> Self {
        match self {
            Self::Nothing => Self::Nothing,
            Self::Name(name) => Self::Name(of_whole(name)),
            Self::Parts(parts) => parts.get(index).cloned().unwrap_or_default(),
        }
    }

    /// The name in one word: `likes`, or `tx/rx` for what is taken apart.
    pub(super) fn text(&self) -> Option<String> {
        match self {
            Self::Nothing => None,
            Self::Name(name) => Some(name.clone()),
            Self::Parts(parts) => {
                let names: Vec<String> = parts.iter().filter_map(Self::text).collect();
                (!names.is_empty()).then(|| names.join("/"))
            }
        }
    }
}
