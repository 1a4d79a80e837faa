"""Two people at one draft, one person in two windows, and the saving of itself."""

import re

import pytest
from django.urls import reverse

from cms.units.models import Role
from tests.factories import site
from tests.integration.reporting.clerks import SEEN, Clerk, decision, draft, subject, text


@pytest.fixture
def clerk(people, client):
    return Clerk(client, people.reporter)


@pytest.fixture
def colleague(tree, client):
    return Clerk(client, site.make_member(tree.scjg, Role.REPORTER, "colleague"))


@pytest.fixture
def pk(clerk):
    pk = clerk.begin()
    clerk.send(pk, "text", text(summary="起初的摘要。"))
    return pk


def seen(clerk, pk, step="text"):
    """What the form of a step was made from."""
    return SEEN.search(clerk.open(pk, step))[1]


def test_somebody_else_s_words_are_not_written_over(clerk, colleague, pk):
    mine = seen(clerk, pk)
    colleague.send(pk, "text", text(summary="同事的摘要。"))
    response = clerk.send(pk, "text", text(summary="我的摘要。"), seen=mine)
    html = response.content.decode()
    assert response.status_code == 409
    assert "没有保存" in html
    assert "colleague" in html
    assert "我的摘要。" in html, "what was typed stays"
    assert draft(pk).summary == "同事的摘要。"
    key = re.search(r'name="overwrite"\s+value="(\w+)"', html)[1]
    response = clerk.send(pk, "text", text(summary="我的摘要。") | {"overwrite": key}, seen=mine, button="x")
    assert response.status_code == 302
    assert draft(pk).summary == "我的摘要。"
    assert draft(pk).revisions.count() == 3, "the colleague's version is kept"


def test_the_permission_to_write_over_is_for_what_was_shown(clerk, colleague, pk):
    mine = seen(clerk, pk)
    colleague.send(pk, "text", text(summary="同事的摘要。"))
    html = clerk.send(pk, "text", text(summary="我的摘要。"), seen=mine).content.decode()
    key = re.search(r'name="overwrite"\s+value="(\w+)"', html)[1]
    colleague.send(pk, "text", text(summary="又改了。"))
    response = clerk.send(pk, "text", text(summary="我的摘要。") | {"overwrite": key}, seen=mine, button="x")
    assert response.status_code == 409
    assert draft(pk).summary == "又改了。"


def test_different_steps_do_not_get_in_each_other_s_way(clerk, colleague, pk, tree):
    mine = seen(clerk, pk, "decision")
    colleague.send(pk, "text", text(summary="同事的摘要。"))
    colleague.send(pk, "subject", subject())
    assert clerk.send(pk, "decision", decision(tree.scjg.authority), seen=mine).status_code == 302
    page = draft(pk)
    assert page.summary == "同事的摘要。"
    assert page.violation_type == "虚假宣传"
    assert page.subjects.count() == 1


def test_the_same_words_are_no_conflict(clerk, colleague, pk):
    mine = seen(clerk, pk)
    colleague.send(pk, "text", text(summary="一样的摘要。"))
    assert clerk.send(pk, "text", text(summary="一样的摘要。"), seen=mine).status_code == 302


def test_a_form_without_its_origin_writes_over_nothing(clerk, pk):
    assert clerk.send(pk, "text", text(summary="别处来的。"), seen="x").status_code == 409
    assert draft(pk).summary == "起初的摘要。"


def autosave(clerk, pk, data, origin):
    return clerk.client.post(
        reverse("reporting_step", args=[pk, "text"]), {"seen": origin, "autosave": "1", **data}
    ).content.decode()


def test_it_saves_by_itself_and_goes_on_from_there(clerk, pk):
    origin = seen(clerk, pk)
    html = autosave(clerk, pk, text(summary="写到一半"), origin)
    assert re.search(r"已保存，\d\d:\d\d:\d\d", html)
    assert draft(pk).summary == "写到一半"
    origin = SEEN.search(html.replace("\n", " "))[1]
    assert "已保存" in autosave(clerk, pk, text(summary="写完了。"), origin)
    assert draft(pk).summary == "写完了。"
    assert draft(pk).revisions.count() == 1


def test_saving_by_itself_says_what_could_not_be_saved(clerk, pk):
    html = autosave(clerk, pk, text(title="长" * 300, summary="新的。"), seen(clerk, pk))
    assert "有1处填写有误" in html
    assert draft(pk).summary == "新的。"


def test_saving_by_itself_writes_over_nobody(clerk, colleague, pk):
    origin = seen(clerk, pk)
    colleague.send(pk, "text", text(summary="同事的摘要。"))
    html = autosave(clerk, pk, text(summary="我的。"), origin)
    assert "没有保存" in html
    assert 'name="seen"' not in html
    assert draft(pk).summary == "同事的摘要。"


def test_a_lost_session_is_refused_and_not_led_astray(clerk, pk):
    origin = seen(clerk, pk)
    clerk.client.logout()
    response = clerk.client.post(
        reverse("reporting_step", args=[pk, "text"]),
        {"seen": origin, "autosave": "1", **text()},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert response.status_code == 403


def test_pages_of_steps_are_not_kept_by_the_browser(clerk, pk):
    response = clerk.client.get(reverse("reporting_step", args=[pk, "text"]))
    assert "no-store" in response["Cache-Control"]


def test_what_the_full_editor_saved_meanwhile_is_somebody_else_s_too(clerk, people, pk):
    origin = seen(clerk, pk)
    page = draft(pk)
    page.summary = "编辑页里改的。"
    page.save_revision(user=people.editor)
    assert clerk.send(pk, "text", text(summary="我的。"), seen=origin).status_code == 409
