use exercise::Pool;
use probes::{Meeting, ThreadLog, no_thread_left_behind, quiesce};
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex, mpsc};

/// When the pool is gone, every job has run, once, and by a worker.
#[test]
fn every_job_runs() {
    let album = ThreadLog::new();
    let pool = Pool::new(2);
    for photo in ["the kiss", "the cake"] {
        let album = album.clone();
        pool.run(move || album.note(photo));
    }
    drop(pool);
    let thumbnails = album.sorted();
    assert!(
        thumbnails == ["the cake", "the kiss"],
        "Two jobs had been handed in, the kiss and the cake. When the pool was gone, these had run: {thumbnails:?}."
    );
    let at_home = album.at_home();
    assert!(
        at_home.is_empty(),
        "Thread `main`, which only handed the jobs in, had to do {} itself.",
        at_home.join(" and ")
    );
}

/// A job is done while the pool is open, not only when it shuts down.
#[test]
fn nobody_waits_for_the_end() {
    let pool = Pool::new(1);
    for photo in ["the kiss", "the cake"] {
        let (album, thumbnails) = mpsc::channel();
        pool.run(move || album.send(photo).unwrap());
        let thumbnail = thumbnails.recv();
        assert!(
            thumbnail == Ok(photo),
            "A guest handed in a job, {photo}, and waited for its result. It was {thumbnail:?}."
        );
    }
}

/// As many jobs run at the same time as there are workers.
#[test]
fn all_workers_work() {
    let flash = Meeting::new(2);
    let pool = Pool::new(2);
    for photo in ["the kiss", "the cake"] {
        let flash = flash.clone();
        pool.run(move || flash.wait(photo));
    }
    drop(pool);
    let met = flash.count();
    assert!(
        met == 2,
        "Two jobs of a pool of two were to run at the same time. When the pool was gone, {met} of them had run."
    );
}

/// No more threads work than there are workers: a pool of one does all its jobs on one thread.
#[test]
fn the_pool_does_not_grow() {
    let album = ThreadLog::new();
    let pool = Pool::new(1);
    for photo in ["the kiss", "the cake", "the bouquet"] {
        let album = album.clone();
        pool.run(move || album.note(photo));
    }
    drop(pool);
    let threads = album.threads();
    assert!(
        threads == 1,
        "A pool of one worker ran three jobs on {threads} threads."
    );
    let thumbnails = album.entries();
    assert!(
        thumbnails == ["the kiss", "the cake", "the bouquet"],
        "A pool of one was given the kiss, the cake and the bouquet, in this order. These had run when it was gone: {thumbnails:?}."
    );
}

/// `run` does not wait for the job.
#[test]
fn handing_in_does_not_wait() {
    let darkroom = Arc::new(Mutex::new(0));
    let pool = Pool::new(1);
    let door = darkroom.lock().unwrap();
    for _ in 0..20 {
        let darkroom = Arc::clone(&darkroom);
        // Nobody gets in until all have been handed in.
        pool.run(move || *darkroom.lock().unwrap() += 1);
    }
    drop(door);
    drop(pool);
    let done = *darkroom.lock().unwrap();
    assert!(
        done == 20,
        "A pool of one was given 20 jobs, and had no time to begin before all were handed in. When it was gone, {done} had run."
    );
}

/// A job that panics costs nothing but itself: the next one is done, and the pool shuts down in peace.
#[test]
fn a_panic_costs_one_job() {
    let album = ThreadLog::new();
    let thumbnails = album.clone();
    let shut_down = panic::catch_unwind(AssertUnwindSafe(|| {
        let pool = Pool::new(1);
        for _ in 0..3 {
            pool.run(|| panic!("uncle Bob is out of focus"));
        }
        pool.run(move || thumbnails.note("the cake"));
    }));
    assert!(
        shut_down.is_ok(),
        "A job panicked on a worker's thread, and then `main` panicked too, while it used the pool or shut it down."
    );
    let thumbnails = album.entries();
    assert!(
        thumbnails == ["the cake"],
        "Three jobs panicked, and after them came the cake. When the pool was gone, these had run: {thumbnails:?}."
    );
}

/// After a job has panicked, the pool has as many workers as before.
#[test]
fn a_panic_costs_no_worker() {
    let flash = Meeting::new(2);
    let shut_down = panic::catch_unwind(AssertUnwindSafe(|| {
        let pool = Pool::new(2);
        pool.run(|| panic!("uncle Bob is out of focus"));
        for photo in ["the kiss, after a panic,", "the cake, after a panic,"] {
            let flash = flash.clone();
            pool.run(move || flash.wait(photo));
        }
    }));
    let met = flash.count();
    assert!(
        shut_down.is_ok() && met == 2,
        "In a pool of two a job panicked. Then two more were to run at the same time, and {met} of them did."
    );
}

/// When the pool is gone, so are its threads, even if there was nothing to do.
#[test]
fn the_workers_go_home() {
    no_thread_left_behind();
    drop(Pool::new(3));
}

/// A job may use up what it brings, and may bring what cannot be shared. What may not move to another thread is refused.
///
/// ```
/// use std::cell::Cell;
/// let film = String::from("36 pictures");
/// let counter = Cell::new(0);
/// let pool = exercise::Pool::new(1);
/// pool.run(move || {
///     counter.set(counter.get() + film.len());
///     drop(film);
/// });
/// ```
/// ```
/// let develop: Box<dyn FnOnce() + Send> = Box::new(|| println!("36 pictures"));
/// exercise::Pool::new(1).run(develop);
/// ```
/// ```compile_fail,E0277
/// use std::rc::Rc;
/// let film = Rc::new("36 pictures");
/// exercise::Pool::new(1).run(move || println!("{film}"));
/// ```
/// ```compile_fail,E0373
/// let film = String::from("36 pictures");
/// exercise::Pool::new(1).run(|| println!("{film}"));
/// ```
#[test]
fn any_job_that_may_change_threads() {}

/// A worker who is free takes the next job, while the other one is still busy.
#[test]
fn whoever_is_free_takes_the_next_job() {
    let darkroom = Meeting::new(2);
    let pool = Pool::new(2);
    for photo in ["the first job, a long one,", "", "the third job"] {
        let darkroom = darkroom.clone();
        pool.run(move || {
            if !photo.is_empty() {
                darkroom.wait(photo);
            }
        });
    }
    drop(pool);
    let met = darkroom.count();
    assert!(
        met == 2,
        "In a pool of two the first job was to end when the third had begun. When the pool was gone, {met} of the two had come."
    );
}

/// Workers without a job are asleep, however long it takes.
#[test]
fn who_has_no_job_sleeps() {
    let album = ThreadLog::new();
    let pool = Pool::new(1);
    quiesce();
    let thumbnails = album.clone();
    pool.run(move || thumbnails.note("the cake"));
    drop(pool);
    let thumbnails = album.entries();
    assert!(
        thumbnails == ["the cake"],
        "After many hours a job was handed in, the cake. When the pool was gone, these had run: {thumbnails:?}."
    );
}

/// Each pool has workers and jobs of its own: one shuts down while another is busy.
#[test]
fn every_pool_works_for_itself() {
    let (kisses, cakes) = (ThreadLog::new(), ThreadLog::new());
    let (one, other) = (Pool::new(1), Pool::new(1));
    let darkroom = Arc::new(Mutex::new(()));
    let door = darkroom.lock().unwrap();
    let (inside, log) = (Arc::clone(&darkroom), cakes.clone());
    other.run(move || {
        // Until the first pool is gone.
        drop(inside.lock());
        log.note("the cake");
    });
    for photo in ["the kiss", "the second kiss"] {
        let log = kisses.clone();
        one.run(move || log.note(photo));
    }
    drop(one);
    let (thumbnails, threads) = (kisses.entries(), kisses.threads());
    assert!(
        thumbnails == ["the kiss", "the second kiss"] && threads == 1,
        "One pool of one worker was given two jobs, while the worker of another pool was busy. When the first pool was gone, \
         these had run: {thumbnails:?}; the number of threads that ran them was {threads}."
    );
    drop(door);
    drop(other);
    let thumbnails = cakes.entries();
    assert!(
        thumbnails == ["the cake"],
        "One of two pools was dropped, and its last job over, before the other one's job could end. When that pool was gone too, \
         it had run {thumbnails:?}."
    );
}

/// All workers of a bigger pool work, each as soon as there is a job for it.
#[test]
fn the_third_worker_works_too() {
    let flash = Meeting::new(3);
    let pool = Pool::new(3);
    for photo in ["the kiss", "the cake", "the bouquet"] {
        quiesce();
        let flash = flash.clone();
        pool.run(move || flash.wait(photo));
    }
    drop(pool);
    let met = flash.count();
    assert!(
        met == 3,
        "Three jobs of a pool of three were to run at the same time. When the pool was gone, {met} of them had run."
    );
}

/// Sleeping workers are woken for every job: two jobs run at the same time while the pool is open.
#[test]
fn all_workers_are_woken() {
    let flash = Meeting::new(2);
    let pool = Pool::new(2);
    quiesce();
    for photo in ["the kiss", "the cake"] {
        let flash = flash.clone();
        pool.run(move || flash.wait(photo));
    }
    // At the end of the pool everybody is woken.
    let is_quiet = quiesce();
    let met = flash.count();
    assert!(
        met == 2 || !is_quiet,
        "Two jobs of a pool of two were to run at the same time. When all was quiet, and the pool still open, {met} of them had \
         begun."
    );
}
