#!/usr/bin/env bash
# The whole test suite: installs what Debian has to give, starts the real servers, lints, and runs every test on SQLite
# and on PostgreSQL, what searches on Elasticsearch as well, and what needs a browser.
# Without Elasticsearch the run fails under CI=true; elsewhere it goes on, and says at its end what did not run.
set -euo pipefail
cd "$(dirname "$0")/.."

needed=()
for pair in chromium:/usr/bin/chromium gettext:/usr/bin/xgettext faketime:/usr/bin/faketime postgresql:/usr/lib/postgresql \
    redis-server:/usr/bin/redis-server fonts-noto-cjk:/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc; do
    [ -e "${pair#*:}" ] || needed+=("${pair%%:*}")
done
if [ "${#needed[@]}" -gt 0 ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "· installing ${needed[*]} from Debian …"
        apt-get -qq update
        DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${needed[@]}" >/dev/null
    else
        echo "test: install these Debian packages first: ${needed[*]}" >&2
        exit 1
    fi
fi

# A checkout may lie where the servers' users cannot go, so the tests' servers have a folder of their own: in memory
# where four gigabytes are free, since nothing of it is kept.
folder=${TMPDIR:-/tmp} memory=
room=$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1)
if [ "${room:-0}" -gt 4000000 ] && [ "$(awk '/MemAvailable/ {print $2}' /proc/meminfo)" -gt 6000000 ]; then
    folder=/dev/shm
    [ -n "${SERVICES_DIR:-}" ] || memory=/dev/shm/credit-services-$(id -u)
fi
export SERVICES_DIR=${SERVICES_DIR:-$folder/credit-services-$(id -u)}
export POSTGRES_PORT=${POSTGRES_PORT:-5443} POSTGRES_FSYNC=off
export ELASTICSEARCH_PORT=${ELASTICSEARCH_PORT:-9280} ELASTICSEARCH_PREFIX=${ELASTICSEARCH_PREFIX:-credit-test-}
export ELASTICSEARCH_JAVA_OPTIONS=${ELASTICSEARCH_JAVA_OPTIONS--XX:TieredStopAtLevel=1}
mkdir -p "$SERVICES_DIR"
bash deploy/services.sh start postgres
export TEST_POSTGRES_URL=${TEST_POSTGRES_URL:-postgres://credit@127.0.0.1:$POSTGRES_PORT/credit}
# Elasticsearch starts while the first tests run.
started=$SERVICES_DIR/elasticsearch-start.log
bash deploy/services.sh start elasticsearch >"$started" 2>&1 &
starting=$!
finish() {
    wait "$starting" || true
    bash deploy/services.sh stop postgres elasticsearch >/dev/null
    if [ -n "$memory" ]; then rm -rf "$memory"; fi
}
trap finish EXIT

export DJANGO_SETTINGS_MODULE=cms.settings.test
unset DATABASE_URL SEARCH_URL CACHE_URL
bin=.venv/bin
both=(tests/unit tests/integration --ignore=tests/integration/elastic)
clustered=(tests/integration/search tests/integration/elastic)
bash deploy/lint.sh
echo "· unit and integration tests on SQLite …"
"$bin/python" -m pytest -q -n 2 --dist loadfile --durations=5 "${both[@]}"
echo "· unit and integration tests on PostgreSQL …"
DATABASE_URL=$TEST_POSTGRES_URL "$bin/python" -m pytest -q -n 2 --dist loadfile "${both[@]}"

left_out=
if wait "$starting"; then
    tail -n 4 "$started"
    echo "· search tests on Elasticsearch …"
    (
        while IFS= read -r variable; do export "${variable?}"; done < <(bash deploy/services/elasticsearch.sh environment)
        "$bin/python" -m pytest -q -n 2 --dist loadfile tests/integration/search
        # one after the other: they freeze and kill servers on ports of their own, and look at the clock
        "$bin/python" -m pytest -q --durations=5 tests/integration/elastic
    )
else
    cat "$started" >&2
    [ "${CI:-}" != true ] || { echo "test: CI needs Elasticsearch" >&2; exit 1; }
    left_out=$(SEARCH_URL=elasticsearch://127.0.0.1:9/none- "$bin/python" -m pytest --collect-only -q "${clustered[@]}" \
        | grep -c '^tests/.*::' || true)
fi
echo "· browser tests …"
"$bin/python" -m pytest -q --durations=5 tests/browser
if [ -n "$left_out" ]; then
    echo "test: $left_out tests did not run on Elasticsearch, which did not start: $(tail -n 1 "$started")"
fi
