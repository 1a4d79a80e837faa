#!/usr/bin/env bash
# Usage: redis.sh start|stop: Debian's Redis as a cache, on loopback. REDIS_PORT (6399), REDIS_MEMORY (128mb).
set -euo pipefail
cd "$(dirname "$0")/../.."
source deploy/services/common.sh
port=${REDIS_PORT:-6399}
data=$services_dir/redis
pidfile=$data/redis.pid

# The process id while it is our server that bears it.
running() {
    local pid; pid=$(cat "$pidfile" 2>/dev/null) && grep -qs redis-server "/proc/$pid/cmdline" && echo "$pid"
}

start() {
    command -v redis-server >/dev/null || debian Redis redis-server
    folder redis "$data"
    if ! running >/dev/null; then
        ! listens "$port" || fail "port $port is taken by something else; REDIS_PORT takes another"
        # A cache: the oldest goes when the memory is full, and a failed snapshot is no reason to refuse writes.
        as redis redis-server --port "$port" --bind 127.0.0.1 --daemonize yes --pidfile "$pidfile" --dir "$data" \
            --logfile "$data/redis.log" --maxmemory "${REDIS_MEMORY:-128mb}" --maxmemory-policy allkeys-lru \
            --stop-writes-on-bgsave-error no >/dev/null || fail "Redis did not start; see $data/redis.log"
        for _ in $(seq 100); do listens "$port" && break; sleep 0.1; done
        listens "$port" || fail "Redis did not start; see $data/redis.log"
    fi
    echo "Redis: redis://127.0.0.1:$port/0"
}

stop() {
    local pid
    if pid=$(running); then
        kill -TERM "$pid"
        for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
        ! kill -0 "$pid" 2>/dev/null || fail "Redis is still running after 10 s: process $pid"
    fi
    echo "Redis: stopped"
}

case ${1:-} in
start | stop) "$1" ;;
*) fail "usage: redis.sh start|stop" ;;
esac
