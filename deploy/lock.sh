#!/usr/bin/env bash
# Usage: lock.sh BIN: writes both locks, with hashes and without any registry's address.
set -euo pipefail
options=(--quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links
    --custom-compile-command "make lock")
"$1/uv" pip compile "${options[@]}" pyproject.toml -o requirements/run.txt
"$1/uv" pip compile "${options[@]}" --group dev pyproject.toml -o requirements/dev.txt
