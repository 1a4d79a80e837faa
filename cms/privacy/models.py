"""What people decided about finds, and what was read of attachments."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.privacy.findings import FindingKind


class Waiver(models.Model):
    """A find that may be published all the same, with the reason, by someone other than the text's last editor."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="waivers")
    # A keyed hash: the table must not keep what the guard keeps from the public.
    digest = models.CharField(max_length=64)
    kind = models.CharField(_("kind"), max_length=12, choices=[*FindingKind.choices, ("unreadable", _("unreadable"))])
    place = models.CharField(_("place"), max_length=200)
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("who"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("waived find")
        verbose_name_plural = _("waived finds")
        ordering = ["-at"]
        default_permissions = ("add", "view")
        constraints = [
            models.UniqueConstraint(fields=["page", "digest"], name="waiver_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="waiver_has_reason"),
        ]

    def __str__(self):
        return f"{self.place} {self.kind}"


class FileScan(models.Model):
    """What the guard found in an attachment, by the hash of its bytes and its extension: each file is read once."""

    key = models.CharField(max_length=60, primary_key=True)
    # Without the text itself: place, kind, mask and keyed hash of each find.
    findings = models.JSONField(default=list)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("scan of a file")
        verbose_name_plural = _("scans of files")
        default_permissions = ()

    def __str__(self):
        return self.key
