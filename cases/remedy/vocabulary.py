"""The stable codes of intakes: what came in, where it stands, what was done."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What came in."""

    OBJECTION = "objection", _("objection")
    REPAIR = "repair", _("repair application")
    FEEDBACK = "feedback", _("feedback or tip-off")


class Topic(models.TextChoices):
    """The grounds of an objection, or what feedback is about."""

    WRONG_CONTENT = "wrong_content", _("The content differs from the decision.")
    WRONG_SUBJECT = "wrong_subject", _("The subject is not the one decided against.")
    EXPIRED = "expired", _("The period of publication is over.")
    REVOKED = "revoked", _("The decision was revoked, changed or found void.")
    CONSENT = "consent", _("The honoured subject withdraws its consent.")
    SITE_ERROR = "site_error", _("An error, or personal data, on this site.")
    PAID_REPAIR = "paid_repair", _("Somebody takes money for repair or a credit report.")
    UNIT_SILENT = "unit_silent", _("A unit does not publish as it must, or does not answer.")
    TIP_OFF = "tip_off", _("A firm breaks the law or its word.")


GROUNDS = (Topic.WRONG_CONTENT, Topic.WRONG_SUBJECT, Topic.EXPIRED, Topic.REVOKED, Topic.CONSENT)
SUBJECTS_OF_FEEDBACK = (Topic.SITE_ERROR, Topic.PAID_REPAIR, Topic.UNIT_SILENT, Topic.TIP_OFF)


class Capacity(models.TextChoices):
    """In what capacity somebody writes."""

    SUBJECT = "subject", _("the subject itself (legal representative or employee)")
    AGENT = "agent", _("an agent with a written authorisation")


class Status(models.TextChoices):
    """Where an intake stands."""

    RECEIVED = "received", pgettext_lazy("intake", "received")
    ACCEPTED = "accepted", pgettext_lazy("intake", "accepted")
    CHECKING = "checking", pgettext_lazy("intake", "being checked by a unit")
    REFUSED = "refused", pgettext_lazy("intake", "not accepted")
    DECIDED = "decided", pgettext_lazy("intake", "answered")


OPEN = (Status.RECEIVED, Status.ACCEPTED, Status.CHECKING)
CLOSED = (Status.REFUSED, Status.DECIDED)


class Outcome(models.TextChoices):
    """How an intake was decided."""

    UPHELD = "upheld", _("upheld")
    PARTLY = "partly", _("upheld in part")
    REJECTED = "rejected", _("not upheld")
    ANSWERED = "answered", pgettext_lazy("outcome", "answered")


# A repair application is not upheld but granted.
OUTCOMES_OF_REPAIR = {Outcome.UPHELD: _("granted"), Outcome.REJECTED: _("not granted")}


class Effect(models.TextChoices):
    """What an objection that is upheld does to the case."""

    END_CORRECTED = "corrected", _("End the publication: it was published in error.")
    END_REVOKED = "revoked", _("End the publication: the decision was revoked.")
    END_WITHDRAWN = "withdrawn", _("End the publication: consent was withdrawn.")
    CORRECTION = "correction", _("Go on with the corrected text: the correction is public already.")


class Act(models.TextChoices):
    """What was done with an intake."""

    RECEIVED = "received", pgettext_lazy("intake", "received")
    ACCEPTED = "accepted", pgettext_lazy("intake", "accepted")
    REFUSED = "refused", pgettext_lazy("intake", "not accepted")
    FORWARDED = "forwarded", pgettext_lazy("intake", "forwarded for checking")
    REPORTED = "reported", pgettext_lazy("intake", "checked by the unit")
    DECIDED = "decided", pgettext_lazy("intake", "answered")
    REMOVED = "removed", pgettext_lazy("intake", "personal data deleted")
