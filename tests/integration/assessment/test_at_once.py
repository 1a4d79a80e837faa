"""Reminders from several runs at once, and a year closed by two while others still write, on the engine of this run."""

import json
import os
import subprocess
import sys

from django.conf import settings


def test_everything_is_told_and_closed_once(fresh, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tests.integration.assessment.at_once"],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {
            "DATABASE_URL": fresh,
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "EMAIL_URL": f"filemail:///{tmp_path / 'messages'}",
            "MEDIA_ROOT": str(tmp_path / "media"),
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout.splitlines()[-1])
    assert report.pop("written") == report.pop("stored"), done.stderr
    assert report == {"runs": [0, 0, 0], "notices": 3, "closers": [0, 3], "closed": 1}, done.stderr
