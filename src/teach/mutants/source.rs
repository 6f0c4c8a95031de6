//! A parsed solution, with what operators ask of it again and again.

use std::ops::Range;

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Block, Expr, ExprMethodCall, Item, Local, Pat, Signature, Stmt};

/// A solution, as text and as syntax.
pub(super) struct Source<'t> {
    pub(super) text: &'t str,
    pub(super) file: syn::File,
}

/// An expression whose value nobody uses, or that is the last of its block, or a closure's only one.
pub(super) struct Place<'s> {
    pub(super) expr: &'s Expr,
    /// The expression, with its semicolon where there is one.
    pub(super) range: Range<usize>,
    /// What stands there when nothing is done.
    pub(super) nothing: &'static str,
    /// What ends another expression there.
    pub(super) end: &'static str,
}

impl<'t> Source<'t> {
    pub(super) fn parse(text: &'t str) -> Option<Self> {
        let file = syn::parse_file(text).ok()?;
        Some(Self { text, file })
    }

    /// The text of a piece of syntax.
    pub(super) fn text_of(&self, syntax: &impl Spanned) -> &'t str {
        self.text.get(range(syntax)).unwrap_or_default()
    }

    /// Parts that no check looks at.
    pub(super) fn unjudged(&self, main_is_judged: bool) -> Vec<Range<usize>> {
        let mut ranges = Vec::new();
        for item in &self.file.items {
            match item {
                Item::Fn(function) if function.sig.ident == "main" && !main_is_judged => {
                    ranges.push(range(function));
                }
                Item::Mod(module) if module.attrs.iter().any(|a| a.path().is_ident("cfg")) => {
                    ranges.push(range(module));
                }
                _ => {}
            }
        }
        ranges
    }

    /// All blocks, the outer ones first.
    pub(super) fn blocks(&self) -> Vec<&Block> {
        struct Blocks<'a>(Vec<&'a Block>);
        impl<'a> Visit<'a> for Blocks<'a> {
            fn visit_block(&mut self, block: &'a Block) {
                self.0.push(block);
                visit::visit_block(self, block);
            }
        }
        let mut blocks = Blocks(Vec::new());
        blocks.visit_file(&self.file);
        blocks.0
    }

    /// All functions that have a body.
    pub(super) fn functions(&self) -> Vec<(&Signature, &Block)> {
        struct Functions<'a>(Vec<(&'a Signature, &'a Block)>);
        impl<'a> Visit<'a> for Functions<'a> {
            fn visit_item_fn(&mut self, function: &'a syn::ItemFn) {
                self.0.push((&function.sig, &function.block));
                visit::visit_item_fn(self, function);
            }
            fn visit_impl_item_fn(&mut self, function: &'a syn::ImplItemFn) {
                self.0.push((&function.sig, &function.block));
                visit::visit_impl_item_fn(self, function);
            }
        }
        let mut functions = Functions(Vec::new());
        functions.visit_file(&self.file);
        functions.0
    }

    /// The name of the innermost function around a byte of the text.
    pub(super) fn function_at(&self, at: usize) -> Option<String> {
        let functions = self.functions().into_iter().rev();
        let mut around = functions.filter(|(_, block)| range(block).contains(&at));
        around
            .next()
            .map(|(signature, _)| signature.ident.to_string())
    }

    /// All expressions, the outer ones first.
    pub(super) fn expressions(&self) -> Vec<&Expr> {
        struct Expressions<'a>(Vec<&'a Expr>);
        impl<'a> Visit<'a> for Expressions<'a> {
            fn visit_expr(&mut self, expr: &'a Expr) {
                self.0.push(expr);
                visit::visit_expr(self, expr);
            }
        }
        let mut expressions = Expressions(Vec::new());
        expressions.visit_file(&self.file);
        expressions.0
    }

    /// All calls of a method of this name with so many arguments.
    pub(super) fn method_calls(&self, name: &str, arguments: usize) -> Vec<&ExprMethodCall> {
        let calls = self
            .expressions()
            .into_iter()
            .filter_map(|expr| match expr {
                Expr::MethodCall(call) => Some(call),
                _ => None,
            });
        calls
            .filter(|call| call.method == name && call.args.len() == arguments)
            .collect()
    }

    /// All places of expressions.
    pub(super) fn places(&self) -> Vec<Place<'_>> {
        let mut places = Vec::new();
        for block in self.blocks() {
            for statement in &block.stmts {
                let (expr, is_tail) = match statement {
                    Stmt::Expr(expr, semicolon) => (expr, semicolon.is_none()),
                    Stmt::Local(Local {
                        pat: Pat::Wild(_),
                        init: Some(init),
                        ..
                    }) => (&*init.expr, false),
                    _ => continue,
                };
                places.push(Place {
                    expr,
                    range: range(statement),
                    nothing: "",
                    end: if is_tail { "" } else { ";" },
                });
            }
        }
        for expr in self.expressions() {
            if let Expr::Closure(closure) = expr
                && !matches!(&*closure.body, Expr::Block(_))
            {
                places.push(Place {
                    expr: &closure.body,
                    range: range(&closure.body),
                    nothing: "{}",
                    end: "",
                });
            }
        }
        places
    }
}

pub(super) fn range(syntax: &impl Spanned) -> Range<usize> {
    syntax.span().byte_range()
}

/// Methods that pass on what another call returned.
const PASSING: [&str; 12] = [
    "unwrap",
    "expect",
    "ok",
    "err",
    "is_ok",
    "is_err",
    "unwrap_or_default",
    "unwrap_or",
    "unwrap_or_else",
    "map_err",
    "into_inner",
    "and_then",
];

/// The method call that an expression is about, below what is done with its result: `handle.join()` in
/// `handle.join().unwrap()`.
pub(super) fn call_within(expr: &Expr) -> Option<&ExprMethodCall> {
    let mut expr = expr;
    loop {
        expr = match expr {
            Expr::MethodCall(call) if PASSING.iter().any(|name| call.method == name) => {
                &call.receiver
            }
            Expr::MethodCall(call) => return Some(call),
            Expr::Try(tried) => &tried.expr,
            Expr::Paren(paren) => &paren.expr,
            _ => return None,
        };
    }
}

/// Whether it is about a call of a method without arguments and with one of these names.
pub(super) fn is_about(expr: &Expr, names: &[&str]) -> bool {
    call_within(expr)
        .is_some_and(|call| call.args.is_empty() && names.iter().any(|name| call.method == name))
}

/// Whether the expression takes a lock and gives its guard.
pub(super) fn is_lock(expr: &Expr) -> bool {
    is_about(expr, &["lock", "read", "write"])
}

/// `let guard = lock;` with the name of the guard.
pub(super) fn guard_binding(statement: &Stmt) -> Option<(&syn::Ident, &Expr)> {
    let Stmt::Local(local) = statement else {
        return None;
    };
    let init = local.init.as_ref()?;
    is_lock(&init.expr).then_some((bound_name(&local.pat)?, &*init.expr))
}

/// The name that a pattern binds, where it is just one.
pub(super) fn bound_name(pattern: &Pat) -> Option<&syn::Ident> {
    match pattern {
        Pat::Ident(name) => Some(&name.ident),
        Pat::Type(typed) => bound_name(&typed.pat),
        _ => None,
    }
}

/// The names of the path that a call calls: `["Arc", "clone"]`.
pub(super) fn called_path(expr: &Expr) -> Vec<String> {
    match expr {
        Expr::Call(call) => match &*call.func {
            Expr::Path(path) => {
                let segments = path.path.segments.iter();
                segments.map(|segment| segment.ident.to_string()).collect()
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Whether the text says the word.
pub(super) fn mentions(text: &str, word: &str) -> bool {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .any(|other| other == word)
}

/// The loop that a statement is, with its body.
pub(super) fn loop_body(statement: &Stmt) -> Option<&Block> {
    match statement {
        Stmt::Expr(Expr::ForLoop(for_loop), _) => Some(&for_loop.body),
        Stmt::Expr(Expr::While(while_loop), _) => Some(&while_loop.body),
        Stmt::Expr(Expr::Loop(endless), _) => Some(&endless.body),
        _ => None,
    }
}

/// Right behind the brace that opens a block.
pub(super) fn inside(block: &Block) -> usize {
    block.brace_token.span.open().byte_range().end
}
