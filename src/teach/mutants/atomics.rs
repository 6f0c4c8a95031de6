//! Atomic steps that become two.

use syn::{Expr, ExprMethodCall};

use super::edit::{Change, Edit};
use super::source::{Source, range};

const ORDER: &str = "std::sync::atomic::Ordering::SeqCst";

/// `fetch_add` and its like as a load and a store.
pub(super) fn load_and_store(source: &Source) -> Vec<Change> {
    let expressions = source.expressions().into_iter();
    expressions
        .filter_map(|expr| match expr {
            Expr::MethodCall(call) => Some(vec![Edit::new(range(expr), in_two(source, call)?)]),
            _ => None,
        })
        .collect()
}

fn in_two(source: &Source, call: &ExprMethodCall) -> Option<String> {
    let atomic = source.text_of(&call.receiver);
    let argument = |index: usize| Some(source.text_of(call.args.get(index)?));
    let store = |value: String| {
        format!("{{ let value = {atomic}.load({ORDER}); {atomic}.store({value}, {ORDER}); value }}")
    };
    let method = call.method.to_string();
    match (method.as_str(), call.args.len()) {
        ("swap", 2) => Some(store(argument(0)?.to_owned())),
        ("fetch_max", 2) => Some(store(format!("value.max({})", argument(0)?))),
        ("fetch_min", 2) => Some(store(format!("value.min({})", argument(0)?))),
        ("compare_exchange" | "compare_exchange_weak", 4) => {
            let (current, new) = (argument(0)?, argument(1)?);
            Some(format!(
                "{{ let value = {atomic}.load({ORDER}); \
                 if value == {current} {{ {atomic}.store({new}, {ORDER}); Ok(value) }} else {{ Err(value) }} }}"
            ))
        }
        ("fetch_update", 3) => Some(format!(
            "{{ let value = {atomic}.load({ORDER}); match Some(value).and_then({}) {{ \
             Some(new) => {{ {atomic}.store(new, {ORDER}); Ok(value) }} None => Err(value) }} }}",
            argument(2)?
        )),
        (fetch, 2) => {
            let operator = match fetch {
                "fetch_add" => "+",
                "fetch_sub" => "-",
                "fetch_and" => "&",
                "fetch_or" => "|",
                "fetch_xor" => "^",
                _ => return None,
            };
            Some(store(format!("value {operator} ({})", argument(0)?)))
        }
        _ => None,
    }
}
