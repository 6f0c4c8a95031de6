use super::*;

/// What one kind of change makes of a text, as diffs.
fn diffs(operator: &str, text: &str) -> Vec<String> {
    assert!(is_operator(operator));
    let mutants = mutants(text, false).into_iter();
    mutants
        .filter(|mutant| mutant.operator == operator)
        .map(|mutant| {
            assert!(syn::parse_file(&mutant.text).is_ok(), "{}", mutant.text);
            mutant.diff
        })
        .collect()
}

/// The same for the body of a function.
fn body(operator: &str, lines: &str) -> Vec<String> {
    diffs(operator, &format!("fn a() {{\n{lines}\n}}\n"))
}

#[test]
fn joins_are_dropped_where_nobody_uses_their_result() {
    assert_eq!(
        body(
            "drop_join",
            "h.join().unwrap();\nlet _ = h.join();\nlet x = h.join();\nwords.join(\", \");\nhs.for_each(|h| h.join().unwrap());\nh.join().unwrap()"
        ),
        [
            "- h.join().unwrap();\n+ ",
            "- let _ = h.join();\n+ ",
            "- hs.for_each(|h| h.join().unwrap());\n+ hs.for_each(|h| {});",
            "- h.join().unwrap()\n+ ",
        ]
    );
}

#[test]
fn a_sleep_takes_the_place_of_a_wait() {
    let sleep = "std::thread::sleep(std::time::Duration::from_millis(50))";
    assert_eq!(
        body(
            "sleep_for_wait",
            "h.join().unwrap();\nbarrier.wait();\ng = c.wait(g).unwrap();\nthread::park();\nrx.recv().unwrap()"
        ),
        [
            format!("- h.join().unwrap();\n+ {sleep};"),
            format!("- barrier.wait();\n+ {sleep};"),
            format!("- g = c.wait(g).unwrap();\n+ {sleep};"),
            format!("- thread::park();\n+ {sleep};"),
            format!("- rx.recv().unwrap()\n+ {sleep}"),
        ]
    );
}

#[test]
fn closures_lose_their_move() {
    assert_eq!(
        body("drop_move", "s.spawn(move || x);\ns.spawn(|| y);"),
        ["- s.spawn(move || x);\n+ s.spawn(|| x);"]
    );
    assert_eq!(
        body(
            "drop_move_of_spawned",
            "thread::spawn(move || x);\nf(move || y);"
        ),
        ["- thread::spawn(move || x);\n+ thread::spawn(|| x);"]
    );
    assert!(harmless("drop_move_of_spawned").is_some() && harmless("drop_move").is_none());
}

#[test]
fn functions_and_loops_end_early() {
    assert_eq!(
        body(
            "early_return",
            "for x in y {\n    z(x);\n}\nloop { w() }\nwhile v {}\nu();"
        ),
        [
            "- }\n+ break; }",
            "- loop { w() }\n+ loop { w() ; break; }",
            "- u();\n+ return; u();"
        ]
    );
    assert_eq!(
        diffs("early_return", "fn a() -> u8 {\n    b();\n    1\n}\n"),
        ["-     1\n+     return Default::default(); 1"]
    );
    assert_eq!(
        diffs(
            "early_return",
            "fn a() -> Option<u8> {\n    b();\n    None\n}\n"
        ),
        [""; 0]
    );
    assert_eq!(
        diffs(
            "early_return",
            "impl A {\n    fn a(&self) {\n        b();\n        c();\n    }\n}\n"
        ),
        ["-         c();\n+         return; c();"]
    );
}

#[test]
fn values_are_not_dropped() {
    assert_eq!(
        body("drop_drop", "drop(tx);\nmem::drop(tx);\nlet a = 1;"),
        ["- drop(tx);\n+ ", "- mem::drop(tx);\n+ "]
    );
}

#[test]
fn clones_are_the_thing_itself() {
    assert_eq!(
        body(
            "drop_clone",
            "let a = tx.clone();\nlet b = Arc::clone(&a.b);\nclone(&a);"
        ),
        [
            "- let a = tx.clone();\n+ let a = tx;",
            "- let b = Arc::clone(&a.b);\n+ let b = a.b;"
        ]
    );
}

#[test]
fn what_is_shared_is_fresh() {
    assert_eq!(
        body(
            "fresh_value",
            "let total = Arc::new(Mutex::new(0));\nlet mine = Arc::clone(&total);\nspawn(move || mine.go());"
        ),
        ["- let mine = Arc::clone(&total);\n+ let mine = Arc::new(Mutex::new(0));"]
    );
    assert_eq!(
        body(
            "fresh_value",
            "let a = Arc::clone(&self.total);\nlet b = c.clone();"
        ),
        ["- let a = Arc::clone(&self.total);\n+ let a = Arc::default();"]
    );
    assert_eq!(
        body(
            "fresh_value",
            "let total = AtomicU32::new(0);\ns.spawn(|| total.go());\ns.spawn(|| { total.go() });\ncall(|| total.go());\nlet n = Vec::new();\ns.spawn(|| n);\nlet t = Arc::new(t);\ns.spawn(|| t);"
        ),
        [
            "- s.spawn(|| total.go());\n+ s.spawn(|| { let total = AtomicU32::new(0); total.go() });",
            "- s.spawn(|| { total.go() });\n+ s.spawn(|| { let total = AtomicU32::new(0); total.go() });",
        ]
    );
}

#[test]
fn locks_change_their_order() {
    assert_eq!(
        body(
            "swap_locks",
            "let a = x.lock().unwrap();\nlet b = y.lock().unwrap();\nlet c = z();"
        ),
        [
            "- let a = x.lock().unwrap();\n  let b = y.lock().unwrap();\n+ let a = x.lock().unwrap();"
        ]
    );
}

#[test]
fn locks_leave_their_loops() {
    assert_eq!(
        body(
            "lock_out_of_loop",
            "for i in 0..2 {\n    let mut g = m.lock().unwrap();\n    *g += i;\n}"
        ),
        [
            "+ let mut g = m.lock().unwrap();\n  for i in 0..2 {\n-     let mut g = m.lock().unwrap();\n+     "
        ]
    );
    assert_eq!(
        body(
            "lock_out_of_loop",
            "loop {\n    *m.lock().unwrap() += 1;\n    spawn(|| m.lock());\n}"
        ),
        [
            "+ let mut guard = m.lock().unwrap();\n  loop {\n-     *m.lock().unwrap() += 1;\n+     *guard += 1;"
        ]
    );
}

#[test]
fn locks_enter_loops() {
    assert_eq!(
        body(
            "lock_into_loop",
            "let mut g = m.lock().unwrap();\nfor i in 0..2 {\n    *g += i;\n}\nlet h = m.lock().unwrap();\nloop {}"
        ),
        [
            "- let mut g = m.lock().unwrap();\n- for i in 0..2 {\n+ \n+ for i in 0..2 { let mut g = m.lock().unwrap();"
        ]
    );
}

#[test]
fn guards_without_a_name_unlock_at_once() {
    assert_eq!(
        body(
            "unlock_at_once",
            "let _guard = m.lock().unwrap();\nlet guard = m.lock();"
        ),
        ["- let _guard = m.lock().unwrap();\n+ let _ = m.lock().unwrap();"]
    );
}

#[test]
fn one_step_becomes_two() {
    assert_eq!(
        body(
            "split_read_modify_write",
            "*m.lock().unwrap() += x;\ny += 1;"
        ),
        [
            "- *m.lock().unwrap() += x;\n+ { let value = *m.lock().unwrap(); *m.lock().unwrap() = value + (x); }"
        ]
    );
    assert_eq!(
        body(
            "split_read_modify_write",
            "let mut g = m.lock().unwrap();\ng.sum -= x;\n*g = f(&g);\n*g = 1;"
        ),
        [
            "- g.sum -= x;\n+ let value = g.sum; drop(g); let mut g = m.lock().unwrap(); g.sum = value - (x);",
            "- *g = f(&g);\n+ let value = f(&g); drop(g); let mut g = m.lock().unwrap(); *g = value;",
            "- *g = f(&g);\n+ drop(g); let mut g = m.lock().unwrap(); *g = f(&g);",
            "- *g = 1;\n+ drop(g); let mut g = m.lock().unwrap(); *g = 1;",
        ]
    );
    assert_eq!(
        body(
            "split_read_modify_write",
            "let mut g = m.lock().unwrap();\nif *g > x {\n    g.take(x);\n}"
        ),
        ["- if *g > x {\n+ if *g > x { drop(g); let mut g = m.lock().unwrap();"]
    );
    assert_eq!(
        body(
            "split_read_modify_write",
            "let mut g = m.lock().unwrap();\nlet x = *g;\n*g = x + 1;\ndrop(g);\ndone();"
        ),
        ["- *g = x + 1;\n+ drop(g); let mut g = m.lock().unwrap(); *g = x + 1;"]
    );
    assert_eq!(
        body(
            "split_read_modify_write",
            "let g = g.lock().unwrap();\ng.push(1);\ng.len()"
        ),
        [
            "- let g = g.lock().unwrap();\n+ let mutex = &g; let g = g.lock().unwrap();\n  g.push(1);\n- g.len()\n+ drop(g); let mut g = mutex.lock().unwrap(); g.len()"
        ]
    );
}

#[test]
fn atomics_are_loaded_and_stored() {
    let order = "std::sync::atomic::Ordering::SeqCst";
    assert_eq!(
        body(
            "load_and_store",
            "a.b.fetch_sub(1, Relaxed);\nlet x = a.swap(y, SeqCst);\na.load(SeqCst);\nv.swap(0, 1, 2);"
        ),
        [
            format!(
                "- a.b.fetch_sub(1, Relaxed);\n+ {{ let value = a.b.load({order}); a.b.store(value - (1), {order}); value }};"
            ),
            format!(
                "- let x = a.swap(y, SeqCst);\n+ let x = {{ let value = a.load({order}); a.store(y, {order}); value }};"
            ),
        ]
    );
    let exchanged = body(
        "load_and_store",
        "a.compare_exchange(0, 1, AcqRel, Acquire).is_ok()",
    );
    assert!(exchanged[0].contains("if value == 0"), "{exchanged:?}");
    let updated = body(
        "load_and_store",
        "a.fetch_update(SeqCst, SeqCst, |n| Some(n + 1))",
    );
    assert!(
        updated[0].contains("and_then(|n| Some(n + 1))"),
        "{updated:?}"
    );
}

#[test]
fn conditions_are_looked_at_once() {
    assert_eq!(
        body(
            "if_for_while",
            "while a {\n    b();\n}\n'l: while let Ok(x) = c() {}\nlet g = cv.wait_while(m.lock().unwrap(), |ready| !*ready);"
        ),
        [
            "- while a {\n+ if a {",
            "- 'l: while let Ok(x) = c() {}\n+ if let Ok(x) = c() {}",
            "- let g = cv.wait_while(m.lock().unwrap(), |ready| !*ready);\n+ let g = cv.wait(m.lock().unwrap());",
        ]
    );
}

#[test]
fn one_is_notified_in_place_of_all() {
    assert_eq!(
        body("notify_one_for_all", "cv.notify_all();\ncv.notify_one();"),
        ["- cv.notify_all();\n+ cv.notify_one();"]
    );
}

#[test]
fn two_are_notified_in_place_of_all() {
    assert_eq!(
        body("notify_two_for_all", "cv.notify_all();\ncv.notify_one();"),
        ["- cv.notify_all();\n+ { cv.notify_one(); cv.notify_one(); };"]
    );
}

#[test]
fn notifications_leave_their_loops() {
    assert_eq!(
        body(
            "notify_out_of_loop",
            "for x in y {\n    z.push(x);\n    cv.notify_one();\n}\nloop { w(); }"
        ),
        [
            "-     cv.notify_one();\n- }\n+     \n+ } cv.notify_all();",
            "-     cv.notify_one();\n- }\n+     \n+ } cv.notify_one(); cv.notify_one();",
        ]
    );
}

#[test]
fn a_lock_that_is_not_free_is_skipped() {
    assert_eq!(
        body(
            "try_lock_for_lock",
            "let mut g = m.lock().unwrap();\n*g += 1;"
        ),
        [
            "- let mut g = m.lock().unwrap();\n+ if let Ok(mut g) = m.try_lock() {\n  *g += 1;\n- }\n+ } }"
        ]
    );
    assert_eq!(
        body("try_lock_for_lock", "{ let g = m.read().unwrap();\n*g }"),
        [
            "- { let g = m.read().unwrap();\n- *g }\n+ { if let Ok(mut g) = m.try_read() {\n+ *g } else { Default::default() } }"
        ]
    );
    assert_eq!(
        body(
            "try_lock_for_lock",
            "*m.lock().unwrap() += 1;\nlet x = m.lock().unwrap().len();\nfor x in y { f(|| m.lock()); }\nm.lock().unwrap().len()"
        ),
        [
            "- *m.lock().unwrap() += 1;\n+ if let Ok(mut guard) = m.try_lock() { *guard += 1; };",
            "- let x = m.lock().unwrap().len();\n+ let x = if let Ok(mut guard) = m.try_lock() { guard.len() } else { Default::default() };",
            "- for x in y { f(|| m.lock()); }\n+ for x in y { f(|| if let Ok(mut guard) = m.try_lock() { guard } else { Default::default() }); }",
            "- m.lock().unwrap().len()\n+ if let Ok(mut guard) = m.try_lock() { guard.len() } else { Default::default() }",
        ]
    );
}

#[test]
fn however_many_there_are_two_must_do() {
    assert_eq!(
        body(
            "first_two",
            "for x in y {}\nfor x in [1, 2, 3] {}\nfor i in 0..n {}\nfor i in 0..3 {}\nxs.iter().map(f);\n(0..n).map(f);\n(0..9).map(f);\nys.drain(..).rev();\n(1..).zip(z);\n[a, b].map(f).iter();"
        ),
        [
            "- for x in y {}\n+ for x in (y).into_iter().take(2) {}",
            "- for i in 0..n {}\n+ for i in (0..n).into_iter().take(2) {}",
            "- xs.iter().map(f);\n+ xs.iter().take(2).map(f);",
            "- (0..n).map(f);\n+ (0..n).take(2).map(f);",
            "- ys.drain(..).rev();\n+ ys.drain(..).take(2).rev();",
        ]
    );
}

#[test]
fn loops_end_after_some_rounds() {
    assert_eq!(
        body("for_for_loop", "loop {\n    f();\n}\n'l: loop {}"),
        [
            "- loop {\n+ for _ in 0..3 {",
            "- 'l: loop {}\n+ 'l: for _ in 0..3 {}"
        ]
    );
}

#[test]
fn results_forget_what_came_before() {
    assert_eq!(
        body("assign_for_accumulate", "a += b;\nc |= d();\ne -= f;"),
        ["- a += b;\n+ a = b;", "- c |= d();\n+ c = d();"]
    );
}

#[test]
fn equal_values_get_lost() {
    let set = "collect::<std::collections::BTreeSet<_>>().into_iter().collect";
    assert_eq!(
        body("set_for_list", "x.map(f).collect::<Vec<_>>();"),
        [format!(
            "- x.map(f).collect::<Vec<_>>();\n+ x.map(f).{set}::<Vec<_>>();"
        )]
    );
    assert_eq!(
        diffs(
            "set_for_list",
            "fn a() -> Vec<u8> {\n    list\n}\nfn b() -> u8 {\n    1\n}\nfn c() -> Vec<u8> {\n    x.collect()\n}\n"
        ),
        [
            format!("-     list\n+     list.into_iter().{set}()"),
            format!("-     x.collect()\n+     x.{set}()")
        ]
    );
}

#[test]
fn locals_remember_the_last_call() {
    assert_eq!(
        body(
            "static_for_local",
            "let a = AtomicU32::new(0);\nlet b = Arc::new(Mutex::new(false));\nlet c: Mutex<String> = Mutex::new(String::new());\nlet d = Mutex::new(n);\nlet e = Thing::new();"
        ),
        [
            "- let a = AtomicU32::new(0);\n+ let a = { static KEPT: AtomicU32 = AtomicU32::new(0); &KEPT };",
            "- let b = Arc::new(Mutex::new(false));\n+ let b = Arc::new({ static KEPT: Mutex<bool> = Mutex::new(false); &KEPT });",
            "- let c: Mutex<String> = Mutex::new(String::new());\n+ let c = { static KEPT: Mutex<String> = Mutex::new(String::new()); &KEPT };",
        ]
    );
    assert_eq!(
        diffs(
            "static_for_local",
            "fn a() -> Vec<u8> {\n    let b = Vec::new();\n    let c = Mutex::new(0);\n    b\n}\n"
        ),
        [
            "-     let b = Vec::new();\n+     let b = { static KEPT: std::sync::Mutex<Vec<u8>> = std::sync::Mutex::new(Vec::new()); KEPT.lock().unwrap() };",
            "-     let c = Mutex::new(0);\n+     let c = { static KEPT: Mutex<u8> = Mutex::new(0); &KEPT };",
        ]
    );
}

#[test]
fn messages_are_waited_for_or_not() {
    assert_eq!(
        body(
            "try_recv_for_recv",
            "rx.recv();\nlet (tx, rx) = mpsc::channel();\nfor x in &rx {}\nfor x in y {}\nrx.iter().sum()"
        ),
        [
            "- rx.recv();\n+ rx.try_recv().map_err(|_| std::sync::mpsc::RecvError);",
            "- for x in &rx {}\n+ for x in rx.try_iter() {}",
            "- rx.iter().sum()\n+ rx.try_iter().sum()"
        ]
    );
    assert_eq!(
        body("recv_for_try_recv", "rx.try_recv();"),
        ["- rx.try_recv();\n+ rx.recv().map_err(std::sync::mpsc::TryRecvError::from);"]
    );
    assert_eq!(
        diffs(
            "try_recv_for_recv",
            "fn a(inbox: Receiver<u8>) {\n    for x in inbox {}\n}\n"
        ),
        ["-     for x in inbox {}\n+     for x in inbox.try_iter() {}"]
    );
}

#[test]
fn senders_are_kept_alive() {
    assert_eq!(
        body(
            "sender_kept_alive",
            "let (tx, rx) = mpsc::channel();\nlet (a, b) = pair();"
        ),
        [
            "- let (tx, rx) = mpsc::channel();\n+ let (tx, rx) = mpsc::channel(); std::mem::forget(tx.clone());"
        ]
    );
    assert_eq!(
        diffs(
            "sender_kept_alive",
            "fn a(tx: Sender<u8>, other: &Sender<u8>) {\n    b();\n}\n"
        ),
        [
            "- fn a(tx: Sender<u8>, other: &Sender<u8>) {\n+ fn a(tx: Sender<u8>, other: &Sender<u8>) { std::mem::forget(tx.clone());"
        ]
    );
}

#[test]
fn the_docs_name_every_change() {
    let docs = include_str!("../../../docs/kit.md");
    let section = docs.split("\n## ").find(|part| part.starts_with("Mutants"));
    for (operator, _) in OPERATORS {
        assert!(
            section.unwrap().contains(&format!("`{operator}`")),
            "{operator}"
        );
    }
}

#[test]
fn the_scene_and_tests_are_left_alone_unless_they_are_judged() {
    let text = "pub fn main() {\n    h.join().unwrap();\n}\n#[cfg(test)]\nmod tests {\n    fn a() { h.join().unwrap(); }\n}\n";
    assert_eq!(mutants(text, false), []);
    assert_eq!(mutants(text, true).len(), 2);
    assert_eq!(mutants("fn (", true), []);
}

#[test]
fn a_mutant_says_which_line_it_changes() {
    let text = "fn a() {\n    // Löwe\n    h.join().unwrap();\n}\n";
    let found = mutants(text, false);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].line, 3);
    assert_eq!(found[0].changed, "h.join().unwrap();");
    assert_eq!(found[0].text, "fn a() {\n    // Löwe\n    \n}\n");
}
