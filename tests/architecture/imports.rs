//! Which file of a crate imports from which. A name is followed to the file that defines it, so `pub use` of a child that is not
//! needed in the file itself is a second name and no import. Methods that stand in another file than their type are not seen.
//! Tests do not count: they are not in the program, and may build what they need from above.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// One file names something of another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Import {
    pub(crate) from: PathBuf,
    pub(crate) to: PathBuf,
    /// As it is written: `super::judge::Judge`.
    pub(crate) path: String,
}

type Segments = Vec<String>;

/// A module: a file, or a block in one.
struct Module {
    file: PathBuf,
    /// What `use` calls by which name; a glob has the name `*`.
    names: Vec<(String, Segments)>,
    /// The paths that are arrows.
    paths: Vec<Segments>,
}

/// All imports between the files of a crate whose root is `src/lib.rs`.
pub(crate) fn imports(src: &Path) -> Vec<Import> {
    let mut modules = BTreeMap::new();
    read(&src.join("lib.rs"), src, Vec::new(), &mut modules);
    let mut found = Vec::new();
    for (at, module) in &modules {
        for path in &module.paths {
            if let Some(to) = resolve(&modules, at, path, 0)
                && to != module.file
            {
                found.push(Import {
                    from: module.file.clone(),
                    to,
                    path: path.join("::"),
                });
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

type Modules = BTreeMap<Segments, Module>;

fn read(file: &Path, children: &Path, at: Segments, modules: &mut Modules) {
    let text =
        fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let parsed =
        syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    walk(&parsed.items, file, children, at, modules);
}

fn walk(items: &[syn::Item], file: &Path, children: &Path, at: Segments, modules: &mut Modules) {
    let mut paths = Paths::default();
    for item in items {
        match item {
            syn::Item::Mod(module) if !is_test(&module.attrs) => {
                let name = module.ident.to_string();
                let mut inner = [&at[..], std::slice::from_ref(&name)].concat();
                while modules.contains_key(&inner) {
                    // The same module for another system.
                    inner.last_mut().unwrap().push('\'');
                }
                let below = children.join(&name);
                match &module.content {
                    Some((_, items)) => walk(items, file, &below, inner, modules),
                    None => {
                        let beside = children.join(format!("{name}.rs"));
                        let own = match named_path(&module.attrs) {
                            Some(path) => file.with_file_name(path),
                            None if beside.exists() => beside,
                            None => below.join("mod.rs"),
                        };
                        read(&own, &below, inner, modules);
                    }
                }
            }
            _ => paths.visit_item(item),
        }
    }
    let is_child = |path: &Segments| {
        let path: &[String] = match &path[..] {
            [first, rest @ ..] if first == "self" => rest,
            all => all,
        };
        path.first().is_some_and(|first| {
            modules.contains_key(&[&at[..], std::slice::from_ref(first)].concat())
        })
    };
    let mut arrows = paths.paths;
    arrows.retain(|path| is_child(path) || ["crate", "super", "self"].contains(&path[0].as_str()));
    for used in &paths.used {
        let path = &used.path;
        let is_needed_here = !used.is_public || paths.first.contains(&used.name);
        if is_needed_here || !is_child(path) {
            arrows.push(path.clone());
        }
    }
    let names = paths.used.into_iter().map(|used| (used.name, used.path));
    let module = Module {
        file: file.to_owned(),
        names: names.collect(),
        paths: arrows,
    };
    modules.insert(at, module);
}

/// The file that defines what a path names, as seen from the module `at`. `None` where it is not of this crate.
fn resolve(modules: &Modules, at: &[String], path: &[String], depth: usize) -> Option<PathBuf> {
    // Two globs may import each other.
    if depth > 20 {
        return None;
    }
    let mut here = at.to_vec();
    for (index, segment) in path.iter().enumerate() {
        match segment.as_str() {
            "crate" => here.clear(),
            "self" | "*" => {}
            "super" => drop(here.pop()),
            name => {
                let inner = [&here[..], &[name.to_owned()]].concat();
                if modules.contains_key(&inner) {
                    here = inner;
                    continue;
                }
                let module = &modules[&here];
                let rest = &path[index + 1..];
                let named = module.names.iter().filter(|(it, _)| it == name);
                for (_, target) in named {
                    if index == 0 && target[..] == path[..1] {
                        continue;
                    }
                    let whole = [&target[..], rest].concat();
                    if let Some(file) = resolve(modules, &here, &whole, depth + 1) {
                        return Some(file);
                    }
                }
                // A first segment that nothing here explains is another crate.
                return (index > 0).then(|| module.file.clone());
            }
        }
    }
    Some(modules[&here].file.clone())
}

/// What `#[path = "…"]` says.
fn named_path(attributes: &[syn::Attribute]) -> Option<String> {
    attributes
        .iter()
        .find_map(|attribute| match &attribute.meta {
            syn::Meta::NameValue(syn::MetaNameValue {
                path,
                value:
                    syn::Expr::Lit(syn::ExprLit {
                        lit: syn::Lit::Str(text),
                        ..
                    }),
                ..
            }) if path.is_ident("path") => Some(text.value()),
            _ => None,
        })
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute
                .parse_args::<syn::Ident>()
                .is_ok_and(|condition| condition == "test")
    })
}

struct Used {
    name: String,
    path: Segments,
    is_public: bool,
}

/// All paths in some items, tests left out.
#[derive(Default)]
struct Paths {
    used: Vec<Used>,
    paths: Vec<Segments>,
    /// What they begin with.
    first: BTreeSet<String>,
}

impl Paths {
    fn tree(&mut self, tree: &syn::UseTree, before: &Segments, is_public: bool) {
        let with = |name: &syn::Ident| [&before[..], &[name.to_string()]].concat();
        let (name, path) = match tree {
            syn::UseTree::Path(path) => {
                return self.tree(&path.tree, &with(&path.ident), is_public);
            }
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.tree(tree, before, is_public);
                }
                return;
            }
            syn::UseTree::Name(name) if name.ident == "self" => {
                (before.last().unwrap().clone(), before.clone())
            }
            syn::UseTree::Name(name) => (name.ident.to_string(), with(&name.ident)),
            syn::UseTree::Rename(rename) => (rename.rename.to_string(), with(&rename.ident)),
            syn::UseTree::Glob(_) => ("*".to_owned(), [&before[..], &["*".to_owned()]].concat()),
        };
        self.used.push(Used {
            name,
            path,
            is_public,
        });
    }

    /// The paths in a macro's arguments, whatever they are.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path = Segments::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(name) if path.is_empty() || colons == 2 => {
                    path.push(name.to_string());
                    colons = 0;
                }
                TokenTree::Punct(sign) if sign.as_char() == ':' && !path.is_empty() => colons += 1,
                other => {
                    self.finish(std::mem::take(&mut path));
                    colons = 0;
                    match other {
                        TokenTree::Group(group) => self.tokens(group.stream()),
                        TokenTree::Ident(name) => path.push(name.to_string()),
                        _ => {}
                    }
                }
            }
        }
        self.finish(path);
    }

    fn finish(&mut self, path: Segments) {
        self.first.extend(path.first().cloned());
        if path.len() > 1 {
            self.paths.push(path);
        }
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let attributes: &[syn::Attribute] = match item {
            syn::Item::Fn(it) => &it.attrs,
            syn::Item::Impl(it) => &it.attrs,
            syn::Item::Use(it) => &it.attrs,
            syn::Item::Mod(it) => &it.attrs,
            syn::Item::Const(it) => &it.attrs,
            syn::Item::Static(it) => &it.attrs,
            _ => &[],
        };
        if !is_test(attributes) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, used: &'ast syn::ItemUse) {
        let is_public = !matches!(used.vis, syn::Visibility::Inherited);
        self.tree(&used.tree, &Segments::new(), is_public);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        if !is_test(&function.attrs) {
            visit::visit_impl_item_fn(self, function);
        }
    }

    fn visit_vis_restricted(&mut self, _: &'ast syn::VisRestricted) {}

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.finish(
            path.segments
                .iter()
                .map(|it| it.ident.to_string())
                .collect(),
        );
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        visit::visit_macro(self, call);
        self.tokens(call.tokens.clone());
    }

    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}
}
