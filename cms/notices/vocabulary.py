"""What people can be told about, and how."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeKind(models.TextChoices):
    """What happened."""

    SUBMITTED = "submitted", _("a case waits for your review")
    RETURNED = "returned", _("a case was returned")
    APPROVED = "approved", _("a case passed a review")
    PUBLISHED = "published", _("a case is public")
    ADOPTED = "adopted", _("something was adopted or verified")
    REMARK = "remark", _("a remark was written")
    DEADLINE = "deadline", _("a deadline is near or has passed")
    IMPORT = "import", _("an import has ended")
    HAND_OVER = "hand_over", _("a role was handed over")


class Way(models.TextChoices):
    """How somebody is told by e-mail; in the admin everyone is."""

    AT_ONCE = "at_once", _("as it happens")
    DAILY = "daily", _("one e-mail a day, in the morning")
    NEVER = "never", _("no e-mail")
