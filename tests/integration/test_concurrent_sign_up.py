"""More people than seats at one moment, and two who prepare one year at once, on the engine of this run."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

PEOPLE, SEATS, YEAR = 10, 7, 2031


@pytest.fixture
def report(fresh):
    """What the processes did, and what stands in the tables afterwards."""
    done = subprocess.run(
        [sys.executable, "tests/integration/concurrent_sign_up.py", str(PEOPLE), str(SEATS), str(YEAR)],
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
    return json.loads(done.stdout.splitlines()[-1]) | {"stderr": done.stderr}


def test_no_more_people_than_seats_and_each_edition_once(report):
    # Somebody was refused, nobody failed, and who was told yes has the seats.
    assert set(report["signed"]) == {0, 3}, report["stderr"]
    assert report["rows"] == report["signed"].count(0)
    assert report["taken"] == report["held"] <= SEATS
    # Whoever wanted more than was left was refused: fewer than three seats are free, the largest wish.
    assert report["taken"] > SEATS - 3
    # What is given back twice at once is given back once.
    assert report["cancelled"] == [0] * (2 * PEOPLE), report["stderr"]
    assert report["left"] == 0

    assert report["prepared"] == [0, 0], report["stderr"]
    assert report["editions"] == report["days"] == report["pages"] == report["with_page"] > 0
