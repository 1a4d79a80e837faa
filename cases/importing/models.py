"""What is kept of imports: the keys of imported cases for good, a batch and its rows for a few days."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.units.models import Unit


class CaseKey(models.Model):
    """A key of an imported case (see `cases.importing.keys`): the database lets two imports at once make one draft."""

    key = models.CharField(max_length=64, unique=True)
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.key


class BatchState(models.TextChoices):
    """Where an import stands."""

    CHECKING = "checking", _("being checked")
    READY = "ready", _("checked")
    WRITING = "writing", _("being written")
    UNDOING = "undoing", _("being taken back")
    DONE = "done", _("done")
    CANCELLED = "cancelled", _("cancelled")


ACTIVE = (BatchState.CHECKING, BatchState.WRITING, BatchState.UNDOING)


class Batch(models.Model):
    """A table that somebody uploaded. Only they (and administrators) see it; it is deleted after some days."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=BatchState, default=BatchState.CHECKING)
    whole = models.BooleanField(default=False)
    headings = models.JSONField(default=list)
    keys = models.JSONField(default=list)
    factors = models.JSONField(default=dict)
    epoch = models.PositiveSmallIntegerField(default=1900)
    notices = models.JSONField(default=list)

    class Meta:
        verbose_name = _("import of cases")
        verbose_name_plural = _("imports of cases")
        default_permissions = ()
        permissions = [("import_for_all", _("Can import cases for all units"))]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=BatchState.values), name="import_state_known")
        ]

    def __str__(self):
        return self.file_name

    @property
    def is_active(self):
        """Whether something is still to be done by itself."""
        return self.state in ACTIVE


class RowState(models.TextChoices):
    """What became of a row."""

    NEW = "new", _("not checked yet")
    GOOD = "good", _("good")
    WARNED = "warned", _("good, with hints")
    BAD = "bad", _("wrong")
    KNOWN = "known", _("known already")
    EXAMPLE = "example", _("example, passed over")
    WRITTEN = "written", _("draft made")


WRITABLE = (RowState.GOOD, RowState.WARNED)


class BatchRow(models.Model):
    """A row of the table; its cells are emptied once it has become a draft."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=list)
    masked = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=RowState, default=RowState.NEW)
    faults = models.JSONField(default=list)
    title = models.CharField(max_length=255, blank=True)
    keys = models.JSONField(default=list)
    page = models.ForeignKey("wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="import_row_once"),
            models.CheckConstraint(condition=models.Q(state__in=RowState.values), name="import_row_state_known"),
        ]
        indexes = [models.Index(fields=["batch", "state", "number"], name="import_row_by_state")]

    def __str__(self):
        return str(self.number)
