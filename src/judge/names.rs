//! What a source calls the things it makes: `likes` for the `Mutex::new(0)` of `let likes = Arc::new(Mutex::new(0));`.
//!
//! A name is handed down from where it stands (a `let`, a `static`, a field …) through whatever only wraps the value, to
//! the calls that make it. Knows sources only: neither traces nor the compiler.

mod called;
mod functions;
mod handed;
mod places;
mod wrappers;

use std::borrow::Cow;
use std::collections::HashMap;

use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Block, Expr, Ident, Member, Stmt, Token, Type, Visibility};

use super::tokens::with_room;
use called::Called;
use functions::Functions;
use handed::Handed;
use places::Places;
use wrappers::{adapts, collects, wraps, wraps_in_method};

/// The names of one source.
#[derive(Debug, Default)]
pub(crate) struct Names {
    places: Places,
    names: HashMap<usize, String>,
    handed: Handed,
}

impl Names {
    /// Finds all names. A text that is no Rust has none.
    pub(crate) fn parse(text: &str) -> Self {
        with_room(text, || Self::find(text)).unwrap_or_default()
    }

    fn find(text: &str) -> Self {
        let text = without_first_line(text.trim_start_matches('\u{feff}'));
        let Ok(file) = syn::parse_file(&text) else {
            return Self::default();
        };
        let mut finder = Finder {
            functions: Functions::of(&file),
            ..Finder::default()
        };
        finder.visit_file(&file);
        Self {
            places: Places::of(&text),
            names: finder.names,
            handed: finder.handed,
        }
    }

    /// Where the function with this name, of this type or module, is handed to another one to be called there, as in
    /// `.map(thread::spawn)`; line and column. `None` where that is done nowhere, or in several places.
    pub(crate) fn handed(&self, owner: &str, function: &str) -> Option<(u32, u32)> {
        self.places.of_offset(self.handed.only(owner, function)?)
    }

    /// What the value is called that is made by the call at this place: where its path begins, or the name of its
    /// method. Lines and columns count from 1, columns as rustc counts them (see [`Places`]).
    pub(crate) fn at(&self, line: u32, column: u32) -> Option<String> {
        let mut offsets = self.places.offsets(line, column);
        offsets.find_map(|offset| self.names.get(&offset)).cloned()
    }
}

/// Walks through a source with the name for the next expression in its hand.
#[derive(Default)]
struct Finder {
    functions: Functions,
    /// The type whose `impl` this is.
    impl_type: Option<String>,
    called: Called,
    /// By where the call begins, in bytes.
    names: HashMap<usize, String>,
    handed: Handed,
}

impl Finder {
    fn name(&mut self, called: Called, expr: &Expr) {
        self.called = called;
        self.visit_expr(expr);
        self.called = Called::Nothing;
    }

    fn record(&mut self, called: &Called, start: usize) {
        if let Some(name) = called.text() {
            self.names.insert(start, name);
        }
    }

    fn call(&mut self, called: &Called, call: &syn::ExprCall) {
        self.record(called, call.func.span().byte_range().start);
        self.visit_expr(&call.func);
        let parameters = self.functions.called(&call.func, self.impl_type.as_deref());
        let passed_on = if wraps(&call.func) {
            called.clone()
        } else {
            Called::Nothing
        };
        for (index, argument) in call.args.iter().enumerate() {
            let parameter = parameters.as_ref().and_then(|names| names.get(index));
            let called = match parameter {
                Some(name) => name.clone(),
                None => passed_on.clone(),
            };
            self.hand(&called, argument);
            self.name(called, argument);
        }
    }

    fn method_call(&mut self, called: &Called, call: &syn::ExprMethodCall) {
        self.record(called, call.method.span().byte_range().start);
        let method = call.method.to_string();
        let receiver = if wraps_in_method(&method) {
            called.clone()
        } else {
            Called::Nothing
        };
        self.name(receiver, &call.receiver);
        let parameters = self.functions.method(&method);
        for (index, argument) in call.args.iter().enumerate() {
            let parameter = parameters.as_ref().and_then(|names| names.get(index));
            let called = match parameter {
                Some(name) => name.clone(),
                None if collects(&method) => Called::place(&call.receiver),
                None if adapts(&method) => called.clone(),
                None => Called::Nothing,
            };
            self.hand(&called, argument);
            self.name(called, argument);
        }
    }

    /// A function may be handed on, to be called elsewhere: what it makes is called the same.
    fn hand(&mut self, called: &Called, argument: &Expr) {
        if let Expr::Path(path) = argument {
            let start = path.span().byte_range().start;
            self.handed.add(&path.path, start);
            self.record(called, start);
        }
    }

    /// The value of a block is that of its last expression.
    fn block(&mut self, called: &Called, block: &Block) {
        for statement in &block.stmts {
            self.called = match statement {
                Stmt::Expr(_, None) => called.clone(),
                Stmt::Macro(statement) if statement.semi_token.is_none() => called.clone(),
                _ => Called::Nothing,
            };
            self.visit_stmt(statement);
        }
        self.called = Called::Nothing;
    }

    fn items(&mut self, called: &Called, body: proc_macro2::TokenStream) {
        let list = Punctuated::<Expr, Token![,]>::parse_terminated;
        if let Ok(items) = list.parse2(body.clone()) {
            for (index, item) in items.iter().enumerate() {
                self.name(called.element(index), item);
            }
        } else if let Ok((item, count)) = repeated.parse2(body) {
            self.name(called.clone(), &item);
            self.name(Called::Nothing, &count);
        }
    }
}

impl<'ast> Visit<'ast> for Finder {
    fn visit_expr(&mut self, expr: &'ast Expr) {
        let called = std::mem::take(&mut self.called);
        match expr {
            Expr::Call(call) => self.call(&called, call),
            Expr::MethodCall(call) => self.method_call(&called, call),
            Expr::Macro(expr) => {
                self.called = called;
                self.visit_macro(&expr.mac);
            }
            Expr::Paren(expr) => self.name(called, &expr.expr),
            Expr::Group(expr) => self.name(called, &expr.expr),
            Expr::Reference(expr) => self.name(called, &expr.expr),
            Expr::Try(expr) => self.name(called, &expr.expr),
            Expr::Closure(closure) => self.name(called, &closure.body),
            Expr::Unary(expr) => self.name(called, &expr.expr),
            Expr::Tuple(tuple) => {
                for (index, element) in tuple.elems.iter().enumerate() {
                    self.name(called.field(index), element);
                }
            }
            Expr::Array(array) => {
                for (index, element) in array.elems.iter().enumerate() {
                    self.name(called.element(index), element);
                }
            }
            Expr::Repeat(expr) => {
                self.name(called, &expr.expr);
                self.visit_expr(&expr.len);
            }
            Expr::Struct(expr) => {
                for field in &expr.fields {
                    let name = match &field.member {
                        Member::Named(name) => Called::Name(name.to_string()),
                        Member::Unnamed(_) => called.clone(),
                    };
                    self.name(name, &field.expr);
                }
                if let Some(rest) = &expr.rest {
                    self.visit_expr(rest);
                }
            }
            Expr::Block(expr) => self.block(&called, &expr.block),
            Expr::Const(expr) => self.block(&called, &expr.block),
            Expr::If(expr) => {
                self.visit_expr(&expr.cond);
                self.block(&called, &expr.then_branch);
                if let Some((_, branch)) = &expr.else_branch {
                    self.name(called, branch);
                }
            }
            Expr::Match(expr) => {
                self.visit_expr(&expr.expr);
                for arm in &expr.arms {
                    self.name(called.clone(), &arm.body);
                }
            }
            Expr::Let(expr) => self.name(Called::pattern(&expr.pat), &expr.expr),
            Expr::Assign(expr) => {
                self.visit_expr(&expr.left);
                self.name(Called::place(&expr.left), &expr.right);
            }
            _ => visit::visit_expr(self, expr),
        }
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        if let Some(init) = &local.init {
            self.name(Called::pattern(&local.pat), &init.expr);
            if let Some((_, otherwise)) = &init.diverge {
                self.visit_expr(otherwise);
            }
        }
    }

    fn visit_item_static(&mut self, item: &'ast syn::ItemStatic) {
        self.name(Called::Name(item.ident.to_string()), &item.expr);
    }

    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        self.name(Called::Name(item.ident.to_string()), &item.expr);
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let outer = std::mem::replace(&mut self.impl_type, functions::type_name(&item.self_ty));
        visit::visit_item_impl(self, item);
        self.impl_type = outer;
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        let called = std::mem::take(&mut self.called);
        self.record(&called, mac.path.span().byte_range().start);
        let name = mac.path.segments.last().map(|last| last.ident.to_string());
        match name.as_deref() {
            Some("thread_local") => {
                for (name, value) in locals.parse2(mac.tokens.clone()).unwrap_or_default() {
                    self.name(Called::Name(name.to_string()), &value);
                }
            }
            Some("vec") => self.items(&called, mac.tokens.clone()),
            _ => self.items(&Called::Nothing, mac.tokens.clone()),
        }
    }
}

/// The parser leaves out a line such as `#!/usr/bin/env`, and would count from behind it.
fn without_first_line(text: &str) -> Cow<'_, str> {
    match text.split_once('\n') {
        Some((first, rest)) if first.starts_with("#!") && !first.starts_with("#![") => {
            Cow::Owned(format!("{}\n{rest}", " ".repeat(first.len())))
        }
        _ => Cow::Borrowed(text),
    }
}

/// `value; count`, as in `vec![…]`.
fn repeated(input: ParseStream) -> syn::Result<(Expr, Expr)> {
    let value = input.parse()?;
    input.parse::<Token![;]>()?;
    Ok((value, input.parse()?))
}

/// The `static`s of a `thread_local!`.
fn locals(input: ParseStream) -> syn::Result<Vec<(Ident, Expr)>> {
    let mut found = Vec::new();
    while !input.is_empty() {
        input.call(Attribute::parse_outer)?;
        input.parse::<Visibility>()?;
        input.parse::<Token![static]>()?;
        let name = input.parse()?;
        input.parse::<Token![:]>()?;
        input.parse::<Type>()?;
        input.parse::<Token![=]>()?;
        found.push((name, input.parse()?));
        input.parse::<Option<Token![;]>>()?;
    }
    Ok(found)
}

#[cfg(test)]
mod tests;
