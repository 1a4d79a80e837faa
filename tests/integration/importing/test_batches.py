"""An import on the desk: chunks that survive a death, nothing twice, nothing lost, all or nothing."""

import io
import os
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Page

from cases.importing import batches
from cases.importing.models import Batch, BatchState, CaseKey, RowState
from cases.importing.sheets import report_lines, write_xlsx
from cases.models import PunishmentCasePage
from cms.notices.models import Notice
from tests.integration.importing.tables import as_csv, as_xlsx, punishment_row

pytestmark = pytest.mark.django_db
MANY, MANY_WRONG = int(os.environ.get("IMPORT_ROWS", "450")), int(os.environ.get("IMPORT_WRONG", "50"))


def upload(data, name="cases.csv"):
    return SimpleUploadedFile(name, data)


def mended(batch):
    """The error sheet of a batch with its wrong dates put right, as XLSX bytes."""
    rows = batch.rows.filter(state=RowState.BAD)
    lines = report_lines(batch.headings, ((row.number, "", ["错"], row.cells) for row in rows))
    lines = [["2026-05-06" if cell == "昨天" else cell for cell in line] for line in lines]
    file = io.BytesIO()
    write_xlsx(file, lines)
    return file.getvalue()


def test_many_rows_with_wrong_ones_end_to_end(tree, editor, record_property):
    rows = [punishment_row(number) for number in range(1, MANY + 1)]
    for row in rows[:: MANY // MANY_WRONG][:MANY_WRONG]:
        row["处罚决定日期"] = "昨天"
    data = as_xlsx(rows)
    clock = [time.perf_counter()]

    def lap():
        clock.append(time.perf_counter())
        return clock[-1] - clock[-2]

    batch = batches.take_in(upload(data, "cases.xlsx"), editor)
    times = [("read", lap())]
    batches.run(batch.pk)
    times.append(("checked", lap()))
    assert batches.counts(batch)["bad"] == MANY_WRONG
    assert batches.start(batch.pk, whole=False)
    batches.run(batch.pk)
    times.append(("written", lap()))
    batch.refresh_from_db()
    assert batch.state == BatchState.DONE
    assert PunishmentCasePage.objects.count() == MANY - MANY_WRONG
    again = batches.take_in(upload(mended(batch), "mended.xlsx"), editor)
    batches.run(again.pk)
    assert batches.start(again.pk, whole=True)
    batches.run(again.pk)
    assert PunishmentCasePage.objects.count() == MANY
    assert {page.latest_revision_id is None for page in Page.objects.type(PunishmentCasePage)} == {False}
    numbers = PunishmentCasePage.objects.values_list("document_number", flat=True)
    assert sorted(numbers) == sorted(row["行政处罚决定书文号"].replace("[", "〔").replace("]", "〕") for row in rows)
    once_more = batches.take_in(upload(data, "cases.xlsx"), editor)
    batches.run(once_more.pk)
    counts = batches.counts(once_more)
    assert (counts["known"], counts["bad"], counts["writable"]) == (MANY - MANY_WRONG, MANY_WRONG, 0)
    line = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in times)
    record_property("table", f"import of {MANY} rows, {MANY_WRONG} wrong: {line}")
