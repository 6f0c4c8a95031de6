//! Out of the check's own process: to others, to the network, past its own end.

use std::net::{TcpListener, UdpSocket};
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixListener};
use std::path::Path;

use crate::Outcome::{Harmless, Is, Says};
use crate::{Arena, explored, real, repel};

#[test]
fn other_processes() {
    repel(&[
        real(
            "starting one",
            "for program in [\"/bin/sh\", \"/usr/bin/setsid\", \"/bin/sleep\", \"/proc/self/exe\"] {
                 if std::process::Command::new(program).arg(\"1000\").spawn().is_ok() { println!(\"LEAK {program}\"); }
             }
             let own = std::env::current_exe().unwrap();
             if std::process::Command::new(own).arg(\"answers\").spawn().is_ok() { println!(\"LEAK itself\"); }
             42",
            Harmless,
        ),
        real(
            "a daemon in a session of its own",
            "use std::os::unix::process::CommandExt;
             let daemon = std::process::Command::new(\"/bin/sh\").args([\"-c\", \"trap '' TERM HUP; sleep 1000\"])
                 .process_group(0).spawn();
             if daemon.is_ok() { println!(\"LEAK\"); } 42",
            Harmless,
        ),
        real(
            "becoming another",
            "use std::os::unix::process::CommandExt;
             for program in [std::env::current_exe().unwrap(), \"/bin/true\".into()] {
                 println!(\"{}\", std::process::Command::new(program).exec());
             }
             42",
            Harmless,
        ),
        real(
            "a bomb of itself",
            "loop { if std::process::Command::new(std::env::current_exe().unwrap()).spawn().is_err() { return 42 } println!(\"LEAK\"); }",
            Harmless,
        ),
        real(
            "those that are there, as files",
            "use std::io::Write;
             for pid in (1..400).map(|pid| pid.to_string()).chain([\"self\".into(), \"thread-self\".into()]) {
                 for file in [\"mem\", \"environ\", \"cmdline\", \"stat\", \"oom_score_adj\", \"comm\", \"fd\", \"task\", \"root\"] {
                     let path = format!(\"/proc/{pid}/{file}\");
                     if std::fs::read(&path).is_ok() || std::fs::read_dir(&path).is_ok() { println!(\"LEAK {path}\"); }
                     let opened = std::fs::OpenOptions::new().write(true).open(&path);
                     if opened.is_ok_and(|mut file| file.write_all(b\"1\").is_ok()) { println!(\"LEAK write {path}\"); }
                 }
             }
             42",
            Harmless,
        ),
        explored(
            "named where it is explored",
            "std::process::Command::new(\"/bin/true\").status().unwrap(); 42",
            Says("breaks_rules", "cannot be explored"),
        ),
    ]);
}

#[test]
fn the_network() {
    let (tcp, udp) = (
        TcpListener::bind("127.0.0.1:0").unwrap(),
        UdpSocket::bind("127.0.0.1:0").unwrap(),
    );
    let (tcp, udp) = (tcp.local_addr().unwrap(), udp.local_addr().unwrap());
    let name = format!("threadlings-attack-{}", std::process::id());
    let _abstract =
        UnixListener::bind_addr(&SocketAddr::from_abstract_name(&name).unwrap()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("socket");
    let _unix = UnixListener::bind(&path).unwrap();
    let path = path.display();
    repel(&[real(
        "by every kind of socket",
        &format!(
            "use std::net::*; use std::os::{{linux::net::SocketAddrExt, unix::net as unix}};
             if TcpStream::connect(\"{tcp}\").is_ok() {{ println!(\"LEAK tcp\"); }}
             if TcpListener::bind(\"127.0.0.1:0\").is_ok() || TcpListener::bind(\"[::]:0\").is_ok() {{ println!(\"LEAK listen\"); }}
             if UdpSocket::bind(\"0.0.0.0:0\").is_ok_and(|s| s.send_to(b\"x\", \"{udp}\").is_ok()) {{ println!(\"LEAK udp\"); }}
             if (\"localhost\", 80).to_socket_addrs().is_ok() || (\"example.org\", 80).to_socket_addrs().is_ok() {{ println!(\"LEAK dns\"); }}
             if unix::UnixStream::connect(\"{path}\").is_ok() {{ println!(\"LEAK unix\"); }}
             if unix::UnixListener::bind(\"own\").is_ok() {{ println!(\"LEAK unix listener\"); }}
             let name = unix::SocketAddr::from_abstract_name(\"{name}\").unwrap();
             if unix::UnixStream::connect_addr(&name).is_ok() {{ println!(\"LEAK abstract\"); }}
             if unix::UnixStream::pair().is_ok() || unix::UnixDatagram::unbound().is_ok() {{ println!(\"LEAK pair\"); }}
             42"
        ),
        Harmless,
    )]);
}

/// Nobody is there to end it but the system.
#[test]
fn nothing_outlives_a_grader_that_is_killed() {
    // Nor does it notice that its input ends.
    let waits = "std::mem::forget(std::io::stdin().lock());
        let holds = std::thread::Builder::new().name(\"holds\".to_owned());
        holds.spawn(|| loop { std::thread::park() }).unwrap().join().unwrap()";
    // Which signal it gets then is known of the thread that was started alone, and no other thread may take its place.
    let becomes_another = "
        use std::io::Write;
        use std::os::unix::process::CommandExt;
        if std::env::var_os(\"AGAIN\").is_none() {
            let _ = std::thread::spawn(|| {
                // It holds the other end itself, so its input never ends.
                let (token, mut holder) = std::io::pipe().unwrap();
                writeln!(holder, \"token\").unwrap();
                let mut again = std::process::Command::new(std::env::current_exe().unwrap());
                again.args(std::env::args_os().skip(1)).env(\"AGAIN\", \"\").stdin(token).stderr(holder).exec()
            }).join();
        }";
    for before in ["", becomes_another] {
        let arena = Arena::new(false);
        let long = arena
            .0
            .read("kit/info.toml")
            .replace("time_limit_s = 5", "time_limit_s = 3600");
        arena.0.write("kit/info.toml", long);
        arena.lay_out(&format!("pub fn act() -> u32 {{ {before} {waits} }}"));
        let args = [
            "run",
            "act",
            "--kit",
            "kit",
            "--workspace",
            "bob",
            "--sandbox",
        ];
        let mut grader = arena.0.process(args);
        let mut grader = grader.env("TMPDIR", arena.0.path("tmp")).spawn().unwrap();
        let holds = || {
            let is_it = |thread: std::io::Result<std::fs::DirEntry>| {
                let name = thread.map(|thread| std::fs::read_to_string(thread.path().join("comm")));
                name.is_ok_and(|name| name.is_ok_and(|name| name == "holds\n"))
            };
            let threads = |pid: &u32| std::fs::read_dir(format!("/proc/{pid}/task"));
            let processes = arena.processes();
            processes
                .iter()
                .filter_map(|pid| threads(pid).ok())
                .flatten()
                .any(is_it)
        };
        wait_until("the check runs", holds);
        grader.kill().unwrap();
        grader.wait().unwrap();
        wait_until("everything is gone", || arena.processes().is_empty());
    }
}

fn wait_until(what: &str, reached: impl Fn() -> bool) {
    let deadline = std::time::Instant::now() + std::time::Duration::from_mins(1);
    while !reached() {
        assert!(
            std::time::Instant::now() < deadline,
            "waited in vain until {what}"
        );
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

/// What the program `at` says, told to confine what stands in `args`, which may keep these rights.
fn launched(at: &Path, task: &str, may_keep: &str, args: &[&str]) -> String {
    let policy = format!(
        r#"{{"task":"{task}","word":"WORD","parent":{},"reads":[{{"Unix":[47]}}],"writes":[{{"Unix":[47,110,111]}}],
        "limits":{{"memory":null,"data":null,"file":1,"open_files":99,"cpu":9}},"may_keep":[{may_keep}]}}"#,
        std::process::id()
    );
    let mut launcher = std::process::Command::new(at);
    launcher.args(["__launch-confined", &policy]).args(args);
    String::from_utf8_lossy(&launcher.output().unwrap().stdout).into_owned()
}

/// What holds in a trial must hold in every job: what is exhausted meanwhile is no way out.
#[test]
fn a_job_that_would_keep_a_right_does_not_start() {
    let program = Path::new(env!("CARGO_BIN_EXE_threadlings"));
    let said = |may_keep: &str| launched(program, "Program", may_keep, &["/bin/echo", "started"]);
    // There is no such folder to be bounded.
    let refused = said("\"Namespaces\"");
    assert!(
        refused.starts_with("WORD") && refused.contains("UnboundedFolder"),
        "{refused}"
    );
    assert_eq!(said("\"Namespaces\",\"UnboundedFolder\""), "started\n");
}

/// It carries a kit with all checks, and may lie where compilers look for their linker.
#[test]
fn no_job_reads_our_own_executable() {
    let folder = tempfile::tempdir().unwrap();
    let [program, beside, link] =
        ["threadlings", "beside", "link"].map(|name| folder.path().join(name));
    std::fs::copy(env!("CARGO_BIN_EXE_threadlings"), &program).unwrap();
    std::fs::write(&beside, "beside it").unwrap();
    std::os::unix::fs::symlink(&program, &link).unwrap();
    for (file, said) in [(&beside, "beside it"), (&program, ""), (&link, "")] {
        let args = ["/bin/cat", file.to_str().unwrap()];
        assert_eq!(
            launched(&program, "Tools", "\"Namespaces\"", &args),
            said,
            "{file:?}"
        );
    }
}

#[test]
fn signals() {
    repel(&[real(
        "a death that looks like the judge's own",
        "let _ = std::process::Command::new(\"/bin/kill\").args([\"-9\", &std::process::id().to_string()]).status();
         let _ = std::process::Command::new(\"/bin/kill\").args([\"-9\", &std::os::unix::process::parent_id().to_string()]).status();
         std::process::abort()",
        Is(&["fails_checks"]),
    )]);
}
