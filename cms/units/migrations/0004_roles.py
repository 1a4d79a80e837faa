from django.db import migrations

from cms.units.roles import all_of, give, group_of

# Names as the demo of earlier versions called them, so that a group that is there is taken up.
ROLES = {
    "reporter": "成员单位专员",
    "leader": "成员单位审核",
    "editor": "编辑",
    "legal": "法制审核",
    "supervisor": "督查",
}
UNIT_GROUPS = {"专员": "reporter", "审核": "leader"}
# The credit office's people belong to the unit that runs it, supervisors to the inspection office, where they exist.
HOME_UNITS = {"editor": "fgw", "legal": "fgw", "supervisor": "dcs"}


def make_roles(apps, schema_editor):
    """The groups of the roles, each with access to the desk."""
    for role, name in ROLES.items():
        group_of(apps, role, name=name)
        give(apps, role, [("wagtailadmin", "admin", "access_admin", "Can access Wagtail admin")])
    for role in ("editor", "legal", "supervisor"):
        give(apps, role, [("units", "unit", "see_all_units", "可以查看所有单位的草稿")])
    give(
        apps,
        "editor",
        [
            *all_of("units", "town", "town or subdistrict"),
            *all_of("units", "unit", "unit"),
            *all_of("units", "authority", "authority"),
            *all_of("units", "membership", "membership", "view"),
        ],
    )


def take_up_members(apps, schema_editor):
    """Whoever stood in a group of a unit before there were memberships becomes its member."""
    units, members = apps.get_model("units", "Unit").objects, apps.get_model("units", "Membership").objects
    for group in apps.get_model("auth", "Group").objects.filter(name__contains="-"):
        kind, code = group.name.split("-", 1)
        unit = units.filter(code=code).first()
        if unit is None or kind not in UNIT_GROUPS:
            continue
        role = UNIT_GROUPS[kind]
        group_of(apps, role, unit, name=group.name)
        for user in group.user_set.all():
            members.get_or_create(user=user, unit=unit, role=role)
    for role, code in HOME_UNITS.items():
        unit = units.filter(code=code).first() or units.order_by("pk").first()
        for user in group_of(apps, role, name=ROLES[role]).user_set.all():
            if unit is not None:
                members.get_or_create(user=user, unit=unit, role=role)


class Migration(migrations.Migration):
    """Roles of domain rules §1; taking it back leaves the groups to who stands in them."""

    dependencies = [
        ("units", "0003_members"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        # These let whoever works on the desk choose every picture and file: no group of a role may be there yet.
        ("wagtailimages", "0023_add_choose_permissions"),
        ("wagtaildocs", "0011_add_choose_permissions"),
    ]
    operations = [
        migrations.RunPython(make_roles, migrations.RunPython.noop),
        migrations.RunPython(take_up_members, migrations.RunPython.noop),
    ]
