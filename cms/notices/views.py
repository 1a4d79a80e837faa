"""A person's notices on the desk, and the calendar of their deadlines."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from wagtail.admin import messages

from cms import clock
from cms.notices import deadlines
from cms.notices.models import Notice, Preference, new_token

A_PAGE = 30


def index(request):
    """The notices of who asks, the newest first; a POST marks all as read, or gives the calendar a new address."""
    notices = Notice.objects.readable_by(request.user)
    if request.method == "POST":
        if request.POST.get("action") == "renew":
            preference = _saved(request.user)
            preference.calendar_token = new_token()
            preference.save(update_fields=["calendar_token"])
            messages.success(request, _("The calendar has a new address; the old one shows nothing any more."))
        else:
            notices.unread().update(read_at=clock.now())
            messages.success(request, _("All notices are marked as read."))
        return redirect("notices")
    context = {
        "notices": Paginator(notices, A_PAGE).get_page(request.GET.get("p")),
        "unread": notices.unread().count(),
        "deadlines": deadlines.of(request.user),
        "preference": _saved(request.user),
        "today": clock.today(),
    }
    return render(request, "notices/index.html", context)


def _saved(user):
    return Preference.objects.get_or_create(user=user)[0]


def open_notice(request, notice_id):
    """Marks a notice as read and leads to what it is about; 404 for another person's."""
    notice = get_object_or_404(Notice.objects.readable_by(request.user), pk=notice_id)
    Notice.objects.unread().filter(pk=notice.pk).update(read_at=clock.now())
    if notice.url and url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None):
        return redirect(notice.url)
    return redirect("notices")


def calendar(request, token):
    """The deadlines of whom the address was given to, as iCalendar; 404 once they may not sign in any more."""
    preference = get_object_or_404(Preference.objects.select_related("user"), calendar_token=token)
    if not preference.user.is_active:
        raise Http404
    response = HttpResponse(deadlines.calendar(preference.user), content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, noarchive"
    response["Content-Disposition"] = 'inline; filename="deadlines.ics"'
    return response
