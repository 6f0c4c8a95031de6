//! Channels that are read too early or too late, or never closed.

use syn::visit::{self, Visit};
use syn::{Expr, FnArg, Pat, Stmt};

use super::edit::{Change, Edit};
use super::source::{Source, bound_name, called_path, inside, range};

/// `try_recv` where `recv` belongs: nothing waits for the message.
pub(super) fn try_recv_for_recv(source: &Source) -> Vec<Change> {
    let as_recv = "try_recv().map_err(|_| std::sync::mpsc::RecvError)";
    let mut changes = replaced(source, "recv", as_recv);
    let receivers = receivers(source);
    for call in ["iter", "into_iter"]
        .map(|name| source.method_calls(name, 0))
        .concat()
    {
        let over = source.text_of(&call.receiver);
        if receivers.iter().any(|receiver| receiver == over) {
            changes.push(vec![Edit::new(range(&call.method), "try_iter")]);
        }
    }
    for expr in source.expressions() {
        if let Expr::ForLoop(for_loop) = expr {
            let over = source.text_of(&for_loop.expr);
            let name = over.trim_start_matches('&');
            if receivers.iter().any(|receiver| receiver == name) {
                let text = format!("{name}.try_iter()");
                changes.push(vec![Edit::new(range(&for_loop.expr), text)]);
            }
        }
    }
    changes
}

/// `recv` where `try_recv` belongs: it waits.
pub(super) fn recv_for_try_recv(source: &Source) -> Vec<Change> {
    let as_try_recv = "recv().map_err(std::sync::mpsc::TryRecvError::from)";
    replaced(source, "try_recv", as_try_recv)
}

/// Another call in place of each `from()`, with an error of the same type.
fn replaced(source: &Source, from: &str, to: &str) -> Vec<Change> {
    let calls = source.method_calls(from, 0).into_iter();
    calls
        .map(|call| vec![Edit::new(range(&call.method).start..range(call).end, to)])
        .collect()
}

/// A sender that nobody drops.
pub(super) fn sender_kept_alive(source: &Source) -> Vec<Change> {
    let kept = |sender: &str| format!(" std::mem::forget({sender}.clone());");
    let mut changes = Vec::new();
    for block in source.blocks() {
        for statement in &block.stmts {
            if let Some((sender, _)) = channel(statement) {
                let end = range(statement).end;
                changes.push(vec![Edit::insert(end, kept(&sender))]);
            }
        }
    }
    for (argument, body) in typed_arguments(source) {
        let type_of = source.text_of(&argument.ty);
        let is_sender = type_of.starts_with("Sender<") || type_of.contains("::Sender<");
        let is_sender = is_sender || type_of.contains("SyncSender<");
        if let Some(name) = bound_name(&argument.pat)
            && is_sender
            && !type_of.starts_with('&')
        {
            changes.push(vec![Edit::insert(inside(body), kept(&name.to_string()))]);
        }
    }
    changes
}

/// `let (sender, receiver) = channel();` with both names.
fn channel(statement: &Stmt) -> Option<(String, String)> {
    let Stmt::Local(local) = statement else {
        return None;
    };
    let pattern = match &local.pat {
        Pat::Type(typed) => &*typed.pat,
        pattern => pattern,
    };
    let Pat::Tuple(pair) = pattern else {
        return None;
    };
    let path = called_path(&local.init.as_ref()?.expr);
    let is_channel = path
        .last()
        .is_some_and(|name| name == "channel" || name == "sync_channel");
    let mut names = pair.elems.iter().map(bound_name);
    match (names.next()?, names.next()?) {
        (Some(sender), Some(receiver)) if is_channel => {
            Some((sender.to_string(), receiver.to_string()))
        }
        _ => None,
    }
}

fn receivers(source: &Source) -> Vec<String> {
    let mut receivers: Vec<String> = source
        .blocks()
        .into_iter()
        .flat_map(|block| &block.stmts)
        .filter_map(|statement| Some(channel(statement)?.1))
        .collect();
    for (argument, _) in typed_arguments(source) {
        if source.text_of(&argument.ty).contains("Receiver<") {
            receivers.extend(bound_name(&argument.pat).map(ToString::to_string));
        }
    }
    receivers
}

/// The arguments of all functions, each with the body.
fn typed_arguments<'s>(source: &'s Source) -> Vec<(&'s syn::PatType, &'s syn::Block)> {
    struct Arguments<'a>(Vec<(&'a syn::PatType, &'a syn::Block)>);
    impl<'a> Arguments<'a> {
        fn add(&mut self, signature: &'a syn::Signature, body: &'a syn::Block) {
            for input in &signature.inputs {
                if let FnArg::Typed(argument) = input {
                    self.0.push((argument, body));
                }
            }
        }
    }
    impl<'a> Visit<'a> for Arguments<'a> {
        fn visit_item_fn(&mut self, function: &'a syn::ItemFn) {
            self.add(&function.sig, &function.block);
            visit::visit_item_fn(self, function);
        }
        fn visit_impl_item_fn(&mut self, function: &'a syn::ImplItemFn) {
            self.add(&function.sig, &function.block);
            visit::visit_impl_item_fn(self, function);
        }
    }
    let mut arguments = Arguments(Vec::new());
    arguments.visit_file(&source.file);
    arguments.0
}
