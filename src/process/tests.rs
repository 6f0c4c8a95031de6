//! What a job gets and what is heard of it.

use super::*;

fn shell(script: &str) -> Job {
    Job {
        program: "sh".into(),
        args: vec!["-c".into(), script.into()],
        current_dir: std::env::temp_dir(),
        env_remove: Vec::new(),
        env: Vec::new(),
        stdin: Vec::new(),
        deadline: Duration::from_mins(1),
        max_stdout: 1 << 20,
        max_stderr: 1 << 20,
        max_memory: None,
        confined: None,
    }
}

#[test]
fn a_listener_hears_what_is_written_while_the_job_still_runs() {
    let mut heard = Vec::new();
    let cancel = Cancel::new();
    // Without a listener that hears at once, this has no end but its deadline.
    let job = shell("echo first; while :; do sleep 1; done");
    let finished = run_and_listen(&job, &cancel, &mut |bytes| {
        heard.extend_from_slice(bytes);
        if heard == b"first\n" {
            cancel.cancel();
        }
    })
    .unwrap();
    assert_eq!(finished.end, End::Cancelled);
    assert_eq!(finished.stdout, b"first\n");
}

#[test]
fn a_listener_hears_the_last_words_too() {
    let mut heard = Vec::new();
    let job = shell("i=0; while [ $i -lt 20000 ]; do echo $i; i=$((i+1)); done");
    let finished = run_and_listen(&job, &Cancel::new(), &mut |bytes| {
        heard.extend_from_slice(bytes);
    })
    .unwrap();
    assert_eq!(finished.end, End::Exited(0));
    assert!(heard.ends_with(b"\n19999\n"));
    assert_eq!(heard, finished.stdout);
}

#[test]
fn what_is_written_too_much_counts_however_soon_the_job_ends() {
    for stream in [1, 2] {
        let job = Job {
            max_stdout: 40_000,
            max_stderr: 40_000,
            ..shell(&format!("head -c 50000 /dev/zero >&{stream}"))
        };
        for _ in 0..50 {
            let finished = run(&job, &Cancel::new()).unwrap();
            assert_eq!(finished.end, End::OutputExceeded);
            assert_eq!(finished.stdout.len() + finished.stderr.len(), 40_000);
        }
    }
}

#[test]
fn each_stream_has_a_limit_of_its_own() {
    let job = Job {
        max_stdout: 3000,
        max_stderr: 1000,
        ..shell("head -c 2000 /dev/zero")
    };
    let finished = run(&job, &Cancel::new()).unwrap();
    assert_eq!(
        (finished.end, finished.stdout.len()),
        (End::Exited(0), 2000)
    );
}

#[test]
fn a_removed_variable_is_gone_and_a_set_one_comes_back() {
    let path = std::env::var_os("PATH").unwrap();
    let job = Job {
        program: "/bin/sh".into(),
        env_remove: vec!["PATH".into(), "HOME".into()],
        env: vec![("PATH".to_owned(), path.clone())],
        ..shell("printf '%s:%s' \"$PATH\" \"${HOME-none}\"")
    };
    let finished = run(&job, &Cancel::new()).unwrap();
    let expected = format!("{}:none", path.to_str().unwrap());
    assert_eq!(String::from_utf8_lossy(&finished.stdout), expected);
}

#[test]
fn at_its_deadline_a_job_ends_with_all_that_it_started() {
    let job = Job {
        deadline: Duration::from_millis(300),
        ..shell("sleep 1000 & echo $!; wait")
    };
    let finished = run(&job, &Cancel::new()).unwrap();
    assert_eq!(finished.end, End::DeadlinePassed);
    let sleeper = String::from_utf8(finished.stdout).unwrap();
    let stat = format!("/proc/{}/stat", sleeper.trim());
    // A zombie until somebody reaps it. The system takes its time to kill it.
    let runs = || std::fs::read_to_string(&stat).is_ok_and(|stat| !stat.contains(") Z "));
    while runs() {
        std::thread::yield_now();
    }
}

#[test]
fn who_left_the_group_with_a_pipe_keeps_nobody_waiting() {
    // Its descendant holds the pipe for longer than any test runs.
    let job = shell("setsid sleep 1000 & echo $!");
    let finished = run(&job, &Cancel::new()).unwrap();
    assert_eq!(finished.end, End::Exited(0));
    let sleeper = String::from_utf8(finished.stdout).unwrap();
    assert!(run(&shell(&format!("kill {sleeper}")), &Cancel::new()).is_ok());
}

#[test]
fn a_cancelled_job_does_not_start() {
    let cancel = Cancel::new();
    cancel.cancel();
    let finished = run(&shell("echo started"), &cancel).unwrap();
    assert_eq!((finished.end, finished.stdout.len()), (End::Cancelled, 0));
}
