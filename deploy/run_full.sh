#!/usr/bin/env bash
# The site as in production, on one machine: PostgreSQL, Redis, Elasticsearch, background worker and web server behind
# cms.settings.production, on http://127.0.0.1:PORT (8000). What the environment names (DATABASE_URL, CACHE_URL,
# SEARCH_URL) is used instead of a server of its own. Ends with Ctrl-C or TERM; the servers go on (`make services-stop`).
set -euo pipefail
cd "$(dirname "$0")/.."
source deploy/services/common.sh
python=.venv/bin/python
kept=$services_dir/site  # secrets, pictures and mail lie beside the database they belong to
export PORT=${PORT:-8000} DJANGO_SETTINGS_MODULE=cms.settings.production
! listens "$PORT" || { echo "run-full: port $PORT is taken; PORT=9000 make run-full takes another" >&2; exit 1; }

# secret NAME: a random word, made once and readable by its owner only.
secret() {
    [ -s "$kept/$1" ] || (umask 077 && mkdir -p "$kept" && openssl rand -hex "$2" >"$kept/$1")
    cat "$kept/$1"
}
# address NAME: the address in the line that a service prints.
address() { sed -n "s/^$1: //p"; }

if [ -z "${DATABASE_URL:-}" ]; then
    DATABASE_URL=$(bash deploy/services.sh start postgres | tee >(cat >&2) | address PostgreSQL)
fi
if [ -z "${CACHE_URL:-}" ]; then
    CACHE_URL=$(bash deploy/services.sh start redis | tee >(cat >&2) | address Redis)
fi
own_search=$(bash deploy/services/elasticsearch.sh environment)
# The address that `make services` prints is a server of our own as well: key and authority come with it.
if [ -z "${SEARCH_URL:-}" ] || [ "SEARCH_URL=$SEARCH_URL" = "$(head -n 1 <<<"$own_search")" ]; then
    bash deploy/services.sh start elasticsearch
    while IFS= read -r variable; do export "${variable?}"; done <<<"$own_search"
fi
SECRET_KEY=${SECRET_KEY:-$(secret secret_key 32)}
DEMO_PASSWORD=${DEMO_PASSWORD:-$(secret demo_password 6)}
export DATABASE_URL CACHE_URL SEARCH_URL SECRET_KEY DEMO_PASSWORD
export ALLOWED_HOSTS=${ALLOWED_HOSTS:-127.0.0.1,localhost,[::1]} SITE_URL=${SITE_URL:-http://127.0.0.1:$PORT}
export MEDIA_ROOT=${MEDIA_ROOT:-$kept/media} EMAIL_URL=${EMAIL_URL:-filemail:///$kept/mail}

# For commands beside the running site: set -a; . …/site/environment; set +a; .venv/bin/python manage.py reconcile
(umask 077 && mkdir -p "$kept" && for variable in DJANGO_SETTINGS_MODULE DATABASE_URL CACHE_URL SEARCH_URL SEARCH_CA_FILE \
    SEARCH_API_KEY_FILE SECRET_KEY DEMO_PASSWORD ALLOWED_HOSTS SITE_URL MEDIA_ROOT EMAIL_URL; do
    [ -z "${!variable:-}" ] || printf '%s=%q\n' "$variable" "${!variable}"
done >"$kept/environment")

echo "· settings for manage.py: $kept/environment"
"$python" manage.py serve --prepare-only
if [[ $SEARCH_URL = elasticsearch://* ]]; then
    echo "· search index …"
    "$python" manage.py rebuild_modelsearch_index --backend register \
        || echo "run-full: the search index is not built; the database answers until it is" >&2
fi

# Both end with this script, even if it is killed: the kernel tells them.
children=()
finish() { kill -TERM "${children[@]}" 2>/dev/null || true; wait || true; }
trap 'finish; exit 0' INT TERM
for command in worker serve; do
    setpriv --pdeathsig TERM "$python" manage.py "$command" &
    children+=($!)
done
# Neither is of use without the other.
status=0
wait -n || status=$?
finish
echo "run-full: the worker or the web server ended by itself" >&2
exit $((status == 0 ? 1 : status))
