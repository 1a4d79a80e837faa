# Where the software comes from; sourced by deploy/services/elasticsearch.sh after common.sh.
#
# A running Docker engine with compose: the official image. Otherwise Elastic's distribution out of Maven Central,
# unpacked once into ELASTICSEARCH_SOFTWARE, and a JDK of 21 or newer from ES_JAVA_HOME or /usr/lib/jvm.
elasticsearch_version=9.4.3
software=${ELASTICSEARCH_SOFTWARE:-/var/tmp/credit-elasticsearch-$elasticsearch_version-$(id -u)}

uses_docker() {
    [ "${ELASTICSEARCH_DOCKER:-yes}" = yes ] && command -v docker >/dev/null \
        && docker info >/dev/null 2>&1 && docker compose version >/dev/null 2>&1
}

# Sets ES_JAVA_HOME to a full JDK: a JRE lacks jdk.attach, jdk.jdi and jdk.incubator.vector.
is_jdk() { "$1/bin/java" --list-modules 2>/dev/null | grep -qE '^jdk\.jdi@(2[1-9]|[3-9][0-9])'; }
find_jdk() {
    local home package
    if [ -n "${ES_JAVA_HOME:-}" ]; then
        is_jdk "$ES_JAVA_HOME" || fail "ES_JAVA_HOME=$ES_JAVA_HOME is no JDK of 21 or newer"
        return
    fi
    for home in /usr/lib/jvm/*; do
        if [ ! -L "$home" ] && is_jdk "$home"; then ES_JAVA_HOME=$home; return; fi
    done
    for package in openjdk-25-jdk-headless openjdk-21-jdk-headless; do
        if is_root && apt-cache show "$package" >/dev/null 2>&1; then
            debian "a JDK" "$package"
            find_jdk
            return
        fi
    done
    fail "Elasticsearch needs a JDK of 21 or newer (or Docker with compose): unpack one under /usr/lib/jvm, or set" \
        "ES_JAVA_HOME; or set SEARCH_URL to a server of your own"
}

is_complete() {
    [ -e "$software/.done" ] && cmp -s deploy/elasticsearch/launcher "$(echo "$software"/*/elasticsearch)/bin/elasticsearch"
}

fetch_software() {
    if [ ! -e "$software/.done" ]; then
        command -v mvn >/dev/null || debian Maven maven
        echo "· fetching Elasticsearch $elasticsearch_version from Maven Central (950 MB, once) …"
        rm -rf "$software"/sonarqube-* "$software/.markers"
        mvn -B -q -C -ntp -Dstyle.color=never -f deploy/elasticsearch/pom.xml generate-resources -Dout="$software" \
            || fail "Elasticsearch could not be fetched from Maven Central"
        (cd "$software" && sha256sum --check --quiet --strict) <deploy/elasticsearch/SHA256SUMS \
            || fail "Elasticsearch from Maven Central is not what SHA256SUMS names"
        touch "$software/.done"
    fi
    install -m 755 deploy/elasticsearch/launcher "$(echo "$software"/*/elasticsearch)/bin/elasticsearch"
}

# Sets elasticsearch_home to the unpacked software, fetched and checked the first time.
find_software() {
    find_jdk
    mkdir -p "$software"
    [ -O "$software" ] || [ "$(stat -c %u "$software")" = 0 ] \
        || fail "$software belongs to somebody else; set ELASTICSEARCH_SOFTWARE to another folder"
    if ! is_complete; then
        exec 9>"$software/.lock"
        flock 9  # another start may be fetching it
        if ! is_complete; then fetch_software; fi
        exec 9>&-
    fi
    elasticsearch_home=$(echo "$software"/*/elasticsearch)
    as "$user" test -x "$elasticsearch_home/lib" \
        || fail "the user $user cannot reach $software; set ELASTICSEARCH_SOFTWARE to a folder it can reach"
    # A build machine's /tmp is nobody else's; elsewhere it is not ours to open.
    as "$user" test -w /tmp || { is_root && [ "${CI:-}" = true ] && chmod 1777 /tmp; } \
        || fail "the user $user cannot write into /tmp, where Java opens its sockets: chmod 1777 /tmp"
    as "$user" test -x "$ES_JAVA_HOME/bin/java" || fail "the user $user cannot reach the JDK $ES_JAVA_HOME"
}
