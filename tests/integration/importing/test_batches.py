"""An import on the desk: chunks that survive a death, nothing twice, nothing lost, all or nothing."""

import datetime
import io
import os
import time
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from wagtail.models import Page

from cases.importing import batches
from cases.importing.models import Batch, BatchState, CaseKey, RowState
from cases.importing.sheets import report_lines, write_xlsx
from cases.models import PunishmentCasePage
from cms import clock
from cms.notices.models import Notice
from cms.units.models import Membership, Role
from tests.factories.site import make_member
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


@pytest.fixture
def taken(tree, editor):
    """A checked batch of rows."""

    def take(rows, user=editor):
        batch = batches.take_in(upload(as_csv(rows)), user)
        batches.run(batch.pk)
        batch.refresh_from_db()
        return batch

    return take


def rows_of(count, **cells):
    return [punishment_row(number, **cells) for number in range(1, count + 1)]


def test_all_or_nothing_writes_nothing_while_a_row_is_wrong(taken):
    batch = taken([*rows_of(3), punishment_row(4, 处罚决定日期="昨天")])
    assert not batches.start(batch.pk, whole=True)
    batches.run(batch.pk)
    assert not PunishmentCasePage.objects.exists()
    assert batches.start(batch.pk, whole=False)
    batches.run(batch.pk)
    assert PunishmentCasePage.objects.count() == 3


def test_a_stop_between_chunks_keeps_what_is_written_and_says_so(taken):
    batch = taken(rows_of(450))
    batches.start(batch.pk, whole=False)
    batches.step(batch.pk)
    assert batches.cancel(batch.pk)
    batches.run(batch.pk)
    batch.refresh_from_db()
    assert batch.state == BatchState.CANCELLED
    assert batches.counts(batch)["written"] == PunishmentCasePage.objects.count() == 200
    assert "200" in Notice.objects.get().title


def test_a_stop_of_all_or_nothing_takes_back_what_is_written(taken):
    batch = taken(rows_of(450))
    batches.start(batch.pk, whole=True)
    batches.step(batch.pk)
    assert PunishmentCasePage.objects.count() == 200
    assert batches.cancel(batch.pk)
    batches.run(batch.pk)
    batch.refresh_from_db()
    assert batch.state == BatchState.CANCELLED
    assert not PunishmentCasePage.objects.exists()
    assert not CaseKey.objects.exists()
    assert not any(Page.find_problems())


def test_all_or_nothing_is_nothing_when_a_right_is_lost_half_way(taken, tree):
    reporter = make_member(tree.scjg, Role.REPORTER, "reporter")
    batch = taken(rows_of(450), reporter)
    batches.start(batch.pk, whole=True)
    batches.step(batch.pk)
    Membership.objects.filter(user=reporter).delete()
    batches.run(batch.pk)
    batch.refresh_from_db()
    assert batch.state == BatchState.CANCELLED
    assert not PunishmentCasePage.objects.exists()


def test_cells_are_emptied_once_written_and_everything_is_forgotten_after_a_week(taken):
    batch = taken([*rows_of(2), punishment_row(3, 处罚决定日期="昨天")])
    batches.start(batch.pk, whole=False)
    batches.run(batch.pk)
    assert sorted(bool(row.cells) for row in batch.rows.all()) == [False, False, True]
    assert batches.forget_old() == 0
    with time_machine.travel(clock.now() + datetime.timedelta(days=settings.IMPORT_DAYS, hours=1)):
        call_command("housekeeping", stdout=io.StringIO())
    assert not Batch.objects.exists()
    assert PunishmentCasePage.objects.count() == 2


def test_the_uploaded_file_does_not_stay(taken):
    taken(rows_of(1))
    assert os.listdir(settings.IMPORT_ROOT) == []
    stray = Path(settings.IMPORT_ROOT, "stray")
    stray.write_text("x")
    assert batches.sweep() == 0
    os.utime(stray, (0, 0))
    assert batches.sweep() == 1
    assert not Path(settings.IMPORT_ROOT).is_relative_to(settings.MEDIA_ROOT)


def test_a_batch_that_fails_keeps_no_other_waiting(taken, monkeypatch):
    first, second = taken(rows_of(1)), taken([punishment_row(2)])
    for batch in (first, second):
        batches.start(batch.pk, whole=False)
    step = batches.step

    def fails_for_the_first(pk):
        if pk == first.pk:
            raise RuntimeError("broken")
        return step(pk)

    monkeypatch.setattr(batches, "step", fails_for_the_first)
    with pytest.raises(RuntimeError):
        batches.run_waiting()
    second.refresh_from_db()
    assert second.state == BatchState.DONE
