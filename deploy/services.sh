#!/usr/bin/env bash
# Usage: services.sh start|stop [postgres|redis|elasticsearch …]: the real servers behind tests and a production-like
# run, on loopback, their data kept under SERVICES_DIR (var/services). Without a name: all three.
# What each of them takes from the environment stands at the head of its script in deploy/services/.
set -euo pipefail
cd "$(dirname "$0")/.."
source deploy/services/common.sh
act=${1:-}
[[ $act = start || $act = stop ]] || fail "usage: services.sh start|stop [postgres|redis|elasticsearch …]"
shift
[ $# -gt 0 ] || set -- postgres redis elasticsearch
for name in "$@"; do
    [ -f "deploy/services/$name.sh" ] && [ "$name" != common ] || fail "there is no service $name"
done
for name in "$@"; do bash "deploy/services/$name.sh" "$act"; done
