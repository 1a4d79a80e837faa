"""No path of Wagtail's but the verbs makes a case public."""

import contextlib
import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Revision, Workflow, WorkflowTask
from wagtail.test.utils.form_data import querydict_from_html

from cms.register import triggers, verbs
from cms.register.models import Entry, EntryContent
from tests.factories import cases, site


@pytest.fixture
def case(tree):
    """A complete case, saved as a draft."""
    return cases.punishment(tree.scjg)


@pytest.fixture
def admin(tree):
    """A superuser: not even an administrator gets around the verbs."""
    return site.make_user(None, username="root", superuser=True)


def assert_not_public(case, client):
    """The address answers 404, no entry exists, and the desk does not claim otherwise."""
    assert not Entry.objects.exists()
    client.logout()
    assert client.get(case.get_url()).status_code == 404
    case.refresh_from_db()
    assert not case.live


def test_publish_in_a_shell(case, client):
    case.get_latest_revision().publish()
    assert_not_public(case, client)


def test_publish_by_the_page(case, client, admin):
    case.publish(case.get_latest_revision(), user=admin, skip_permission_checks=True)
    assert_not_public(case, client)


def test_live_from_creation(tree, client):
    page = cases.punishment(tree.scjg, save=False)
    page.live = True
    tree.scjg.page.add_child(instance=page)
    assert not Entry.objects.exists()
    assert client.get(page.get_url()).status_code == 404


def test_editor_button(case, client, admin):
    client.force_login(admin)
    url = reverse("wagtailadmin_pages:edit", args=[case.pk])
    page = client.get(url)
    assert b'name="action-publish"' not in page.content
    data = querydict_from_html(page.content.decode(), form_id="page-edit-form")
    data["body-count"] = "0"  # the StreamField is drawn by JavaScript
    data["action-publish"] = "1"
    client.post(url, data)
    assert_not_public(case, client)


def test_create_view_offers_no_publishing(tree, client, admin):
    client.force_login(admin)
    url = reverse("wagtailadmin_pages:add", args=["cases", "punishmentcasepage", tree.scjg.page.pk])
    page = client.get(url)
    assert page.status_code == 200
    assert b'name="action-publish"' not in page.content
    assert b'name="action-verb"' in page.content


def test_bulk_publish(case, client, admin):
    client.force_login(admin)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={case.pk}"
    client.post(url, {"include_descendants": "on"})
    assert_not_public(case, client)


def test_bulk_publish_of_the_parent(case, tree, client, admin):
    client.force_login(admin)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={tree.scjg.page.pk}"
    client.post(url, {"include_descendants": "on"})
    assert_not_public(case, client)


def api(client, page, action, **data):
    """One of the actions of the admin's API on a page."""
    return client.post(reverse("wagtailadmin_api:pages:action", args=[page.pk, action]), data)


def test_the_admins_api(case, client, admin):
    client.force_login(admin)
    assert api(client, case, "publish").status_code in {400, 403}
    assert_not_public(case, client)


def test_a_copy_by_the_admins_api(case, tree, client, admin):
    entry = verbs.publish(case)
    client.force_login(admin)
    answer = api(client, case, "copy", slug="copied", keep_live="true", destination_page_id=tree.fgw.page.pk)
    assert answer.status_code < 500
    assert Entry.objects.get() == entry
    client.logout()
    for page in type(case).objects.exclude(pk=case.pk):
        assert client.get(page.get_url()).status_code == 404


@pytest.mark.parametrize("action", ["delete", "unpublish", "publish", "revert_to_page_revision"])
def test_what_was_published_and_the_admins_api(case, client, admin, action):
    """Nothing is deleted, nothing becomes public; what is taken off the desk is gone for the public as well."""
    entry = verbs.publish(case)
    client.force_login(admin)
    answer = api(client, case, action, revision_id=entry.revision_id)
    assert answer.status_code < 500
    entry.refresh_from_db()
    assert type(case).objects.filter(pk=case.pk).exists()
    client.logout()
    assert client.get(entry.path).status_code == (410 if entry.state == "ended" else 200)


def test_scheduler(case, client):
    past = timezone.now() - datetime.timedelta(hours=1)
    Revision.objects.filter(pk=case.latest_revision_id).update(approved_go_live_at=past)
    call_command("publish_scheduled")
    assert_not_public(case, client)


def test_workflow(case, client, admin):
    workflow = Workflow.objects.create(name="一级审核")
    task = GroupApprovalTask.objects.create(name="审核")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    state = workflow.start(case, admin)
    with contextlib.suppress(PermissionDenied):
        state.current_task_state.approve(user=admin)
    assert_not_public(case, client)


def test_copy_of_a_public_case(case, tree, client, admin):
    entry = verbs.publish(case)
    case.refresh_from_db()
    copy = case.copy(update_attrs={"slug": "copied"}, keep_live=True, user=admin)
    assert Entry.objects.get() == entry
    assert client.get(copy.get_url()).status_code == 404


def test_alias_of_a_public_case(case, tree, client):
    verbs.publish(case)
    case.refresh_from_db()
    alias = case.create_alias(update_slug="alias", parent=tree.fgw.page)
    assert client.get(alias.get_url()).status_code == 404


def test_newer_revision_published_in_a_shell_changes_nothing_public(case, client):
    entry = verbs.publish(case)
    case.refresh_from_db()
    case.title = "偷偷改掉的标题"
    case.save_revision().publish()
    page = client.get(entry.path)
    assert page.status_code == 200
    assert "偷偷改掉的标题" not in page.content.decode()
    case.refresh_from_db()
    assert case.live_revision_id == entry.revision_id


def test_unpublishing_by_any_path_ends_the_entry(case, client):
    entry = verbs.publish(case)
    case.refresh_from_db()
    case.unpublish()
    assert client.get(entry.path).status_code == 410


def test_expiry_by_the_scheduler_ends_the_entry(tree, client):
    page = cases.policy()
    entry = verbs.publish(page)
    page.refresh_from_db()
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - datetime.timedelta(minutes=1))
    call_command("publish_scheduled")
    assert client.get(entry.path).status_code == 410


def test_policy_goes_public_with_wagtails_button(tree, client, admin):
    page = cases.policy()
    page.get_latest_revision().publish(user=admin)
    assert client.get(page.get_url()).status_code == 200
    assert Entry.objects.get().kind == "policy"


class TestNothingPublishedIsDeleted:
    """Single, bulk, of a parent, and in a shell."""

    @pytest.fixture
    def entry(self, case):
        return verbs.publish(case)

    def test_single(self, entry, client, admin):
        client.force_login(admin)
        client.post(reverse("wagtailadmin_pages:delete", args=[entry.page_id]))
        assert Entry.objects.filter(pk=entry.pk, page__isnull=False).exists()

    def test_parent(self, entry, tree, client, admin):
        client.force_login(admin)
        response = client.post(reverse("wagtailadmin_pages:delete", args=[tree.scjg.page.pk]))
        assert response.status_code == 302
        assert type(tree.scjg.page).objects.filter(pk=tree.scjg.page.pk).exists()

    def test_bulk(self, entry, client, admin):
        client.force_login(admin)
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={entry.page_id}"
        client.post(url)
        assert Entry.objects.filter(pk=entry.pk, page__isnull=False).exists()

    @pytest.mark.parametrize("model", [Entry, EntryContent])
    def test_rows_of_the_register(self, entry, model):
        """Past Django's own protection: the database refuses."""
        with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
            model.objects.all()._raw_delete("default")

    def test_texts_that_were_public(self, entry):
        """A corrected text stays as it was, whatever is tidied away."""
        first = entry.revision
        page = entry.page.specific
        page.save_revision()
        verbs.correct(cases.reviewed(page).entry, what="更正")
        # What `purge_revisions` passes over; outside a test's transaction, that is.
        with pytest.raises(ProtectedError), transaction.atomic():
            first.delete()
        with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
            Revision.objects.filter(pk=first.pk)._raw_delete("default")

    @pytest.mark.engine("sqlite")
    def test_replacing_a_row(self, entry):
        with connection.cursor() as cursor, pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
            cursor.execute("REPLACE INTO register_entry SELECT * FROM register_entry")

    def test_triggers_come_back_after_a_table_was_rebuilt(self, entry):
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER kept_register_entry{' ON register_entry' * (connection.vendor != 'sqlite')}")
        triggers.look_after(None, using="default")
        with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
            Entry.objects.all()._raw_delete("default")

    def test_shell(self, entry):
        with pytest.raises(Exception, match="protected"):
            entry.page.specific.delete()
