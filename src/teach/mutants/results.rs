//! Results that forget a part of what they are made of.

use syn::{BinOp, Expr, ReturnType, Signature, Stmt, Type};

use super::edit::{Change, Edit};
use super::source::{Source, is_about, range};

/// The last one in place of all together: `=` for `+=`.
pub(super) fn assign_for_accumulate(source: &Source) -> Vec<Change> {
    let expressions = source.expressions().into_iter();
    expressions
        .filter_map(|expr| match expr {
            Expr::Binary(binary) if accumulates(&binary.op) => {
                Some(vec![Edit::new(range(&binary.op), "=")])
            }
            _ => None,
        })
        .collect()
}

fn accumulates(operator: &BinOp) -> bool {
    matches!(
        operator,
        BinOp::AddAssign(_)
            | BinOp::MulAssign(_)
            | BinOp::BitOrAssign(_)
            | BinOp::BitAndAssign(_)
            | BinOp::BitXorAssign(_)
    )
}

/// A list that was a set on its way, so that equal values got lost.
pub(super) fn set_for_list(source: &Source) -> Vec<Change> {
    const THROUGH_SET: &str = "collect::<std::collections::BTreeSet<_>>().into_iter().";
    let collects = source.method_calls("collect", 0).into_iter();
    let mut changes: Vec<Change> = collects
        .map(|call| vec![Edit::insert(range(&call.method).start, THROUGH_SET)])
        .collect();
    for (signature, body) in source.functions() {
        if let Some(Stmt::Expr(last, None)) = body.stmts.last()
            && gives_list(signature)
            && !is_about(last, &["collect"])
        {
            let through = format!(".into_iter().{THROUGH_SET}collect()");
            changes.push(vec![Edit::insert(range(last).end, through)]);
        }
    }
    changes
}

fn gives_list(signature: &Signature) -> bool {
    match &signature.output {
        ReturnType::Type(_, given) => match &**given {
            Type::Path(path) => path
                .path
                .segments
                .last()
                .is_some_and(|last| last.ident == "Vec"),
            _ => false,
        },
        ReturnType::Default => false,
    }
}
