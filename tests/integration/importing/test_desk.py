"""The desk's pages of imports: who may, what they see, what they get back."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from cases.importing.models import Batch, BatchState
from cases.models import PunishmentCasePage
from cms import clock
from cms.notices.models import Notice
from cms.ops import jobs
from cms.ops.models import JobRun
from cms.units.models import Role
from tests.factories import cases
from tests.factories.site import make_member, make_user
from tests.integration.importing.tables import as_csv, as_xlsx, punishment_row

pytestmark = pytest.mark.django_db
INDEX = "/admin/import/"
WRONG = {"处罚决定日期": "昨天"}


@pytest.fixture
def people(tree):
    """One of each kind, by name."""
    return {
        "reporter": make_member(tree.scjg, Role.REPORTER, "reporter"),
        "colleague": make_member(tree.scjg, Role.LEADER, "colleague"),
        "stranger": make_member(tree.fgw, Role.REPORTER, "stranger"),
        "editor": make_member(tree.fgw, Role.EDITOR, "an-editor"),
        "supervisor": make_member(tree.fgw, Role.SUPERVISOR, "supervisor"),
        "administrator": make_user(None, username="administrator", superuser=True),
    }


@pytest.fixture
def desk(client, people):
    """Uploads as one of the people and follows; the batch, or the page where there is none."""

    def upload(name, data, file="cases.csv", **fields):
        client.force_login(people[name])
        response = client.post(INDEX, {"file": SimpleUploadedFile(file, data), **fields}, follow=True)
        assert response.status_code == 200
        return Batch.objects.order_by("-pk").first(), response.content.decode()

    return upload


def test_from_upload_to_drafts(desk, client, people, tree):
    batch, page = desk("reporter", as_csv([punishment_row(1), punishment_row(2, **WRONG)]), unit=tree.scjg.unit.pk)
    assert batch.state == BatchState.READY
    assert not PunishmentCasePage.objects.exists()
    assert "看不懂的日期" in page
    assert "2026-03-01" in page
    page = client.post(f"{INDEX}{batch.pk}/start/", {"how": "good"}, follow=True).content.decode()
    case = PunishmentCasePage.objects.get()
    assert reverse("wagtailadmin_pages:edit", args=[case.pk]) in page
    assert case.owner == people["reporter"]
    assert Notice.objects.get().user == people["reporter"]
    assert client.get(reverse("wagtailadmin_pages:edit", args=[case.pk])).status_code == 200
    batch.refresh_from_db()
    assert batch.state == BatchState.DONE


def test_the_error_sheet_can_be_mended_and_uploaded(desk, client, tree):
    rows = [punishment_row(1), punishment_row(2, **WRONG, 备注="=1+1")]
    batch, _page = desk("reporter", as_csv(rows), unit=tree.scjg.unit.pk)
    client.post(f"{INDEX}{batch.pk}/start/", {"how": "good"})
    sheet = b"".join(client.get(f"{INDEX}{batch.pk}/errors.xlsx").streaming_content)
    book = load_workbook(io.BytesIO(sheet))
    texts = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert len(texts) == 2
    assert "昨天" in texts[1]
    assert "'=1+1" in texts[1]
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)
    for row in book.active.iter_rows():
        for cell in row:
            cell.value = "2026-05-06" if cell.value == "昨天" else cell.value
    file = io.BytesIO()
    book.save(file)
    again, _page = desk("reporter", file.getvalue(), "mended.xlsx", unit=tree.scjg.unit.pk)
    client.post(f"{INDEX}{again.pk}/start/", {"how": "whole"})
    assert PunishmentCasePage.objects.count() == 2
    assert PunishmentCasePage.objects.order_by("pk").last().remarks.splitlines()[0] == "=1+1"
    csv = client.get(f"{INDEX}{batch.pk}/errors.csv").content.decode("utf-8-sig")
    assert "'=1+1" in csv


@pytest.mark.parametrize(
    ("who", "unit", "status"),
    [
        ("reporter", "市场监管局", "good"),
        ("reporter", "江津区市场监管局", "good"),
        ("reporter", "发展改革委", "bad"),
        ("colleague", "scjg", "good"),
        ("stranger", "市场监管局", "bad"),
        ("editor", "市场监管局", "good"),
        ("editor", "没有的单位", "bad"),
        ("administrator", "市场监管局", "good"),
    ],
)
def test_for_which_units_a_row_may_be(desk, tree, who, unit, status):
    own = {"stranger": tree.fgw, "editor": tree.scjg}.get(who, tree.scjg)
    batch, _page = desk(who, as_csv([punishment_row(1, 报送单位=unit, 公示截止期="2027-05-06")]), unit=own.unit.pk)
    [row] = batch.rows.all()
    assert row.state in ({"good", "warned"} if status == "good" else {"bad"})
    if status == "bad":
        assert [fault["column"] for fault in row.faults if fault["level"] == "error"] == ["报送单位"]


def test_a_reporters_rows_without_a_unit_are_of_their_own(desk, client, tree):
    batch, _page = desk("reporter", as_csv([punishment_row(1, 报送单位="")]), unit=tree.scjg.unit.pk)
    client.post(f"{INDEX}{batch.pk}/start/", {"how": "good"})
    assert PunishmentCasePage.objects.get().unit == tree.scjg.unit


def test_a_reporter_cannot_choose_another_unit(desk, tree):
    batch, page = desk("reporter", as_csv([punishment_row(1)]), unit=tree.fgw.unit.pk)
    assert batch is None
    assert "error" in page


@pytest.mark.parametrize("who", ["colleague", "stranger", "editor", "administrator"])
@pytest.mark.parametrize("path", ["", "progress/", "errors.csv", "errors.xlsx"])
def test_nobody_else_sees_an_import(desk, client, people, tree, who, path):
    batch, _page = desk("reporter", as_csv([punishment_row(1)]), unit=tree.scjg.unit.pk)
    client.force_login(people[who])
    response = client.get(f"{INDEX}{batch.pk}/{path}")
    if response.streaming:
        assert b"".join(response.streaming_content)
    assert response.status_code == (200 if who == "administrator" else 404)
    assert batch.file_name not in client.get(INDEX).content.decode()


@pytest.mark.parametrize("act", ["start", "step", "cancel"])
@pytest.mark.parametrize("who", ["colleague", "stranger", "editor"])
def test_nobody_else_acts_on_an_import(desk, client, people, tree, who, act):
    batch, _page = desk("reporter", as_csv([punishment_row(1)]), unit=tree.scjg.unit.pk)
    client.force_login(people[who])
    assert client.post(f"{INDEX}{batch.pk}/{act}/", {"how": "good"}).status_code == 404
    assert client.get(f"{INDEX}{batch.pk}/{act}/").status_code in {404, 405}
    assert not PunishmentCasePage.objects.exists()


@pytest.mark.parametrize("path", ["", "template.xlsx", "1/", "1/progress/", "1/errors.csv", "1/errors.xlsx"])
def test_who_reports_for_nobody_is_refused(client, people, path):
    assert client.get(f"{INDEX}{path}").status_code == 302
    client.force_login(people["supervisor"])
    response = client.get(f"{INDEX}{path}")
    assert response.status_code in {302, 403}
    assert "/import/" not in response.get("Location", "")


def test_a_draft_of_another_unit_is_not_known(desk, client, people, tree):
    """Whoever reports for one unit cannot find out by importing what another has among its drafts."""
    batch, _page = desk("reporter", as_csv([punishment_row(1, 案例标题="金丝雀")]), unit=tree.scjg.unit.pk)
    client.post(f"{INDEX}{batch.pk}/start/", {"how": "good"})
    rows = as_csv([punishment_row(1, 案例标题="别的标题", 报送单位="")])
    other, page = desk("stranger", rows, unit=tree.fgw.unit.pk)
    assert other.rows.get().state != "known"
    assert "金丝雀" not in page


def test_what_another_unit_has_made_public_is_known(desk, client, people, tree):
    batch, _page = desk("reporter", as_csv([punishment_row(1)]), unit=tree.scjg.unit.pk)
    client.post(f"{INDEX}{batch.pk}/start/", {"how": "good"})
    case = PunishmentCasePage.objects.get()
    draft = case.get_latest_revision_as_object()
    draft.notified_on, draft.impact_assessment = draft.decided_on, "影响适度。"
    draft.summary, draft.source_url = "摘要。", "https://example.gov.invalid/decision.html"
    draft.save_revision()
    case.refresh_from_db()
    cases.published(cases.reviewed(case))
    rows = as_csv([punishment_row(1, 案例标题="别的标题", 报送单位="")])
    other, _page = desk("stranger", rows, unit=tree.fgw.unit.pk)
    assert other.rows.get().state == "known"


def test_identity_numbers_are_kept_nowhere(desk, client, tree):
    number = "500116199001010014"
    rows = [punishment_row(1, 违法事实=f"张某（{number}）违法。"), punishment_row(2, 法定代表人="张某 13812345678")]
    batch, page = desk("reporter", as_csv(rows), f"{number}.csv", unit=tree.scjg.unit.pk)
    assert number not in page
    assert number not in str(list(batch.rows.values())) + batch.file_name
    assert [row.state for row in batch.rows.all()] == ["bad", "warned"]
    assert "50***************4" in page.replace(" ", "") or "50" in page
    assert "138****5678" in page
    assert number not in client.get(f"{INDEX}{batch.pk}/errors.csv").content.decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空"),
        (b"%PDF-1.7", "CSV"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 99, ".xls"),
        (as_csv([{"案例类型": "失信惩戒", "案例标题": "x", "行政相对人名称": "x"}]), "处罚依据"),
        (b"a,b,c\n1,2,3\n", "表头"),
        ("案例类型,案例标题,领域,领域\n失信惩戒,x,y,z\n".encode(), "重复"),
    ],
)
def test_a_file_that_is_refused_says_why_beside_the_field(desk, data, said):
    batch, page = desk("administrator", data, "cases.xlsx")
    assert batch is None
    assert said in page


def test_filters_and_pages_of_many_rows(desk, client, tree, settings):
    rows = [punishment_row(number, **(WRONG if number % 3 == 0 else {})) for number in range(1, 121)]
    batch, page = desk("reporter", as_csv(rows), unit=tree.scjg.unit.pk)
    assert "1 / 3" in page
    page = client.get(f"{INDEX}{batch.pk}/?state=bad").content.decode()
    assert page.count("看不懂的日期") == 40
    assert "1 / 3" not in page
    assert client.get(f"{INDEX}{batch.pk}/?state=x&page=999").status_code == 200


def test_many_rows_go_on_while_the_page_is_open(desk, client, tree, settings):
    settings.IMPORT_AT_ONCE = 100
    rows = [punishment_row(number) for number in range(1, 301)]
    batch, page = desk("reporter", as_csv(rows), unit=tree.scjg.unit.pk)
    assert batch.state == BatchState.CHECKING
    assert "hx-post" in page
    fragment = client.post(f"{INDEX}{batch.pk}/step/", headers={"hx-request": "true"}).content.decode()
    assert "200 / 300" in fragment
    assert "<html" not in fragment
    response = client.post(f"{INDEX}{batch.pk}/step/", headers={"hx-request": "true"})
    assert response["HX-Refresh"] == "true"
    client.post(f"{INDEX}{batch.pk}/start/", {"how": "good"})
    assert PunishmentCasePage.objects.count() == 0
    client.post(f"{INDEX}{batch.pk}/step/")
    page = client.post(f"{INDEX}{batch.pk}/cancel/", follow=True).content.decode()
    assert "200" in page
    assert PunishmentCasePage.objects.count() == 200


def test_a_worker_takes_many_rows_over(desk, client, tree, settings):
    settings.IMPORT_AT_ONCE = 100
    JobRun.objects.create(name=jobs.HEARTBEAT, finished=clock.now())
    batch, page = desk("reporter", as_csv([punishment_row(number) for number in range(1, 201)]), unit=tree.scjg.unit.pk)
    assert "hx-get" in page
    assert "hx-post" not in page
    client.post(f"{INDEX}{batch.pk}/step/")
    batch.refresh_from_db()
    assert batch.state == BatchState.CHECKING  # the worker's, not the page's
    assert jobs.run(jobs.registry["imports"], "worker")
    assert client.get(f"{INDEX}{batch.pk}/progress/")["HX-Refresh"] == "true"


def test_the_template_offers_ones_own_units_and_is_recognised(desk, client, tree, people):
    client.force_login(people["reporter"])
    data = b"".join(client.get(f"{INDEX}template.xlsx").streaming_content)
    book = load_workbook(io.BytesIO(data))
    assert [sheet.sheet_state for sheet in book] == ["visible", "visible"]
    texts = {cell.value for row in book["填写说明"].iter_rows() for cell in row}
    assert "江津区市场监管局" in texts
    assert "江津区发展改革委" not in texts
    assert len(book["案例"].data_validations.dataValidation) == 6
    batch, page = desk("reporter", data, "template.xlsx", unit=tree.scjg.unit.pk)
    assert [row.state for row in batch.rows.all()] == ["example"]
    sheet = book["案例"]
    row = punishment_row(7)
    for column, cell in enumerate(sheet[1], 1):
        value = row.get(cell.value.removesuffix("*"))
        sheet.cell(3, column, value or None)
    file = io.BytesIO()
    book.save(file)
    batch, page = desk("reporter", file.getvalue(), "filled.xlsx", unit=tree.scjg.unit.pk)
    assert [row.state for row in batch.rows.all()] == ["example", "warned"] or page
    assert batch.rows.last().state in {"good", "warned"}, batch.rows.last().faults


def test_the_menu_shows_it_to_who_may(client, people):
    for name, shown in {"reporter": True, "editor": True, "supervisor": False}.items():
        client.force_login(people[name])
        assert (INDEX in client.get("/admin/account/").content.decode()) is shown


def test_codes_that_excel_made_numbers_of(desk, tree):
    row = punishment_row(1)
    book = load_workbook(io.BytesIO(as_xlsx([row])))
    column = [cell.value for cell in book.active[1]].index("统一社会信用代码") + 1
    book.active.cell(2, column, 911500116000000012)
    file = io.BytesIO()
    book.save(file)
    batch, page = desk("reporter", file.getvalue(), "cases.xlsx", unit=tree.scjg.unit.pk)
    assert "末几位已丢失" in page
    assert batch.rows.get().state == "bad"
