"""Acts of several people at the same moment keep one chain, on the engine of this run."""

import json
import os
import subprocess
import sys

import psycopg
import pytest
from django.conf import settings

PEOPLE, ROUNDS = 6, 4


@pytest.fixture
def fresh(tmp_path):
    """The address of an empty database of this run's engine."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        yield f"sqlite:///{tmp_path}/db.sqlite3"
        return
    server = settings.DATABASES["default"]
    name = f"concurrent_{os.getpid()}"
    address = {"host": server["HOST"], "port": server["PORT"], "user": server["USER"], "password": server["PASSWORD"]}
    with psycopg.connect(dbname="postgres", autocommit=True, **address) as server_connection:
        server_connection.execute(f"CREATE DATABASE {name}")
        password = f":{server['PASSWORD']}" if server["PASSWORD"] else ""
        yield f"postgres://{server['USER']}{password}@{server['HOST']}:{server['PORT']}/{name}"
        server_connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_one_chain(fresh):
    done = subprocess.run(
        [sys.executable, "tests/integration/concurrent_acts.py", str(PEOPLE), str(ROUNDS)],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {
            "DATABASE_URL": fresh,
            "DJANGO_SETTINGS_MODULE": "cms.settings.test",
            "PYTHONPATH": str(settings.BASE_DIR),
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout.splitlines()[-1])
    assert report["fault"] is None, report
    # One of them ended the common case, the others came second; nobody failed.
    assert report["statuses"] == [0] + [3] * (PEOPLE - 1), done.stderr
    assert report["lines"] == 1 + PEOPLE * (1 + 2 * ROUNDS) + 1
