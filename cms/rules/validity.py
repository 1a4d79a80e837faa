"""When a rule or a name is in force: from a first day, to a day that is the first no longer; open ends are empty."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DatedQuerySet(models.QuerySet):
    """Finds what is in force."""

    def in_force(self, day):
        """The rows in force on the date `day`."""
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day)).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=day)
        )


class Dated(models.Model):
    """A row with a validity. Each model adds the constraint `forward` under a name of its own."""

    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("First day no longer valid."))

    class Meta:
        abstract = True

    def clean(self):
        """Raises ValidationError where the validity ends before it starts, next to the field to mend."""
        super().clean()
        if self.valid_from and self.valid_to and self.valid_from >= self.valid_to:
            raise ValidationError({"valid_to": _("Must be later than the first day.")})


def forward(name):
    """The constraint that a validity does not end before it starts."""
    return models.CheckConstraint(
        condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_from__lt=F("valid_to")), name=name
    )
