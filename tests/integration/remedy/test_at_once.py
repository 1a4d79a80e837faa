"""Housekeeping twice at once, and two handlers at the same moment, on the engine of this run."""

import json
import os
import subprocess
import sys

from django.conf import settings


def test_everything_is_done_once(fresh, tmp_path):
    messages = tmp_path / "messages"
    done = subprocess.run(
        [sys.executable, "-m", "tests.integration.remedy.at_once"],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {
            "DATABASE_URL": fresh,
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "EMAIL_URL": f"filemail:///{messages}",
            "MEDIA_ROOT": str(tmp_path / "media"),
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout.splitlines()[-1])
    assert report == {
        "chores": [0, 0, 0],
        "accepted": [0, 3, 3],
        "reminders": 4,
        "removed": 4,
        "removals": 4,
        "disputes": 1,
    }, done.stderr
    sent = "".join(path.read_text() for path in messages.iterdir())
    assert sent.count("Subject:") - sent.count("Auto-Submitted:") == 4  # letters of notices say that they are automatic
