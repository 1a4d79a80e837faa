#!/usr/bin/env bash
# Usage: services.sh start|stop: a PostgreSQL of the project's own, on loopback, data kept under var/.
set -euo pipefail
cd "$(dirname "$0")/.."
root=${SERVICES_DIR:-$PWD/var/services}
port=${POSTGRES_PORT:-5442}
data=$root/postgres
fail() { echo "services: $*" >&2; exit 1; }

postgres_bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1; }

# PostgreSQL refuses to run as root: the user postgres of Debian's package runs it then.
as_server() {
    if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups --inh-caps=-all -- env HOME="$root" "$@"
    else "$@"; fi
}

install_postgres() {
    [ -n "$(postgres_bin)" ] && return
    [ "$(id -u)" = 0 ] || fail "PostgreSQL is missing; install Debian's package postgresql"
    echo "· installing PostgreSQL from Debian …"
    DEBIAN_FRONTEND=noninteractive
    export DEBIAN_FRONTEND
    apt-get -qq update && apt-get -qq install -y --no-install-recommends postgresql >/dev/null \
        || fail "PostgreSQL could not be installed"
}

start_postgres() {
    install_postgres
    local bin; bin=$(postgres_bin)
    mkdir -p "$root"
    if [ "$(id -u)" = 0 ]; then
        chown postgres: "$root"
        as_server test -x "$root" || fail "the user postgres cannot reach $root; set SERVICES_DIR to a folder it can reach"
    fi
    if [ ! -f "$data/PG_VERSION" ]; then
        echo "· making a database cluster …"
        as_server "$bin/initdb" -D "$data" -U credit --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
    fi
    if ! as_server "$bin/pg_ctl" -D "$data" status >/dev/null 2>&1; then
        as_server "$bin/pg_ctl" -D "$data" -w -t 60 -l "$root/postgres.log" \
            -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=${POSTGRES_FSYNC:-on}" start >/dev/null \
            || fail "PostgreSQL did not start; see $root/postgres.log"
    fi
    "$bin/psql" -h 127.0.0.1 -p "$port" -U credit -d postgres -qtAc \
        "SELECT 1 FROM pg_database WHERE datname = 'credit'" | grep -q 1 \
        || "$bin/createdb" -h 127.0.0.1 -p "$port" -U credit credit
    echo "PostgreSQL: postgres://credit@127.0.0.1:$port/credit"
}

case ${1:-} in
start) start_postgres ;;
stop)
    bin=$(postgres_bin)
    if [ -n "$bin" ] && [ -f "$data/PG_VERSION" ]; then
        as_server "$bin/pg_ctl" -D "$data" -m fast stop >/dev/null 2>&1 || true
    fi
    echo "services stopped"
    ;;
*) fail "usage: services.sh start|stop" ;;
esac
