#!/usr/bin/env bash
# Grades a class on a cluster with Slurm: each task of an array job grades a part, and one more job merges them. Comes back when
# all is done.
#
#   ci/slurm.sh PARTS PATH… [OPTION…]     whatever `threadlings grade` takes, but `--jobs` and `--shard`
#
# A task that is killed because its node fails, or since another job goes before it, is queued again and goes on where it was.
# All nodes need the class, the program, Rust, the cache and the folder for reports at the same paths, as on a shared disk.
#
# Exit status: that of `ci/grade.sh merge`.
#
# Environment:
#   THREADLINGS          the program [default: the `threadlings` on the PATH]
#   THREADLINGS_CACHE    folder for what is worth keeping: the explorer, results [default: ~/.cache/threadlings]
#   THREADLINGS_REPORTS  folder for the reports; those of the parts lie below it [default: threadlings-reports]
#   SLURM_OPTIONS        more for `sbatch`, such as '--partition=teaching --cpus-per-task=8 --time=60'
set -euo pipefail

fail() {
    printf 'slurm.sh: %s\n' "$1" >&2
    exit 2
}

[[ ${1:-} =~ ^[1-9][0-9]*$ && $# -gt 1 ]] || fail 'give the number of parts and the submissions: ci/slurm.sh 8 PATH…'
command -v sbatch >/dev/null || fail 'sbatch is missing; run this where jobs are submitted'
parts=$1
shift

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$(command -v "${THREADLINGS:-threadlings}") ||
    fail "there is no program \`${THREADLINGS:-threadlings}\`; let THREADLINGS name it"
export THREADLINGS_CACHE=${THREADLINGS_CACHE:-${XDG_CACHE_HOME:-${HOME:?is not set: let THREADLINGS_CACHE name a folder}/.cache}/threadlings}
export THREADLINGS
THREADLINGS=$(realpath "$program")
reports=$(realpath --canonicalize-missing "${THREADLINGS_REPORTS:-threadlings-reports}")
# Nobody shall take the parts of an earlier run for this one's.
rm -rf "$reports/parts"
mkdir -p "$reports/parts"

read -ra options <<<"${SLURM_OPTIONS:-}"
submit() {
    sbatch --parsable --export=ALL --requeue --open-mode=append ${options[@]+"${options[@]}"} "$@"
}

# The explorer is built once, and not by every task.
"$THREADLINGS" doctor >/dev/null || true

# Not everybody passes, as is to be expected.
array=$(submit --job-name=grade --array="1-$parts" --output="$reports/parts/%a.log" <<JOB
#!/usr/bin/env bash
export THREADLINGS_REPORTS=$(printf '%q' "$reports/parts")/\$SLURM_ARRAY_TASK_ID
bash $(printf '%q ' "$here/grade.sh" "$@") --jobs "\$SLURM_CPUS_ON_NODE" --shard "\$SLURM_ARRAY_TASK_ID/$parts" || [[ \$? -le 1 ]]
JOB
)
# Also where a part is not whole: `merge` says which one is missing.
status=0
submit --wait --job-name=merge --dependency="afterany:$array" --output="$reports/merge.log" >/dev/null <<JOB || status=$?
#!/usr/bin/env bash
export THREADLINGS_REPORTS=$(printf '%q' "$reports")
bash $(printf '%q' "$here/grade.sh") merge $(printf '%q' "$reports/parts")/*/grade.json
JOB
cat "$reports/merge.log"
exit "$status"
