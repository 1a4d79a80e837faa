"""The people of a unit on the desk, and the hand-over of a role (plan item 37)."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from cms import clock
from cms.notices import notify
from cms.notices.vocabulary import NoticeKind
from cms.people import name_of
from cms.units.forms import HandOverForm
from cms.units.members import hand_over, units_of
from cms.units.models import Membership, Role, Unit


def units_shown(user):
    """The units whose people `user` may look at: all for who may see memberships, otherwise their own."""
    return Unit.objects.all() if user.has_perm("units.view_membership") else units_of(user)


def sees_people(user):
    """Whether there is a unit whose people `user` may look at."""
    return units_shown(user).exists()


def may_hand_over(user, membership):
    """Whether `user` may give `membership` to somebody else: an administrator, or the unit's leader its two roles."""
    if membership.valid_to and membership.valid_to <= clock.today():
        return False
    if user.has_perm("units.change_membership"):
        return True
    return membership.role in {Role.REPORTER, Role.LEADER} and (
        units_of(user, Role.LEADER).filter(pk=membership.unit_id).exists()
    )


def people(request):
    """The people of each unit that may be looked at, those of today first; 404 where there is none."""
    units = units_shown(request.user)
    rows = Membership.objects.filter(unit__in=units).select_related("user", "unit").order_by("unit", "role", "pk")
    if not units.exists():
        raise Http404
    shown = [
        {
            "membership": row,
            "may_hand_over": may_hand_over(request.user, row),
            "is_in_force": row.is_in_force,
            "last_day": row.valid_to and row.valid_to - datetime.timedelta(days=1),
        }
        for row in sorted(rows, key=lambda row: (row.unit_id, not row.is_in_force))
    ]
    return render(request, "units/people.html", {"rows": shown})


def hand_over_view(request, membership_id):
    """Asks to whom and from when, and hands over; who may not is led home."""
    rows = Membership.objects.filter(unit__in=units_shown(request.user)).select_related("user", "unit")
    membership = get_object_or_404(rows, pk=membership_id)
    if not may_hand_over(request.user, membership):
        raise PermissionDenied
    form = HandOverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            successor = hand_over(membership, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, list(refused.messages))
        else:
            _tell(membership, successor)
            messages.success(request, _("Handed over from %(day)s on.") % {"day": successor.valid_from.isoformat()})
            return redirect("units_people")
    return render(request, "units/hand_over.html", {"membership": membership, "form": form})


def _tell(before, successor):
    title = _("%(role)s of %(unit)s: handed over from %(before)s to %(after)s on %(day)s") % {
        "role": successor.get_role_display(),
        "unit": successor.unit,
        "before": name_of(before.user),
        "after": name_of(successor.user),
        "day": successor.valid_from.isoformat(),
    }
    people_ = {before.user, successor.user}
    notify(
        people_, kind=NoticeKind.HAND_OVER, key=f"hand-over:{successor.pk}", title=title, url=reverse("units_people")
    )
