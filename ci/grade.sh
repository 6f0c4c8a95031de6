#!/usr/bin/env bash
# Grades submissions, here or on any CI, and writes the reports.
#
#   ci/grade.sh PATH… [OPTION…]     whatever `threadlings grade` takes
#   ci/grade.sh merge FILE…         one report out of the grade.json of several shards
#
# Exit status: that of `threadlings grade`: 0 all passed, 1 not all passed, 2 wrong usage or a broken kit, 3 a failure of ours
# or a missing tool.
#
# Environment:
#   THREADLINGS          the program to use; nothing is built then
#   THREADLINGS_SOURCE   a clone to build the program from, or the address of a repository
#                        [default: the clone that this script lies in; elsewhere the `threadlings` on the PATH]
#   THREADLINGS_KIT      a kit of your own: its folder, its packed file, or the address of its repository
#                        [default: the one inside the program]
#   THREADLINGS_CACHE    folder for what is worth keeping from one run to the next: the program, the explorer, results
#                        [default: ~/.cache/threadlings]
#   THREADLINGS_REPORTS  folder for the reports [default: threadlings-reports]
#
# On GitHub Actions (GITHUB_ACTIONS) annotations are printed, and the summary goes to GITHUB_STEP_SUMMARY.
set -euo pipefail

# Until grading is over, whatever ends this script is a failure of ours, and no judgement of anybody.
graded=''
clone=''
trap 'ended=$?; [[ -z $clone ]] || rm -rf "$clone"; [[ -n $graded || $ended -eq 2 ]] || exit 3' EXIT

fail() {
    printf 'grade.sh: %s\n' "$1" >&2
    exit "$2"
}

# Builds the program once for each version of its source, and says where it is.
build() {
    local source=$1 version='' root target=''
    command -v cargo >/dev/null ||
        fail 'cargo is missing, and threadlings is not built; install Rust from https://rustup.rs' 3
    if [[ -d $source ]]; then
        set -- --path "$source"
        # A version has a name only where nothing was changed since.
        if [[ -z $(git -C "$source" status --porcelain 2>/dev/null || echo unknown) ]]; then
            version=$(git -C "$source" rev-parse HEAD)
            # What is built once leaves nothing in a clone, which may lie among submissions.
            target=$(mktemp -d)
            export CARGO_TARGET_DIR=$target
        fi
    else
        set -- --git "$source" threadlings
        version=$(git ls-remote "$source" HEAD | cut -f 1)
    fi
    root=$THREADLINGS_CACHE/program/${version:-changed}
    if [[ -z $version || ! -x $root/bin/threadlings ]]; then
        # Only one version is kept.
        rm -rf "$THREADLINGS_CACHE/program"
        cargo install --quiet --locked --force --root "$root" "$@" >&2 ||
            fail "threadlings could not be built from $source" 3
    fi
    [[ -z $target ]] || rm -rf "$target"
    printf '%s\n' "$root/bin/threadlings"
}

find_program() {
    local here
    here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
    if [[ -n ${THREADLINGS:-} ]]; then
        command -v "$THREADLINGS" || fail "THREADLINGS names no program: $THREADLINGS" 2
    elif [[ -n ${THREADLINGS_SOURCE:-} ]]; then
        build "$THREADLINGS_SOURCE"
    elif grep -qs '^name = "threadlings"' "$here/Cargo.toml"; then
        build "$here"
    else
        command -v threadlings ||
            fail 'threadlings is not on the PATH; let THREADLINGS name it, or THREADLINGS_SOURCE a clone of its repository' 3
    fi
}

[[ $# -gt 0 ]] || fail 'give the submissions: ci/grade.sh PATH…' 2

export THREADLINGS_CACHE=${THREADLINGS_CACHE:-${XDG_CACHE_HOME:-${HOME:?is not set: let THREADLINGS_CACHE name a folder}/.cache}/threadlings}
mkdir -p "$THREADLINGS_CACHE"
program=$(find_program)

kit=()
if [[ -n ${THREADLINGS_KIT:-} && $1 != merge ]]; then
    if [[ ! -e $THREADLINGS_KIT ]]; then
        clone=$(mktemp -d)
        # Reports call the kit by its folder's name. An address may have a password in it, so nobody reads it in a log.
        folder=$clone/$(basename "$THREADLINGS_KIT" .git)
        GIT_TERMINAL_PROMPT=0 git clone --quiet --depth 1 "$THREADLINGS_KIT" "$folder" 2>/dev/null ||
            fail 'THREADLINGS_KIT names neither a folder, nor a packed kit, nor a repository that can be cloned' 2
        THREADLINGS_KIT=$folder
    fi
    kit=(--kit "$THREADLINGS_KIT")
fi

reports=${THREADLINGS_REPORTS:-threadlings-reports}
mkdir -p "$reports"
# Nobody shall take the reports of an earlier run for this one's.
rm -f "$reports"/{grade.json,junit.xml,summary.md,scores.csv,checks.csv,annotations.txt}
options=(
    --report "json=$reports/grade.json"
    --report "junit=$reports/junit.xml"
    --report "markdown=$reports/summary.md"
    --report "csv=$reports/scores.csv"
    --report "csv-checks=$reports/checks.csv"
)
on_github=${GITHUB_ACTIONS:-}
if [[ -n $on_github ]]; then
    options+=(--report "github=$reports/annotations.txt")
    # What submissions say is no command to the runner.
    pause=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    printf '::stop-commands::%s\n' "$pause"
fi

status=0
"$program" ${kit[@]+"${kit[@]}"} grade "$@" "${options[@]}" || status=$?

if [[ -n $on_github ]]; then
    printf '\n::%s::\n' "$pause"
    [[ ! -f $reports/annotations.txt ]] || cat "$reports/annotations.txt"
    if [[ -n ${GITHUB_STEP_SUMMARY:-} && -f $reports/summary.md ]]; then
        cat "$reports/summary.md" >>"$GITHUB_STEP_SUMMARY"
    fi
fi
graded=yes
# A program that was killed or never started has another status.
exit "$((status > 3 ? 3 : status))"
