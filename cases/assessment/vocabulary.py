"""Stable codes of what units owe in a year and of how it stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Obligation(models.TextChoices):
    """What a member unit owes in a year (plan items 32 and 34)."""

    REWARD = "reward", _("reward case")
    PUNISHMENT = "punishment", _("punishment case")
    MEDIA = "media", _("media report")


class Counted(models.TextChoices):
    """What a line of the score sheet counts."""

    MONTHS = "months", _("months with a media report")
    ADOPTED_ARTICLES = "adopted_articles", _("verified media reports")
    ADOPTED_CASES = "adopted_cases", _("published cases")
    NOTHING = "nothing", _("nothing: given by hand")


class ZeroState(models.TextChoices):
    """Where a zero report stands."""

    REPORTED = "reported", pgettext_lazy("zero report", "waits for acceptance")
    ACCEPTED = "accepted", pgettext_lazy("zero report", "accepted")
    REFUSED = "refused", pgettext_lazy("zero report", "not accepted")


class ItemKind(models.TextChoices):
    """Why an item of the plan has a deadline (item 39)."""

    INSPECTION = "inspection", _("inspection item")
    ASSESSMENT = "assessment", _("assessed item")


class Standing(models.TextChoices):
    """How one obligation of one unit stands: a word, and a shape beside it wherever it is shown."""

    MET = "met", pgettext_lazy("obligation", "met")
    ZERO = "zero", _("zero report")
    WAITING = "waiting", _("in hand")
    OPEN = "open", pgettext_lazy("obligation", "open")
    OVERDUE = "overdue", _("overdue")
    NONE = "none", _("not owed")


SHAPES = {
    Standing.MET: "●",
    Standing.ZERO: "◎",
    Standing.WAITING: "◐",
    Standing.OPEN: "○",
    Standing.OVERDUE: "▲",
    Standing.NONE: "–",
}
