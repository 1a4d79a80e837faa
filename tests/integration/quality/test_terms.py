"""The term checker from outside: hints while typing, the report, who sees what."""

import datetime
import io
import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from cms import clock
from cms.quality import examining, terms
from cms.quality.models import Examination, Severity, Term, TermFind, TermKind
from cms.register import verbs
from cms.register.vocabulary import EndReason
from cms.rules.models import RuleChange
from cms.units.models import Role, Unit, UnitName
from tests.factories import cases, site

ADDRESSES = ["quality", "quality_terms", "quality_columns", "quality_links"]


def item(text):
    """A policy's body."""
    return json.dumps([{"type": "text", "value": f"<p>{text}</p>"}])


@pytest.fixture
def supervisor(tree):
    """A supervisor."""
    return site.make_member(tree.fgw, Role.SUPERVISOR, "supervisor")


def shown(client, user, name="quality_terms", **params):
    """The report as `user` sees it."""
    client.force_login(user)
    return client.get(reverse(name), params).content.decode()


def test_the_first_terms_are_uncontroversial(db):
    rows = {term.wrong: term for term in Term.objects.all()}
    assert {"工商局", "环保局", "银保监会", "南韩", "北韩", "黑名单", "老赖"} <= set(rows)
    assert not any(term.kind == TermKind.LEADER for term in rows.values())  # none of ours
    for term in rows.values():
        term.full_clean()
        assert term.right
        right = terms.load().wording.find(term.right, day=clock.today())
        assert right == [], (term.right, right)


def test_everything_public_is_looked_at_and_links_to_its_editor(
    tree, client, editor, django_capture_on_commit_callbacks
):
    page = cases.policy(title="环保局通知", summary="国土局配合", body=item("工<b>商局</b>牵头"))
    with django_capture_on_commit_callbacks(execute=True):
        entry = verbs.publish(page)
    assert set(TermFind.objects.values_list("place", "wrong")) == {
        ("标题", "环保局"), ("摘要", "国土局"), ("正文", "工商局"),
    }  # fmt: skip
    report = shown(client, editor)
    assert entry.path in report
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in report
    assert "严重表述错误" in report
    assert "市场监管局" in report


def test_a_correction_renews_what_was_found(tree, client, editor, django_capture_on_commit_callbacks):
    page = cases.policy(body=item("工商局牵头"))
    with django_capture_on_commit_callbacks(execute=True):
        verbs.publish(page)
    assert examining.finds_shown().count() == 1
    page.body = item("市场监管局牵头")
    page.save_revision()
    with django_capture_on_commit_callbacks(execute=True):
        verbs.publish(page)
    assert examining.finds_shown().count() == TermFind.objects.count() == 0


def test_a_publication_never_fails_for_it(tree, monkeypatch, django_capture_on_commit_callbacks, caplog):
    monkeypatch.setattr(terms, "load", lambda: 1 / 0)
    with django_capture_on_commit_callbacks(execute=True):
        entry = verbs.publish(cases.policy())
    assert entry.is_visible()
    caplog.clear()


def test_a_changed_term_is_looked_for_by_the_job(tree):
    verbs.publish(cases.policy(body=item("某某同志出席")))
    examining.examine_all()
    assert examining.finds_shown().count() == 0
    term = Term.objects.create(wrong="某某同志", right="某莫同志", kind=TermKind.LEADER)
    assert examining.public().count() == 1
    examining.examine_all()
    assert examining.finds_shown().get().kind == TermKind.LEADER
    term.delete()
    examining.examine_all()
    assert examining.finds_shown().count() == 0
    assert RuleChange.objects.filter(rule="quality.term").count() == 2


def test_former_names_of_units_are_terms_by_themselves(tree):
    unit = Unit(code="sthj")
    turn = datetime.date(2019, 1, 1)
    unit.names = [
        UnitName(full="重庆市江津区污防局", short="区污防局", valid_to=turn),
        UnitName(full="重庆市江津区生态环境局", short="区生态环境局", valid_from=turn),
    ]
    unit.save()
    old = cases.policy(body=item("区污防局牵头"), signed_on=datetime.date(2018, 12, 31))
    new = cases.policy(body=item("区污防局牵头，渝北区污防局配合"), signed_on=turn)
    for page in (old, new):
        verbs.publish(page)
    examining.examine_all()
    find = examining.finds_shown().get()
    assert (find.examination.page_id, find.right, find.times) == (new.pk, "区生态环境局", 1)
    assert "2019-01-01" in find.note


def test_decided_while_the_name_was_right(tree):
    page = cases.policy(body=item("工商局牵头"), signed_on=datetime.date(2018, 5, 1))
    verbs.publish(page)
    examining.examine_all()
    assert examining.finds_shown().count() == 0


def test_names_of_subjects_are_quoted(tree):
    case = cases.punishment(
        tree.scjg, subject="江津工商局招待所", title="某单位未履行义务案", text="江津工商局招待所未履行义务。"
    )
    verbs.publish(case)
    examining.examine_all()
    assert examining.finds_shown().count() == 0


def test_what_has_ended_is_not_shown_any_more(tree, client, editor):
    entry = verbs.publish(cases.policy(body=item("工商局牵头")))
    examining.examine_all()
    assert entry.title in shown(client, editor)
    verbs.end(entry, reason=EndReason.WITHDRAWN, why="不再需要")
    assert entry.title not in shown(client, editor)
    examining.forget()
    assert Examination.objects.filter(is_draft=False).count() == 0


def test_hints_beside_the_fields_block_nothing(tree, client):
    reporter = site.make_member(tree.scjg, Role.REPORTER, "reporter")
    case = cases.punishment(tree.scjg, text="当事人被工商局列入黑名单。")
    client.force_login(reporter)
    answer = client.get(reverse("desk_check", args=[case.pk])).content.decode()
    lines = re.findall(r'<li data-paths="([^"]*)" data-kind="(\w+)"', answer)
    assert lines == [(f"body.{cases.SECTION}.content.{cases.PARAGRAPH}", "wording")] * 2
    assert "“工商局”宜写作“市场监管局”" in answer
    assert verbs.publish(case).is_visible()


def test_drafts_are_the_editors_to_see(tree, client, editor, supervisor):
    cases.punishment(tree.scjg, title="尚未公开的工商局案")
    ended = verbs.publish(cases.policy(title="工商局旧闻"))
    verbs.end(ended, reason=EndReason.WITHDRAWN, why="不再需要")
    client.force_login(editor)
    answer = client.post(reverse("quality_examine"), follow=True)
    assert "已检查" in answer.content.decode()
    assert "尚未公开的工商局案" in shown(client, editor, where="drafts")
    assert "工商局旧闻" not in shown(client, editor, where="drafts")
    assert "尚未公开" not in shown(client, editor)
    assert "尚未公开" not in shown(client, supervisor, where="drafts")
    client.force_login(supervisor)
    for what, format in (("terms", "csv"), ("terms", "xlsx"), ("all", "xlsx")):
        answer = client.get(reverse("quality_export", args=[what, format]))
        assert "尚未公开" not in cells(answer, format)


def test_a_draft_changed_since_shows_nothing_old(tree, client, editor):
    page = cases.policy(body=item("工商局牵头"))
    examining.examine_all()
    assert page.title in shown(client, editor, where="drafts")
    page.body = item("市场监管局牵头")
    page.save_revision()
    assert page.title not in shown(client, editor, where="drafts")


def cells(answer, format):
    """The text of a file."""
    if format == "csv":
        return answer.content.decode("utf-8-sig")
    book = load_workbook(io.BytesIO(answer.content), read_only=True)
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)


def test_files_hold_what_is_found_and_no_formula(tree, client, editor):
    Term.objects.create(wrong="旧称呼", right="=新称呼", kind=TermKind.OTHER, severity=Severity.HINT)
    verbs.publish(cases.policy(title="旧称呼一则", body=item("工商局牵头")))
    examining.examine_all()
    client.force_login(editor)
    text = cells(client.get(reverse("quality_export", args=["terms", "csv"])), "csv")
    assert "旧称呼一则" in text
    assert ",=新称呼" not in text
    book = cells(client.get(reverse("quality_export", args=["all", "xlsx"])), "xlsx")
    assert {"工商局", "市场监管局", "首页"} <= set(book.split("\n"))
    for what, format in (("all", "csv"), ("terms", "json"), ("none", "csv")):
        assert client.get(reverse("quality_export", args=[what, format])).status_code == 404


@pytest.mark.parametrize("name", ADDRESSES)
def test_who_sees_the_reports(name, tree, client, editor, supervisor):
    url = reverse(name)
    assert client.get(url).status_code == 302  # to the login
    for person in (editor, supervisor):
        client.force_login(person)
        assert client.get(url).status_code == 200
    for number, role in enumerate((Role.REPORTER, Role.LEADER, Role.LEGAL)):
        client.force_login(site.make_member(tree.scjg, role, f"member-{number}"))
        answer = client.get(url)
        assert answer.status_code in {302, 403, 404}
        assert "quality" not in client.get("/admin/").content.decode()


def test_the_supervisor_reads(tree, client, supervisor):
    client.force_login(supervisor)
    assert client.post(reverse("quality_examine")).status_code in {302, 403}
    assert Examination.objects.count() == 0
    assert client.get(reverse("quality_term_modeladmin_index")).status_code in {302, 403}
    assert client.get(reverse("quality_examine")).status_code == 405


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize(
    "query", ["?p=x&kind=zz&severity=1&state=none&where=x", "?p=99999", "?kind=organ&severity=hint"]
)
def test_odd_questions_are_answered(name, query, tree, client, editor):
    client.force_login(editor)
    assert client.get(reverse(name) + query).status_code == 200


def test_a_fixed_number_of_queries(tree, client, editor, django_assert_max_num_queries):
    def publish(numbers):
        for number in numbers:
            links = f'<a href="https://a.test/{number}">一</a><a href="/x{number}/">二</a>'
            verbs.publish(cases.policy(body=item(f"工商局{links}")))
        with django_assert_max_num_queries(40):
            examining.examine_all()

    def ask():
        client.force_login(editor)
        for name in ADDRESSES:
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse(name), {"state": "new"})
            yield len(queries)

    publish(range(3))
    list(ask())  # what is remembered in the process is, from here on
    few = list(ask())
    publish(range(3, 30))
    assert list(ask()) == few
    assert max(few) <= 55


def test_a_term_says_what_is_wrong_with_it(db):
    for wrong, right in (("国", "中国"), ("旧称", "旧称"), (" ", "")):
        with pytest.raises(ValidationError, match=r"wrong|right"):
            Term(wrong=wrong, right=right, kind=TermKind.OTHER).full_clean()
