"""Rows that are public as soon as they are saved: nothing personal may stand in them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.privacy import guard
from cms.privacy.findings import FindingKind
from cms.privacy.scanner import scan

LABELS = dict(FindingKind.choices)
OFFICE_ONLY = gettext_lazy("The telephone of an office, not of a person.")


def is_mobile(text):
    """Whether a person's telephone stands in `text`."""
    return any(find.kind == FindingKind.MOBILE for find in scan(text or ""))


class Guarded(models.Model):
    """Asks the privacy guard about every text of the row; `office_fields` hold what offices make public themselves."""

    office_fields = ()

    class Meta:
        abstract = True

    def clean(self):
        """Raises ValidationError beside each text with something personal in it."""
        super().clean()
        allowed, faults = guard.public_numbers(), {}
        for field in self._meta.concrete_fields:
            text = getattr(self, field.attname)
            if field.choices or not isinstance(text, str) or isinstance(field, models.URLField):
                continue
            for find in scan(text, allowed=allowed):
                if field.name in self.office_fields and find.kind == FindingKind.TELEPHONE:
                    continue
                sentence = _("This is public: %(kind)s (%(masked)s) must not stand here.")
                faults[field.name] = sentence % {"kind": LABELS[find.kind], "masked": find.masked}
        if faults:
            raise ValidationError(faults)
