"""The rooms of the roles: where in the page tree, and in which collections, the groups of a role may work."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from cms.units.models import Role, RoleGroup, Unit

# Reporters and leaders work on their unit's page and below; a unit's drafts are all its people's, whoever wrote them.
UNIT_PAGES = ("add", "change")
UNIT_FILES = ("add", "choose")  # whoever adds a picture may change and delete it; others' only be chosen
SITE_PAGES = {Role.EDITOR: ("add", "change", "publish", "lock", "unlock"), Role.LEGAL: ("change",)}
SITE_FILES = {Role.EDITOR: ("add", "choose", "change"), Role.LEGAL: ("choose",)}
SUFFIXES = {Role.REPORTER: "专员", Role.LEADER: "审核"}


@transaction.atomic
def furnish_unit(page):
    """Gives the people of a unit their room: the unit's page, and a collection that no other unit sees into."""
    unit = Unit.objects.select_for_update().get(pk=page.unit_id)
    if unit.collection_id is None:
        # The root is read anew each time: the tree keeps its numbers in the parent's row.
        root = Collection.get_first_root_node()
        free = Collection.objects.filter(depth=2, name=unit.short_name, unit__isnull=True).first()
        unit.collection = free or root.add_child(name=unit.short_name)
        Unit.objects.filter(pk=unit.pk).update(collection=unit.collection)
    for role, suffix in SUFFIXES.items():
        if RoleGroup.objects.filter(role=role, unit=unit, group__page_permissions__page=page).exists():
            continue
        row = RoleGroup.objects.filter(role=role, unit=unit).first()
        if row is None:
            group, _made = Group.objects.get_or_create(name=f"{suffix}-{unit.code}")
            row = RoleGroup.objects.create(role=role, unit=unit, group=group)
        _allow(row.group, page, UNIT_PAGES, unit.collection, UNIT_FILES)


def furnish_site(home):
    """Gives the credit office, and the reviewers of law and privacy, the whole tree; called when it is made."""
    root = Collection.get_first_root_node()
    for role, actions in SITE_PAGES.items():
        group = RoleGroup.objects.get(role=role, unit=None).group
        _allow(group, home, actions, root, SITE_FILES[role])


def _allow(group, page, actions, collection, file_actions):
    """Wagtail asks for the permissions of its own models, whatever model holds the pictures."""
    pages = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=[f"{action}_page" for action in actions]
    )
    for permission in pages:
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
    names = [f"{action}_{kind}" for action in file_actions for kind in ("image", "document")]
    for permission in Permission.objects.filter(
        codename__in=names, content_type__app_label__in=["wagtailimages", "wagtaildocs"]
    ):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
