"""modelsearch's own test-suite against our backend, in a process with its test app."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.conftest import engine_of_run

ROOT = Path(__file__).resolve().parents[3]
# A settings entry that is missing skips the suite silently, so what ran is counted. One stock test is expected to fail.
PASSED = {"sqlite": 123, "postgresql": 133, "elasticsearch": 138}


def test_modelsearch_suite_passes_on_our_backend():
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV_"))}
    command = [
        *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly"),
        "--ds=tests.integration.search.stock.settings",
        "tests/integration/search/stock/suite.py",
    ]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)
    counts = {what: int(number) for number, what in re.findall(r"(\d+) (\w+)", run.stdout.splitlines()[-1])}
    assert run.returncode == 0, run.stdout + run.stderr
    assert counts["passed"] == PASSED[engine_of_run()]
    assert counts["xfailed"] == 1
    assert "skipped" not in counts
