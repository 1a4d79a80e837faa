"""Member units and towns with their names over time, and the authorities that decide cases."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel

from cms import clock
from cms.rules.models import Regime
from cms.rules.validity import Dated, forward


class Town(models.Model):
    """A town or subdistrict (镇街) of the district, by which cases can be filtered."""

    code = models.SlugField(_("code"), unique=True, help_text=_("Stable; appears in addresses."))
    name = models.CharField(_("name"), max_length=60, unique=True)

    panels = [FieldRowPanel([FieldPanel("code"), FieldPanel("name")])]

    class Meta:
        verbose_name = _("town or subdistrict")
        verbose_name_plural = _("towns and subdistricts")
        ordering = ["code"]

    def __str__(self):
        return self.name


class Unit(ClusterableModel):
    """A member unit of the joint conference, or a town's government. Its names are dated rows of `UnitName`."""

    class Kind(models.TextChoices):
        DEPARTMENT = "department", _("department")
        TOWN = "town", _("town or subdistrict")

    code = models.SlugField(_("code"), unique=True, help_text=_("Stable; appears in addresses."))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.DEPARTMENT)
    town = models.ForeignKey(
        Town, verbose_name=_("town or subdistrict"), null=True, blank=True, on_delete=models.PROTECT
    )
    # The name in force, copied from the dated names so that a list of cases needs no second query.
    name = models.CharField(_("full name"), max_length=120, editable=False)
    short_name = models.CharField(_("short name"), max_length=60, editable=False)
    contact = models.CharField(_("public telephone"), max_length=60, blank=True)
    collection = models.OneToOneField(
        "wagtailcore.Collection",
        verbose_name=_("collection of pictures and files"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="unit",
    )

    panels = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("kind"), FieldPanel("town")]),
        FieldPanel("contact"),
        InlinePanel("names", heading=_("Names over time"), label=_("name"), min_num=1),
    ]

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["kind", "id"]
        permissions = [("see_all_units", _("Can see the drafts of all units"))]

    def __str__(self):
        return self.short_name or self.code

    def name_on(self, day):
        """The `UnitName` in force on `day` (a date); the nearest later one where none covers it.

        A new name counts from its first day, also where nobody wrote an end beside the old one.
        """
        names = sorted(self.names.all(), key=lambda name: name.valid_from or day.min)
        for name in reversed(names):
            if (name.valid_from or day) <= day < (name.valid_to or day.max):
                return name
        return next((name for name in names if (name.valid_from or day) > day), names[-1] if names else None)

    def reach(self):
        """The condition for entries that stand in this unit's column: its own, and for a town what happened there."""
        own = Q(unit=self)
        return own | Q(town=self.town_id) if self.town_id else own

    def save(self, *args, **kwargs):
        """Keeps the copied name in step with the dated names."""
        if current := self.name_on(clock.today()) if self.pk or self.names.all() else None:
            self.name, self.short_name = current.full, current.short
        super().save(*args, **kwargs)


class UnitName(Dated):
    """A name a unit bore from `valid_from` (inclusive) to `valid_to` (exclusive); open ends are empty."""

    unit = ParentalKey(Unit, on_delete=models.CASCADE, related_name="names")
    full = models.CharField(_("full name"), max_length=120)
    short = models.CharField(_("short name"), max_length=60)

    panels = [
        FieldRowPanel([FieldPanel("full"), FieldPanel("short")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
    ]

    class Meta:
        verbose_name = _("name of a unit")
        verbose_name_plural = _("names of units")
        ordering = ["valid_from"]
        constraints = [forward("unit_name_period_forward")]

    def __str__(self):
        return self.short


class Authority(models.Model):
    """An organ that decides penalties or grants honours (决定机关), with its credit code where known."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=120, unique=True)
    credit_code = models.CharField(_("unified social credit code"), max_length=18, blank=True)
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("member unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text=_("Empty for organs outside the district."),
    )

    regime = models.ForeignKey(
        Regime,
        verbose_name=_("sector with rules of its own"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Its publication rules govern this authority's decisions. Empty: the general rules."),
    )

    panels = [
        FieldPanel("code", help_text=_("Stable; appears in addresses.")),
        FieldPanel("name"),
        FieldPanel("credit_code"),
        FieldPanel("unit"),
        FieldPanel("regime"),
    ]

    class Meta:
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")
        ordering = ["id"]

    def __str__(self):
        return self.name
