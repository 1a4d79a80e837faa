"""Who may see and do what here: editors plan and decide, a unit's people see and do their own part."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from campaigns.models import ActivityReport, Edition, Task
from cms.units.members import units_of
from cms.units.models import Unit

PLAN = "campaigns.plan_editions"


def plans(user):
    """Whether `user` plans editions, and sees the tasks and reports of all units."""
    return user.is_active and user.has_perm(PLAN)


def own_units(user):
    """The units whose tasks and reports `user` may see."""
    return Unit.objects.all() if plans(user) else units_of(user)


def has_desk(user):
    """Whether the section is of any use to `user`."""
    return plans(user) or units_of(user).exists()


def editions(user):
    """The editions `user` may see: all, or those in which an own unit has a task or a report."""
    if plans(user):
        return Edition.objects.all()
    units = units_of(user)
    tasks = Task.objects.filter(unit__in=units).values("edition")
    reports = ActivityReport.objects.filter(unit__in=units).values("edition")
    return Edition.objects.filter(Q(pk__in=tasks) | Q(pk__in=reports))


def tasks(user):
    """The tasks `user` may see."""
    return Task.objects.filter(unit__in=own_units(user)).select_related("edition__day", "unit", "done_by")


def reports(user):
    """The reports `user` may see."""
    found = ActivityReport.objects.filter(unit__in=own_units(user))
    return found.select_related("edition__day", "edition__page", "unit", "decided_by", "reported_by")


def need(allowed):
    """Raises PermissionDenied where it is not `allowed`."""
    if not allowed:
        raise PermissionDenied
