"""Media reports on credit work (plan item 32): reported by a unit, verified or refused by the supervisor."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.private import private_name, private_storage
from cms.register.names import name_key
from cms.units.models import Unit

# What a report says; a verified one that says something else is to be verified anew.
CONTENT = ("unit_id", "title", "medium", "level", "published_on", "link", "screenshot")
# Marks that only count visitors, and tell no page from another.
TRACKING = re.compile(r"^(utm_|spm$|from$|share|isappinstalled$)")


def link_key(link):
    """One form of the addresses of one page: without scheme, www., tracking marks, end slash and fragment."""
    if not link:
        return ""
    parts = urlsplit(link.strip())
    query = urlencode(sorted((k, v) for k, v in parse_qsl(parts.query) if not TRACKING.match(k)))
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    return f"{host}{parts.path.rstrip('/')}{'?' if query else ''}{query}"[:300]


class MediaReport(models.Model):
    """A report in a medium at district level or above, reported by a unit."""

    class Level(models.TextChoices):
        NATIONAL = "national", _("national")
        CITY = "city", _("city")
        DISTRICT = "district", _("district")

    class State(models.TextChoices):
        REPORTED = "reported", _("waits for verification")
        VERIFIED = "verified", _("verified")
        REFUSED = "refused", _("not verified")

    unit = models.ForeignKey(Unit, verbose_name=_("reporting unit"), on_delete=models.PROTECT)
    title = models.CharField(_("title"), max_length=200)
    medium = models.CharField(_("medium"), max_length=80)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    published_on = models.DateField(_("published on"))
    link = models.URLField(_("link"), blank=True)
    screenshot = models.FileField(
        _("screenshot"), storage=private_storage, upload_to=private_name, blank=True, max_length=100
    )
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reported by"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reported_at = models.DateTimeField(_("reported at"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.REPORTED, editable=False)
    decision = models.TextField(_("reason of the decision"), blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)
    # What duplicates are found by.
    link_key = models.CharField(max_length=300, blank=True, editable=False, db_index=True)
    title_key = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = _("media report")
        verbose_name_plural = _("media reports")
        ordering = ["-published_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "title", "medium"], name="media_report_once"),
            models.CheckConstraint(
                condition=Q(state="reported", decided_at__isnull=True)
                | Q(state__in=["verified", "refused"], decided_at__isnull=False),
                name="media_report_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(decision=""), name="media_report_refused_has_reason"
            ),
        ]
        indexes = [models.Index(fields=["published_on", "unit"], name="media_report_of_year")]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        """Keeps the keys in step; what is decided and says something else afterwards waits for a decision again."""
        self.link_key, self.title_key = link_key(self.link), name_key(self.title)[:200]
        if self.pk and self.state != self.State.REPORTED and not getattr(self, "deciding", False):
            before = type(self).objects.filter(pk=self.pk).values_list(*CONTENT).first()
            if before and before != tuple(self._plain(name) for name in CONTENT):
                self.state, self.decision, self.decided_by, self.decided_at = self.State.REPORTED, "", None, None
                if kwargs.get("update_fields"):
                    more = ("state", "decision", "decided_by", "decided_at")
                    kwargs["update_fields"] = {*kwargs["update_fields"], *more}
        super().save(*args, **kwargs)

    def _plain(self, name):
        value = getattr(self, name)
        return (value.name or "") if name == "screenshot" else value
