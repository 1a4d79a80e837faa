"""What people asked, by day: how often, and whether something was found. Never who asked."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AskedQuestion(models.Model):
    """A question of one day, its personal data masked before it came here (`search.asked`); gone after 90 days."""

    day = models.DateField(_("day"))
    key = models.CharField(_("as it is compared"), max_length=200)
    text = models.CharField(_("question"), max_length=200)
    times = models.PositiveIntegerField(_("asked"))
    found = models.PositiveIntegerField(_("found something"))
    masked = models.BooleanField(_("masked"))

    class Meta:
        verbose_name = _("question asked")
        verbose_name_plural = _("questions asked")
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["day", "key"], name="asked_once_a_day")]

    def __str__(self):
        return self.text


class HiddenQuestion(models.Model):
    """A question that is asked often and still is not suggested to others."""

    key = models.CharField(_("as it is compared"), max_length=200, unique=True)
    text = models.CharField(_("question"), max_length=200)

    class Meta:
        verbose_name = _("hidden question")
        verbose_name_plural = _("hidden questions")
        default_permissions = ("add", "delete")

    def __str__(self):
        return self.text
