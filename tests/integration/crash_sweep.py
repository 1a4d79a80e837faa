"""Run by test_crash_sweep: kills a process before each database write of every verb and looks what is left.

Usage: crash_sweep.py (DATABASE_URL names a migrated file of SQLite's). Prints one JSON object for each verb.
"""

import json
import os
import sys

import django

# The script's own folder has a package called `search`, which must not stand before ours.
sys.path = [folder for folder in sys.path if os.path.abspath(folder) != os.path.dirname(os.path.abspath(__file__))]
django.setup()

from django.db import connection, connections  # noqa: E402
from modelsearch.backends import get_search_backend  # noqa: E402
from wagtail.models import Page, TaskState, WorkflowState  # noqa: E402

from cms.register import audit, ledger, verbs  # noqa: E402
from cms.register.models import Entry  # noqa: E402
from tests.factories import cases, site  # noqa: E402

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "SAVEPOINT", "RELEASE")
MOST = 200
KEPT = (
    "register_", "wagtailcore_page", "wagtailcore_revision", "wagtailcore_taskstate", "wagtailcore_workflowstate",
    "modelsearch_indexentry",
)  # fmt: skip


def snapshot():
    """Everything a verb may write, as comparable data."""
    rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table.startswith(KEPT):
                cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
                rows[table] = [tuple(map(str, row)) for row in cursor.fetchall()]
    return rows


def killed_at(number, act):
    """Whether `act`, done in a forked process that dies before its write `number`, came to its end."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        count = 0

        def count_and_die(execute, sql, params, many, context):
            nonlocal count
            if sql.lstrip().upper().startswith(WRITES):
                count += 1
                if count == number:
                    os._exit(9)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count_and_die):
            act()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0


def sweep(name, act, done=lambda: False):
    """Kills the act before its 1st, 2nd, … write until it survives; after each death nothing may have changed.

    `done` says that the act stands whole: then the process died in what follows its commit (an e-mail).
    """
    before, faults, number = snapshot(), [], 0
    for number in range(1, MOST):
        survived = killed_at(number, act)
        after = snapshot()
        if survived or done():
            break
        faults += [f"write {number}: {table}" for table in before if before[table] != after[table]]
        if fault := ledger.verify():
            faults.append(f"write {number}: {fault}")
    changed = sorted(table for table in before if before[table] != after[table])
    print(json.dumps({"verb": name, "deaths": number - 1, "faults": faults, "changed": changed}), flush=True)  # noqa: T201


def main():
    """One case through every verb."""
    tree = site.make_tree()
    editor = site.make_user("编辑", username="editor")
    page = cases.punishment(tree.scjg)
    get_search_backend()

    def entry():
        return Entry.objects.get()

    sweep("publish", lambda: verbs.publish(page, by=editor))
    page.refresh_from_db()
    page.penalty = "罚款三万元"
    page.save_revision(user=editor)
    cases.reviewed(page)
    sweep("correct", lambda: verbs.correct(entry(), what="更正罚款数额", by=editor))
    sweep("dispute", lambda: verbs.dispute(entry(), why="异议", by=editor))
    sweep("suspend", lambda: verbs.suspend(entry(), why="裁定", by=editor))
    sweep("resume", lambda: verbs.resume(entry(), why="裁定撤销", by=editor))
    sweep("end", lambda: verbs.end(entry(), reason="repaired", why="修复", by=editor))
    sweep_last_approval(tree, editor)


def sweep_last_approval(tree, writer):
    """The third review of a case: approval, end of the workflow and publication are one."""
    page = cases.punishment(tree.scjg, save=False)
    tree.scjg.page.add_child(instance=page)
    page.save_revision(user=writer)
    people = [site.make_user(None, username=name, superuser=True) for name in ("first", "second", "third")]
    page.get_workflow().start(page, writer)

    def approve(person):
        state = Page.objects.get(pk=page.pk).current_workflow_task_state
        state.task.specific.on_action(state, person, "approve")

    for person in people[:2]:
        approve(person)

    def done():
        return (
            Entry.objects.filter(page_id=page.pk, state="published", content__isnull=False).exists()
            and page.workflow_states.get().status == WorkflowState.STATUS_APPROVED
            and page.workflow_states.get().task_states.filter(status=TaskState.STATUS_APPROVED).count() == len(people)
            and (ledger.verify() or audit.fault()) is None
        )

    sweep("last approval", lambda: approve(people[2]), done)


main()
