"""Lists and measures from CSV, XLSX and JSON: what was exported can be imported; errors name row and column."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from cms.register import verbs
from cms.rules.history import history_of
from home.directory.models import JointMeasure, ListPage
from tests.factories.directory import measure

HEAD = "代码,措施,类型,适用对象,法律依据及条款,实施单位,领域,生效日期,失效日期"


@pytest.fixture
def desk(columns, client, editor):
    """The import as an editor's browser has it."""
    client.force_login(editor)

    def send(content, kind="measures", name="a.csv"):
        file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
        response = client.post(reverse("directory_import"), {"kind": kind, "file": file})
        assert response.status_code == 200
        return response

    send.take = lambda: client.post(reverse("directory_import"), {"take": "1"}, follow=True)
    return send


def faults(response):
    """`[(row, heading)]` of what the preview says is wrong."""
    return [(line.number, heading) for line in response.context["lines"] for heading, _why in line.faults]


def test_nothing_is_written_before_the_word(desk):
    response = desk(f"{HEAD}\nm1,限制高消费,失信惩戒,失信被执行人,《民事诉讼法》,市场监管局,质量违法,2026/3/1,\n")
    assert faults(response) == []
    assert not JointMeasure.objects.exists()
    desk.take()
    row = JointMeasure.objects.get()
    assert (row.code, row.kind, row.valid_from.isoformat(), row.field.code) == (
        "m1",
        "restriction",
        "2026-03-01",
        "quality",
    )
    assert history_of(row).count() == 1


def test_errors_name_row_and_column_and_nothing_is_taken(desk):
    rows = [
        "m1,措施,失信惩戒,对象,《法》,市场监管局,,,",
        "m2,措施,不知道,对象,《法》,没有的局,,昨天,",
        "m3,措施,失信惩戒,对象,,市场监管局,,2026-03-02,2026-03-01",
        "m 4,联系13812345678,失信惩戒,对象,《法》,市场监管局,没有的领域,,",
    ]
    response = desk("\n".join([HEAD, *rows]))
    assert faults(response) == [
        (3, "类型"),
        (3, "实施单位"),
        (3, "生效日期"),
        (4, "法律依据及条款"),
        (4, "失效日期"),
        (5, "领域"),
    ]
    desk.take()
    assert not JointMeasure.objects.exists()


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
def test_what_was_exported_is_known_again(desk, columns, client, format):
    measure(columns.scjg.unit, "m1", name="=1+1 措施")
    response = client.get(f"/measures/export.{format}")
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if format == "xlsx":
        assert load_workbook(io.BytesIO(content)).active["B2"].value.startswith("'=")
    preview = desk(content, name=f"m.{format}")
    assert [line.outcome for line in preview.context["lines"]] == ["same"]


def test_lists_become_drafts(desk, honoured, client):
    rows = client.get("/lists/export.json").json()
    rows[0]["exit_rule"] = "改为期满自动移出。"
    rows.append(rows[0] | {"field": "质量违法", "title": "质量领域名单", "basis": "《产品质量法》 第五条"})
    response = desk(json.dumps(rows), "lists", "l.json")
    assert [line.outcome for line in response.context["lines"]] == ["changed", "new"]
    desk.take()
    assert "改为期满" not in client.get(honoured.path).content.decode()
    page = ListPage.objects.get(field__code="quality")
    assert not page.live
    draft = page.get_latest_revision_as_object()
    assert [(row.law, row.article) for row in draft.bases.all()] == [("《产品质量法》", "第五条")]
    verbs.publish(honoured.page.specific)
    assert "改为期满" in client.get(honoured.path).content.decode()


def test_the_honoured_become_part_of_a_draft(desk, honoured, client):
    rows = client.get("/lists/export.json?of=members").json()
    assert len(rows) == 2
    rows[0]["valid_until"] = "2031-12-31"
    rows.append(rows[0] | {"name": "江津区新来诚信贸易有限公司", "code": ""})
    response = desk(json.dumps(rows), "members", "m.json")
    assert [line.outcome for line in response.context["lines"]] == ["changed", "same", "new"]
    desk.take()
    assert honoured.subjects.count() == 2
    verbs.publish(honoured.page.specific)
    assert honoured.subjects.count() == 3
    wrong = desk(json.dumps([rows[0] | {"name": "王小明", "code": "", "year": "去年"}]), "members", "m.json")
    assert faults(wrong)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.csv"),
        (b"\x00\x00\x00", "a.csv"),
        (b"[1, 2]", "a.json"),
        (b'{"a": 1}', "a.json"),
        (b"[" * 100_000, "a.json"),
        (b'[{"code": {"x": 1}}]', "a.json"),
        (b'[{"code": "a\\u0000b"}]', "a.json"),
        (b'[{"code": "a\\ud800b"}]', "a.json"),
        (b"PK\x03\x04 broken", "a.xlsx"),
        ("甲,乙\n1,2".encode(), "a.csv"),
    ],
)
def test_a_file_that_is_none_is_refused(desk, content, name):
    response = desk(content, name=name)
    assert response.context["form"].errors
    assert "lines" not in response.context


def test_only_who_keeps_the_tables_imports(columns, client, outsider):
    client.force_login(outsider)
    assert client.get(reverse("directory_import")).status_code in {302, 403}


def test_one_row_stands_once_in_a_file(desk):
    row = "m1,限制高消费,失信惩戒,失信被执行人,《民事诉讼法》,市场监管局,质量违法,2026-03-01,"
    response = desk(f"{HEAD}\n{row}\n{row}\n")
    assert faults(response) == [(3, "代码")]
    assert (response.context["new"], response.context["writable"]) == (1, False)
    desk.take()
    assert not JointMeasure.objects.exists()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30"])
def test_dates_can_be_meant(desk, day):
    response = desk(f"{HEAD}\nm1,措施,失信惩戒,对象,《法》,市场监管局,质量违法,{day},\n")
    assert faults(response) == [(2, "生效日期")]
    assert response.context["new"] == 0
