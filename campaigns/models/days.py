"""Campaign days, and the rules by which each falls: rows with a validity, since the days move and change names."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList

from campaigns import rules
from campaigns.forms.rules import RULE_PANELS, DayRuleForm
from campaigns.vocabulary import Part, RuleKind, Weekday

FIRST_YEAR, LAST_YEAR = 1949, 2199


class CampaignDay(models.Model):
    """A day, week or month on which the district campaigns every year (plan item 33)."""

    code = models.SlugField(_("code"), unique=True, max_length=40)
    name = models.CharField(_("name"), max_length=60, unique=True)
    aliases = models.CharField(_("other names"), max_length=200, blank=True)
    intro = models.TextField(_("introduction"), blank=True)

    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("code", help_text=_("Stable; appears in addresses.")), FieldPanel("name")]),
            FieldPanel("aliases"),
            FieldPanel("intro"),
        ]
    )

    class Meta:
        verbose_name = _("campaign day")
        verbose_name_plural = _("campaign days")
        ordering = ["id"]

    def __str__(self):
        return self.name

    def rule_in(self, year, part=None):
        """The `DayRule` that dates the campaign of `year`, or None; without `part` that of the period, or of the day.

        Reads `rules` as prefetched, so that a calendar of many days asks once.
        """
        found = {rule.part: rule for rule in self.rules.all() if rule.span_in(year)}
        return found.get(part) if part else found.get(Part.PERIOD) or found.get(Part.DAY)

    def span_in(self, year):
        """First and last date of the whole campaign of `year`, or None."""
        rule = self.rule_in(year)
        return rule and rule.span_in(year)

    def name_in(self, year):
        """What the campaign of `year` was called: as its rule says, or its present name.

        Where day and period are dated apart, the names of their rules are those of the parts.
        """
        names = {rule.name for rule in self.rules.all() if rule.span_in(year)}
        return (names.pop() if len(names) == 1 else "") or self.name


class DayRuleQuerySet(models.QuerySet):
    """Finds what is valid."""

    def valid_in(self, first, last=None):
        """The rules valid in a year, or in any year from `first` to `last`; either may be None for an open end."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=last or first or LAST_YEAR),
            Q(valid_to__isnull=True) | Q(valid_to__gte=first or FIRST_YEAR),
        )


def _has(kind):
    """The condition that a rule of `kind` holds what it needs, and nothing else."""
    needed = rules.ASKED[kind]
    columns = [name for name in rules.COLUMNS if name != "years"]
    condition = Q(kind=kind, **{f"{name}__isnull": name not in needed for name in columns})
    return condition if "years" in needed else condition & Q(years={})


def _any(conditions):
    first, *others = conditions
    for condition in others:
        first |= condition
    return first


def _real(month, day):
    """The condition that the month has that day, in a leap year at least."""
    return (
        Q(**{f"{day}__isnull": True})
        | Q(**{f"{month}__in": [1, 3, 5, 7, 8, 10, 12], f"{day}__range": (1, 31)})
        | Q(**{f"{month}__in": [4, 6, 9, 11], f"{day}__range": (1, 30)})
        | Q(**{month: 2, f"{day}__range": (1, 29)})
    )


def number(label, **kwargs):
    """A small number that not every kind of rule needs."""
    return models.PositiveSmallIntegerField(label, null=True, blank=True, **kwargs)


class DayRule(models.Model):
    """How a campaign day falls in the years from `valid_from` to `valid_to` (both included; empty: open).

    Of one day at most one rule for each `part` is valid in a year: a constraint of the database (campaigns.triggers).
    """

    day = models.ForeignKey(CampaignDay, verbose_name=_("campaign day"), on_delete=models.CASCADE, related_name="rules")
    part = models.CharField(_("what it dates"), max_length=6, choices=Part, default=Part.DAY)
    valid_from = number(_("first year"), help_text=_("Empty: from the beginning."))
    valid_to = number(_("last year"), help_text=_("Empty: until further notice."))
    kind = models.CharField(_("kind of rule"), max_length=11, choices=RuleKind, default=RuleKind.FIXED_DAY)
    month = number(_("month"))
    monthday = number(_("day"))
    last_month = number(_("last month"))
    last_monthday = number(_("last day"))
    nth = number(_("which one in the month"))
    weekday = number(_("weekday"), choices=Weekday)
    years = models.JSONField(_("dates by year"), default=dict, blank=True)  # {"2016": ["2016-07-04", "2016-07-08"]}
    name = models.CharField(
        _("name then"), max_length=60, blank=True, help_text=_("Where it was called otherwise, or has one of its own.")
    )
    authority = models.CharField(_("authority and source"), max_length=300)

    objects = DayRuleQuerySet.as_manager()

    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("day"), FieldPanel("part")]),
            FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
            RULE_PANELS,
            FieldPanel("name"),
            FieldPanel("authority"),
        ],
        base_form_class=DayRuleForm,
    )

    class Meta:
        verbose_name = _("rule of a campaign day")
        verbose_name_plural = _("rules of campaign days")
        ordering = ["day", "part", "valid_from", "id"]
        constraints = [
            models.CheckConstraint(condition=_any(_has(kind) for kind in RuleKind), name="day_rule_has_what_it_needs"),
            models.CheckConstraint(
                condition=Q(month__isnull=True) | Q(month__range=(1, 12)), name="day_rule_month_exists"
            ),
            models.CheckConstraint(condition=_real("month", "monthday"), name="day_rule_day_exists"),
            models.CheckConstraint(condition=_real("last_month", "last_monthday"), name="day_rule_last_exists"),
            models.CheckConstraint(condition=Q(nth__isnull=True) | Q(nth__range=(1, 5)), name="day_rule_nth_exists"),
            models.CheckConstraint(
                condition=Q(weekday__isnull=True) | Q(weekday__range=(1, 7)), name="day_rule_weekday_exists"
            ),
            models.CheckConstraint(
                condition=Q(last_month__isnull=True)
                | Q(month__lt=F("last_month"))
                | Q(month=F("last_month"), monthday__lte=F("last_monthday")),
                name="day_rule_span_forward",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_from__lte=F("valid_to")),
                name="day_rule_forward",
            ),
        ]

    def __str__(self):
        years = f"{self.valid_from or ''}–{self.valid_to or ''}" if self.valid_from or self.valid_to else ""
        return " · ".join(part for part in (self.name or self.day.name, years, self.in_words()) if part)

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Saves one rule of a day after the other: two at once would not see each other's years."""
        list(CampaignDay.objects.select_for_update().filter(pk=self.day_id))
        super().save(*args, **kwargs)

    def span_in(self, year):
        """First and last date of the campaign of `year`, or None."""
        return rules.span(self, year)

    def in_words(self):
        """The rule as lists show it."""
        return rules.in_words(self)

    in_words.short_description = _("rule of the date")

    def clean(self):
        """Raises ValidationError where the years are none, go backwards, or belong to another rule already."""
        super().clean()
        for name in ("valid_from", "valid_to"):
            value = getattr(self, name)
            if value is not None and not FIRST_YEAR <= value <= LAST_YEAR:
                raise ValidationError({name: _("Write a year such as 2014.")})
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("Must not be earlier than the first year.")})
        if self.day_id:
            others = DayRule.objects.filter(day=self.day_id, part=self.part).exclude(pk=self.pk)
            if other := others.valid_in(self.valid_from, self.valid_to or LAST_YEAR).first():
                message = _("In these years another rule is valid already: %(rule)s")
                raise ValidationError({"valid_from": ValidationError(message, params={"rule": other})})
