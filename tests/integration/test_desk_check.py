"""What the editor tells beside the fields while a draft is typed, and that autosave writes over nothing approved."""

import json
import re

import pytest
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask
from wagtail.test.utils.form_data import querydict_from_html

from cms.desk.check import MASK_NAME
from cms.register import verbs
from tests.factories import cases, site

PHONE = "13812345678"


@pytest.fixture
def case(tree):
    """A case that lacks its class, with telephones in title and text."""
    return cases.punishment(tree.scjg, title=f"某公司案，电话{PHONE}", text=f"联系电话{PHONE}。", severity="")


def lines(response):
    """`(kind, paths)` of every line of the answer."""
    return re.findall(r'<li data-paths="([^"]*)" data-kind="(\w+)"', response.content.decode())


def test_names_what_is_missing_and_what_was_found_with_their_fields(case, client, editor):
    client.force_login(editor)
    answer = client.get(reverse("desk_check", args=[case.pk]))
    assert ("severity", "missing") in lines(answer)
    assert (f"title body.{cases.SECTION}.content.{cases.PARAGRAPH}", "finding") in lines(answer)
    assert PHONE not in re.sub(r"\s", "", re.sub("<li.*?</li>", "", answer.content.decode(), flags=re.S))
    assert "138****5678" in answer.content.decode()


def test_says_when_nothing_is_missing(tree, client, editor):
    client.force_login(editor)
    answer = client.get(reverse("desk_check", args=[cases.punishment(tree.scjg).pk]))
    assert lines(answer) == []
    assert "内容齐全" in answer.content.decode()


def test_is_for_those_who_may_edit_the_page(case, tree, client, outsider):
    url = reverse("desk_check", args=[case.pk])
    assert client.get(url).status_code == 302
    client.force_login(outsider)
    assert client.get(url).status_code in {302, 403, 404}
    assert PHONE not in client.get(url, follow=True).content.decode()


def test_frames_have_nothing_to_check(tree, client, editor):
    client.force_login(editor)
    assert client.get(reverse("desk_check", args=[tree.home.pk])).status_code == 204


def test_the_button_beside_a_find_saves_and_masks(tree, client, editor):
    page = cases.policy(title=f"通知，电话{PHONE}")
    client.force_login(editor)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = querydict_from_html(client.get(url).content.decode(), form_id="page-edit-form")
    data["summary"] = "刚刚输入的摘要"
    data["body-count"] = "0"  # the StreamField is drawn by JavaScript
    answer = client.get(reverse("desk_check", args=[page.pk])).content.decode()
    data[MASK_NAME] = re.search(r'value="([0-9a-f]{64})"', answer)[1]
    assert client.post(url, data).status_code == 302
    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    assert (draft.title, draft.summary) == ("通知，电话138****5678", "刚刚输入的摘要")


class TestAutosaveWritesOverNothingApproved:
    """Wagtail's autosave writes a person's changes into her own last revision; not once others stand on it."""

    def autosave(self, page, editor, client):
        """One autosave of the editor, as the browser sends it; the number of the revision it wrote."""
        client.force_login(editor)
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        data = querydict_from_html(client.get(url).content.decode(), form_id="page-edit-form")
        changes = {"summary": "悄悄改过", "body-count": "0", "overwrite_revision_id": str(page.latest_revision_id)}
        for name, value in changes.items():
            data[name] = value
        answer = client.post(url, data, headers={"accept": "application/json"})
        assert json.loads(answer.content)["success"], answer.content.decode()
        return json.loads(answer.content)["revision_id"]

    def test_a_draft_of_one_person_is_overwritten(self, tree, editor, client):
        page = cases.policy()
        revision = page.save_revision(user=editor)
        assert self.autosave(page, editor, client) == revision.pk

    def test_what_was_published_stays(self, tree, editor, client):
        page = cases.policy()
        revision = page.save_revision(user=editor)
        verbs.publish(page, by=editor)
        page.refresh_from_db()
        assert self.autosave(page, editor, client) != revision.pk
        revision.refresh_from_db()
        assert revision.content["summary"] == "部署信用工作。"

    def test_what_was_reviewed_stays(self, tree, editor, client):
        page = cases.policy()
        revision = page.save_revision(user=editor)
        workflow = Workflow.objects.create(name="审核")
        WorkflowTask.objects.create(workflow=workflow, task=GroupApprovalTask.objects.create(name="审"), sort_order=0)
        state = workflow.start(page, editor)
        state.current_task_state.reject(user=site.make_user(None, username="chief", superuser=True))
        page.refresh_from_db()
        assert self.autosave(page, editor, client) != revision.pk
