"""The campaign calendar and the pages of editions."""

import json

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import Page

from campaigns import blocks
from campaigns.models.days import FIRST_YEAR, LAST_YEAR, CampaignDay
from cms.desk.blocks import BodyField
from cms.desk.pages import FramePage, RegisteredPage
from cms.register.listing import Listing
from cms.register.vocabulary import Kind
from cms.units.models import Unit


def plain(data):
    """The raw data of blocks as JSON has it: dates and times as ISO 8601 text."""
    return json.loads(json.dumps(data, cls=DjangoJSONEncoder))


class CampaignIndexPage(FramePage):
    """The campaign calendar."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["campaigns.CampaignPage"]
    template = "campaigns/campaigns.html"

    class Meta:
        verbose_name = _("campaign calendar")
        verbose_name_plural = _("campaign calendars")

    def listing(self, params, path):
        """All editions that are public: of the feed and the downloads."""
        return Listing(params, kind=Kind.CAMPAIGN, filters=("year",), path=path)

    def serve(self, request, *args, **kwargs):
        """The calendar by month, as a list or by year."""
        from campaigns.public.calendar import answer

        return answer(request, self)


class CampaignPage(RegisteredPage):
    """The public page of one edition of a campaign day."""

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
    body = BodyField(blocks.BODY, verbose_name=_("text"), blank=True, block_counts={"quiz": {"max_num": 1}})
    activities = BodyField(blocks.ACTIVITIES, verbose_name=_("activities"), blank=True)

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
                    ),
                    FieldPanel("activities"),
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
        """Raises ValidationError for days of no year that can be meant, or where the last comes before the first."""
        super().clean()
        for name in ("starts_on", "ends_on"):
            if (day := getattr(self, name)) and not FIRST_YEAR <= day.year <= LAST_YEAR:
                raise ValidationError({name: _("This is no day that can be meant: the year is wrong.")})
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("Must not be earlier than the first day.")})

    def body_data(self):
        """Text and activities, which are frozen alike."""
        return plain([*super().body_data(), *self.activities.get_prep_value()])

    def body_html(self):
        """Text and activities, rendered once."""
        html = super().body_html()
        return html + self._activities_html() if self.activities else html

    def _activities_html(self):
        from django.template.loader import render_to_string

        return render_to_string("campaigns/activities.html", {"activities": self.activities})

    def facts(self):
        """Day, dates, place, organisers, the report, and figures of the activities."""
        values = [block["value"] for block in plain(self.activities.get_prep_value())]
        return {
            "day": self.day.name,
            "day_code": self.day.code,
            "starts_on": self.starts_on.isoformat(),
            "ends_on": self.ends_on.isoformat(),
            "theme": self.theme,
            "place": self.place,
            "organisers": self.organisers,
            "people_reached": self.people_reached,
            "places": self.places,
            "report": self.report,
            "picture": self.picture.as_fact() if self.picture else None,
            "activities": [
                {
                    **{name: value[name] for name in ("unit", "day", "place", "people")},
                    "pictures": len(value["pictures"]),
                    "media": len(value["links"]),
                }
                for value in values
            ],
        }

    def register_columns(self):
        """What calendar and lists show; the first day stands where cases have their decision."""
        thumbnail = self.picture.as_thumbnail() if self.picture else {}
        return {"unit": self.unit, "decided_on": self.starts_on, **thumbnail}
