"""Run by test_dying_worker: sends what waits, and dies at a write of the database where it is told to.

Usage: dying_worker.py NUMBER (0: does not die). DATABASE_URL, EMAIL_FILE_PATH in the environment.
"""

import os
import sys

import django

sys.path = [folder for folder in sys.path if os.path.abspath(folder) != os.path.dirname(os.path.abspath(__file__))]
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from cms.notices import sending  # noqa: E402

settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
settings.EMAIL_FILE_PATH = os.environ["EMAIL_FILE_PATH"]
number, count = int(sys.argv[1]), 0


def count_and_die(execute, sql, params, many, context):
    """Dies in the place of write `number`, except that which notes what was just sent."""
    global count  # noqa: PLW0603
    if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
        count += 1
        if count == number and '"sent_at" =' not in sql.split("WHERE")[0]:
            os._exit(9)
    return execute(sql, params, many, context)


with connection.execute_wrapper(count_and_die):
    print(sending.deliver())  # noqa: T201
