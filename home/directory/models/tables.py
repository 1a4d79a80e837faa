"""The tables of the plan: joint measures, systems, contacts, training, targets, credit villages. Each row has a keeper.

A row is public as soon as it is saved and while it is valid, by the clock when it is read; its changes are kept.
"""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.rules.models import Field
from cms.rules.validity import Dated, DatedQuerySet, forward
from cms.units.models import Town, Unit
from home.directory.models.guarded import Guarded

ITEMS = 39


def unit_field(label):
    """The unit a row belongs to."""
    return models.ForeignKey(Unit, verbose_name=label, on_delete=models.PROTECT, related_name="+")


class MeasureQuerySet(DatedQuerySet):
    """Finds measures by their validity."""

    def valid_on(self, day):
        """The measures valid on the date `day`, with their unit and field."""
        return self.in_force(day).select_related("unit", "field")


class JointMeasure(Guarded, Dated):
    """A joint measure (联合奖惩措施): what is done, by which law, to whom, by which unit, from when to when."""

    class Kind(models.TextChoices):
        INCENTIVE = "incentive", _("incentive")
        RESTRICTION = "restriction", _("restriction")

    code = models.SlugField(_("code"), unique=True, help_text=_("Stable; by it an import finds the row again."))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    name = models.CharField(_("measure"), max_length=200)
    object = models.CharField(_("whom it is for"), max_length=200)
    basis = models.CharField(_("law and article"), max_length=200)
    unit = unit_field(_("executing unit"))
    field = models.ForeignKey(
        Field,
        verbose_name=_("field"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty: all fields."),
    )

    objects = MeasureQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("kind")]),
        FieldPanel("name"),
        FieldPanel("object"),
        FieldPanel("basis"),
        FieldRowPanel([FieldPanel("unit"), FieldPanel("field")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
    ]

    class Meta:
        verbose_name = _("joint measure")
        verbose_name_plural = _("joint measures")
        ordering = ["kind", "unit", "code"]
        constraints = [
            forward("joint_measure_period_forward"),
            models.CheckConstraint(condition=Q(kind__in=["incentive", "restriction"]), name="joint_measure_kind_known"),
            models.CheckConstraint(condition=~Q(basis=""), name="joint_measure_has_basis"),
        ]

    def __str__(self):
        return self.name


class PlatformSystem(Guarded):
    """A system of the platform (item 1): what it is for, who runs it, where it is, how it stands."""

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        TRIAL = "trial", _("on trial")
        BUILDING = "building", _("being built")
        CLOSED = "closed", _("closed down")

    name = models.CharField(_("name"), max_length=120, unique=True)
    purpose = models.CharField(_("purpose"), max_length=300)
    unit = unit_field(_("unit that runs it"))
    url = models.URLField(_("address"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State)
    as_of = models.DateField(_("as of"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    panels = [
        FieldPanel("name"),
        FieldPanel("purpose"),
        FieldRowPanel([FieldPanel("unit"), FieldPanel("url")]),
        FieldRowPanel([FieldPanel("state"), FieldPanel("as_of"), FieldPanel("order")]),
    ]

    class Meta:
        verbose_name = _("system of the platform")
        verbose_name_plural = _("systems of the platform")
        ordering = ["order", "id"]

    def __str__(self):
        return self.name


class Contact(Guarded, Dated):
    """Whom to ask in a unit (item 37). A hand-over is a new row: the old one ends on the day the new one begins."""

    unit = unit_field(_("unit"))
    office = models.CharField(_("office"), max_length=120)
    person = models.CharField(
        _("name"), max_length=30, blank=True, help_text=_("Only where the unit itself has made the name public.")
    )
    telephone = models.CharField(
        _("telephone of the office"), max_length=60, blank=True, help_text=_("Empty: the unit's public telephone.")
    )
    hours = models.CharField(_("hours"), max_length=120, blank=True)

    objects = DatedQuerySet.as_manager()
    office_fields = ("telephone",)

    panels = [
        FieldRowPanel([FieldPanel("unit"), FieldPanel("office")]),
        FieldRowPanel([FieldPanel("telephone"), FieldPanel("hours"), FieldPanel("person")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
    ]

    class Meta:
        verbose_name = _("contact of a unit")
        verbose_name_plural = _("contacts of units")
        ordering = ["unit", "id"]
        constraints = [forward("contact_period_forward")]

    def __str__(self):
        return f"{self.unit} · {self.office}"


class TrainingEvent(Guarded):
    """A training on credit and its repair (item 5): counts only, no firm is named."""

    title = models.CharField(_("title"), max_length=120)
    held_on = models.DateField(_("held on"))
    place = models.CharField(_("place"), max_length=120)
    unit = unit_field(_("organised by"))
    invited = models.PositiveIntegerField(_("firms invited"))
    attended = models.PositiveIntegerField(
        _("firms attended"), null=True, blank=True, help_text=_("Empty: not held yet.")
    )

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("held_on"), FieldPanel("place"), FieldPanel("unit")]),
        FieldRowPanel([FieldPanel("invited"), FieldPanel("attended")]),
    ]

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        ordering = ["-held_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(attended__isnull=True) | Q(attended__lte=F("invited")), name="training_attended_of_invited"
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        """Raises ValidationError where more attended than were invited."""
        super().clean()
        if None not in (self.attended, self.invited) and self.attended > self.invited:
            raise ValidationError({"attended": _("Not more than were invited.")})


class Counter(Guarded):
    """How a target of the plan stands (items 5, 11, 29, 38): a count or amount, or a share of a whole."""

    item = models.PositiveSmallIntegerField(_("number in the plan"))
    year = models.PositiveSmallIntegerField(_("year"))
    name = models.CharField(_("what is counted"), max_length=120)
    value = models.DecimalField(_("reached"), max_digits=14, decimal_places=2)
    base = models.DecimalField(
        _("of a whole of"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("For a share: the denominator; the target is then in per cent."),
    )
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=2)
    measure = models.CharField(_("unit of measure"), max_length=20, blank=True, help_text=_("For instance 家, 万元."))
    unit = unit_field(_("responsible unit"))
    as_of = models.DateField(_("as of"))
    source = models.CharField(_("source"), max_length=200)

    panels = [
        FieldRowPanel([FieldPanel("item"), FieldPanel("year"), FieldPanel("unit")]),
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("value"), FieldPanel("base"), FieldPanel("target"), FieldPanel("measure")]),
        FieldRowPanel([FieldPanel("as_of"), FieldPanel("source")]),
    ]

    class Meta:
        verbose_name = _("target of the plan")
        verbose_name_plural = _("targets of the plan")
        ordering = ["-year", "item", "id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "year", "name"], name="counter_once"),
            models.CheckConstraint(condition=Q(item__gte=1) & Q(item__lte=ITEMS), name="counter_item_known"),
            models.CheckConstraint(condition=Q(value__gte=0) & Q(target__gt=0), name="counter_positive"),
            models.CheckConstraint(
                condition=Q(base__isnull=True) | (Q(base__gt=0) & Q(base__gte=F("value"))), name="counter_part_of_whole"
            ),
        ]

    def __str__(self):
        return f"{self.year} · {self.item} · {self.name}"

    def clean(self):
        """Raises ValidationError for figures that there cannot be."""
        super().clean()
        faults = {}
        if self.item is not None and not 1 <= self.item <= ITEMS:
            faults["item"] = _("The plan has items 1 to 39.")
        if self.value is not None and self.value < 0:
            faults["value"] = _("Not below nought.")
        if self.target is not None and self.target <= 0:
            faults["target"] = _("Above nought.")
        if self.base is not None and (self.base <= 0 or (self.value is not None and self.base < self.value)):
            faults["base"] = _("The whole is not smaller than its part.")
        if faults:
            raise ValidationError(faults)

    @property
    def share(self):
        """The share in per cent with one decimal; None where it is no share."""
        return (self.value * 100 / self.base).quantize(Decimal("0.1")) if self.base else None

    @property
    def reached(self):
        """How much of the target is reached, in whole per cent of it, at most 100."""
        now = self.value * 100 / self.base if self.base else self.value
        return min(int(now * 100 / self.target), 100)


class CreditPlace(Guarded, Dated):
    """A village or town honoured for its credit (item 28): shown while valid; households are counts only."""

    class Level(models.TextChoices):
        VILLAGE = "village", _("credit village")
        TOWN = "town", _("credit town")

    level = models.CharField(_("level"), max_length=8, choices=Level)
    name = models.CharField(_("name"), max_length=60)
    town = models.ForeignKey(Town, verbose_name=_("town or subdistrict"), on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    issuer = models.CharField(_("granted by"), max_length=120)
    households = models.PositiveIntegerField(_("households"), null=True, blank=True)
    rated = models.PositiveIntegerField(_("credit households"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("level"), FieldPanel("name"), FieldPanel("town")]),
        FieldRowPanel([FieldPanel("year"), FieldPanel("issuer")]),
        FieldRowPanel([FieldPanel("households"), FieldPanel("rated")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
    ]

    class Meta:
        verbose_name = _("credit village or town")
        verbose_name_plural = _("credit villages and towns")
        ordering = ["level", "town", "name"]
        constraints = [
            forward("credit_place_period_forward"),
            models.CheckConstraint(
                condition=Q(rated__isnull=True) | Q(households__isnull=True) | Q(rated__lte=F("households")),
                name="credit_place_rated_of_households",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        """Raises ValidationError where more households are rated than there are."""
        super().clean()
        if None not in (self.rated, self.households) and self.rated > self.households:
            raise ValidationError({"rated": _("Not more than there are.")})
