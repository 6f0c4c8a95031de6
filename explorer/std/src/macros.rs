//! The macros that print, and `thread_local!`.

/// `std::print!`.
#[macro_export]
macro_rules! print {
    ($($arg:tt)*) => {
        $crate::io::_print($crate::format_args!($($arg)*))
    };
}

/// `std::println!`.
#[macro_export]
macro_rules! println {
    () => {
        $crate::io::_print($crate::format_args!("\n"))
    };
    ($($arg:tt)*) => {
        $crate::io::_print_line($crate::format_args!($($arg)*))
    };
}

/// `std::eprint!`.
#[macro_export]
macro_rules! eprint {
    ($($arg:tt)*) => {
        $crate::io::_print($crate::format_args!($($arg)*))
    };
}

/// `std::eprintln!`.
#[macro_export]
macro_rules! eprintln {
    () => {
        $crate::io::_print($crate::format_args!("\n"))
    };
    ($($arg:tt)*) => {
        $crate::io::_print_line($crate::format_args!($($arg)*))
    };
}

/// `std::dbg!`.
#[macro_export]
macro_rules! dbg {
    () => {
        $crate::eprintln!("[{}:{}:{}]", $crate::file!(), $crate::line!(), $crate::column!())
    };
    ($value:expr $(,)?) => {
        match $value {
            value => {
                $crate::eprintln!(
                    "[{}:{}:{}] {} = {:#?}",
                    $crate::file!(),
                    $crate::line!(),
                    $crate::column!(),
                    $crate::stringify!($value),
                    &value
                );
                value
            }
        }
    };
    ($($value:expr),+ $(,)?) => {
        ($($crate::dbg!($value)),+,)
    };
}

/// `std::thread_local!`.
#[macro_export]
macro_rules! thread_local {
    () => {};
    ($(#[$attr:meta])* $vis:vis static $name:ident: $type:ty = const $init:block $(; $($rest:tt)*)?) => {
        $(#[$attr])*
        $vis static $name: $crate::thread::LocalKey<$type> = {
            fn init() -> $type {
                const { $init }
            }
            $crate::thread::LocalKey::new(init)
        };
        $($crate::thread_local!($($rest)*);)?
    };
    ($(#[$attr:meta])* $vis:vis static $name:ident: $type:ty = $init:expr $(; $($rest:tt)*)?) => {
        $(#[$attr])*
        $vis static $name: $crate::thread::LocalKey<$type> = {
            fn init() -> $type {
                $init
            }
            $crate::thread::LocalKey::new(init)
        };
        $($crate::thread_local!($($rest)*);)?
    };
}
