"""What a detector found, and what may stand in its place."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class FindingKind(models.TextChoices):
    """Kinds of data that are never published (domain rules §5; 个人信息保护法 28, 条例 of the cities)."""

    ID_NUMBER = "id_number", _("ID number")
    MOBILE = "mobile", _("mobile number")
    TELEPHONE = "telephone", _("telephone number")
    BANK_ACCOUNT = "bank_account", _("bank card or account")
    ADDRESS = "address", _("home address")
    PLATE = "plate", _("number plate")
    HEALTH = "health", _("health data")
    PERSON_NAME = "person_name", _("full name of a natural person")


@dataclass(frozen=True, order=True)
class Finding:
    """One find: `text[start:end]` is of `kind`; `masked` may stand in its place."""

    start: int
    end: int
    kind: str
    masked: str


def stars(text, first, last):
    """`text` without its separators, all but the `first` and `last` characters starred."""
    kept = "".join(char for char in text if char.isalnum())
    return kept[:first] + "*" * max(len(kept) - first - last, 1) + (kept[-last:] if last else "")
