#!/usr/bin/env bash
# Usage: venv.sh PYTHON FOLDER LOCK: a virtual environment with exactly what the lock names.
set -euo pipefail
python=$1 folder=$2 lock=$3
fail() { echo "setup: $*" >&2; exit 1; }

command -v "$python" >/dev/null || fail "$python is missing; install Python 3.11 or newer"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail "Python 3.11 or newer is needed, $("$python" -V) found"
if [ ! -x "$folder/bin/python" ]; then
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        # Debian ships venv's pip in a package of its own.
        [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || fail "install the package python3-venv first"
        apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y python3-venv >/dev/null
    fi
    echo "· virtual environment …"
    "$python" -m venv "$folder" || fail "the virtual environment could not be made"
fi
echo "· packages of $lock (some minutes the first time) …"
# The lock is complete; left to itself, pip takes a newer release for an extra (coverage[toml]) and then misses its hash.
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r "$lock" \
    && "$folder/bin/python" -m pip check --quiet --disable-pip-version-check \
    || fail "the packages of $lock could not be installed"
