"""The site as a user gets it: `manage.py serve` in a process of its own on a free port, with a database of its own."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_WITHIN = 180  # seconds; the demo takes half a minute on two cores
PASSWORD = "demo-only"  # the contract's default


def free_port():
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class RunningSite:
    """A served site: `url`, `first(sql)` to look into its database, `stop()`."""

    def __init__(self, folder, *, database=None, media=None, environment=None):
        folder.mkdir()
        self.database = folder / "db.sqlite3"
        if database:
            shutil.copy(database, self.database)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "log.txt"
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in {"SEARCH_URL", "CACHE_URL"}},
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "DATABASE_URL": f"sqlite:///{self.database}",
            "MEDIA_ROOT": str(media or folder / "media"),
            "SITE_URL": self.url,
            "DEMO_PASSWORD": PASSWORD,
            **(environment or {}),
        }
        self.process = None

    def manage(self, *arguments):
        """Runs a management command on this site's database to its end."""
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.DEVNULL)

    def start(self):
        """Serves the site and returns once it answers; raises with the log's end when it does not come up."""
        with self.log.open("w") as log:
            command = [sys.executable, "manage.py", "serve", "--port", str(self.port)]
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        deadline = time.monotonic() + START_WITHIN
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"the site did not start:\n{self.log.read_text()[-2000:]}")
            time.sleep(0.2)
        return self

    def answers(self):
        """Whether the process answers already."""
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as response:
                return response.status == 200
        except urllib.error.URLError:
            return False

    def stop(self):
        """Ends the process and waits for it."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # what Ctrl-C sends: requests under way are not waited for
            self.process.wait(timeout=20)

    def first(self, sql, *values):
        """The first column of the first row of a query on the site's database."""
        connection = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)
        try:
            row = connection.execute(sql, values).fetchone()
        finally:
            connection.close()
        assert row, f"nothing in the demo for {sql}"
        return row[0]
