"""A worker that dies half-way: the next one sends the rest, and nothing twice."""

import email
import os
import subprocess
import sys
from email.header import decode_header, make_header
from email.policy import default

import pytest
from django.conf import settings

LETTERS = 5
PREPARE = f"""
import django; django.setup()
from django.contrib.auth import get_user_model
from cms.notices import notify
from cms.notices.models import Letter
user = get_user_model().objects.create(username="clerk", email="clerk@example.invalid")
for number in range({LETTERS}):
    notify([user], kind="returned", key=f"case:{{number}}", title=f"第{{number}}件")
"""
LATER = "import django; django.setup(); from cms.notices.models import Letter; Letter.objects.update(claimed_at=None)"


@pytest.mark.engine("sqlite")
def test_each_letter_once_wherever_the_worker_dies(fresh, tmp_path):
    environment = os.environ | {
        "DATABASE_URL": fresh,
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
        "PYTHONPATH": str(settings.BASE_DIR),
        "EMAIL_FILE_PATH": str(tmp_path),
    }

    def run(*command):
        return subprocess.run(
            [sys.executable, *command], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True,
            timeout=120, check=False,
        )  # fmt: skip

    assert run("-c", PREPARE).returncode == 0
    script = "tests/integration/notices/dying_worker.py"
    deaths = [run(script, str(number)).returncode for number in (1, 3, 3)]
    assert deaths == [9, 9, 9]
    assert run("-c", LATER).returncode == 0  # as if the claims of the dead had run out
    done = run(script, "0")
    assert done.returncode == 0, done.stderr
    sent = []
    for path in tmp_path.iterdir():
        for part in path.read_bytes().split(b"-" * 79):
            message = email.message_from_bytes(part.strip(), policy=default)
            if message["Subject"]:
                sent.append(str(make_header(decode_header(message["Subject"]))))
    assert sorted(sent) == [f"第{number}件" for number in range(LETTERS)]
