//! What a JSON answer must look like.

use serde_json::Value;

/// Every field is there, and of this type: `"text"`, `0`, `true`, or a list whose items look like its only one.
pub(crate) fn assert_shape(value: &Value, shape: &Value, at: &str) {
    match (value, shape) {
        (Value::Object(fields), Value::Object(shapes)) => {
            for (name, shape) in shapes {
                let at = format!("{at}.{name}");
                let field = fields
                    .get(name)
                    .unwrap_or_else(|| panic!("{at} is missing"));
                assert_shape(field, shape, &at);
            }
        }
        (Value::Array(items), Value::Array(shapes)) => {
            for item in items {
                assert_shape(item, &shapes[0], &format!("{at}[]"));
            }
        }
        (Value::Null, Value::Null)
        | (Value::Bool(_), Value::Bool(_))
        | (Value::String(_), Value::String(_)) => {}
        (Value::Number(number), Value::Number(_)) if number.is_u64() => {}
        _ => panic!("{at} is {value}, and not like {shape}"),
    }
}
