use super::Names;

/// The name of what is made at `‸`.
fn name(marked: &str) -> Option<String> {
    let (before, _) = marked.split_once('‸').unwrap();
    let line = before.lines().count().max(1);
    let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
    let line = if before.ends_with('\n') {
        line + 1
    } else {
        line
    };
    let text = marked.replace('‸', "");
    Names::parse(&text).at(line.try_into().unwrap(), column.try_into().unwrap())
}

/// The same for a statement.
fn within(statement: &str) -> Option<String> {
    name(&format!("fn main() {{\n    {statement}\n}}\n"))
}

#[track_caller]
fn assert_name(statement: &str, expected: &str) {
    assert_eq!(within(statement).as_deref(), Some(expected), "{statement}");
}

#[track_caller]
fn assert_no_name(statement: &str) {
    assert_eq!(within(statement), None, "{statement}");
}

#[test]
fn functions_that_others_call() {
    let names = Names::parse(
        "static PADS: LazyLock<Mutex<u8>> = LazyLock::new(Mutex::default);\n\
         fn main() {\n\tcrew.into_iter().map(thread::spawn).map(JoinHandle::join);\n    a(drop);\n    b(drop);\n}\n",
    );
    assert_eq!(names.handed("Mutex", "default"), Some((1, 50)));
    assert_eq!(names.at(1, 50).as_deref(), Some("PADS"));
    assert_eq!(names.handed("thread", "spawn"), Some((3, 26)));
    assert_eq!(names.handed("JoinHandle", "join"), Some((3, 45)));
    assert_eq!(names.handed("mem", "drop"), None, "two of them");
    assert_eq!(names.handed("Mutex", "new"), None);
}

#[test]
fn a_variable_names_what_it_holds() {
    assert_name("let likes = ‸Mutex::new(0);", "likes");
    assert_name("let mut likes: Mutex<u32> = ‸Mutex::new(0);", "likes");
    assert_name("let likes = std::sync::Arc::new(‸Mutex::new(0));", "likes");
    assert_name(
        "let pair = Arc::new((Mutex::new(0), ‸Condvar::new()));",
        "pair.1",
    );
    assert_name("let total = ‸sync::atomic::AtomicUsize::new(0);", "total");
    assert_name(
        "let d: Box<dyn Fn()> = Box::new(Some(‸Mutex::<u8>::new(0)));",
        "d",
    );
    assert_name("let r = &‸Mutex::new(0);", "r");
    assert_name(
        "let a = if true { ‸Mutex::new(0) } else { Mutex::new(1) };",
        "a",
    );
    assert_name(
        "let a = match 1 { 1 => ‸Mutex::new(0), _ => Mutex::new(1) };",
        "a",
    );
    assert_name("let a = { let b = 1; ‸Mutex::new(b) };", "a");
    assert_name("let a = { let b = ‸Mutex::new(1); b };", "b");
    assert_name("static TOTAL: Mutex<u32> = ‸Mutex::new(0);", "TOTAL");
    assert_name("const START: Mutex<u32> = ‸Mutex::new(0);", "START");
    assert_name(
        "static ALL: LazyLock<Mutex<u32>> = LazyLock::new(|| ‸Mutex::new(0));",
        "ALL",
    );
}

#[test]
fn a_pattern_names_parts() {
    assert_name("let (tx, rx) = ‸mpsc::channel();", "tx/rx");
    assert_name("let (tx, rx): (Sender<u8>, _) = ‸mpsc::channel();", "tx/rx");
    assert_name("let (_, rx) = ‸mpsc::channel::<u8>();", "rx");
    assert_name("let (a, b) = (Mutex::new(0), ‸Mutex::new(1));", "b");
    assert_name("let [a, b] = [‸Mutex::new(0), Mutex::new(1)];", "a");
    assert_name(
        "let (lock, cvar) = &*Arc::new((Mutex::new(0), ‸Condvar::new()));",
        "cvar",
    );
    assert_name("let Some(a) = Some(‸Mutex::new(0)) else { return };", "a");
    assert_name("if let Some(a) = Some(‸Mutex::new(0)) {}", "a");
    assert_no_name("let _ = ‸Mutex::new(0);");
}

#[test]
fn collections_and_fields_name_what_is_put_there() {
    assert_name(
        "let locks = vec![Mutex::new(0), ‸Mutex::new(1)];",
        "locks[1]",
    );
    assert_name("let locks = vec![‸Mutex::new(0); 2];", "locks");
    assert_name("let locks = [const { ‸Mutex::new(0) }; 3];", "locks");
    assert_name(
        "let v: Vec<_> = (0..3).map(|_| ‸Mutex::new(0)).collect();",
        "v",
    );
    assert_name(
        "let v = (0..3).map(|_| Arc::new(‸Mutex::new(0))).collect::<Vec<_>>();",
        "v",
    );
    assert_name(
        "let s = std::array::from_fn(|_| 1); let x = Shared { likes: ‸Mutex::new(0) };",
        "likes",
    );
    assert_name("let c = Counter(‸Mutex::new(0));", "c");
    assert_name("self.queue = ‸Mutex::new(0);", "queue");
    assert_name("slots[0] = Some(‸Mutex::new(0));", "slots");
    assert_name("(tx, rx) = ‸channel();", "tx/rx");
    assert_name("map.insert(3, ‸Mutex::new(0));", "map");
    assert_name("self.locks.push(‸Mutex::new(0));", "locks");
    assert_name("all.lock().unwrap().push(‸AtomicUsize::new(0));", "all");
}

#[test]
fn threads_have_the_name_of_their_handle() {
    assert_name("let cook = ‸thread::spawn(move || { let x = 1; });", "cook");
    assert_name("handles.push(‸thread::spawn(|| ()));", "handles");
    assert_name("self.worker = Some(‸thread::spawn(|| ()));", "worker");
    assert_name(
        "let cook = thread::Builder::new().name(n).‸spawn(f).unwrap();",
        "cook",
    );
    assert_name(
        "let cook = thread::Builder::new()\n        .‸spawn(f)\n        .expect(\"x\");",
        "cook",
    );
    assert_name("thread::scope(|s| { let a = s.‸spawn(|| 1); });", "a");
    assert_name(
        "let all: Vec<_> = (0..3).map(|i| ‸thread::spawn(move || i)).collect();",
        "all",
    );
    assert_name(
        "let all: Vec<_> = (0..3).map(|i| { let tx = tx.clone(); ‸thread::spawn(move || i) }).collect();",
        "all",
    );
    assert_name("let tx2 = tx.‸clone();", "tx2");
    // These hold what the thread returned, and not the thread.
    assert_no_name("let sum = ‸thread::spawn(|| 1).join().unwrap();");
    assert_no_name("let t = thread::scope(|s| { s.‸spawn(|| 1).join() });");
    assert_no_name("thread::spawn(|| ‸Mutex::new(0));");
    assert_no_name("let t = thread::spawn(|| ‸Mutex::new(0));");
    assert_no_name("‸thread::spawn(|| ());");
    assert_no_name("return ‸Mutex::new(0);");
}

#[test]
fn parameters_name_what_is_passed() {
    let text = "struct Bank(Mutex<u8>);
        impl Bank {
            fn new(first: Mutex<u8>) -> Self { Self(first) }
            fn twice() -> Self { Self::new(‸Mutex::new(0)) }
            fn pay(&self, amount: &Mutex<u8>, (a, b): (Sender<u8>, Receiver<u8>)) {}
        }
        fn count(likes: &Mutex<u8>, n: u8) {}
        fn main() {}";
    assert_eq!(name(text).as_deref(), Some("first"));
    let text = text.replace('‸', "");
    let with = |statement: &str| name(&text.replace("main() {", &format!("main() {{ {statement}")));
    assert_eq!(with("count(&‸Mutex::new(0), 2);").as_deref(), Some("likes"));
    assert_eq!(
        with("self::count(&‸Mutex::new(0), 2);").as_deref(),
        Some("likes")
    );
    assert_eq!(
        with("let b = Bank::new(‸Mutex::new(0));").as_deref(),
        Some("first")
    );
    assert_eq!(
        with("bank.pay(&‸Mutex::new(0), channel());").as_deref(),
        Some("amount")
    );
    assert_eq!(
        with("bank.pay(&Mutex::new(0), ‸channel());").as_deref(),
        Some("a/b")
    );
    assert_eq!(
        with("let a = Arc::new(‸Mutex::new(0));").as_deref(),
        Some("a")
    );
    assert_eq!(with("other::count(&‸Mutex::new(0), 2);"), None);
}

#[test]
fn macros_are_looked_into() {
    assert_eq!(
        name("thread_local! {\n    /// Words.\n    pub static A: Cell<u8> = const { Cell::new(0) };\n    static B: M = ‸M::new(0);\n}")
            .as_deref(),
        Some("B")
    );
    assert_eq!(
        name("thread_local!(static A: Cell<u8> = const { ‸Cell::new(0) });").as_deref(),
        Some("A")
    );
    assert_name("assert_eq!(1, { let a = ‸Mutex::new(9); 1 });", "a");
    assert_name(
        "println!(\"{}\", f(|| { let a = ‸Mutex::new(9); 1 }));",
        "a",
    );
    assert_name("let made = ‸make_mutex!(3);", "made");
    assert_no_name("strange!(a => ‸Mutex::new(0));");
}

#[test]
fn columns_are_those_of_a_location() {
    // What rustc 1.95 says `Location::caller()` is for these calls.
    let names =
        Names::parse("fn main() {\n\tlet _t = M::new(2);\n    let _c = (\"漢字é\", M::new(2));\n}");
    assert_eq!(names.at(2, 14).as_deref(), Some("_t"));
    assert_eq!(names.at(3, 24).as_deref(), Some("_c.1"));
    // The same, counted in characters.
    assert_eq!(names.at(2, 11).as_deref(), Some("_t"));
    assert_eq!(names.at(3, 22).as_deref(), Some("_c.1"));
    assert_eq!(names.at(3, 23), None);
    assert_eq!(names.at(0, 0), None);
    assert_eq!(names.at(99, 1), None);
}

#[test]
fn texts_that_are_no_rust_have_no_names() {
    assert_eq!(Names::parse("fn main( {").at(1, 1), None);
    assert_eq!(Names::parse("").at(1, 1), None);
    let with_mark = "\u{feff}fn main() { let a = M::new(1); }";
    assert_eq!(Names::parse(with_mark).at(1, 21).as_deref(), Some("a"));
    let script = "#!/usr/bin/env rust\nfn main() { let a = M::new(1); }";
    assert_eq!(Names::parse(script).at(2, 21).as_deref(), Some("a"));
}
