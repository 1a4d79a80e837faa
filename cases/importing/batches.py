"""An import on the desk: taken in, checked and written in chunks, each in a transaction of its own.

A chunk is done by whoever comes: the request itself (few rows), the background worker, or the open page, which asks
again and again. Whoever dies loses its chunk and nothing else: rows say what became of them in the transaction that
made their pages.
"""

import datetime
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.importing.checking import check, kinds_in, state_of
from cases.importing.drafting import Drafter, Scope
from cases.importing.lists import Lists
from cases.importing.models import ACTIVE, WRITABLE, Batch, BatchRow, BatchState, RowState
from cases.importing.opening import Line, mask_ids, open_sheet, require
from cases.importing.writing import write
from cms import clock
from cms.notices import notify
from cms.notices.vocabulary import NoticeKind
from cms.units.members import units_of

CHUNK = 200  # rows: about a second of work
UNDO = 50  # drafts taken back at a time; Wagtail deletes them one by one
LONGEST_NAME = 100  # characters of a file's name
STRAY = datetime.timedelta(hours=1)  # after which an uploaded file that is still there belonged to a process that died
PERMISSION = "importing.import_for_all"


def scope_of(user, unit=None):
    """For which units `user` imports: all with the permission, else those they are a member of today."""
    if user.has_perm(PERMISSION):
        return Scope(None, unit)
    own = list(units_of(user).filter(home__isnull=False).select_related("home"))
    if unit is None and len(own) == 1:
        unit = own[0]
    return Scope(frozenset(one.pk for one in own), unit)


def may_import(user):
    """Whether `user` imports cases at all."""
    return user.has_perm(PERMISSION) or units_of(user).exists()


def take_in(upload, user, unit=None):
    """Reads the uploaded file and keeps its rows as a `Batch`; the file itself is gone afterwards. Raises Refusal."""
    folder = Path(settings.IMPORT_ROOT)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, path = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in upload.chunks():
                file.write(piece)
        sheet = open_sheet(path)
    finally:
        Path(path).unlink(missing_ok=True)
    require(sheet, kinds_in(sheet))
    with transaction.atomic():
        batch = Batch.objects.create(
            user=user,
            unit=unit,
            file_name=mask_ids(os.path.basename(upload.name))[-LONGEST_NAME:],
            made_at=clock.now(),
            headings=sheet.headings,
            keys=sheet.keys,
            factors=sheet.factors,
            epoch=sheet.epoch,
            notices=sheet.notices,
        )
        BatchRow.objects.bulk_create(
            (BatchRow(batch=batch, number=line.number, cells=line.cells, masked=line.masked) for line in sheet.lines),
            batch_size=CHUNK,
        )
    return batch


def step(pk):
    """Does the next chunk of the batch `pk`, if anything is to be done; whether something was."""
    batch = Batch.objects.select_related("user", "unit__home").filter(pk=pk, state__in=ACTIVE).first()
    if batch is None:
        return False
    {BatchState.CHECKING: _check, BatchState.WRITING: _write, BatchState.UNDOING: _undo}[batch.state](batch)
    return True


def run(pk):
    """Does all chunks of the batch `pk`."""
    while step(pk):
        pass


def run_waiting():
    """The worker's job: every batch on which something is to be done, the oldest first; a line that says so."""
    done, failed = 0, None
    for pk in list(Batch.objects.filter(state__in=ACTIVE).order_by("pk").values_list("pk", flat=True)):
        try:
            run(pk)
            done += 1
        except Exception as error:
            failed = error  # one that fails keeps no other waiting
    if failed:
        raise failed
    return f"imports: {done}" if done else None


def start(pk, *, whole):
    """Begins to write the good rows of a checked batch, or with `whole` all or nothing; whether this call began it."""
    with transaction.atomic():
        batch = _locked(pk, BatchState.READY)
        if batch is None or (whole and batch.rows.filter(state=RowState.BAD).exists()):
            return False
        batch.state, batch.whole = BatchState.WRITING, whole
        batch.save(update_fields=["state", "whole"])
    return True


def cancel(pk):
    """Stops before the next chunk; of “all or nothing” what is written already is taken back. Whether it stopped."""
    with transaction.atomic():
        batch = Batch.objects.select_for_update().filter(pk=pk).first()
        if batch is None or batch.state not in {BatchState.CHECKING, BatchState.READY, BatchState.WRITING}:
            return False
        undoes = batch.state == BatchState.WRITING and batch.whole and _written(batch).exists()
        if undoes:
            batch.state = BatchState.UNDOING
            batch.save(update_fields=["state"])
        else:
            _finish(batch, BatchState.CANCELLED)
    return True


def counts(batch):
    """How many rows are in each state: `{state: number}`, and `all` of them but for examples."""
    found = dict(batch.rows.order_by().values_list("state").annotate(Count("pk")))
    found = {state: found.get(state, 0) for state in RowState.values}
    found["all"] = sum(found.values()) - found[RowState.EXAMPLE]
    found["writable"] = sum(found[state] for state in WRITABLE)
    found["checked"] = found["all"] - found[RowState.NEW]
    found["due"] = found["writable"] + found[RowState.WRITTEN]
    return found


def forget_old():
    """Deletes batches, and with them every cell that was uploaded, after the days they are kept; how many."""
    old = Batch.objects.filter(made_at__lt=clock.now() - datetime.timedelta(days=settings.IMPORT_DAYS))
    found = old.count()
    old.delete()
    return found


def sweep():
    """Deletes uploaded files whose process died while reading them; how many."""
    folder = Path(settings.IMPORT_ROOT)
    before = clock.now().timestamp() - STRAY.total_seconds()
    old = [path for path in folder.iterdir() if path.stat().st_mtime < before] if folder.is_dir() else []
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _locked(pk, state):
    """The batch, held until the end of the transaction, if it is still in `state`."""
    return Batch.objects.select_for_update().filter(pk=pk, state=state).first()


def _written(batch):
    return batch.rows.filter(state=RowState.WRITTEN)


def _drafts(batch, rows, seen):
    """The rows judged, with what whoever uploaded them may do today."""
    scope = scope_of(batch.user, batch.unit)
    drafter = Drafter(batch.keys, batch.factors, batch.epoch, Lists(), scope)
    return check(drafter, [Line(row.number, row.cells, row.masked) for row in rows], seen)


def _seen(batch, before):
    """The keys of the rows above the row number `before`."""
    earlier = batch.rows.filter(number__lt=before).exclude(keys=[]).values_list("number", "keys")
    return {key: number for number, keys in earlier.order_by("-number") for key in keys}


def _note(row, draft):
    """Writes into the row what became of it."""
    row.state = state_of(draft)
    row.faults = [one.as_data() for one in draft.faults]
    row.title = mask_ids(draft.title)[:255]
    row.page_id = draft.page_id
    if row.state == RowState.WRITTEN:
        row.cells = []  # the draft has them now
    row.keys = list(draft.keys) if row.state != RowState.BAD else []


def _save(rows):
    """Writes the rows anew: in one statement, of which `bulk_update` would make a page of conditions."""
    noted = ["state", "faults", "title", "page", "cells", "keys"]
    BatchRow.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=noted)


def _check(batch):
    rows = list(batch.rows.filter(state=RowState.NEW)[:CHUNK])
    drafts = _drafts(batch, rows, _seen(batch, rows[0].number)) if rows else []
    with transaction.atomic():
        batch = _locked(batch.pk, BatchState.CHECKING)
        if batch is None:
            return
        for row, draft in zip(rows, drafts, strict=True):
            _note(row, draft)
        _save(rows)
        if not batch.rows.filter(state=RowState.NEW).exists():
            batch.state = BatchState.READY
            batch.save(update_fields=["state"])


def _write(batch):
    user = batch.user
    ahead = list(batch.rows.filter(state__in=WRITABLE)[:CHUNK])
    drafts = _drafts(batch, ahead, _seen(batch, ahead[0].number) if ahead else {})
    with transaction.atomic():
        batch = _locked(batch.pk, BatchState.WRITING)
        if batch is None:
            return
        # Somebody else may have done some of them since they were read.
        still = set(
            batch.rows.filter(pk__in=[row.pk for row in ahead], state__in=WRITABLE).values_list("pk", flat=True)
        )
        pairs = [(row, draft) for row, draft in zip(ahead, drafts, strict=True) if row.pk in still]
        write([draft for _row, draft in pairs], user)
        for row, draft in pairs:
            _note(row, draft)
        _save([row for row, _draft in pairs])
        if batch.whole and any(row.state == RowState.BAD for row, _draft in pairs):
            batch.state = BatchState.UNDOING  # what was good when it was checked is not any more
            batch.save(update_fields=["state"])
        elif not batch.rows.filter(state__in=WRITABLE).exists():
            _finish(batch, BatchState.DONE)


def _undo(batch):
    user = batch.user
    with transaction.atomic():
        batch = _locked(batch.pk, BatchState.UNDOING)
        if batch is None:
            return
        rows = list(_written(batch).select_related("page")[:UNDO])
        for row in rows:
            _take_back(row, user)
        if not _written(batch).exists():
            _finish(batch, BatchState.CANCELLED)


def _take_back(row, user):
    """Deletes the draft of a row, unless somebody went on with it or a review began."""
    page = row.page.specific if row.page else None
    BatchRow.objects.filter(pk=row.pk).update(state=RowState.GOOD, page=None)
    untouched = page and not page.live and page.revisions.count() == 1 and page.current_workflow_state is None
    if untouched:
        page.delete(user=user, skip_permission_checks=True)  # the right to report may have ended meanwhile


def _finish(batch, state):
    batch.state, batch.finished_at = state, clock.now()
    batch.save(update_fields=["state", "finished_at"])
    found = counts(batch)
    if state == BatchState.CANCELLED and not found["written"] and not batch.whole:
        return  # they know: they did it, and nothing came of it
    if state == BatchState.DONE:
        title = ngettext("Import ended: %(count)s draft made", "Import ended: %(count)s drafts made", found["written"])
    else:
        title = ngettext(
            "Import stopped: %(count)s draft made", "Import stopped: %(count)s drafts made", found["written"]
        )
    text = _("%(name)s: %(known)s known already, %(bad)s wrong.")
    notify(
        [batch.user],
        kind=NoticeKind.IMPORT,
        key=f"import:{batch.pk}:{state}",
        title=title % {"count": found["written"]},
        text=text % {"name": batch.file_name, "known": found["known"], "bad": found["bad"]},
        url=reverse("importing_batch", args=[batch.pk]),
    )
