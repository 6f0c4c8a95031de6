#!/usr/bin/env bash
# Gradescope runs this once, when it builds the autograder's image: Rust, threadlings, and the explorer.
set -euo pipefail

source=${AUTOGRADER:-/autograder}/source

apt-get update
apt-get install -y --no-install-recommends build-essential ca-certificates curl git
if ! command -v cargo >/dev/null; then
    curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs |
        sh -s -- -y --profile minimal --component clippy
fi
export PATH=$HOME/.cargo/bin:$PATH

cargo install --locked --path "$source/threadlings" --root /usr/local
rm -rf "$source/threadlings/target"
# Builds the explorer, and says in the log what this image lacks.
threadlings doctor || true
