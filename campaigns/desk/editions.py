"""Editions on the desk: the list of a year with its progress, and one edition with its tasks."""

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from campaigns import access, editions, events, tasks
from campaigns.forms.desk import DoneForm, EditionForm, TaskForm
from campaigns.models import Edition, Task
from campaigns.models.days import FIRST_YEAR, LAST_YEAR
from campaigns.vocabulary import ReportState
from cms import clock
from cms.register.models import Entry


def year_of(request):
    """The year asked for, this one where none or nonsense is."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else clock.today().year
    return year if FIRST_YEAR <= year <= LAST_YEAR else clock.today().year


def index(request):
    """The editions of a year and how far each is; a POST makes what is missing of it."""
    access.need(access.has_desk(request.user))
    year, plans = year_of(request), access.plans(request.user)
    if request.method == "POST":
        access.need(plans)
        done = editions.prepare(year, by=request.user)
        made = len(done.made)
        words = ngettext("%(count)s edition was made.", "%(count)s editions were made.", made) % {"count": made}
        messages.success(request, words)
        if done.unknown:
            names = "、".join(str(day) for day in done.unknown)
            words = _("Not announced yet, enter the date in the rule: %(names)s") % {"names": names}
            messages.warning(request, words)
        return redirect(f"{request.path}?year={year}")
    own = Q() if plans else Q(tasks__unit__in=access.own_units(request.user))
    done, late = Q(tasks__done_at__isnull=False), Q(tasks__done_at__isnull=True, tasks__due_on__lt=clock.today())
    rows = (
        access.editions(request.user)
        .filter(year=year)
        .select_related("day", "organiser", "page")
        .prefetch_related("day__rules")
        .annotate(
            total=Count("tasks", filter=own, distinct=True),
            done=Count("tasks", filter=own & done, distinct=True),
            late=Count("tasks", filter=own & late, distinct=True),
        )
        .order_by("starts_on", "pk")
    )
    waiting = dict(
        access.reports(request.user)
        .filter(state=ReportState.REPORTED, edition__year=year)
        .order_by()
        .values_list("edition")
        .annotate(Count("pk"))
    )
    rows = [{"edition": row, "waiting": waiting.get(row.pk, 0)} for row in rows]
    years = {*Edition.objects.order_by().values_list("year", flat=True).distinct(), clock.today().year, year}
    context = {
        "year": year,
        "years": sorted({*years, clock.today().year + 1}, reverse=True),
        "rows": rows,
        "plans": plans,
    }
    return render(request, "campaigns/desk/editions.html", context)


def edition(request, pk):
    """One edition: tasks by unit; its people report them done, the editor opens them again and adds some."""
    access.need(access.has_desk(request.user))
    row = get_object_or_404(access.editions(request.user).select_related("day", "organiser", "page"), pk=pk)
    plans = access.plans(request.user)
    units = editions.units_of_edition(row)
    adding = request.method == "POST" and request.POST.get("action") == "add"
    form = TaskForm(request.POST if adding else None, units=units)
    if request.method == "POST":
        if adding:
            access.need(plans)
            if form.is_valid():
                count = tasks.add(row, form.cleaned_data, units)
                messages.success(
                    request, ngettext("%(count)s task added.", "%(count)s tasks added.", count) % {"count": count}
                )
                return redirect("campaigns_edition", pk)
        else:
            _act(request, row, plans)
            return redirect("campaigns_edition", pk)
    own = access.tasks(request.user).filter(edition=row).order_by("unit__kind", "unit", "due_on", "pk")
    groups = {}
    for task in own:
        groups.setdefault(task.unit, []).append(task)
    reports = access.reports(request.user).filter(edition=row)
    entry = (
        Entry.objects.visible().filter(page_id=row.page_id).select_related("content").first() if row.page_id else None
    )
    context = {
        "edition": row,
        "groups": groups,
        "plans": plans,
        "own": set(access.own_units(request.user).values_list("pk", flat=True)),
        "form": form,
        "reports": reports,
        "entry": entry,
        "events": events.events(entry) if entry else [],
    }
    return render(request, "campaigns/desk/edition.html", context)


def _act(request, row, plans):
    """Does what a button of the page asks for; a number that is none finds no task (404)."""
    action = request.POST.get("action")
    if action in {"page", "tasks"}:
        access.need(plans)
        if action == "page":
            editions.make_page(row, by=request.user)
            messages.success(request, _("A draft of the page is made."))
        else:
            count = editions.make_tasks(row)
            messages.success(
                request, ngettext("%(count)s task added.", "%(count)s tasks added.", count) % {"count": count}
            )
        return
    number = request.POST.get("task", "")
    number = int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0
    task = get_object_or_404(access.tasks(request.user), pk=number, edition=row)
    if action == "done":
        form = DoneForm(request.POST)
        remark = form.cleaned_data["remark"] if form.is_valid() else ""
        tasks.finish(task, remark=remark, by=request.user)
        messages.success(request, _("Done: %(title)s") % {"title": task.title})
    elif action == "open":
        access.need(plans)
        tasks.reopen(task)
        messages.success(request, _("Open again: %(title)s") % {"title": task.title})
    elif action == "drop":
        access.need(plans)
        Task.objects.filter(pk=task.pk).delete()
        messages.success(request, _("Removed: %(title)s") % {"title": task.title})


def change(request, pk):
    """Dates and units of an edition; tasks follow."""
    access.need(access.plans(request.user))
    row = get_object_or_404(Edition.objects.select_related("day"), pk=pk)
    form = EditionForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        form.save()
        editions.make_tasks(row)
        messages.success(request, _("Saved: %(title)s") % {"title": row})
        return redirect("campaigns_edition", pk)
    context = {"form": form, "edition": row, "back": reverse("campaigns_edition", args=[pk])}
    return render(request, "campaigns/desk/edition_form.html", context)
