//! An editor without a screen: drives rust-analyzer over its protocol (<https://microsoft.github.io/language-server-protocol/>).

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Once;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support;

/// Long after any sound answer has come, on however busy a machine.
const DEADLINE: Duration = Duration::from_mins(3);

/// Has rustup install rust-analyzer, unless it is there.
fn install() {
    let succeeds = |program: &str, args: &[&str]| {
        let status = Command::new(program)
            .args(args)
            .stdout(Stdio::null())
            .status();
        status.is_ok_and(|status| status.success())
    };
    // Where it is not installed, rustup has something of that name that only says so.
    let is_there = || succeeds("rust-analyzer", &["--version"]);
    assert!(
        is_there() || succeeds("rustup", &["component", "add", "rust-analyzer"]) && is_there(),
        "rust-analyzer is needed, and rustup could not install it"
    );
}

pub(crate) struct RustAnalyzer {
    server: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    folder: PathBuf,
    next: u64,
    /// The last that was said of each file.
    marks: HashMap<String, Value>,
    /// Checks that have ended.
    checks: usize,
}

impl RustAnalyzer {
    /// Opens a folder, and waits until it is loaded.
    pub(crate) fn start(folder: &Path, options: &Value) -> Self {
        static INSTALLED: Once = Once::new();
        INSTALLED.call_once(install);
        let mut server = Command::new("rust-analyzer")
            .current_dir(folder)
            // As the tests call the program elsewhere.
            .env("THREADLINGS_CACHE", support::cache())
            .env_remove("CARGO_TARGET_DIR")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let input = server.stdin.take().unwrap();
        let messages = listen(server.stdout.take().unwrap());
        let mut editor = Self {
            server,
            input,
            messages,
            folder: folder.to_owned(),
            next: 0,
            marks: HashMap::new(),
            checks: 0,
        };
        let mut options = options.clone();
        // What its own analysis needs and we do not: the sources of the standard library, build scripts, warm caches.
        options["cargo"] = json!({ "sysroot": null, "buildScripts": { "enable": false } });
        options["procMacro"] = json!({ "enable": false });
        options["cachePriming"] = json!({ "enable": false });
        let root = uri(folder);
        editor.request(
            "initialize",
            &json!({
                "processId": std::process::id(),
                "rootUri": root,
                "workspaceFolders": [{ "uri": root, "name": "folder" }],
                "initializationOptions": options,
                "capabilities": {
                    "textDocument": {
                        "publishDiagnostics": { "relatedInformation": true, "dataSupport": true },
                        "codeAction": {
                            "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } },
                        },
                    },
                    "window": { "workDoneProgress": true },
                    "experimental": { "serverStatusNotification": true },
                },
            }),
        );
        editor.notify("initialized", &json!({}));
        editor.until("the folder is not loaded", |message| {
            let is_status = message["method"] == "experimental/serverStatus";
            (is_status && message["params"]["quiescent"] == true).then_some(())
        });
        editor
    }

    /// Opens a file.
    pub(crate) fn open(&mut self, path: &str, text: &str) {
        let document =
            json!({ "uri": self.uri(path), "languageId": "rust", "version": 0, "text": text });
        self.notify("textDocument/didOpen", &json!({ "textDocument": document }));
    }

    /// Changes an open file to this text and saves it.
    pub(crate) fn save(&mut self, path: &str, text: &str) {
        self.next += 1;
        let uri = self.uri(path);
        let document = json!({ "uri": uri, "version": self.next });
        let changes = json!([{ "text": text }]);
        let changed = json!({ "textDocument": document, "contentChanges": changes });
        self.notify("textDocument/didChange", &changed);
        fs::write(self.folder.join(path), text).unwrap();
        self.notify(
            "textDocument/didSave",
            &json!({ "textDocument": { "uri": uri } }),
        );
    }

    /// Waits until what is said of a file is as expected.
    pub(crate) fn marks_when(&mut self, path: &str, expected: impl Fn(&Value) -> bool) -> Value {
        let uri = self.uri(path);
        if let Some(marks) = self.marks.get(&uri).filter(|marks| expected(marks)) {
            return marks.clone();
        }
        self.until("the marks are not as expected", |message| {
            let params = &message["params"];
            let is_meant =
                message["method"] == "textDocument/publishDiagnostics" && params["uri"] == uri;
            let marks = &params["diagnostics"];
            (is_meant && expected(marks)).then(|| marks.clone())
        })
    }

    /// Waits for the end of a check.
    pub(crate) fn wait_for_check(&mut self) {
        let before = self.checks;
        while self.checks == before {
            self.until("no check has ended", |_| Some(()));
        }
    }

    /// What it offers to do about the marks in this range.
    pub(crate) fn quick_fixes(&mut self, path: &str, range: &Value) -> Vec<Value> {
        let document = json!({ "uri": self.uri(path) });
        let context = json!({ "diagnostics": [], "only": ["quickfix"] });
        let params = json!({ "textDocument": document, "range": range, "context": context });
        let fixes = self.request("textDocument/codeAction", &params);
        fixes.as_array().cloned().unwrap_or_default()
    }

    fn uri(&self, path: &str) -> String {
        uri(&self.folder.join(path))
    }

    fn send(&mut self, mut message: Value) {
        message["jsonrpc"] = "2.0".into();
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.input.flush().unwrap();
    }

    fn notify(&mut self, method: &str, params: &Value) {
        self.send(json!({ "method": method, "params": params }));
    }

    fn request(&mut self, method: &str, params: &Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.send(json!({ "id": id, "method": method, "params": params }));
        self.until("a request has no answer", |message| {
            let is_answer = message["id"] == id && message["method"].is_null();
            is_answer.then(|| message["result"].clone())
        })
    }

    fn until<T>(&mut self, otherwise: &str, found: impl Fn(&Value) -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            let rest = DEADLINE.saturating_sub(start.elapsed());
            let message = self.messages.recv_timeout(rest);
            let message = message.unwrap_or_else(|_| panic!("{otherwise}: {:#?}", self.marks));
            self.take(&message);
            if let Some(found) = found(&message) {
                return found;
            }
        }
    }

    /// What an editor does with every message.
    fn take(&mut self, message: &Value) {
        let params = &message["params"];
        match message["method"].as_str() {
            Some("textDocument/publishDiagnostics") => {
                let uri = params["uri"].as_str().unwrap().to_owned();
                self.marks.insert(uri, params["diagnostics"].clone());
            }
            Some("$/progress") => {
                let token = params["token"].as_str().unwrap_or_default();
                let is_end = params["value"]["kind"] == "end";
                self.checks += usize::from(is_end && token.contains("flycheck"));
            }
            Some("workspace/configuration") => {
                let items = params["items"].as_array().map_or(0, Vec::len);
                self.send(json!({ "id": message["id"], "result": vec![Value::Null; items] }));
            }
            Some(_) if !message["id"].is_null() => {
                self.send(json!({ "id": message["id"], "result": null }));
            }
            _ => {}
        }
    }
}

impl Drop for RustAnalyzer {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn uri(path: &Path) -> String {
    format!(
        "file://{}",
        path.display().to_string().trim_end_matches('/')
    )
}

fn listen(output: ChildStdout) -> Receiver<Value> {
    let (sender, messages) = mpsc::channel();
    thread::spawn(move || {
        let mut output = BufReader::new(output);
        while let Some(message) = read(&mut output) {
            if sender.send(message).is_err() {
                break;
            }
        }
    });
    messages
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        output.read_line(&mut line).ok().filter(|read| *read > 0)?;
        if let Some(number) = line.strip_prefix("Content-Length: ") {
            length = number.trim().parse().ok()?;
        } else if line.trim().is_empty() {
            break;
        }
    }
    let mut text = vec![0; length];
    output.read_exact(&mut text).ok()?;
    serde_json::from_slice(&text).ok()
}
