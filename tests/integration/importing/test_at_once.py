"""Two imports at once make one draft of a case; a worker that dies half-way loses nothing and doubles nothing."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.integration.importing.tables import as_csv, punishment_row


@pytest.fixture
def happened(fresh, tmp_path):
    """Runs the script on a table of so many rows; its report."""

    def run(what, rows, *arguments):
        path = tmp_path / "cases.csv"
        path.write_bytes(as_csv([punishment_row(number) for number in range(1, rows + 1)]))
        own = {"DATABASE_URL": fresh, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
        done = subprocess.run(
            [sys.executable, "-m", "tests.integration.importing.at_once", what, str(path), *arguments],
            cwd=settings.BASE_DIR,
            env=os.environ | own | {"PYTHONPATH": str(settings.BASE_DIR)},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1]), done.stderr

    return run


def test_four_imports_of_one_file_at_once(happened):
    report, said = happened("commands", 450, "4")
    assert report["statuses"] == [0, 0, 0, 0], said
    assert (report["pages"], report["revisions"], report["keys"]) == (450, 450, 900)
    assert report["tree is whole"]


def test_a_worker_that_dies_half_way(happened):
    report, said = happened("worker", 700)
    assert report["statuses"] == [9], said
    assert report["after death"] == 400
    assert not report["while the lease lasts"]
    assert report["afterwards"]
    assert report["state"] == "done"
    assert report["counts"]["written"] == report["pages"] == report["revisions"] == 700
    assert report["tree is whole"]
