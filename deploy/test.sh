#!/usr/bin/env bash
# The whole test suite: installs what Debian has to give, starts PostgreSQL, lints, and runs every test.
set -euo pipefail
cd "$(dirname "$0")/.."

needed=()
for pair in chromium:/usr/bin/chromium gettext:/usr/bin/xgettext faketime:/usr/bin/faketime fonts-noto-cjk:/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc; do
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

# A checkout may lie where the server's user cannot go, so the tests' cluster has a folder of its own.
export SERVICES_DIR=${SERVICES_DIR:-${TMPDIR:-/tmp}/credit-services-$(id -u)} POSTGRES_PORT=${POSTGRES_PORT:-5443} POSTGRES_FSYNC=off
bash deploy/services.sh start
export TEST_POSTGRES_URL=${TEST_POSTGRES_URL:-postgres://credit@127.0.0.1:$POSTGRES_PORT/credit}

export DJANGO_SETTINGS_MODULE=cms.settings.test
unset DATABASE_URL SEARCH_URL CACHE_URL
bin=.venv/bin
bash deploy/lint.sh
echo "· unit and integration tests on SQLite …"
"$bin/python" -m pytest -q -n 2 --dist loadfile --cov --cov-report= --durations=5 tests/unit tests/integration
"$bin/python" -m coverage report --skip-covered --skip-empty --fail-under=88
echo "· unit and integration tests on PostgreSQL …"
# Without coverage, which slows Python down: the engines share nearly all the code.
DATABASE_URL=$TEST_POSTGRES_URL "$bin/python" -m pytest -q -n 2 --dist loadfile tests/unit tests/integration
echo "· browser tests …"
"$bin/python" -m pytest -q --durations=5 tests/browser
