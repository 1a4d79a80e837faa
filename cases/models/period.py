"""How long a punishment case is public: class, sector, kind of penalty, the rule that follows, the one override."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.rules.models import Measure, PublicationRule, Regime, Severity
from cms.rules.periods import end_of_day


class PublicPeriod(models.Model):
    """What decides the period; mixed into the page, which has `authority` and `decided_on`."""

    severity = models.CharField(
        _("class"),
        max_length=8,
        choices=Severity,
        blank=True,
        help_text=_(
            "From your sector's standard, not from the amount of the fine. It decides how long the case is public."
        ),
    )
    necessity = models.CharField(
        _("necessity of publishing a minor case"),
        max_length=300,
        blank=True,
        help_text=_("Minor cases are not published unless this is stated."),
    )
    extended_until = models.DateField(
        _("public until (override)"),
        null=True,
        blank=True,
        help_text=_("Only where a duty is still unmet and a sector's rule allows a longer publication; once per case."),
    )
    extension_basis = models.CharField(
        _("basis of the override"), max_length=300, blank=True, help_text=_("Law, article and the unmet duty.")
    )
    regime = models.ForeignKey(
        Regime,
        verbose_name=_("sector with rules of its own"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Where a sector's rule governs the period. Empty: that of the deciding authority, if it has one."),
    )
    measure = models.CharField(
        _("kind of penalty for the period"),
        max_length=12,
        choices=Measure,
        blank=True,
        help_text=_("Only where the sector's rules ask for it."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(extended_until__isnull=True, extension_basis="")
                | (models.Q(extended_until__isnull=False) & ~models.Q(extension_basis="")),
                name="punishment_override_has_basis",
            ),
            models.CheckConstraint(
                condition=models.Q(measure__in=["", *Measure.values]), name="punishment_measure_known"
            ),
        ]

    def period_facts(self):
        """The rule that governs, by name and numbers: it stays explainable whatever the rules become."""
        rule, repair_rule = self.rule, self.repair_rule
        repair = repair_rule.earliest_repair(self.decided_on) if repair_rule else None
        return {
            "earliest_repair_on": repair.isoformat() if repair else "",
            "period_rule": rule.authority if rule else "",
            "period_longest_months": rule.longest_months if rule else None,
            "period_repair_months": repair_rule.earliest_repair_months if repair_rule else None,
            "repair_rule": repair_rule.authority if repair_rule and repair_rule != rule else "",
            "regime": rule.regime.name if rule and rule.regime else "",
            "measure": rule.measure if rule else "",
            "extended_until": self.extension_as_fact(),
            "extension_basis": self.extension_basis,
        }

    @property
    def governing_regime(self):
        """The sector whose rules govern: the one chosen, otherwise that of the deciding authority; or None."""
        return self.regime or (self.authority.regime if self.authority else None)

    @property
    def rule(self):
        """The publication rule in force on the day of decision, or None while date or class is missing."""
        if not (self.severity and self.decided_on):
            return None
        return PublicationRule.objects.governing_or_none(
            self.decided_on, severity=self.severity, regime=self.governing_regime, measure=self.measure
        )

    @property
    def repair_rule(self):
        """The rule that says from when repair may be applied for: the governing one, otherwise that of the class.

        None where neither counts it from the decision, or where the publication is over by then.
        """
        rule = self.rule
        if rule is None or rule.earliest_repair_months is not None:
            return rule
        by_class = PublicationRule.objects.governing_or_none(self.decided_on, severity=self.severity)
        months = by_class.earliest_repair_months if by_class else None
        return by_class if months is not None and months < rule.longest_months else None

    def end_of_publication(self, rule):
        """By the rule, or by the case's one override."""
        return end_of_day(self.extended_until) if self.extended_until else rule.end_of_publication(self.decided_on)

    def extension_as_fact(self):
        """The last day of the override as ISO 8601, or "" without one."""
        return self.extended_until.isoformat() if self.extended_until else ""
