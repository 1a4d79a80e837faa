"""What a wrong environment does to the start: one clear line, no traceback; and the life of `manage.py serve`."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from django.conf import settings

# Every process here has an environment of its own: it would do the same again in the other engine's run.
pytestmark = pytest.mark.engine("sqlite")


PRODUCTION = {"DJANGO_SETTINGS_MODULE": "cms.settings.production", "SECRET_KEY": "k" * 50}


def manage(*args, **environment):
    """The finished process of `manage.py ARGS` under an environment without the tests' own settings."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    return subprocess.run(
        [sys.executable, "manage.py", *args],
        cwd=settings.BASE_DIR,
        env=kept | environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.parametrize(
    ("environment", "word"),
    [
        ({"DATABASE_URL": "mysql://root@localhost/x"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgres://"}, "DATABASE_URL"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL"),
        ({"SEARCH_URL": "solr://localhost"}, "SEARCH_URL"),
        ({"CACHE_URL": "nonsense://localhost"}, "CACHE_URL"),
        ({"SITE_URL": "credit.example"}, "SITE_URL"),
        ({"DEBUG": "perhaps"}, "DEBUG"),
        ({"DJANGO_SETTINGS_MODULE": "cms.settings.production"}, "SECRET_KEY"),
        (PRODUCTION, "ALLOWED_HOSTS"),
        (PRODUCTION | {"ALLOWED_HOSTS": "credit.example"}, "SITE_URL"),
        (PRODUCTION | {"ALLOWED_HOSTS": "credit.example", "SITE_URL": "http://credit.example"}, "https"),
        (PRODUCTION | {"ALLOWED_HOSTS": "credit.example", "SITE_URL": "http://127.0.0.1:8000"}, "https"),
        ({"PORT": "http"}, "PORT"),
        ({"PORT": "70000"}, "PORT"),
    ],
)
def test_a_wrong_value_stops_the_start_with_one_line(environment, word, tmp_path):
    found = manage("serve", "--prepare-only", **{"DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3"} | environment)
    assert found.returncode != 0
    assert len(found.stderr.strip().splitlines()) == 1, found.stderr
    assert word in found.stderr


def test_production_is_safe(tmp_path):
    found = manage(
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        DJANGO_SETTINGS_MODULE="cms.settings.production",
        SECRET_KEY="".join(chr(97 + (n * 7) % 26) + str(n) for n in range(40)),
        ALLOWED_HOSTS="credit.example",
        SITE_URL="https://credit.example",
        DATABASE_URL=f"sqlite:///{tmp_path}/db.sqlite3",
    )
    assert found.returncode == 0, found.stderr


def free_port():
    """A port nobody listens on."""
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def bare_chinese(port):
    """The answer to an address whose Chinese is not percent-encoded, as curl and some old browsers send it."""
    with contextlib.closing(socket.create_connection(("127.0.0.1", port), timeout=20)) as line:
        line.sendall("GET /search/?q=失信 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        return line.recv(100)


@pytest.fixture
def start():
    """Starts `manage.py ARGS`: the process, and what it said up to the word `until`. None outlives its test."""
    processes = []

    def started(*args, until, **environment):
        command = [sys.executable, "manage.py", *args]
        quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, **quiet)
        processes.append(process)
        lines = []
        for line in process.stdout:
            lines.append(line)
            if until in line:
                break
        return process, "".join(lines)

    yield started
    for process in processes:
        if process.poll() is None:
            process.terminate()
            process.communicate(timeout=20)


def ready(port):
    """The states that /readyz of a running site names."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=20) as answer:
        return json.load(answer)["checks"]


@pytest.fixture(scope="module")
def founded(migrated, tmp_path_factory):
    """The environment of a site without demo content, which is what takes time and the browser tests load."""
    with migrated.copy() as address:
        media = tmp_path_factory.mktemp("media")
        environment = {"PATH": os.environ["PATH"], "DATABASE_URL": address, "MEDIA_ROOT": str(media)}
        found = manage("found_site", **environment)
        assert found.returncode == 0, found.stderr
        yield environment


@pytest.mark.django_db
@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_serve_prepares_announces_answers_and_stops_cleanly(founded, start, stop):
    port = free_port()
    environment = founded | {"PORT": str(port)}
    server, said = start("serve", until="Ctrl-C", **environment)
    assert f"http://127.0.0.1:{port}/" in said
    assert ready(port)["worker"] == "embedded: none needed"
    assert bare_chinese(port).startswith(b"HTTP/1.1 200")
    worker, said = start("worker", until="housekeeping", **environment)
    waits = time.monotonic() + 20
    while ready(port)["scheduler"] != "ok" and time.monotonic() < waits:
        time.sleep(0.3)
    assert ready(port)["worker"] == ready(port)["scheduler"] == "ok"
    for process, without in ((worker, "embedded: none needed"), (server, None)):
        process.send_signal(stop)
        rest, _ = process.communicate(timeout=20)
        assert process.returncode == 0, rest
        assert "Traceback" not in rest
        assert without is None or ready(port)["worker"] == without


def test_a_taken_port_is_said_at_once(tmp_path):
    with contextlib.closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        found = manage("serve", PORT=str(port), DATABASE_URL=f"sqlite:///{tmp_path}/db.sqlite3")
    assert found.returncode != 0
    assert len(found.stderr.strip().splitlines()) == 1, found.stderr
    assert str(port) in found.stderr


def test_bench_prints_ratios_and_writes_them(tmp_path):
    path = tmp_path / "results.json"
    found = manage("bench", "--size", "30", "--rounds", "1", "--output", str(path))
    assert found.returncode == 0, found.stderr
    results = json.loads(path.read_text(encoding="utf-8"))
    assert results["cases"] == 30
    assert {"home", "board", "search", "look-up", "case"} <= set(results["addresses"])
    assert all(row["of the demo alone"] > 0 for row in results["addresses"].values())
    assert "of healthz" in found.stdout
