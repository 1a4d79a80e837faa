"""The register's stable codes and the groups of states the rest of the code speaks of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What an entry is."""

    PUNISHMENT = "punishment", _("punishment case")
    HONOUR = "honour", _("reward case")
    POLICY = "policy", _("policy")
    CAMPAIGN = "campaign", _("campaign day")
    PAGE = "page", _("information")


class State(models.TextChoices):
    """Where an entry stands in its life."""

    PUBLISHED = "published", _("published")
    DISPUTED = "disputed", _("disputed")
    SUSPENDED = "suspended", _("suspended")
    ENDED = "ended", _("ended")


class EndReason(models.TextChoices):
    """Why an entry ended."""

    EXPIRED = "expired", _("period expired")
    REPAIRED = "repaired", _("credit repaired")
    REVOKED = "revoked", _("decision revoked")
    CORRECTED = "corrected", _("published in error")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Verb(models.TextChoices):
    """What an act in the ledger did."""

    PUBLISH = "publish", _("published")
    CORRECT = "correct", _("corrected")
    DISPUTE = "dispute", _("marked as disputed")
    SUSPEND = "suspend", _("suspended")
    RESUME = "resume", _("resumed")
    END = "end", _("ended")


# The states in which an entry is public while its dates allow it.
PUBLIC_STATES = (State.PUBLISHED, State.DISPUTED)
# The kinds that become public only through the verbs' own buttons, never through Wagtail's.
CASE_KINDS = (Kind.PUNISHMENT, Kind.HONOUR)
# The kinds that name firms: cases, and pages of information that are lists of the honoured.
NAMING_KINDS = (*CASE_KINDS, Kind.PAGE)
# Why a person may end an entry of each kind; the clock alone lets it expire.
END_REASONS = {
    Kind.PUNISHMENT: (EndReason.REPAIRED, EndReason.REVOKED, EndReason.CORRECTED, EndReason.WITHDRAWN),
    **dict.fromkeys(
        (Kind.HONOUR, Kind.POLICY, Kind.CAMPAIGN, Kind.PAGE),
        (EndReason.REVOKED, EndReason.CORRECTED, EndReason.WITHDRAWN),
    ),
}
