//! What a command takes: time, CPU time and memory.

use std::fs;
use std::process::{self, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context;

use super::cpu;

/// How often a running program is asked for its memory.
const GLANCE: Duration = Duration::from_millis(5);

/// What one or several calls took.
pub(crate) struct Measured {
    name: &'static str,
    took: Duration,
    /// Of the program and all it has waited for, where the system tells.
    cpu: Option<Duration>,
    /// KiB of the program itself at its peak, where the system tells.
    memory: Option<u64>,
}

/// Runs a command to its end.
pub(crate) fn run(
    name: &'static str,
    mut command: Command,
) -> anyhow::Result<(Measured, ExitStatus)> {
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let before = cpu::used_by(process::id());
    let started = Instant::now();
    let mut child = command.spawn().context(name)?;
    let mut memory = None;
    let status = loop {
        memory = peak(child.id()).or(memory);
        if let Some(status) = child.try_wait()? {
            break status;
        }
        thread::sleep(GLANCE);
    };
    let took = started.elapsed();
    let measured = Measured {
        name,
        took,
        cpu: cpu::between(before, cpu::used_by(process::id())),
        memory,
    };
    Ok((measured, status))
}

/// `VmHWM` of `proc_pid_status(5)`, in KiB.
fn peak(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

impl Measured {
    pub(crate) fn new(name: &'static str) -> Self {
        Self {
            name,
            took: Duration::ZERO,
            cpu: Some(Duration::ZERO),
            memory: None,
        }
    }

    /// One more call.
    pub(crate) fn add(&mut self, other: &Self) {
        self.took += other.took;
        self.cpu = self.cpu.zip(other.cpu).map(|(one, other)| one + other);
        self.memory = self.memory.max(other.memory);
    }

    /// CPU seconds.
    pub(crate) fn cpu(&self) -> Option<f64> {
        self.cpu.map(|cpu| cpu.as_secs_f64())
    }

    /// A line of the table.
    pub(crate) fn row(&self, submissions: usize) -> String {
        let count = u32::try_from(submissions).map_or(f64::INFINITY, f64::from);
        let a_minute = count / (self.took.as_secs_f64() / 60.0);
        let none = || "-".to_owned();
        let cpu = self.cpu().map(|cpu| format!("{:.3}", cpu / count));
        let memory = self.memory.map(|kib| format!("{} MiB", kib / 1024));
        format!(
            "{:<24}{a_minute:>12.0}{:>20}{:>16}",
            self.name,
            cpu.unwrap_or_else(none),
            memory.unwrap_or_else(none)
        )
    }
}

/// Above the rows.
pub(crate) fn head() -> String {
    format!(
        "{:<24}{:>12}{:>20}{:>16}",
        "", "a minute", "CPU s per attempt", "peak memory"
    )
}
