"""The page tree, units and people of the tests."""

from types import SimpleNamespace

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission

from cms.units.models import Authority, Town, Unit, UnitName
from home.models import PolicyIndexPage, UnitIndexPage, UnitPage
from home.tree import ensure_tree


def make_unit(code="scjg", short="市场监管局", kind="department"):
    """A unit with its page and an authority of the same code."""
    town = Town.objects.create(code=code, name=short) if kind == "town" else None
    unit = Unit(code=code, kind=kind, town=town)
    unit.names = [UnitName(full=f"江津区{short}", short=short)]
    unit.save()
    page = UnitPage(title=short, slug=code, unit=unit)
    UnitIndexPage.objects.get().add_child(instance=page)
    authority = Authority.objects.create(code=code, name=f"江津区{short}", unit=unit)
    return SimpleNamespace(unit=unit, page=page, authority=authority, town=town)


def make_tree():
    """Home, frames, two units."""
    home = ensure_tree()
    return SimpleNamespace(
        home=home,
        policies=PolicyIndexPage.objects.get(),
        scjg=make_unit(),
        fgw=make_unit("fgw", "发展改革委"),
        baisha=make_unit("baisha", "白沙镇", "town"),
    )


def make_user(group_name, *, username, superuser=False):
    """A user with access to the admin; an editor's group may do what the credit office does."""
    user = get_user_model().objects.create_user(
        username, f"{username}@example.invalid", "secret-for-tests", is_superuser=superuser, is_staff=True
    )
    access = Permission.objects.get(codename="access_admin")
    user.user_permissions.add(access)
    if group_name:
        group, _made = Group.objects.get_or_create(name=group_name)
        group.permissions.add(Permission.objects.get(codename="publish_case"))
        for action in ("add", "change", "publish", "lock", "unlock"):
            permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{action}_page")
            GroupPagePermission.objects.get_or_create(group=group, page=ensure_tree(), permission=permission)
        user.groups.add(group)
    return user
