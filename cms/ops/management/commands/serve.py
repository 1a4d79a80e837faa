import contextlib
import os
import signal
import socket
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor

from cms.ops.demo import ACCOUNTS
from cms.ops.models import SiteMarks
from cms.ops.preparation import stamp_static, static_is_fresh


class Command(BaseCommand):
    """Prepares what is missing (database, static files, demo content) and serves the site."""

    help = "Prepares whatever is missing and serves the site on 127.0.0.1 until Ctrl-C or TERM."

    def add_arguments(self, parser):
        """The port comes from the environment variable PORT unless it is given."""
        parser.add_argument("--port", type=int, default=None)
        parser.add_argument("--prepare-only", action="store_true", help="prepare everything, serve nothing")

    def handle(self, *args, port=None, prepare_only=False, **options):
        """Runs the command in one process: each further start of Python would cost seconds."""
        self.port = port or self._port()
        if not prepare_only:
            self._check_port()
        self._migrate()
        if not static_is_fresh():
            self._step("static files", lambda: call_command("collectstatic", interactive=False, verbosity=0))
            stamp_static()
        self._load_demo()
        if not prepare_only:
            self._serve()

    @staticmethod
    def _port():
        text = os.environ.get("PORT", "8000")
        if not (text.isdigit() and 0 < int(text) < 65536):
            raise CommandError(f"PORT must be a number from 1 to 65535, not {text!r}")
        return int(text)

    def _check_port(self):
        """Raises CommandError at once where another program listens: half a minute later would be rude."""
        with contextlib.closing(socket.socket()) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", self.port))
            except OSError as error:
                raise CommandError(f"port {self.port} is taken; PORT=9000 make run takes another") from error

    def _step(self, name, do):
        self.stdout.write(f"· {name} …")
        self.stdout.flush()
        do()

    def _migrate(self):
        if connection.vendor == "sqlite":
            os.makedirs(os.path.dirname(connection.settings_dict["NAME"]) or ".", exist_ok=True)
        try:
            executor = MigrationExecutor(connection)
        except OperationalError as error:
            raise CommandError(f"the database does not answer: {str(error).splitlines()[0]}") from error
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            self._step(f"database, {len(plan)} migrations", lambda: call_command("migrate", verbosity=0))

    def _load_demo(self):
        from wagtail.models import Page

        if Page.objects.filter(depth__gt=2).exists() or SiteMarks.load().is_demo:
            return
        self._step("demo content (about half a minute)", lambda: call_command("demo"))

    def _announce(self):
        base = f"http://127.0.0.1:{self.port}"
        lines = ["", f"  {base}/          the site", f"  {base}/admin/    the desk", ""]
        if SiteMarks.load().is_demo:
            lines.append(f"  demo accounts, all with the password {settings.DEMO_PASSWORD!r}:")
            lines += [f"    {name:<14} {full_name}" for name, full_name, *_role in ACCOUNTS]
        lines += ["", "  Ctrl-C stops.", ""]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()

    def _serve(self):
        from gunicorn.app.base import BaseApplication

        from cms.wsgi import application

        announce, port = self._announce, self.port

        def when_ready(server):
            """Called when the port listens and before workers are forked: they must not share a connection."""
            announce()
            connections.close_all()

        class Site(BaseApplication):
            def load_config(self):
                options = {
                    "bind": [f"127.0.0.1:{port}"],
                    "workers": 2,
                    "threads": 4,
                    "worker_class": "gthread",
                    "loglevel": "warning",
                    "preload_app": True,
                    "graceful_timeout": 5,
                    "limit_request_line": 0,  # a question of 10,000 characters gets a page that says so, not a bare 414
                    "control_socket_disable": True,
                    "when_ready": when_ready,
                }
                for name, value in options.items():
                    if name in self.cfg.settings:
                        self.cfg.set(name, value)

            def load(self):
                return application

        signal.signal(signal.SIGINT, lambda *_: sys.exit(0))
        sys.argv = sys.argv[:1]
        Site().run()
