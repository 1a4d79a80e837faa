"""A process that dies within a verb leaves the state before it, ledger and search index included."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

VERBS = ["publish", "correct", "dispute", "suspend", "resume", "end", "last approval"]


@pytest.mark.engine("sqlite")
def test_every_write_of_every_verb(fresh):
    """Forked processes are killed by themselves before each write, on a file of SQLite's, then the file is read."""
    environment = os.environ | {
        "DATABASE_URL": fresh,
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
        "PYTHONPATH": str(settings.BASE_DIR),
    }
    done = subprocess.run(
        [sys.executable, "tests/integration/crash_sweep.py"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = {row["verb"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert list(rows) == VERBS
    assert {verb: row["faults"] for verb, row in rows.items()} == {verb: [] for verb in VERBS}
    for verb, row in rows.items():
        assert row["deaths"] >= 3, verb
        assert "register_ledgerline" in row["changed"], verb
    assert rows["publish"]["deaths"] > 10
    assert {"wagtailcore_taskstate", "wagtailcore_workflowstate"} <= set(rows["last approval"]["changed"])
    assert "modelsearch_indexentry" in " ".join(rows["publish"]["changed"])
