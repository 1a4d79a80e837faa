"""The figures of the board against slow, independent computations; files; the number of queries."""

import csv
import datetime
import re
from collections import Counter
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import TaskState

from cases.assessment import plan, years
from cases.assessment.board import Board
from cases.assessment.models import PlanItem
from cms.desk.tables import Table, as_csv, safe
from cms.rules.models import CalendarDay
from tests.factories import cases, site
from tests.integration import answers
from tests.integration.assessment.conftest import case, media

DAY = datetime.date


def working_days(start, end):
    """How many working days lie after `start` up to `end`, one by one by the table."""
    special = dict(CalendarDay.objects.values_list("date", "is_working"))
    days = (start + datetime.timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(special.get(day, day.weekday() < 5) for day in days)


# (decided, public): over a week-end, over the May holidays with their make-up day, one day too late, the same day.
PUBLISHED = [
    (DAY(2026, 3, 2), DAY(2026, 3, 11)),
    (DAY(2026, 3, 2), DAY(2026, 3, 12)),
    (DAY(2026, 4, 24), DAY(2026, 5, 9)),
    (DAY(2026, 4, 28), DAY(2026, 5, 12)),
    (DAY(2026, 2, 6), DAY(2026, 2, 25)),
    (DAY(2026, 5, 20), DAY(2026, 5, 20)),
]


@pytest.fixture
def spring(clock, tree):
    """Some cases of two units in the spring of 2026."""
    for number, (decided, public) in enumerate(PUBLISHED):
        unit = (tree.scjg, tree.fgw)[number % 2]
        case(unit, submitted=decided, decided=decided, passed=decided, public=public)
    case(
        tree.fgw,
        submitted=DAY(2026, 3, 5),
        passed=DAY(2026, 3, 9),
        public=DAY(2026, 3, 30),
        decided=DAY(2026, 3, 4),
        make=cases.honour,
    )
    case(tree.baisha, submitted=DAY(2026, 4, 7), returned="facts", passed=DAY(2026, 4, 9))
    case(tree.scjg, submitted=DAY(2026, 4, 8), returned="facts", passed=DAY(2026, 4, 9))
    case(tree.scjg, submitted=DAY(2026, 4, 8), returned="wording", passed=DAY(2026, 4, 9))
    case(tree.scjg, submitted=DAY(2026, 6, 1))
    return tree


def test_the_rate_in_time_is_that_of_a_count_by_hand(spring):
    in_time = sum(working_days(decided, public) <= 7 for decided, public in PUBLISHED)
    assert 0 < in_time < len(PUBLISHED)
    punishment, honour = Board(years.figures_of_year(2026)).in_time
    assert (punishment.in_time, punishment.late, punishment.all) == (in_time, len(PUBLISHED) - in_time, len(PUBLISHED))
    assert punishment.rate == in_time * 100 // len(PUBLISHED)
    assert (honour.in_time, honour.all) == (int(working_days(DAY(2026, 3, 4), DAY(2026, 3, 30)) <= 15), 1)


def test_months_reviews_and_returns(spring):
    board = Board(years.figures_of_year(2026))
    adopted = Counter(public.month for _decided, public in PUBLISHED) + Counter([3])
    assert {month.number: month.adopted for month in board.months if month.adopted} == dict(adopted)
    submitted = Counter(decided.month for decided, _public in PUBLISHED) + Counter(
        [3, 6]
    )  # what is returned counts not
    assert {month.number: month.submitted for month in board.months if month.submitted} == dict(submitted)
    assert [(row.reason, row.count) for row in board.returns] == [("事实不全或不清", 2), ("标题或文字表述", 1)]
    for row in board.review_times:
        states = TaskState.objects.filter(task__content_type__model=row.review.replace("review_", "") + "reviewtask")
        spans = [
            (state.finished_at - state.started_at).total_seconds() / 86400 for state in states if state.finished_at
        ]
        assert row.count == len(spans)
        assert row.mean_days == pytest.approx(sum(spans) / len(spans), abs=0.06)
        assert row.returned == sum(state.status == "rejected" for state in states)


def test_kind_and_unit_divide_the_board(spring):
    figures = years.figures_of_year(2026)
    towns, departments = Board(figures, kind="town"), Board(figures, kind="department")
    assert [line.unit.code for line in towns.lines] == ["baisha"]
    assert sum(month.submitted for month in towns.months) == 0
    assert len(towns.returns) == 1
    whole = Board(figures)
    for table in ("submitted", "adopted", "reviews"):
        assert len(whole.of_units(table)) == len(towns.of_units(table)) + len(departments.of_units(table))
    assert [line.unit.code for line in Board(figures, unit=spring.fgw.unit.pk).lines] == ["fgw"]


def test_every_figure_of_the_board_leads_to_that_many_rows(spring, people):

    media(spring.scjg, DAY(2026, 2, 1), state="verified")
    item = PlanItem.objects.create(year=2026, number=1, kind="inspection", title="平台", due_on=DAY(2026, 5, 1))
    plan.set_units(item, [spring.scjg.unit])
    client = people.client("supervisor")
    page = client.get(reverse("assessment_board")).content.decode()
    links = re.findall(r'href="(/admin/assessment/rows/[^"]+)"[^>]*>\s*([^<]*\d+[^<]*)<', page)
    assert len(links) > 40
    for url, text in links:
        if "/items/" in url:
            continue  # says how many of how many
        rows = client.get(url.replace("&amp;", "&")).content.decode()
        number = int(re.search(r"\d+", text).group())
        assert f"共 {number} 条" in rows, (url, text)


def test_rows_go_by_pages_and_as_files(spring, people):
    client = people.client("supervisor")
    url = reverse("assessment_rows", args=["late"]) + "?obligation=punishment"
    lines = list(csv.reader(StringIO(answers.read(client.get(url + "&format=csv")).decode("utf-8-sig"))))
    late = [pair for pair in PUBLISHED if working_days(*pair) > 7]
    assert sorted(line[3] for line in lines[1:]) == sorted(public.isoformat() for _decided, public in late)
    book = load_workbook(BytesIO(answers.read(client.get(url + "&format=xlsx"))))
    assert book.active["D2"].value.date() in {public for _decided, public in late}


def test_the_files_of_the_board(spring, people):
    item = PlanItem.objects.create(year=2026, number=1, kind="inspection", title="=1+1", due_on=DAY(2026, 8, 31))
    plan.set_units(item, [spring.scjg.unit])
    client = people.client("supervisor")
    lines = list(
        csv.reader(StringIO(answers.read(client.get(reverse("assessment_export", args=["csv"]))).decode("utf-8-sig")))
    )
    heads = lines[0]
    row = dict(zip(heads, next(line for line in lines if line[0] == "市场监管局"), strict=True))
    assert (row["失信惩戒案例：报送数"], row["失信惩戒案例：采用数"], row["失信惩戒案例：状态"]) == ("4", "3", "已完成")
    book = load_workbook(BytesIO(answers.read(client.get(reverse("assessment_export", args=["xlsx"])))))
    assert len(book.sheetnames) == 5
    matrix, items = book[book.sheetnames[0]], book[book.sheetnames[4]]
    assert matrix.freeze_panes == "B2"
    assert matrix.column_dimensions["A"].width >= 8
    assert matrix["G2"].value == datetime.datetime(2026, 12, 31)
    assert matrix["G2"].number_format == "yyyy-mm-dd"
    assert matrix["A1"].font.bold
    assert items["B2"].value == "'=1+1"
    assert items["B2"].data_type == "s"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", " =1", "＝1", "＠a", "\n=1"])
def test_no_cell_starts_a_formula(text):
    body = as_csv(Table("t", [text], [[text]]), "t").content.decode("utf-8-sig")
    for line in csv.reader(StringIO(body)):
        assert line[0].startswith("'")
    assert safe("a=1") == "a=1"
    assert safe(-1) == -1


@pytest.mark.parametrize("page", ["board", "rows", "owed"])
def test_queries_do_not_grow_with_units_and_cases(clock, tree, people, page):
    url = {
        "board": reverse("assessment_board"),
        "rows": reverse("assessment_rows", args=["submitted"]),
        "owed": reverse("assessment_unit") + "?unit=scjg",
    }[page]
    client = people.client("supervisor")

    def count():
        client.get(url)  # what is remembered once is not counted
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    def fill(units):
        for number, unit in enumerate(units):
            decided = DAY(2026, 3, 2) + datetime.timedelta(days=number)
            case(unit, submitted=decided, decided=decided, passed=decided, public=decided + datetime.timedelta(days=5))
            case(unit, submitted=decided, returned="other", make=cases.honour)
            media(unit, decided, state="verified", title=f"报道{decided}")

    fill([tree.scjg, tree.fgw, tree.baisha])
    few = count()
    units = [site.make_unit(f"unit{number}", f"单位{number}") for number in range(27)]
    item = PlanItem.objects.create(year=2026, number=1, kind="inspection", title="平台", due_on=DAY(2026, 5, 1))
    plan.set_units(item, [unit.unit for unit in units])
    fill([*units, tree.scjg, tree.scjg, tree.fgw])
    assert count() <= few + (1 if page == "rows" else 0)
    assert few <= 60
