"""Who may see and do what with intakes: handlers everything; a unit's people what was forwarded to their unit.

They see the statement and, of objections and repair applications, the evidence; never who wrote, and of feedback no
evidence either: a tip-off must not reach the unit it may be about with its author.
"""

from cases.remedy.models import Intake
from cases.remedy.vocabulary import Kind, Status
from cms.units.members import people_of, units_of

HANDLE = "remedy.handle_intake"


def may_handle(user):
    """Whether `user` may see everything and decide."""
    return user.is_active and user.has_perm(HANDLE)


def visible_to(user):
    """The intakes `user` may see on the desk."""
    if may_handle(user):
        return Intake.objects.all()
    return Intake.objects.filter(forwarded_to__in=units_of(user), removed_at__isnull=True)


def may_see(user, intake):
    """Whether `user` may see `intake` on the desk."""
    return visible_to(user).filter(pk=intake.pk).exists()


def may_open_evidence(user, intake):
    """Whether `user` may open the files attached to `intake`."""
    return may_handle(user) or (intake.kind != Kind.FEEDBACK and may_see(user, intake))


def may_report(user, intake):
    """Whether `user` may write what the unit found: its people, while it is checking."""
    return (
        intake.is_open
        and intake.status == Status.CHECKING
        and (may_handle(user) or units_of(user).filter(pk=intake.forwarded_to_id).exists())
    )


def has_desk(user):
    """Whether the section is of any use to `user`."""
    return may_handle(user) or units_of(user).exists()


def who_must_act(intake):
    """The users who must act on `intake` next: a unit's people while it checks, otherwise the handlers."""
    from django.contrib.auth import get_user_model

    if intake.status == Status.CHECKING:
        return people_of(intake.forwarded_to)
    return get_user_model().objects.with_perm(
        HANDLE, backend="django.contrib.auth.backends.ModelBackend", include_superusers=False
    )
