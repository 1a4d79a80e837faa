"""Intakes, what was done with them, their evidence, and what keeps reminders and limits."""

import secrets

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.remedy.vocabulary import CLOSED, OPEN, OUTCOMES_OF_REPAIR, Act, Capacity, Kind, Outcome, Status, Topic
from cms import clock
from cms.register.models import CODE_ALPHABET, Entry
from cms.rules.deadlines import DeadlineCode
from cms.units.models import Unit

RECEIPT_LENGTH, GROUP = 12, 4


def new_receipt():
    """A receipt code: twelve random characters, 60 bits, so that codes cannot be counted through."""
    return "".join(secrets.choice(CODE_ALPHABET) for _number in range(RECEIPT_LENGTH))


def evidence_storage():
    """The private folder of evidence: no address of the site leads into it, and only the site's account reads it."""
    return FileSystemStorage(
        location=settings.EVIDENCE_ROOT, base_url=None, file_permissions_mode=0o600, directory_permissions_mode=0o700
    )


def evidence_name(evidence, filename):
    """A random name: what the applicant called the file stands in the row only."""
    return secrets.token_hex(16)


class IntakeQuerySet(models.QuerySet):
    """Questions the desk asks of intakes."""

    def open(self):
        """Those somebody still has to act on."""
        return self.filter(status__in=OPEN, removed_at__isnull=True)

    def overdue(self, today=None):
        """Those whose next deadline has passed."""
        return self.open().filter(due_on__lt=today or clock.today())


class Intake(models.Model):
    """An objection, a repair application or feedback. Only `cases.remedy.acts` changes it.

    `applicant_name`, `contact`, `statement` and the evidence are deleted on schedule; the rest stays.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    receipt = models.CharField(_("receipt code"), max_length=RECEIPT_LENGTH, unique=True, default=new_receipt)
    entry = models.ForeignKey(
        Entry, verbose_name=_("entry"), null=True, blank=True, on_delete=models.PROTECT, related_name="intakes"
    )
    topic = models.CharField(_("grounds or topic"), max_length=14, choices=Topic, blank=True)
    statement = models.TextField(_("statement"), blank=True)
    statement_findings = models.JSONField(_("finds of the guard"), default=list, blank=True)
    applicant_name = models.CharField(_("applicant's name"), max_length=100, blank=True)
    contact = models.CharField(_("telephone or e-mail"), max_length=120, blank=True)
    capacity = models.CharField(_("capacity"), max_length=8, choices=Capacity, blank=True)
    status = models.CharField(_("where it stands"), max_length=8, choices=Status, default=Status.RECEIVED)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, blank=True)
    answer = models.TextField(_("answer to the applicant"), blank=True)
    forwarded_to = models.ForeignKey(
        Unit, verbose_name=_("checked by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    received_at = models.DateTimeField(_("received"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    removed_at = models.DateTimeField(_("personal data deleted at"), null=True)
    # The next deadline: the rule's code, its day, and whether that day is certain.
    due_code = models.CharField(_("next deadline for"), max_length=30, choices=DeadlineCode, blank=True)
    due_on = models.DateField(_("next deadline"), null=True)
    due_announced = models.BooleanField(default=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = _("intake")
        verbose_name_plural = _("intakes")
        ordering = ["-received_at", "-id"]
        default_permissions = ()
        permissions = [("handle_intake", _("Can handle objections, repair applications and feedback"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=Kind.FEEDBACK) | Q(entry__isnull=False), name="intake_about_an_entry"
            ),
            models.CheckConstraint(
                condition=Q(status__in=CLOSED, answered_at__isnull=False)
                | Q(status__in=OPEN, answered_at__isnull=True),
                name="intake_closed_has_answer",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(applicant_name="", contact="", statement=""),
                name="intake_removed_is_empty",
            ),
        ]
        indexes = [models.Index(fields=["status", "due_on"], name="intake_status_due")]

    def __str__(self):
        return self.receipt_shown

    @property
    def receipt_shown(self):
        """The receipt code in groups, as it is printed and typed."""
        return "-".join(self.receipt[at : at + GROUP] for at in range(0, RECEIPT_LENGTH, GROUP))

    @property
    def outcome_shown(self):
        """How it was decided, in the words of its kind."""
        words = OUTCOMES_OF_REPAIR if self.kind == Kind.REPAIR else {}
        return words.get(self.outcome) or self.get_outcome_display()

    @property
    def is_open(self):
        """Whether somebody still has to act."""
        return self.status in OPEN and self.removed_at is None

    @property
    def is_overdue(self):
        """Whether the next deadline has passed."""
        return self.is_open and self.due_on is not None and self.due_on < clock.today()


class AppendOnly(models.Model):
    """A row that is written once."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Writes a new row; raises TypeError for one that is there already."""
        if not self._state.adding:
            raise TypeError("this row is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Raises TypeError: what was done stays on record."""
        raise TypeError("this row is append-only")


class IntakeStep(AppendOnly):
    """What was done with an intake: who, when, what, and why (append-only; triggers hold it in the database)."""

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(_("act"), max_length=9, choices=Act)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(_("name at that time"), max_length=150, blank=True)
    why = models.TextField(_("why"), blank=True)

    class Meta:
        verbose_name = _("step of an intake")
        verbose_name_plural = _("steps of an intake")
        ordering = ["at", "id"]
        default_permissions = ()

    def __str__(self):
        return f"{self.intake_id} {self.act}"


class Evidence(models.Model):
    """A file an applicant attached, kept apart from everything the site serves."""

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="evidence")
    file = models.FileField(_("file"), storage=evidence_storage, upload_to=evidence_name)
    original_name = models.CharField(_("file name"), max_length=200)
    size = models.PositiveIntegerField(_("size in bytes"))
    # None until the guard has read the file.
    findings = models.JSONField(_("finds of the guard"), null=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("pieces of evidence")
        ordering = ["id"]
        default_permissions = ()

    def __str__(self):
        return self.original_name


class Reminder(models.Model):
    """A reminder that was sent: each person hears once of each deadline before it, and once after."""

    class Stage(models.TextChoices):
        SOON = "soon", _("due soon")
        OVERDUE = "overdue", _("overdue")

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    stage = models.CharField(max_length=7, choices=Stage)
    due_code = models.CharField(max_length=30, choices=DeadlineCode)
    due_on = models.DateField()
    sent_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["intake", "user", "stage", "due_code", "due_on"], name="reminder_once")
        ]

    def __str__(self):
        return f"{self.intake_id} {self.stage} {self.due_on}"


class Attempts(models.Model):
    """How often one address did one thing in one hour; the address stands here as a keyed hash only."""

    digest = models.CharField(max_length=64, primary_key=True)
    hour = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.digest[:8]

    @classmethod
    def add(cls, digest, hour):
        """Counts one more; safe with several at once."""
        cls.objects.get_or_create(digest=digest, defaults={"hour": hour})
        cls.objects.filter(digest=digest).update(count=F("count") + 1)
