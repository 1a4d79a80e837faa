"""Run by test_at_once: several processes import the same table, or a worker dies in the middle of one.

Usage: at_once.py commands FILE PEOPLE | at_once.py worker FILE (DATABASE_URL names a migrated database). Prints one
JSON object.
"""

import datetime
import json
import os
import sys

import django

django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from wagtail.models import Page, Revision  # noqa: E402

from cases.importing import batches  # noqa: E402
from cases.importing.models import CaseKey  # noqa: E402
from cases.models import PunishmentCasePage  # noqa: E402
from cms import clock  # noqa: E402
from cms.ops import jobs  # noqa: E402
from cms.ops.models import JobRun  # noqa: E402
from tests.factories import site  # noqa: E402


def forked(do):
    """Does something in a process of its own; its number."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            do()
        except SystemExit as error:
            os._exit(int(error.code or 0))
        except Exception as error:
            print(repr(error), file=sys.stderr, flush=True)  # noqa: T201
            os._exit(3)
        os._exit(0)
    return child


def statuses(children):
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def commands(path, people):
    """The command in several processes at once."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        children = [forked(lambda: call_command("import_cases", path, stdout=nowhere)) for _ in range(int(people))]
        return {"statuses": statuses(children)}


def worker(path):
    """A worker that dies in its third chunk, after it wrote the pages and before they count."""
    editor = site.make_user("编辑", username="editor")
    with open(path, "rb") as file:
        batch = batches.take_in(SimpleUploadedFile("cases.csv", file.read()), editor)
    batches.run(batch.pk)
    batches.start(batch.pk, whole=False)
    written = []

    def die():
        write = batches.write

        def write_and_die(drafts, user):
            write(drafts, user)
            written.append(len(drafts))
            if len(written) == 3:
                os._exit(9)

        batches.write = write_and_die
        jobs.run(jobs.registry["imports"], "first")

    report = {"statuses": statuses([forked(die)]), "after death": PunishmentCasePage.objects.count()}
    report["while the lease lasts"] = jobs.run(jobs.registry["imports"], "second")
    JobRun.objects.filter(name="imports").update(lease=clock.now() - datetime.timedelta(seconds=1))
    report["afterwards"] = jobs.run(jobs.registry["imports"], "second")
    batch.refresh_from_db()
    return report | {"state": batch.state, "counts": batches.counts(batch)}


def main(what, *arguments):
    """Prints what happened and what there is."""
    site.make_tree()
    report = {"commands": commands, "worker": worker}[what](*arguments)
    report["pages"] = PunishmentCasePage.objects.count()
    report["revisions"] = Revision.objects.count()
    report["keys"] = CaseKey.objects.count()
    report["tree is whole"] = not any(Page.find_problems())
    print(json.dumps(report))  # noqa: T201


main(*sys.argv[1:])
