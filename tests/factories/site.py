"""The page tree, units and people of the tests."""

from types import SimpleNamespace

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from cms.units.models import Authority, Membership, Role, Town, Unit, UnitName
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
    """A user with access to the admin; “编辑” makes an editor of the credit office, None a user without a role."""
    user = get_user_model().objects.create_user(
        username, f"{username}@example.invalid", "secret-for-tests", is_superuser=superuser, is_staff=True
    )
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    if group_name:
        assert group_name == "编辑"
        Membership.objects.create(user=user, unit=Unit.objects.first(), role=Role.EDITOR)
    return user


def make_member(unit, role, username):
    """A user who holds `role` in `unit` (as `make_unit` gives it) from today on, and may do what the role may."""
    user = get_user_model().objects.create_user(
        username, f"{username}@example.invalid", "secret-for-tests", is_staff=True
    )
    Membership.objects.create(user=user, unit=unit.unit, role=role)
    return user
