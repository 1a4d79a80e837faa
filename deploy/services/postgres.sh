#!/usr/bin/env bash
# Usage: postgres.sh start|stop: Debian's PostgreSQL with a cluster of the project's own, on loopback.
# POSTGRES_PORT (5442); POSTGRES_FSYNC=off for tests: faster, and lost when the machine stops.
set -euo pipefail
cd "$(dirname "$0")/../.."
source deploy/services/common.sh
port=${POSTGRES_PORT:-5442}
data=$services_dir/postgres
binaries() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1; }

start() {
    [ -n "$(binaries)" ] || debian PostgreSQL postgresql
    local bin; bin=$(binaries)
    folder postgres "$data"
    if [ ! -f "$data/PG_VERSION" ]; then
        echo "· making a database cluster …"
        as postgres "$bin/initdb" -D "$data" -U credit --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
    fi
    if ! as postgres "$bin/pg_ctl" -D "$data" status >/dev/null 2>&1; then
        ! listens "$port" || fail "port $port is taken by something else; POSTGRES_PORT takes another"
        log postgres "$services_dir/postgres.log"
        as postgres "$bin/pg_ctl" -D "$data" -w -t 60 -l "$services_dir/postgres.log" \
            -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=${POSTGRES_FSYNC:-on}" \
            start >/dev/null || fail "PostgreSQL did not start; see $services_dir/postgres.log"
    fi
    "$bin/psql" -h 127.0.0.1 -p "$port" -U credit -d postgres -qtAc \
        "SELECT 1 FROM pg_database WHERE datname = 'credit'" | grep -q 1 \
        || "$bin/createdb" -h 127.0.0.1 -p "$port" -U credit credit
    echo "PostgreSQL: postgres://credit@127.0.0.1:$port/credit"
}

stop() {
    local bin; bin=$(binaries)
    if [ -n "$bin" ] && [ -f "$data/PG_VERSION" ] && as postgres "$bin/pg_ctl" -D "$data" status >/dev/null 2>&1; then
        as postgres "$bin/pg_ctl" -D "$data" -m fast -t 60 stop >/dev/null || fail "PostgreSQL did not stop"
    fi
    echo "PostgreSQL: stopped"
}

case ${1:-} in
start | stop) "$1" ;;
*) fail "usage: postgres.sh start|stop" ;;
esac
