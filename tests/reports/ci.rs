//! The files for CI: they can be read and agree with one another; and the scripts do what they should with a program that
//! stands in for ours and writes down what it was told.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use saphyr::{LoadableYamlNode, YamlOwned};

fn ci() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("ci")
}

fn yaml(name: &str) -> YamlOwned {
    let text = fs::read_to_string(ci().join(name)).unwrap();
    let documents = YamlOwned::load_from_str(&text);
    let mut documents = documents.unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(documents.len(), 1, "{name}");
    documents.remove(0)
}

/// Every step of a job that runs `grade.sh`.
fn grades(job: &YamlOwned) -> Vec<String> {
    let steps = job["steps"].as_sequence().unwrap().iter();
    let runs = steps.filter_map(|step| step.as_mapping_get("run")?.as_str());
    let grades = runs.filter(|run| run.contains(".threadlings-kit/ci/grade.sh"));
    grades.map(str::to_owned).collect()
}

/// A job gets the repository with the script before it runs that, and keeps what is worth keeping.
fn check_job(job: &YamlOwned) {
    let steps = job["steps"].as_sequence().unwrap();
    let uses = |step: &YamlOwned, action: &str| {
        let used = step.as_mapping_get("uses").and_then(YamlOwned::as_str);
        used.is_some_and(|used| used.starts_with(action))
    };
    let kit = steps.iter().position(|step| {
        let with = step.as_mapping_get("with");
        let path = with.and_then(|with| with.as_mapping_get("path")?.as_str());
        uses(step, "actions/checkout@") && path == Some(".threadlings-kit")
    });
    let run = steps.iter().position(|step| {
        let run = step.as_mapping_get("run").and_then(YamlOwned::as_str);
        run.is_some_and(|run| run.contains("ci/grade.sh"))
    });
    assert!(kit.unwrap() < run.unwrap());
    let mut cache = steps.iter().filter(|step| uses(step, "actions/cache"));
    let paths = cache.next().unwrap()["with"]["path"].as_str().unwrap();
    assert!(paths.contains("~/.cache/threadlings"), "{paths}");
}

#[test]
fn a_students_workflow_grades() {
    let workflow = yaml("github-student.yml");
    assert_eq!(workflow["permissions"]["contents"].as_str(), Some("read"));
    let job = &workflow["jobs"]["grade"];
    check_job(job);
    assert_eq!(
        grades(job),
        [".threadlings-kit/ci/grade.sh . --for student"]
    );
}

#[test]
fn the_shards_of_a_class_are_all_there() {
    let workflow = yaml("github-class.yml");
    let jobs = &workflow["jobs"];
    check_job(&jobs["grade"]);
    check_job(&jobs["merge"]);
    let shards = jobs["grade"]["strategy"]["matrix"]["shard"]
        .as_sequence()
        .unwrap();
    let numbers: Vec<_> = shards
        .iter()
        .map(|shard| shard.as_integer().unwrap())
        .collect();
    let count = i64::try_from(shards.len()).unwrap();
    assert_eq!(numbers, (1..=count).collect::<Vec<_>>());
    let grade = &grades(&jobs["grade"])[0];
    assert!(
        grade.contains(&format!("--shard ${{{{ matrix.shard }}}}/{count} ")),
        "{grade}"
    );
    assert_eq!(jobs["merge"]["needs"].as_str(), Some("grade"));
    // A submission that could not be judged keeps nobody from their score.
    let steps = jobs["grade"]["steps"].as_sequence().unwrap();
    for step in [steps.last().unwrap(), &jobs["merge"]] {
        assert_eq!(step["if"].as_str(), Some("${{ !cancelled() }}"));
    }
    assert!(grades(&jobs["merge"])[0].contains("grade.sh merge shards/*/grade.json"));
}

/// Else a class in folders would be late as a whole.
#[test]
fn a_deadline_on_github_is_said_to_be_of_archives() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for file in [
        "ci/github-class.yml",
        "src/teach/new_kit/templates/grading.txt",
    ] {
        let text = fs::read_to_string(root.join(file)).unwrap();
        let (_, deadline) = text.split_once("deadline:").unwrap();
        let description = deadline.lines().nth(1).unwrap();
        assert!(
            description.contains("archives") && description.contains("checkout"),
            "{file}: {description}"
        );
    }
}

#[test]
fn gitlab_keeps_what_is_in_the_project() {
    let pipeline = yaml("gitlab-ci.yml");
    let job = &pipeline["grade"];
    let kept = job["cache"]["paths"][0]
        .as_str()
        .unwrap()
        .trim_end_matches('/');
    for variable in ["THREADLINGS_CACHE", "CARGO_HOME"] {
        let folder = job["variables"][variable].as_str().unwrap();
        assert!(
            folder.starts_with(&format!("$CI_PROJECT_DIR/{kept}")),
            "{folder}"
        );
    }
    let report = job["artifacts"]["reports"]["junit"].as_str().unwrap();
    let script = fs::read_to_string(ci().join("grade.sh")).unwrap();
    let (folder, file) = report.split_once('/').unwrap();
    assert!(script.contains(&format!("THREADLINGS_REPORTS:-{folder}")));
    assert!(script.contains(&format!("junit=$reports/{file}")));
}

/// The names that begin with `--`.
fn options(text: &str) -> BTreeSet<String> {
    let is_part = |char: char| char.is_ascii_lowercase() || char == '-';
    let words = text.split(|char| !is_part(char));
    let options = words.filter(|word| word.starts_with("--") && word.len() > 2);
    options.map(str::to_owned).collect()
}

#[test]
fn the_documents_and_the_scripts_know_the_options_that_there_are() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap();
    let mut grade = Command::new(env!("CARGO_BIN_EXE_threadlings"));
    let help = grade.args(["grade", "--help"]).output().unwrap();
    let known = options(&String::from_utf8(help.stdout).unwrap());
    for page in ["docs/grading.md", "docs/grading-reference.md"] {
        let text = read(page);
        let rows = text.lines().filter(|line| line.starts_with("| `--"));
        let told: BTreeSet<String> = rows.flat_map(options).collect();
        let unknown: Vec<_> = told.difference(&known).collect();
        assert!(unknown.is_empty(), "{page}: {unknown:?}");
        // What all commands have is told elsewhere.
        if page.ends_with("reference.md") {
            let everywhere = [
                "--kit",
                "--workspace",
                "--color",
                "--plain",
                "--help",
                "--version",
            ];
            let silent: Vec<_> = known
                .difference(&told)
                .filter(|option| !everywhere.contains(&option.as_str()))
                .collect();
            assert!(silent.is_empty(), "{page} does not tell of {silent:?}");
        }
    }
    for script in [
        "ci/github-class.yml",
        "ci/github-student.yml",
        "ci/gitlab-ci.yml",
        "ci/gradescope/run_autograder",
        "ci/slurm.sh",
        "ci/Jenkinsfile",
    ] {
        let text = read(script).replace("\\\n", " ");
        let calls = text
            .lines()
            .filter(|line| line.contains("grade.sh") || line.starts_with("options="));
        for option in calls.flat_map(options) {
            assert!(known.contains(&option), "{script}: {option}");
        }
    }
}

#[cfg(unix)]
mod scripts {
    use std::os::unix::fs::PermissionsExt;
    use std::process::{Command, Output};

    use tempfile::TempDir;

    use super::*;

    /// Says its arguments, writes every report, and ends with the status in `STATUS`.
    const STAND_IN: &str = r#"#!/bin/sh
printf 'table ::error::gotcha\n'
for arg; do
    printf '%s\n' "$arg" >> "$TOLD"
    case $arg in *=*) echo "the ${arg%%=*} report" > "${arg#*=}" ;; esac
done
exit "$STATUS"
"#;

    struct Machine(TempDir);

    impl Machine {
        fn new() -> Self {
            let machine = Self(tempfile::tempdir().unwrap());
            machine.write("bin/threadlings", STAND_IN);
            let mode = fs::Permissions::from_mode(0o755);
            fs::set_permissions(machine.path("bin/threadlings"), mode).unwrap();
            machine
        }

        fn path(&self, path: &str) -> PathBuf {
            self.0.path().join(path)
        }

        fn write(&self, path: &str, text: &str) {
            let path = self.path(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }

        fn read(&self, path: &str) -> String {
            fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
        }

        fn command(&self, script: PathBuf, status: i32) -> Command {
            let mut command = Command::new("bash");
            command
                .arg(script)
                .current_dir(self.0.path())
                .env_remove("GITHUB_ACTIONS")
                .env_remove("GITHUB_STEP_SUMMARY")
                .env_remove("THREADLINGS_REPORTS")
                .env("THREADLINGS", self.path("bin/threadlings"))
                .env("THREADLINGS_CACHE", self.path("cache"))
                .env("TOLD", self.path("told"))
                .env("STATUS", status.to_string());
            command
        }

        fn grade(&self, status: i32) -> Command {
            self.command(ci().join("grade.sh"), status)
        }
    }

    fn stdout(output: &Output) -> String {
        String::from_utf8(output.stdout.clone()).unwrap()
    }

    #[test]
    fn it_passes_on_what_it_was_told_and_writes_reports() {
        let machine = Machine::new();
        machine.write("threadlings-reports/annotations.txt", "of an earlier run");
        let output = machine
            .grade(1)
            .args(["a b", "--jobs", "2"])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert_eq!(stdout(&output), "table ::error::gotcha\n");
        assert!(
            machine
                .read("told")
                .starts_with("grade\na b\n--jobs\n2\n--report\njson=")
        );
        for (report, file) in [
            ("json", "grade.json"),
            ("junit", "junit.xml"),
            ("markdown", "summary.md"),
            ("csv", "scores.csv"),
            ("csv-checks", "checks.csv"),
        ] {
            let written = machine.read(&format!("threadlings-reports/{file}"));
            assert_eq!(written, format!("the {report} report\n"));
        }
        assert!(!machine.path("threadlings-reports/annotations.txt").exists());
    }

    #[test]
    fn on_github_it_annotates_and_submissions_cannot() {
        let machine = Machine::new();
        machine.write("summary", "before\n");
        let output = machine
            .grade(0)
            .arg(".")
            .env("GITHUB_ACTIONS", "true")
            .env("GITHUB_STEP_SUMMARY", machine.path("summary"))
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let printed = stdout(&output);
        let lines: Vec<&str> = printed.lines().collect();
        let token = lines[0].strip_prefix("::stop-commands::").unwrap();
        assert_eq!(token.len(), 32);
        let go_on = format!("::{token}::");
        assert_eq!(
            lines[1..],
            ["table ::error::gotcha", "", &go_on, "the github report"]
        );
        assert_eq!(machine.read("summary"), "before\nthe markdown report\n");
    }

    #[test]
    fn wrong_usage_is_said_in_a_sentence() {
        let machine = Machine::new();
        let says = |command: &mut Command| {
            let output = command.output().unwrap();
            (
                output.status.code(),
                String::from_utf8(output.stderr).unwrap(),
            )
        };
        assert_eq!(
            says(&mut machine.grade(0)),
            (
                Some(2),
                "grade.sh: give the submissions: ci/grade.sh PATH…\n".into()
            )
        );
        // Nobody was graded, so it is not 1.
        for (variable, value) in [
            ("THREADLINGS_CACHE", "/proc/x"),
            ("THREADLINGS_REPORTS", "/proc/x"),
        ] {
            let (status, _) = says(machine.grade(0).arg(".").env(variable, value));
            assert_eq!(status, Some(3), "{variable}");
        }
        let mut homeless = machine.grade(1);
        let homeless = homeless.arg(".").env_remove("THREADLINGS_CACHE");
        let homeless = homeless.env_remove("HOME").env_remove("XDG_CACHE_HOME");
        assert_eq!(says(homeless).0, Some(3));
        assert_eq!(says(machine.grade(137).arg(".")).0, Some(3));
        assert_eq!(
            says(machine.grade(0).arg(".").env("THREADLINGS", "/no/such")),
            (
                Some(2),
                "grade.sh: THREADLINGS names no program: /no/such\n".into()
            )
        );
    }

    #[test]
    fn it_builds_what_it_is_pointed_at() {
        let machine = Machine::new();
        let cargo = "#!/bin/sh\n[ \"$7\" = --path ] || exit 1\nmkdir -p \"$6/bin\"\ncp \"$THE_PROGRAM\" \"$6/bin/\"\n";
        machine.write("bin/cargo", cargo);
        let mode = fs::Permissions::from_mode(0o755);
        fs::set_permissions(machine.path("bin/cargo"), mode).unwrap();
        fs::create_dir(machine.path("source")).unwrap();
        let run = |program: &str| {
            let path = std::env::var("PATH").unwrap();
            let output = machine
                .grade(0)
                .args([".", "--jobs", "2"])
                .env_remove("THREADLINGS")
                .env("THREADLINGS_SOURCE", machine.path("source"))
                .env("THE_PROGRAM", machine.path(program))
                .env("PATH", format!("{}:{path}", machine.path("bin").display()))
                .output()
                .unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            (
                output.status.code(),
                said.replace(machine.0.path().to_str().unwrap(), "…"),
            )
        };
        assert_eq!(run("bin/threadlings"), (Some(0), String::new()));
        assert!(machine.read("told").starts_with("grade\n.\n--jobs\n"));
        let (status, said) = run("no/such");
        assert_eq!(status, Some(3));
        let last = said.lines().last();
        assert_eq!(
            last,
            Some("grade.sh: threadlings could not be built from …/source")
        );
    }

    #[test]
    fn a_kit_of_ones_own_is_a_folder_or_is_cloned() {
        let machine = Machine::new();
        machine.write("course/info.toml", "");
        let git = |args: &[&str]| {
            let mut git = Command::new("git");
            git.args(args).current_dir(machine.path("course"));
            assert!(git.output().unwrap().status.success(), "{args:?}");
        };
        git(&["init", "--quiet"]);
        git(&["add", "."]);
        let who = ["-c", "user.name=a", "-c", "user.email=a@b"];
        git(&[&who[..], &["commit", "--quiet", "-m", "kit"]].concat());
        let run = |kit: &str, args: &[&str]| {
            let _ = fs::remove_file(machine.path("told"));
            let mut command = machine.grade(0);
            let output = command.args(args).env("THREADLINGS_KIT", kit).output();
            (output.unwrap(), machine.path("told"))
        };
        let course = machine.path("course").display().to_string();
        let (output, told) = run(&course, &["."]);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let told = fs::read_to_string(told).unwrap();
        assert!(
            told.starts_with(&format!("--kit\n{course}\ngrade\n.\n")),
            "{told}"
        );
        let (output, told) = run(&format!("file://{course}/.git"), &["."]);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let told = fs::read_to_string(told).unwrap();
        let clone = told.lines().nth(1).unwrap();
        assert!(
            told.starts_with("--kit\n") && told.contains("\ngrade\n.\n"),
            "{told}"
        );
        assert!(!Path::new(clone).exists(), "{clone} is left behind");
        let (_, told) = run(&course, &["merge", "part.json"]);
        assert!(
            fs::read_to_string(told)
                .unwrap()
                .starts_with("grade\nmerge\n")
        );
        let (output, told) = run("https://secret@localhost:1/kit.git", &["."]);
        assert_eq!((output.status.code(), told.exists()), (Some(2), false));
        assert!(
            !String::from_utf8_lossy(&output.stderr).contains("secret"),
            "{output:?}"
        );
    }

    /// Runs at once what it is to run later: as many tasks as it is told, and none of them twice.
    const SBATCH: &str = r#"#!/usr/bin/env bash
script=$(cat)
for arg; do
    case $arg in --array=1-*) tasks=${arg#--array=1-} ;; --output=*) log=${arg#--output=} ;; esac
done
for task in $(seq "${tasks:-1}"); do
    SLURM_CPUS_ON_NODE=2 SLURM_ARRAY_TASK_ID=$task bash -c "$script" > "${log/\%a/$task}"
    status=$?
done
echo 17
[[ -n ${tasks:-} ]] || exit "$status"
"#;

    #[test]
    fn a_cluster_grades_each_part_and_merges_them() {
        let machine = Machine::new();
        machine.write("bin/sbatch", SBATCH);
        let mode = fs::Permissions::from_mode(0o755);
        fs::set_permissions(machine.path("bin/sbatch"), mode).unwrap();
        let slurm = |status: i32, args: &[&str]| {
            let path = std::env::var("PATH").unwrap();
            let mut command = machine.command(ci().join("slurm.sh"), status);
            command.args(args);
            command.env("PATH", format!("{}:{path}", machine.path("bin").display()));
            command.output().unwrap()
        };
        machine.write("threadlings-reports/parts/9/grade.json", "an earlier run's");
        let output = slurm(1, &["2", "a b", "--only", "one"]);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        let told = machine.read("told");
        for part in ["1/2", "2/2"] {
            let call = format!("grade\na b\n--only\none\n--jobs\n2\n--shard\n{part}\n");
            assert!(told.contains(&call), "{told}");
        }
        let parts = ["1", "2"].map(|part| {
            let report = format!("threadlings-reports/parts/{part}/grade.json");
            machine
                .path(&report)
                .canonicalize()
                .unwrap()
                .display()
                .to_string()
        });
        let merge = format!("grade\nmerge\n{}\n{}\n--report\n", parts[0], parts[1]);
        assert!(told.contains(&merge), "{told}");
        assert_eq!(
            machine.read("threadlings-reports/scores.csv"),
            "the csv report\n"
        );
        assert!(stdout(&output).starts_with("table "), "{output:?}");
        for wrong in [&[][..], &["2"], &["a b", "2"]] {
            let output = slurm(0, wrong);
            assert_eq!(output.status.code(), Some(2), "{wrong:?}");
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(
                said.starts_with("slurm.sh: give the number of parts"),
                "{said}"
            );
        }
    }

    #[test]
    fn gradescope_gets_results_or_is_told_that_there_are_none() {
        let machine = Machine::new();
        let script = fs::read_to_string(ci().join("grade.sh")).unwrap();
        machine.write("source/threadlings/ci/grade.sh", &script);
        let mode = fs::Permissions::from_mode(0o755);
        fs::set_permissions(machine.path("source/threadlings/ci/grade.sh"), mode).unwrap();
        let run = |status| {
            let script = ci().join("gradescope/run_autograder");
            let mut command = machine.command(script, status);
            let output = command
                .env("AUTOGRADER", machine.0.path())
                .output()
                .unwrap();
            (
                output.status.code(),
                machine.path("results/results.json").exists(),
            )
        };
        assert_eq!(run(1), (Some(0), true));
        let told = machine.read("told");
        let submission = machine.path("submission").display().to_string();
        assert!(
            told.starts_with(&format!("grade\n{submission}\n--single\n")),
            "{told}"
        );
        assert!(told.contains("--for\nstudent\n"), "{told}");
        assert!(told.contains("\ngradescope="), "{told}");
        // One exercise that could not be judged does not cost the others.
        assert_eq!(run(3), (Some(0), true));
        assert_eq!(run(2), (Some(2), false));
    }
}
