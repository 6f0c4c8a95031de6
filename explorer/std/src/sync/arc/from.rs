//! What becomes an `Arc`. Unsized values come from a `Box`.

use std::borrow::Cow;
use std::ffi::{CStr, CString, OsStr, OsString};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use super::Arc;

impl<T> From<T> for Arc<T> {
    #[track_caller]
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: ?Sized> From<Box<T>> for Arc<T> {
    #[track_caller]
    fn from(value: Box<T>) -> Self {
        let value = Box::into_raw(value);
        // SAFETY: the box is freed without its value, which has moved.
        unsafe {
            let moved = Self::moved(value);
            drop(Box::from_raw(value as *mut ManuallyDrop<T>));
            moved
        }
    }
}

macro_rules! by_way_of_a_box {
    ($([$($generics:tt)*] $from:ty => $value:ty;)*) => {$(
        impl<$($generics)*> From<$from> for Arc<$value> {
            #[track_caller]
            fn from(value: $from) -> Self {
                Self::from(Box::<$value>::from(value))
            }
        }
    )*};
}

by_way_of_a_box! {
    [T: Clone] &[T] => [T];
    [T: Clone] &mut [T] => [T];
    [T] Vec<T> => [T];
    [T, const N: usize] [T; N] => [T];
    [] &str => str;
    [] &mut str => str;
    [] String => str;
    [] &CStr => CStr;
    [] &mut CStr => CStr;
    [] CString => CStr;
    [] &OsStr => OsStr;
    [] &mut OsStr => OsStr;
    [] OsString => OsStr;
    [] &Path => Path;
    [] &mut Path => Path;
    [] PathBuf => Path;
}

impl<'a, B> From<Cow<'a, B>> for Arc<B>
where
    B: ToOwned + ?Sized,
    Arc<B>: From<&'a B> + From<B::Owned>,
{
    #[track_caller]
    fn from(value: Cow<'a, B>) -> Self {
        match value {
            Cow::Borrowed(value) => Self::from(value),
            Cow::Owned(value) => Self::from(value),
        }
    }
}

impl From<Arc<str>> for Arc<[u8]> {
    fn from(value: Arc<str>) -> Self {
        // SAFETY: a text is a slice of bytes.
        unsafe { Self::from_raw(Arc::into_raw(value) as *const [u8]) }
    }
}

impl<T, const N: usize> TryFrom<Arc<[T]>> for Arc<[T; N]> {
    type Error = Arc<[T]>;

    fn try_from(value: Arc<[T]>) -> Result<Self, Self::Error> {
        if value.len() == N {
            // SAFETY: an array is a slice of that length.
            Ok(unsafe { Self::of(Arc::into_value(value).cast()) })
        } else {
            Err(value)
        }
    }
}

impl<T> FromIterator<T> for Arc<[T]> {
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        Self::from(Vec::from_iter(iter))
    }
}
