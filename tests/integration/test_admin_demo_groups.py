"""What the demo's accounts may do on the desk: what their work needs, and nothing else."""

import pytest
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupPagePermission
from wagtail.permissions import policy_registry

from cms.ops.demo import ACCOUNTS, DemoRun
from cms.units.models import RoleGroup
from cms.units.models.member import UNIT_ROLES
from home.rooms import furnish_site, furnish_unit
from tests.factories import cases, site

UNITS = {"fgw": "发展改革委", "scjg": "市场监管局", "baisha": "白沙镇", "dcs": "督查室"}


@pytest.fixture
def accounts(tree):
    """The demo's accounts and their permissions, on the small tree."""
    run = DemoRun()
    run.make_accounts()
    site.make_unit("dcs", "督查室")
    run.join()
    return run.users


def folders(model, user, *actions):
    """The names of the collections in which `user` may do one of `actions` with files of `model`."""
    policy = policy_registry.get_by_type(model)
    return {collection.name for collection in policy.collections_user_has_any_permission_for(user, actions)}


def test_a_reporter_adds_pages_and_pictures_in_the_own_unit_only(accounts, tree):
    reporter = accounts["reporter-scjg"]
    assert tree.scjg.page.permissions_for_user(reporter).can_add_subpage()
    for page in (tree.fgw.page, tree.baisha.page, tree.home, tree.policies):
        assert not page.permissions_for_user(reporter).can_add_subpage()
    for model in (get_image_model(), get_document_model()):
        assert folders(model, reporter, "add", "choose") == {"市场监管局"}
    codenames = reporter.groups.values_list("permissions__codename", flat=True)
    assert not {"publish_case", "review_unit", "see_all_units", "handle_intake", "add_waiver"} & set(codenames)


def test_a_reporter_changes_no_picture_of_others(accounts, tree):
    others = get_image_model()(
        title="别人的照片", collection=Collection.objects.get(name="市场监管局"), width=1, height=1
    )
    others.uploaded_by_user = accounts["leader-scjg"]
    others.save()
    policy = policy_registry.get_by_type(get_image_model())
    for action in ("change", "delete"):
        assert not policy.user_has_permission_for_instance(accounts["reporter-scjg"], action, others)
    assert policy.user_has_permission_for_instance(accounts["editor"], "change", others)


def test_a_reporter_saves_a_draft_and_cannot_publish_it(accounts, tree, client):
    reporter = accounts["reporter-scjg"]
    client.force_login(reporter)
    add = reverse("wagtailadmin_pages:add", args=["cases", "punishmentcasepage", tree.scjg.page.pk])
    page = client.get(add)
    assert page.status_code == 200
    assert b"action-verb" not in page.content
    assert b"action-publish" not in page.content
    draft = cases.punishment(tree.scjg)
    draft.owner = reporter
    draft.save()
    permissions = draft.permissions_for_user(reporter)
    assert permissions.can_edit()
    assert not permissions.can_publish()
    assert client.get(reverse("desk_publish", args=[draft.pk])).status_code in {302, 403}


@pytest.mark.parametrize("name", [name for name, _full, role, _unit in ACCOUNTS if role in UNIT_ROLES])
def test_each_unit_keeps_its_pictures_to_itself(accounts, tree, name):
    assert folders(get_image_model(), accounts[name], "add", "choose") == {UNITS[name.split("-")[1]]}


def test_the_editor_sees_and_mends_every_picture(accounts):
    assert folders(get_image_model(), accounts["editor"], "change") == set(
        Collection.objects.values_list("name", flat=True)
    )


def test_the_supervisor_changes_nothing(accounts, tree):
    supervisor = accounts["supervisor"]
    assert not folders(get_image_model(), supervisor, "add", "change", "choose")
    assert not tree.home.permissions_for_user(supervisor).can_edit()
    assert not tree.scjg.page.permissions_for_user(supervisor).can_add_subpage()


def test_rooms_twice_are_rooms_once(accounts, tree):
    before = Collection.objects.count(), GroupPagePermission.objects.count(), RoleGroup.objects.count()
    furnish_unit(tree.scjg.page)
    furnish_site(tree.home)
    assert (Collection.objects.count(), GroupPagePermission.objects.count(), RoleGroup.objects.count()) == before
    assert before[0] == 1 + len(UNITS)
