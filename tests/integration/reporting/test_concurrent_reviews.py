"""Several people pass the same review at once: one review is made, and one publication follows."""

import json
import os
import subprocess
import sys

from django.conf import settings

PEOPLE = 4


def test_one_of_them_makes_it(fresh):
    done = subprocess.run(
        [sys.executable, "tests/integration/reporting/concurrent_reviews.py", str(PEOPLE)],
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
    assert report == {
        "statuses": [0] + [3] * (PEOPLE - 1), "approved": 3, "verbs": ["publish"], "fault": None,
    }, done.stderr  # fmt: skip
