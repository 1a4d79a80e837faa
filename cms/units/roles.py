"""Permissions of the roles, given by the migrations of the apps whose permissions they are."""


def group_of(apps, role, unit=None, *, name):
    """The group of `role` (in `unit`), made under `name` where there is none; `apps` as a migration has them."""
    groups, rows = apps.get_model("auth", "Group").objects, apps.get_model("units", "RoleGroup").objects
    row = rows.filter(role=role, unit=unit).select_related("group").first()
    if row is None:
        row = rows.create(role=role, unit=unit, group=groups.get_or_create(name=name)[0])
    return row.group


def give(apps, role, permissions):
    """Gives every holder of `role` the `permissions`: (app label, model, codename, name of the permission) each.

    For migrations: Django makes its rows of permissions only after the last of them, so what is missing is made here.
    What an administrator takes from the group later stays taken.
    """
    group = apps.get_model("units", "RoleGroup").objects.get(role=role, unit=None).group
    for app_label, model, codename, name in permissions:
        kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label=app_label, model=model
        )
        permission, _made = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=kind, codename=codename, defaults={"name": name}
        )
        group.permissions.add(permission)


def all_of(app_label, model, name, *actions):
    """Django's own permissions of a model, for `give`: all four, or those of `actions`; `name` as Django words it."""
    return [
        (app_label, model, f"{action}_{model}", f"Can {action} {name}")
        for action in actions or ("add", "change", "delete", "view")
    ]
