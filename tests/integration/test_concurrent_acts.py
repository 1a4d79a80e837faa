"""Acts of several people at the same moment keep one chain, on the engine of this run."""

import json
import os
import subprocess
import sys

from django.conf import settings

PEOPLE, ROUNDS = 6, 4


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
