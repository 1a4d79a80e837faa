# One node: its folder, its settings, its process; sourced by deploy/services/elasticsearch.sh after the others.
node_folder() { echo "$cluster/node-$1"; }
node_port() { echo $((port + $1 - 1)); }

# The process id of node N while it is really that node's process.
node_pid() {
    local folder pid; folder=$(node_folder "$1")
    pid=$(cat "$folder/pid" 2>/dev/null) && grep -qs -- "-Djava.io.tmpdir=$folder/tmp" "/proc/$pid/cmdline" && echo "$pid"
}

# The peers of node N in a cluster of several; a cluster's first election needs to know who votes.
discovery() {
    if [ "$nodes" = 1 ]; then echo "discovery.type: single-node"; return; fi
    local n seeds='' names=''
    for n in $(seq "$nodes"); do
        seeds+="${seeds:+, }127.0.0.1:$((transport_port + n - 1))"
        names+="${names:+, }node-$n"
    done
    echo "discovery.seed_hosts: [$seeds]"
    [ "$is_new" = no ] || echo "cluster.initial_master_nodes: [$names]"
}

configure() {
    local n=$1 folder pair; folder=$(node_folder "$n")
    folder "$user" "$folder"
    mkdir -p "$folder"/{config/certs,data,logs,tmp}
    local file=$folder/config/elasticsearch.yml
    {
        cat deploy/elasticsearch/elasticsearch.yml
        if [ "$plain" = 1 ]; then echo "xpack.security.enabled: false"; else cat deploy/elasticsearch/security.yml; fi
        echo "cluster.name: credit-$port"
        echo "node.name: node-$n"
        echo "path.data: $folder/data"
        echo "path.logs: $folder/logs"
        echo "http.port: $(node_port "$n")"
        echo "transport.port: $((transport_port + n - 1))"
        discovery
    } >"$file"
    for pair in ${ELASTICSEARCH_SETTINGS:-}; do
        sed -i "/^${pair%%=*}:/d" "$file"
        echo "${pair%%=*}: ${pair#*=}" >>"$file"
    done
    if [ "$plain" != 1 ]; then
        install -m 600 "$cluster/ca.crt" "$cluster/node.crt" "$cluster/node.key" "$folder/config/certs/"
        install -m 600 "$cluster/users" "$folder/config/users"
        echo "superuser:credit-admin" >"$folder/config/users_roles"
    fi
    if is_root; then chown -R "$user:" "$folder"/{config,data,logs,tmp}; fi
}

# Starts node N; comes back when its process runs.
launch() {
    local n=$1 folder; folder=$(node_folder "$n")
    rm -f "$folder/pid"
    if uses_docker; then container "$n"; else process "$n"; fi
}

process() {
    local n=$1 folder; folder=$(node_folder "$n")
    install -m 644 "$elasticsearch_home/config/log4j2.properties" "$folder/config/"
    # without the log of the garbage collector: 32 files of 64 MB
    grep -v '^-Xlog:gc' "$elasticsearch_home/config/jvm.options" >"$folder/config/jvm.options"
    ulimit -n "$(ulimit -Hn)"
    as "$user" env -i PATH=/usr/bin:/bin LANG=C.UTF-8 HOME="$folder" HOSTNAME=localhost \
        ES_JAVA_HOME="$ES_JAVA_HOME" ES_PATH_CONF="$folder/config" ES_TMPDIR="$folder/tmp" \
        CLI_JAVA_OPTS="-Djava.io.tmpdir=$folder/tmp" \
        ES_JAVA_OPTS="-Xms$heap -Xmx$heap ${ELASTICSEARCH_JAVA_OPTIONS:-}" \
        "$elasticsearch_home/bin/elasticsearch" -d -p "$folder/pid" >"$folder.log" 2>&1 </dev/null
}

# The same node out of the official image: its folder is mounted at its own path, so all settings hold.
container() {
    local n=$1 folder; folder=$(node_folder "$n")
    ELASTICSEARCH_NODE=$folder ELASTICSEARCH_HEAP=$heap ELASTICSEARCH_UID=$(id -u "$user") \
        ELASTICSEARCH_VERSION=$elasticsearch_version \
        docker compose -p "credit-elasticsearch-$(node_port "$n")" -f deploy/elasticsearch/compose.yml up --detach \
        >"$folder.log" 2>&1 || return 1
    for _ in $(seq 600); do [ ! -s "$folder/pid" ] || return 0; sleep 0.1; done
}

# Ends the process of node N with a signal and waits until it is gone.
end() {
    local n=$1 signal=$2 pid
    if pid=$(node_pid "$n"); then
        kill -CONT "$pid"  # a frozen process would keep the signal for later
        kill "-$signal" "$pid"
        for _ in $(seq 400); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
        ! kill -0 "$pid" 2>/dev/null || fail "Elasticsearch is still running after 40 s: process $pid"
    fi
    rm -f "$(node_folder "$n")/pid"
}
