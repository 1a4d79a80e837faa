"""Databases with all migrations run, for tests that start processes: copies of the tests' own, as it was when made.

Running two hundred migrations takes a dozen seconds each time, and the tests' database has just run them.
"""

import contextlib
import itertools
import os
import shutil
import sqlite3
import time

import psycopg
from django.db import connection

numbers = itertools.count(1)


class OnSQLite:
    """Keeps a copy of the migrated database as a file in `folder`."""

    def __init__(self, folder):
        self.template = folder / "migrated.sqlite3"
        with contextlib.closing(sqlite3.connect(self.template)) as file:
            connection.ensure_connection()
            connection.connection.backup(file)

    @contextlib.contextmanager
    def copy(self):
        """The address of a database of one's own."""
        path = self.template.with_name(f"copy-{next(numbers)}.sqlite3")
        shutil.copy(self.template, path)
        yield f"sqlite:///{path}"

    def remove(self):
        """Does nothing: the folder is the tests' own."""


class OnPostgreSQL:
    """Keeps a copy of the migrated database as a template on the same server; `folder` is not used."""

    def __init__(self, folder):
        at = connection.settings_dict
        self.at = {"host": at["HOST"], "port": at["PORT"], "user": at["USER"], "password": at["PASSWORD"]}
        password = f":{at['PASSWORD']}" if at["PASSWORD"] else ""
        self.server = f"postgres://{at['USER']}{password}@{at['HOST']}:{at['PORT']}"
        self.template = f"migrated_{os.getpid()}"
        connection.close()  # a database somebody is connected to cannot be copied
        self._make(self.template, of=at["NAME"])

    @contextlib.contextmanager
    def copy(self):
        """The address of a database of one's own, removed afterwards."""
        name = f"{self.template}_{next(numbers)}"
        self._make(name, of=self.template)
        yield f"{self.server}/{name}"
        self._do(f'DROP DATABASE "{name}" WITH (FORCE)')

    def remove(self):
        """Removes the template."""
        self._do(f'DROP DATABASE "{self.template}" WITH (FORCE)')

    def _make(self, name, of):
        for attempt in itertools.count():
            try:
                self._do(f'CREATE DATABASE "{name}" TEMPLATE "{of}"')
            except psycopg.errors.ObjectInUse:  # the server takes a moment to notice that a connection was closed
                if attempt == 50:
                    raise
                time.sleep(0.1)
            else:
                return

    def _do(self, statement):
        with psycopg.connect(dbname="postgres", autocommit=True, **self.at) as server:
            server.execute(statement)


def keep(folder):
    """The template of this run's engine, made from the database of the tests as it is now; None without one."""
    # pytest-django makes a database only when some test of the run asks for it.
    if not connection.settings_dict["NAME"].startswith(("file:memorydb", "test_")):
        return None
    return OnPostgreSQL(folder) if connection.vendor == "postgresql" else OnSQLite(folder)
