//! All of the rest, named once.

use std::borrow::{Borrow, Cow};
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::error::Error;
use std::ffi::{CStr, CString, OsStr, OsString};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::mem::MaybeUninit;
use std::path::{Path, PathBuf};
use std::pin::Pin;

use explorer::sync::{Arc, Weak};

#[test]
fn made_of_a_value() {
    let value = Arc::new(String::from("a"));
    assert_eq!(*value, "a");
    assert_eq!(*Arc::pin(5), 5);
    assert_eq!(*Arc::from(5), 5);
    assert_eq!(*Arc::<u8>::default(), 0);
    assert_eq!(*Pin::<Arc<u8>>::default(), 0);
    assert_eq!(*Arc::map(Arc::new(7), |seven| seven + 7), 14);
    let me = Arc::new_cyclic(|me: &Weak<Me>| Me(me.clone()));
    assert!(Arc::ptr_eq(&me, &me.0.upgrade().unwrap()));
}

/// It knows itself.
struct Me(Weak<Me>);

#[test]
fn made_of_what_has_no_size() {
    let mut text = String::from("text");
    assert_eq!(&*Arc::<str>::from("text"), "text");
    assert_eq!(&*Arc::<str>::from(text.as_mut_str()), "text");
    assert_eq!(&*Arc::<str>::from(text.clone()), "text");
    assert_eq!(&*Arc::<str>::from(text.clone().into_boxed_str()), "text");
    assert_eq!(&*Arc::<str>::from(Cow::Borrowed("text")), "text");
    assert_eq!(&*Arc::<str>::from(Cow::<str>::Owned(text)), "text");
    assert_eq!(*Arc::<[u8]>::from(Arc::<str>::from("text")), *b"text");
    assert_eq!(&*Arc::<str>::default(), "");

    let mut bytes = [1, 2];
    assert_eq!(*Arc::<[u8]>::from(&bytes[..]), [1, 2]);
    assert_eq!(*Arc::<[u8]>::from(&mut bytes[..]), [1, 2]);
    assert_eq!(*Arc::<[u8]>::from(bytes), [1, 2]);
    assert_eq!(*Arc::<[u8]>::from(vec![1, 2]), [1, 2]);
    assert_eq!(*Arc::<[u8]>::from(Cow::Borrowed(&bytes[..])), [1, 2]);
    assert_eq!(*(1..3).collect::<Arc<[u8]>>(), [1, 2]);
    assert_eq!(*Arc::<[u8]>::default(), []);

    let mut c = c"c".to_owned().into_boxed_c_str();
    assert_eq!(*Arc::<CStr>::from(c"c"), *c"c");
    assert_eq!(*Arc::<CStr>::from(&mut *c), *c"c");
    assert_eq!(*Arc::<CStr>::from(CString::from(c)), *c"c");
    assert_eq!(*Arc::<CStr>::default(), *c"");

    let mut os = OsString::from("os");
    assert_eq!(*Arc::<OsStr>::from(OsStr::new("os")), *"os");
    assert_eq!(*Arc::<OsStr>::from(&mut *os), *"os");
    assert_eq!(*Arc::<OsStr>::from(os), *"os");

    let mut path = PathBuf::from("a/b");
    assert_eq!(*Arc::<Path>::from(Path::new("a/b")), *Path::new("a/b"));
    assert_eq!(*Arc::<Path>::from(&mut *path), *Path::new("a/b"));
    assert_eq!(*Arc::<Path>::from(path), *Path::new("a/b"));
}

#[test]
fn made_before_its_value() {
    let mut value = Arc::<u32>::new_uninit();
    Arc::get_mut(&mut value).unwrap().write(5);
    // SAFETY: it is there.
    assert_eq!(*unsafe { value.assume_init() }, 5);
    // SAFETY: a number may be zero.
    assert_eq!(*unsafe { Arc::<u32>::new_zeroed().assume_init() }, 0);
    let mut values: Arc<[MaybeUninit<u32>]> = Arc::<[u32]>::new_uninit_slice(2);
    for value in Arc::get_mut(&mut values).unwrap() {
        value.write(6);
    }
    // SAFETY: they are there.
    assert_eq!(*unsafe { values.assume_init() }, [6, 6]);
    // SAFETY: as above.
    let zeroed = unsafe { Arc::<[u32]>::new_zeroed_slice(2).assume_init() };
    assert_eq!(*zeroed, [0, 0]);
}

#[test]
fn counted_by_hand() {
    let value = Arc::new(String::from("by hand"));
    let pointer = Arc::into_raw(Arc::clone(&value));
    assert_eq!(pointer, Arc::as_ptr(&value));
    // SAFETY: there is one for each.
    unsafe {
        Arc::increment_strong_count(pointer);
        assert_eq!(Arc::strong_count(&value), 3);
        Arc::decrement_strong_count(pointer);
        drop(Arc::from_raw(pointer));
    }
    assert_eq!(Arc::strong_count(&value), 1);
    let text: Arc<str> = Arc::from("by hand");
    // SAFETY: as above.
    let text = unsafe { Arc::from_raw(Arc::into_raw(text)) };
    assert_eq!(&*text, "by hand");

    let weak = Arc::downgrade(&value);
    assert_eq!(weak.as_ptr(), Arc::as_ptr(&value));
    // SAFETY: it is that one.
    let weak = unsafe { Weak::from_raw(weak.into_raw()) };
    assert_eq!((Arc::weak_count(&value), weak.weak_count()), (1, 1));
    drop(value);
    assert_eq!((weak.weak_count(), weak.strong_count()), (0, 0));
    // SAFETY: as above.
    let weak = unsafe { Weak::from_raw(weak.into_raw()) };
    assert!(weak.upgrade().is_none());
}

#[test]
fn told_from_others() {
    let (one, same, other) = (Arc::new(1), Arc::new(1), Arc::new(2));
    assert!(Arc::ptr_eq(&one, &one.clone()) && !Arc::ptr_eq(&one, &same));
    let weak = Arc::downgrade(&one);
    assert!(weak.ptr_eq(&weak.clone()) && !weak.ptr_eq(&Arc::downgrade(&same)));
    assert!(Weak::<u8>::new().ptr_eq(&Weak::default()));
    assert!(one == same && one != other && one <= same && one < other);
    assert!(other > one && one >= same && one.cmp(&other) == Ordering::Less);
    assert_eq!(one.partial_cmp(&other), Some(Ordering::Less));
    let nan = Arc::new(f64::NAN);
    assert!(nan != nan.clone() && nan.partial_cmp(&nan).is_none());
    let hasher = BuildHasherDefault::<DefaultHasher>::new();
    assert_eq!(hasher.hash_one(&one), hasher.hash_one(1));
    let set: BTreeSet<Arc<str>> = ["a", "b"].map(Arc::from).into();
    assert!(set.contains("a"));
    assert_eq!(Borrow::<u32>::borrow(&one), AsRef::<u32>::as_ref(&one));
}

#[test]
fn changed_where_nobody_else_has_it() {
    let mut value = Arc::new(1);
    assert!(Arc::is_unique(&value));
    *Arc::get_mut(&mut value).unwrap() = 2;
    let other = Arc::clone(&value);
    assert!(!Arc::is_unique(&value));
    assert_eq!(Arc::get_mut(&mut value), None);
    *Arc::make_mut(&mut value) = 3;
    assert_eq!((*value, *other), (3, 2));
    assert_eq!(Arc::try_unwrap(value), Ok(3));
    assert_eq!(Arc::into_inner(other.clone()), None);
    assert_eq!(Arc::unwrap_or_clone(other), 2);

    let mut text: Arc<str> = Arc::from("text");
    let other = Arc::clone(&text);
    Arc::make_mut(&mut text).make_ascii_uppercase();
    let mut slice: Arc<[u8]> = Arc::from(Arc::clone(&text));
    Arc::make_mut(&mut slice)[0] = b'N';
    let weak = Arc::downgrade(&text);
    drop(slice);
    Arc::make_mut(&mut text).make_ascii_lowercase();
    assert_eq!((&*text, &*other, weak.strong_count()), ("text", "text", 0));
    let mut path: Arc<Path> = Arc::from(Path::new("a"));
    let _other = path.clone();
    Arc::make_mut(&mut path);
    let mut c: Arc<CStr> = Arc::from(c"a");
    let _other = c.clone();
    Arc::make_mut(&mut c);
    let mut os: Arc<OsStr> = Arc::from(OsStr::new("a"));
    let _other = os.clone();
    Arc::make_mut(&mut os);
}

#[test]
fn an_error_like_its_value() {
    #[derive(Debug)]
    struct Outer(std::fmt::Error);
    impl std::fmt::Display for Outer {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("outer")
        }
    }
    impl Error for Outer {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&self.0)
        }
    }
    let error: Box<dyn Error> = Arc::new(Outer(std::fmt::Error)).into();
    assert_eq!(error.to_string(), "outer");
    assert!(error.source().unwrap().is::<std::fmt::Error>());
}
