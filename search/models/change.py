"""The outbox of the index: what changed in the register, and which change the index holds."""

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

MOST_ATTEMPTS = 8  # refusals of one document, with back-off between them; then a person has to look


class ChangeQuerySet(models.QuerySet):
    """Which changes wait, and which were given up."""

    def waiting(self):
        """What the index has not heard of and will be told."""
        return self.filter(indexed__lt=F("version"), attempts__lt=MOST_ATTEMPTS)

    def due(self, at):
        """What is to be told at the instant `at`, the oldest change first."""
        return self.waiting().filter(models.Q(next_try=None) | models.Q(next_try__lte=at)).order_by("changed_at", "pk")

    def dead(self):
        """What the index refused too often: shown to editors, tried again when they say so."""
        return self.filter(indexed__lt=F("version"), attempts__gte=MOST_ATTEMPTS)


class Change(models.Model):
    """How often an entry changed, and up to which of these changes the index knows it.

    Triggers on the register's tables write the version (`search.triggers`), so each change is in the outbox in the
    very transaction that makes it, however it is made; delivery and rebuild write the rest. The version is also the
    document's external version in Elasticsearch: an older state never overwrites a newer one.
    """

    entry_id = models.BigIntegerField(_("entry"), primary_key=True)
    version = models.BigIntegerField(_("changes"))
    indexed = models.BigIntegerField(_("changes the index knows"), db_default=0)
    changed_at = models.DateTimeField(_("last changed"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), db_default=0)
    next_try = models.DateTimeField(_("next attempt"), null=True)
    error = models.CharField(_("reason of the refusal"), max_length=300, blank=True, db_default="")

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change for the index")
        verbose_name_plural = _("changes for the index")
        default_permissions = ("change",)
        indexes = [
            models.Index(
                fields=["changed_at", "entry_id"], condition=models.Q(indexed__lt=F("version")), name="change_waiting"
            )
        ]

    def __str__(self):
        return f"{self.entry_id} v{self.version}"
