//! Types that can be written in the checks program: plain ones, and for what is generic a plain type that stands in for it.

use std::collections::HashMap;

use syn::{
    GenericArgument, GenericParam, Generics, PathArguments, ReturnType, TraitBound, Type,
    TypeParamBound, WherePredicate,
};

/// Names of the standard prelude that a checks file cannot mistake for the attempt's own.
const PLAIN: [&str; 24] = [
    "bool", "char", "str", "String", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16",
    "i32", "i64", "i128", "isize", "f32", "f64", "Vec", "Option", "Result", "Box", "Duration",
    "Ordering",
];
/// Those of them that no prelude has.
const PATHS: [(&str, &str); 2] = [
    ("Duration", "::std::time::Duration"),
    ("Ordering", "::std::cmp::Ordering"),
];

/// Bounds that every stand-in meets.
const MET: [&str; 17] = [
    "Send",
    "Sync",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Display",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "RefUnwindSafe",
    "Sized",
    "ToString",
    "Unpin",
    "UnwindSafe",
];
/// Stands in for any type.
const ANY: &str = "i32";

/// Which names mean what at some place of a solution.
pub(super) struct Scope {
    /// Not the library's, since the solution takes them for itself.
    own: Vec<String>,
    /// What stands in for a parameter.
    stand_ins: HashMap<String, String>,
}

impl Scope {
    pub(super) fn of(own: Vec<String>) -> Self {
        Self {
            own,
            stand_ins: HashMap::new(),
        }
    }

    /// With the parameters too; `None` where nothing is known to stand in for one.
    pub(super) fn with(&self, generics: &Generics) -> Option<Self> {
        let mut scope = Self {
            own: self.own.clone(),
            stand_ins: self.stand_ins.clone(),
        };
        // The bounds of one may name another, which then comes first in all that people write.
        for parameter in &generics.params {
            match parameter {
                GenericParam::Lifetime(_) => {}
                GenericParam::Const(_) => return None,
                GenericParam::Type(parameter) => {
                    let name = parameter.ident.to_string();
                    let mut bounds: Vec<&TypeParamBound> = parameter.bounds.iter().collect();
                    for predicate in generics.where_clause.iter().flat_map(|it| &it.predicates) {
                        if let WherePredicate::Type(predicate) = predicate
                            && matches!(&predicate.bounded_ty, Type::Path(ty) if ty.path.is_ident(&name))
                        {
                            bounds.extend(&predicate.bounds);
                        }
                    }
                    scope.stand_ins.insert(name.clone(), ANY.to_owned());
                    let stand_in = scope.stand_in(bounds)?;
                    scope.stand_ins.insert(name, stand_in);
                }
            }
        }
        Some(scope)
    }

    /// A plain type that meets the bounds.
    fn stand_in<'b>(&self, bounds: impl IntoIterator<Item = &'b TypeParamBound>) -> Option<String> {
        let mut stand_in = None;
        for bound in bounds {
            match bound {
                TypeParamBound::Lifetime(_) => {}
                TypeParamBound::Trait(bound) if self.is_met(bound) => {}
                TypeParamBound::Trait(bound) => stand_in = Some(self.of_bound(bound)?),
                _ => return None,
            }
        }
        Some(stand_in.unwrap_or_else(|| ANY.to_owned()))
    }

    /// Whether every stand-in meets this bound.
    fn is_met(&self, bound: &TraitBound) -> bool {
        bound.path.segments.last().is_some_and(|segment| {
            let name = segment.ident.to_string();
            MET.contains(&&*name) && segment.arguments.is_none() && !self.own.contains(&name)
        })
    }

    /// What meets this bound, where that is known.
    fn of_bound(&self, bound: &TraitBound) -> Option<String> {
        let segment = bound.path.segments.last()?;
        let name = segment.ident.to_string();
        if self.own.contains(&name) {
            return None;
        }
        match (&*name, &segment.arguments) {
            ("Fn" | "FnMut" | "FnOnce", PathArguments::Parenthesized(call)) => {
                let inputs = call.inputs.iter().map(|input| self.plain(&input.ty, true));
                let inputs: Vec<String> = inputs.collect::<Option<_>>()?;
                let output = match &call.output {
                    ReturnType::Default => String::new(),
                    ReturnType::Type(_, ty) => format!(" -> {}", self.plain(ty, false)?),
                };
                Some(format!("fn({}){output}", inputs.join(", ")))
            }
            ("Iterator" | "IntoIterator", PathArguments::AngleBracketed(arguments)) => {
                match arguments.args.first()? {
                    GenericArgument::AssocType(item) if item.ident == "Item" => {
                        let item = self.plain(&item.ty, false)?;
                        Some(format!("::std::vec::IntoIter<{item}>"))
                    }
                    _ => None,
                }
            }
            ("Into", PathArguments::AngleBracketed(arguments)) => match arguments.args.first()? {
                GenericArgument::Type(ty) => self.plain(ty, false),
                _ => None,
            },
            _ => None,
        }
    }

    /// The arguments of a type.
    pub(super) fn arguments(&self, arguments: &PathArguments, may_borrow: bool) -> Option<String> {
        match arguments {
            PathArguments::None => Some(String::new()),
            PathArguments::AngleBracketed(arguments) => {
                let inner = arguments.args.iter().map(|argument| match argument {
                    GenericArgument::Type(ty) => self.plain(ty, may_borrow),
                    _ => None,
                });
                let inner: Vec<String> = inner.collect::<Option<_>>()?;
                Some(format!("<{}>", inner.join(", ")))
            }
            PathArguments::Parenthesized(_) => None,
        }
    }

    /// The type as it can be written in the checks program, where it is plain.
    pub(super) fn plain(&self, ty: &Type, may_borrow: bool) -> Option<String> {
        match ty {
            Type::Path(ty) if ty.qself.is_none() => {
                let segment = ty
                    .path
                    .segments
                    .last()
                    .filter(|_| ty.path.segments.len() == 1)?;
                let name = segment.ident.to_string();
                if let Some(stand_in) = self.stand_ins.get(&name) {
                    return Some(stand_in.clone());
                }
                if !PLAIN.contains(&name.as_str()) || self.own.contains(&name) {
                    return None;
                }
                let path = PATHS.iter().find(|(short, _)| *short == name);
                let path = path.map_or(name.as_str(), |(_, path)| path);
                Some(format!(
                    "{path}{}",
                    self.arguments(&segment.arguments, may_borrow)?
                ))
            }
            Type::ImplTrait(ty) if may_borrow => self.stand_in(&ty.bounds),
            Type::Reference(ty) if may_borrow && ty.lifetime.is_none() => {
                let mutability = if ty.mutability.is_some() { "mut " } else { "" };
                Some(format!("&{mutability}{}", self.plain(&ty.elem, true)?))
            }
            Type::Slice(ty) => Some(format!("[{}]", self.plain(&ty.elem, may_borrow)?)),
            Type::Array(ty) => match &ty.len {
                syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Int(length),
                    ..
                }) => Some(format!("[{}; {length}]", self.plain(&ty.elem, may_borrow)?)),
                _ => None,
            },
            Type::Tuple(ty) => {
                let inner: Option<Vec<String>> = ty
                    .elems
                    .iter()
                    .map(|ty| self.plain(ty, may_borrow).map(|ty| ty + ","))
                    .collect();
                Some(format!("({})", inner?.concat()))
            }
            _ => None,
        }
    }
}
