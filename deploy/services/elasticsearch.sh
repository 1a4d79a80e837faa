#!/usr/bin/env bash
# Usage: elasticsearch.sh start|stop|kill|environment [NODE…]
#
#   start        starts the nodes that do not run (without NODE: all of them), comes back when they answer, and prints
#                the variables the site needs, one NAME=value a line after a line with the address
#   stop, kill   ends them by SIGTERM or SIGKILL, with or without a name; the data stays
#   environment  prints those variables only
#
# A genuine Elasticsearch 9.4 on loopback, not as root. One cluster is one folder; node N has the folder node-N with
# `data`, `logs`, `config` and `pid` (the process id, for who wants to send it SIGSTOP), and the port PORT + N - 1.
#
# | variable                     | default                                                                        |
# | ELASTICSEARCH_PORT           | 9270; transport on ELASTICSEARCH_TRANSPORT_PORT, default 100 above             |
# | ELASTICSEARCH_NODES          | 1; three and more survive the loss of one                                      |
# | ELASTICSEARCH_DIR            | elasticsearch under SERVICES_DIR (elasticsearch-plain without TLS)             |
# | ELASTICSEARCH_PREFIX         | credit-: the indices that the API key gives rights on; one key file a prefix   |
# | ELASTICSEARCH_PLAIN          | 0; 1: no TLS, no accounts (tests of faults behind a proxy that reads)          |
# | ELASTICSEARCH_HEAP           | 512m                                                                           |
# | ELASTICSEARCH_JAVA_OPTIONS   | empty; for tests -XX:TieredStopAtLevel=1 starts faster                         |
# | ELASTICSEARCH_SETTINGS       | empty; setting=value pairs that replace those of elasticsearch.yml             |
# | ELASTICSEARCH_SOFTWARE       | a folder under /var/tmp, fetched once; ES_JAVA_HOME: its JDK of 21 or newer    |
# | ELASTICSEARCH_DOCKER         | yes: the official image where a Docker engine with compose runs; no: never     |
#
# In the cluster's folder: ca.crt, password (of the administrator credit-admin), <prefix>api-key; the last two are
# readable by their owner only.
set -euo pipefail
cd "$(dirname "$0")/../.."
source deploy/services/common.sh
plain=${ELASTICSEARCH_PLAIN:-0}
port=${ELASTICSEARCH_PORT:-9270}
transport_port=${ELASTICSEARCH_TRANSPORT_PORT:-$((port + 100))}
nodes=${ELASTICSEARCH_NODES:-1}
prefix=${ELASTICSEARCH_PREFIX:-credit-}
heap=${ELASTICSEARCH_HEAP:-512m}
suffix=; [ "$plain" != 1 ] || suffix=-plain
cluster=${ELASTICSEARCH_DIR:-$services_dir/elasticsearch$suffix}
user=$(id -un)
! is_root || user=elasticsearch
source deploy/elasticsearch/software.sh
source deploy/elasticsearch/security.sh
source deploy/elasticsearch/node.sh

prepare() {
    local n wanted=()
    for n in "$@"; do
        node_pid "$n" >/dev/null && continue
        ! listens "$(node_port "$n")" || fail "port $(node_port "$n") is taken by something else; ELASTICSEARCH_PORT takes another"
        wanted+=("$n")
    done
    to_start=("${wanted[@]}")
    [ "${#wanted[@]}" -gt 0 ] || return 0
    command -v curl >/dev/null || debian curl curl
    command -v setpriv >/dev/null || fail "setpriv is missing; install Debian's package util-linux"
    id "$user" >/dev/null 2>&1 || useradd --system --no-create-home --shell /usr/sbin/nologin "$user"
    if ! uses_docker; then find_software; fi
    mkdir -p "$cluster"
    is_new=yes
    for n in $(seq "$nodes"); do [ ! -d "$(node_folder "$n")/data/_state" ] || is_new=no; done
    if [ "$plain" != 1 ]; then
        make_certificates
        make_administrator
    fi
    for n in "${wanted[@]}"; do configure "$n"; done
}

wait_until_ready() {
    local at; at=$(node_port "$1")
    for _ in $(seq 120); do
        ! ask "$at" "/_cluster/health?wait_for_status=yellow&timeout=20s" >/dev/null 2>&1 || return 0
        # red after a loss: it answers, and that is all a start can promise
        ! ask "$at" /_cluster/health >/dev/null 2>&1 || { echo "Elasticsearch: the cluster is red" >&2; return 0; }
        node_pid "$1" >/dev/null || break
        sleep 0.5
    done
    tail -n 20 "$(node_folder "$1").log" >&2 || true
    fail "node $1 of Elasticsearch did not become ready; see $(node_folder "$1")/logs"
}

start() {
    local n
    prepare "$@"
    for n in "${to_start[@]}"; do launch "$n" & done
    wait
    for n in "${to_start[@]}"; do wait_until_ready "$n"; done
    if [ "$plain" != 1 ]; then api_key "$(node_port "$1")" "$prefix" "$cluster/${prefix}api-key"; fi
    echo "Elasticsearch: $([ "$plain" = 1 ] && echo http || echo https)://127.0.0.1:$(node_port "$1")"
    environment
}

environment() {
    local n hosts=
    for n in $(seq "$nodes"); do hosts+="${hosts:+,}127.0.0.1:$(node_port "$n")"; done
    echo "SEARCH_URL=elasticsearch://$hosts/$prefix"
    [ "$plain" = 1 ] || printf '%s\n' "SEARCH_CA_FILE=$cluster/ca.crt" "SEARCH_API_KEY_FILE=$cluster/${prefix}api-key"
}

act=${1:-}
[ $# -eq 0 ] || shift
for n in "$@"; do [[ $n =~ ^[1-9]$ && $n -le $nodes ]] || fail "there is no node $n; ELASTICSEARCH_NODES=$nodes"; done
# shellcheck disable=SC2046
[ $# -gt 0 ] || set -- $(seq "$nodes")
case $act in
start) start "$@" ;;
environment) environment ;;
stop | kill)
    for n in "$@"; do end "$n" "$([ "$act" = stop ] && echo TERM || echo KILL)"; done
    echo "Elasticsearch: stopped"
    ;;
*) fail "usage: elasticsearch.sh start|stop|kill|environment [NODE…]" ;;
esac
