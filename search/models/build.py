"""The indexes that rebuilds made, and how far an unfinished one has come."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BuildQuerySet(models.QuerySet):
    """Which builds an alias led to."""

    def used(self, alias):
        """The builds that were or are behind the alias, the present one first."""
        return self.filter(alias=alias).exclude(switched_at=None).order_by("-switched_at")


class Build(models.Model):
    """One index of the register, filled aside and then put behind the alias."""

    index = models.CharField(_("index"), max_length=200, unique=True)
    alias = models.CharField(_("alias"), max_length=200)
    started_at = models.DateTimeField(_("started"))
    position = models.BigIntegerField(_("number of the last entry sent"), default=0)
    sent = models.PositiveIntegerField(_("entries sent"), default=0)
    touched_at = models.DateTimeField(_("last sign of life"))
    switched_at = models.DateTimeField(_("put behind the alias"), null=True)

    objects = BuildQuerySet.as_manager()

    class Meta:
        verbose_name = _("build of the index")
        verbose_name_plural = _("builds of the index")
        default_permissions = ()
        ordering = ["-started_at", "-pk"]

    def __str__(self):
        return self.index
