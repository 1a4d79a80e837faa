"""The plan and where to find it: for each of the 39 items what this site offers, and the places where it stands."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable, Page

from home.directory.models.guarded import Guarded
from home.directory.models.tables import ITEMS


class PlanOffer(Guarded, ClusterableModel):
    """An item of the plan, and what this site offers for it."""

    class Kind(models.TextChoices):
        DATA = "data", _("data")
        SERVICE = "service", _("service")
        READING = "reading", _("something to read")
        DESK = "desk", _("work of the units")

    number = models.PositiveSmallIntegerField(
        _("number in the plan"), unique=True, validators=[MinValueValidator(1), MaxValueValidator(ITEMS)]
    )
    title = models.CharField(_("matter"), max_length=80)
    offer = models.CharField(_("what this site offers"), max_length=300)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)

    panels = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("kind")]),
        FieldPanel("title"),
        FieldPanel("offer"),
        InlinePanel("places", heading=_("Public places"), label=_("place")),
    ]

    class Meta:
        verbose_name = _("item of the plan and its places")
        verbose_name_plural = _("the plan and its places")
        ordering = ["number"]

    def __str__(self):
        return f"{self.number} {self.title}"


class PlanPlace(Orderable):
    """A place where an item is found: a page of the site, or an address of it."""

    item = ParentalKey(PlanOffer, on_delete=models.CASCADE, related_name="places")
    label = models.CharField(_("words of the link"), max_length=60)
    page = models.ForeignKey(
        Page, verbose_name=_("page"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    address = models.CharField(
        _("or address"),
        max_length=200,
        blank=True,
        validators=[RegexValidator(r"^/(?!/)[^\\\s]*$", _("An address of this site begins with one stroke."))],
        help_text=_("From the site's root, for instance /board/."),
    )

    panels = [FieldRowPanel([FieldPanel("label"), PageChooserPanel("page"), FieldPanel("address")])]

    class Meta(Orderable.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("public places")

    def __str__(self):
        return self.label

    def clean(self):
        """Raises ValidationError unless it is one or the other."""
        super().clean()
        if bool(self.page_id) == bool(self.address):
            raise ValidationError({"address": _("Choose a page or give an address, one of the two.")})
