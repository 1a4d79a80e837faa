"""Campaign days and the pages of their editions."""

from django.core.exceptions import ValidationError
from django.db import models
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import Page

from campaigns import rules
from campaigns.forms import RULE_PANEL, CampaignDayForm
from cms import clock
from cms.desk.blocks import BodyField, HeadedBlock, ProgrammeBlock, RunningBlock
from cms.desk.pages import FramePage, RegisteredPage
from cms.register.models import Entry
from cms.register.vocabulary import Kind
from cms.units.models import Unit


class CampaignDay(models.Model):
    """A day, week or month on which the district campaigns every year (plan item 33)."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=60, unique=True)
    aliases = models.CharField(_("other names"), max_length=200, blank=True)
    rule = models.JSONField(_("rule of the date"), default=dict, help_text=_("Kind of rule and its numbers."))
    valid_from = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    valid_to = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    intro = models.TextField(_("introduction"), blank=True)

    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("code", help_text=_("Stable; appears in addresses.")), FieldPanel("name")]),
            FieldPanel("aliases"),
            RULE_PANEL,
            FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
            FieldPanel("intro"),
        ],
        base_form_class=CampaignDayForm,
    )

    class Meta:
        verbose_name = _("campaign day")
        verbose_name_plural = _("campaign days")
        ordering = ["id"]

    def __str__(self):
        return self.name

    def rule_in_words(self):
        """The rule as lists show it."""
        return rules.in_words(self.rule)

    rule_in_words.short_description = _("rule of the date")

    def clean(self):
        """Raises ValidationError where the last year comes before the first."""
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("Must not be earlier than the first year.")})


class CampaignIndexPage(FramePage):
    """The campaign calendar."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["campaigns.CampaignPage"]
    template = "campaigns/campaigns.html"

    class Meta:
        verbose_name = _("campaign calendar")
        verbose_name_plural = _("campaign calendars")

    def serve(self, request, *args, **kwargs):
        """What comes next, and the past editions by year."""
        today = clock.today()
        entries = list(
            Entry.objects.visible().filter(kind=Kind.CAMPAIGN).select_related("content").order_by("-decided_on")
        )
        coming = [entry for entry in entries if entry.content.facts["ends_on"] >= today.isoformat()]
        past = [entry for entry in entries if entry.content.facts["ends_on"] < today.isoformat()]
        context = {"page": self, "coming": coming[::-1], "past": past, "today": today}
        return render(request, self.template, context)


class CampaignPage(RegisteredPage):
    """One edition of a campaign day."""

    kind = Kind.CAMPAIGN

    day = models.ForeignKey(
        CampaignDay, verbose_name=_("campaign day"), on_delete=models.PROTECT, related_name="editions"
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    theme = models.CharField(_("theme"), max_length=120, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    unit = models.ForeignKey(
        Unit, verbose_name=_("organising unit"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisers = models.CharField(_("organisers"), max_length=300, blank=True)
    people_reached = models.PositiveIntegerField(_("people reached"), null=True, blank=True)
    places = models.PositiveIntegerField(_("places"), null=True, blank=True)
    report = models.TextField(_("report afterwards"), blank=True)
    picture = models.ForeignKey(
        "media.Picture", verbose_name=_("poster"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    body = BodyField(
        [("programme", ProgrammeBlock()), *RunningBlock().child_blocks.items(), ("part", HeadedBlock())],
        verbose_name=_("text"),
        blank=True,
    )

    parent_page_types = ["campaigns.CampaignIndexPage"]
    subpage_types = []
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    *Page.content_panels,
                    FieldPanel("summary"),
                    FieldRowPanel([FieldPanel("day"), FieldPanel("starts_on"), FieldPanel("ends_on")]),
                    FieldPanel("theme"),
                    FieldRowPanel([FieldPanel("place"), FieldPanel("unit"), FieldPanel("organisers")]),
                    FieldPanel("picture"),
                    FieldPanel("body"),
                ],
                heading=_("Text"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldRowPanel([FieldPanel("people_reached"), FieldPanel("places")]), FieldPanel("report")],
                        _("Report afterwards"),
                    )
                ],
                heading=_("Report"),
            ),
            ObjectList(Page.promote_panels, heading=_("Address")),
            ObjectList(Page.settings_panels, heading=_("Publication")),
        ]
    )

    class Meta:
        verbose_name = _("campaign page")
        verbose_name_plural = _("campaign pages")

    def clean(self):
        """Raises ValidationError where the last day comes before the first."""
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("Must not be earlier than the first day.")})

    def facts(self):
        """Day, dates, place, organisers and the report."""
        return {
            "day": self.day.name,
            "starts_on": self.starts_on.isoformat(),
            "ends_on": self.ends_on.isoformat(),
            "theme": self.theme,
            "place": self.place,
            "organisers": self.organisers,
            "people_reached": self.people_reached,
            "places": self.places,
            "report": self.report,
            "picture": self.picture.as_fact() if self.picture else None,
        }

    def register_columns(self):
        """What calendar and lists show; the first day stands where cases have their decision."""
        thumbnail = self.picture.as_thumbnail() if self.picture else {}
        return {"unit": self.unit, "decided_on": self.starts_on, **thumbnail}
