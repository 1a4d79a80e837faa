"""Frames: home, the policy library, and the units' pages."""

import datetime
from collections import Counter

from django.apps import apps
from django.db import models
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cms import clock
from cms.desk.pages import FramePage
from cms.register.listing import Listing
from cms.register.models import Entry
from cms.register.vocabulary import Kind
from cms.units.models import Unit
from home.models.columns import ColumnPage

LONGEST_CAMPAIGN = datetime.timedelta(days=62)


def plan_columns():
    """The columns of the district's plan, in the order of the tree."""
    return apps.get_model("directory", "DirectoryPage").objects.live().order_by("path")


class HomePage(FramePage):
    """The front page: one search field, four errands, both boards, the next campaign day, policies, figures."""

    max_count = 1
    subpage_types = [
        "cases.BoardPage",
        "cases.HonoursPage",
        "campaigns.CampaignIndexPage",
        "campaigns.CommitmentIndexPage",
        "home.PolicyIndexPage",
        "home.UnitIndexPage",
        "home.ServicesPage",
        "home.ColumnPage",
        "home.InfoPage",
        "directory.DirectoryPage",
    ]
    template = "home/home.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def serve(self, request, *args, **kwargs):
        """The front page as the register stands at this moment."""
        now = clock.now()
        today = clock.today()
        visible = Entry.objects.visible(now).for_lists()
        # Lists, offers and commitments are pages of information too, but no news.
        news = visible.filter(kind=Kind.PAGE, page__infopage__isnull=False)
        latest = {
            name: list(entries.order_by(order, "-pk")[:5])
            for name, entries, order in (
                ("punishments", visible.filter(kind=Kind.PUNISHMENT), "-visible_from"),
                ("honours", visible.filter(kind=Kind.HONOUR), "-visible_from"),
                # A policy's own date is the one its line shows.
                ("policies", visible.filter(kind=Kind.POLICY), "-decided_on"),
                ("news", news, "-visible_from"),
            )
        }
        campaigns = visible.filter(kind=Kind.CAMPAIGN, decided_on__gte=today - LONGEST_CAMPAIGN)
        campaigns = campaigns.select_related("content").order_by("decided_on")
        context = {
            "page": self,
            **latest,
            "campaign": next((c for c in campaigns if c.content.facts["ends_on"] >= today.isoformat()), None),
            "figures": self.figures(now, today),
            "columns": plan_columns(),
            "today": today,
        }
        return render(request, self.template, context)

    @staticmethod
    def figures(now, today):
        """Three figures of the year, with the day they stand for, in one query."""
        first = today.replace(month=1, day=1)
        of_year = models.Q(decided_on__gte=first)
        return Entry.objects.visible(now).aggregate(
            punishments=models.Count("pk", filter=models.Q(kind=Kind.PUNISHMENT)),
            honours=models.Count("pk", filter=models.Q(kind=Kind.HONOUR)),
            decided_this_year=models.Count("pk", filter=of_year & models.Q(kind__in=[Kind.PUNISHMENT, Kind.HONOUR])),
        )


class PolicyIndexPage(FramePage):
    """The policy library: a filtered list of policies."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.PolicyArticlePage"]
    template = "home/policies.html"

    class Meta:
        verbose_name = _("policy library")
        verbose_name_plural = _("policy libraries")

    def listing(self, params, path):
        """The list under the filters of an address: of the page, its downloads and its feed."""
        filters = ("level", "topic", "issuer", "year", "validity")
        return Listing(params, kind=Kind.POLICY, filters=filters, path=path)

    def serve(self, request, *args, **kwargs):
        """The list as a page."""
        context = {"page": self, "listing": self.listing(request.GET, request.path)}
        return render(request, self.template, context)


class ServicesPage(FramePage):
    """The errands citizens come for (办事), and the pages of information that go with them."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    template = "home/services.html"

    class Meta:
        verbose_name = _("services")
        verbose_name_plural = _("services pages")

    def serve(self, request, *args, **kwargs):
        """Links to the tools and to the guides that are public."""
        paths = ["/objection/", "/repair/", "/feedback/"]
        guides = Entry.objects.visible().filter(path__in=paths)
        context = {
            "page": self,
            "children": guides.order_by("pk").for_lists(),
            "columns": plan_columns(),
            "readings": ColumnPage.objects.sibling_of(self).live().order_by("path"),
        }
        return render(request, self.template, context)


class UnitIndexPage(FramePage):
    """The units and towns, each with its page."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.UnitPage"]
    template = "home/units.html"

    class Meta:
        verbose_name = _("units")
        verbose_name_plural = _("lists of units")

    def serve(self, request, *args, **kwargs):
        """Departments and towns with the number of their public entries."""
        groups = Entry.objects.visible().order_by().values_list("unit", "town").annotate(models.Count("pk"))
        pages = UnitPage.objects.child_of(self).live().select_related("unit").order_by("unit__kind", "unit__id")
        homes = {page.unit.town_id: page.unit_id for page in pages if page.unit.town_id}
        counts = Counter()
        for unit, town, count in groups:
            for reached in {unit, homes.get(town)}:
                counts[reached] += count
        rows = [{"page": page, "count": counts[page.unit_id]} for page in pages]
        context = {
            "page": self,
            "departments": [row for row in rows if row["page"].unit.kind == Unit.Kind.DEPARTMENT],
            "towns": [row for row in rows if row["page"].unit.kind == Unit.Kind.TOWN],
        }
        return render(request, self.template, context)


class UnitPage(FramePage):
    """A unit's or town's column: what it reported, and where its drafts live on the desk."""

    unit = models.OneToOneField(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="home")

    parent_page_types = ["home.UnitIndexPage"]
    subpage_types = ["cases.PunishmentCasePage", "cases.RewardCasePage", "home.InfoPage", "home.ColumnPage"]
    content_panels = [*Page.content_panels, FieldPanel("unit"), FieldPanel("intro")]
    template = "home/unit.html"

    class Meta:
        verbose_name = _("unit page")
        verbose_name_plural = _("unit pages")

    def listing(self, params, path):
        """The list under the filters of an address: of the page, its downloads and its feed."""
        base = Entry.objects.visible().filter(self.unit.reach())
        return Listing(params, filters=("type", "year"), path=path, base=base)

    def serve(self, request, *args, **kwargs):
        """What the unit has made public, newest first."""
        listing = self.listing(request.GET, request.path)
        # Only towns have villages with columns of their own.
        columns = ColumnPage.objects.child_of(self).live().order_by("path") if self.unit.town_id else []
        context = {"page": self, "listing": listing, "names": self.unit.names.all(), "columns": columns}
        return render(request, self.template, context)
