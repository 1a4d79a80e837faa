"""Who holds which role today: read from the dated memberships, so that a stopped scheduler gives nobody a day more."""

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils.translation import gettext as _

from cms import clock
from cms.units.models import Membership, RoleGroup, Unit
from cms.units.models.member import UNIT_ROLES


def units_of(user, *roles):
    """The units in which `user` holds one of `roles` today (reporter or leader where none is named)."""
    if not (user and user.is_authenticated and user.is_active):
        return Unit.objects.none()
    held = Membership.objects.in_force(clock.today()).filter(user=user.pk, role__in=roles or UNIT_ROLES)
    return Unit.objects.filter(pk__in=held.values("unit"))


def has_role(user, role):
    """Whether `user` holds `role` today, in any unit."""
    return units_of(user, role).exists()


def _active(memberships):
    keys = memberships.in_force(clock.today()).values("user")
    return get_user_model().objects.filter(is_active=True, pk__in=keys).order_by("pk")


def people_of(unit, *roles):
    """The active users who hold one of `roles` in `unit` today (reporter or leader where none is named)."""
    return _active(Membership.objects.filter(unit=unit, role__in=roles or UNIT_ROLES))


def people_with(role):
    """The active users who hold `role` today, in any unit."""
    return _active(Membership.objects.filter(role=role))


def settle(user):
    """Brings the groups of `user` into step with the memberships in force today; other groups stay as they are.

    A holder of a role stands in the group of the role, and in that of the role in the unit.
    """
    memberships = Membership.objects.in_force(clock.today()).filter(user=user.pk, role=OuterRef("role"))
    of_unit = Exists(memberships.filter(unit=OuterRef("unit")))
    of_role = Exists(memberships) & Q(unit__isnull=True)
    stands_in = user.groups.through.objects.filter(user=user.pk, group=OuterRef("group"))
    rows = RoleGroup.objects.annotate(
        due=Case(When(of_unit | of_role, then=True), default=False), held=Exists(stands_in)
    ).exclude(due=F("held"))
    wrong = rows.values_list("group", "due")
    if wrong:
        user.groups.add(*(group for group, due in wrong if due))
        user.groups.remove(*(group for group, due in wrong if not due))


class MemberBackend(ModelBackend):
    """Django's backend, which settles the groups of whoever asks before anything is permitted by them."""

    def get_user(self, user_id):
        """The user of a session, with the groups of this day."""
        user = super().get_user(user_id)
        if user is not None:
            settle(user)
        return user


@transaction.atomic
def hand_over(membership, *, to, on):
    """Ends `membership` on the date `on` and gives its role in the unit to the user `to` from then on.

    Returns the new membership. Drafts stay with the unit, whose people all may go on with them. Raises ValidationError
    where the two would be one person, or the day lies before the membership began.
    """
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if membership.user_id == to.pk:
        raise ValidationError({"to": _("It is handed over to another person.")})
    if membership.valid_to and membership.valid_to <= on:
        raise ValidationError({"on": _("This membership has ended by then.")})
    role, end = membership.role, membership.valid_to
    successor = Membership(user=to, unit=membership.unit, role=role, valid_from=on, valid_to=end)
    membership.valid_to = on
    for row in (membership, successor):
        row.full_clean()
        row.save()
    return successor
