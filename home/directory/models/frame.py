"""The frame page of every column of the plan: which one it shows is a choice, how is its module's to say."""

from django.db import models
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cms.desk.pages import FramePage


class DirectoryPage(FramePage):
    """A column of the plan at an address of its own: lists, measures, offers, catalogue and others."""

    class Shows(models.TextChoices):
        LISTS = "lists", _("lists of the fields")
        MEASURES = "measures", _("joint measures")
        OFFERS = "xinyi", _("offers of Credit Plus")
        CATALOGUE = "catalogue", _("catalogue of public credit information")
        SYSTEMS = "systems", _("systems of the platform")
        CONTACTS = "contacts", _("contact persons")
        TRAINING = "training", _("training and repair figures")
        TARGETS = "targets", _("targets of the plan")
        PLACES = "places", _("credit villages and towns")
        PLAN = "plan", _("the plan and where to find it")
        LIBRARY = "library", _("posters and videos")

    shows = models.CharField(_("what it shows"), max_length=12, choices=Shows, unique=True)

    parent_page_types = ["home.HomePage"]
    subpage_types = ["directory.ListPage", "directory.OfferPage"]
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("shows")]

    class Meta:
        verbose_name = _("column of the plan")
        verbose_name_plural = _("columns of the plan")

    @property
    def column(self):
        """The column's module: `context(page, params)` and, where it has files, `sheet(page, params)`."""
        from home.directory.columns import COLUMNS

        return COLUMNS[self.shows]

    def serve(self, request, *args, **kwargs):
        """The column as it stands at this moment."""
        context = {"page": self, **self.column.context(self, request.GET)}
        return render(request, f"directory/{self.shows}.html", context)

    def export_file(self, params, format):
        """What the column shows under these parameters, as a file; Http404 where it has none."""
        from home.directory.files import sheet_file

        if not hasattr(self.column, "sheet"):
            raise Http404
        return sheet_file(self.column.sheet(self, params), format, self.slug)
