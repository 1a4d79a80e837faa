#!/usr/bin/env bash
# Everything that reads the code without running the site.
set -euo pipefail
cd "$(dirname "$0")/.."
export DJANGO_SETTINGS_MODULE=cms.settings.test
bin=.venv/bin
"$bin/ruff" check --quiet .
"$bin/ruff" format --check --quiet .
"$bin/djlint" --check --lint --quiet templates
"$bin/lint-imports" --no-cache | tail -n 3
DATABASE_URL=sqlite://:memory: "$bin/python" manage.py makemigrations --check --dry-run
echo "lint: all well"
