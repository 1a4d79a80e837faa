"""The register: one row for every published thing, the content that was approved, and its subjects."""

import secrets
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelsearch import index

from cms import clock
from cms.register.ledger import LedgerHead, LedgerLine
from cms.register.querysets import EntryQuerySet, SubjectQuerySet
from cms.register.vocabulary import EndReason, Kind, State
from cms.rules.models import Field, Severity
from cms.units.models import Town, Unit

__all__ = ["Entry", "EntryContent", "EntryFile", "EntrySubject", "LedgerHead", "LedgerLine"]

# Crockford's base 32: no letter that a reader takes for another on a printed sheet.
CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_code():
    """A public code for `/verify/`: ten random characters, 50 bits, so that codes cannot be counted through."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(10))


class Entry(index.Indexed, models.Model):
    """What the public may see of one published page, and until when.

    Only the verbs write it; every public surface reads it through `Entry.objects.visible()`.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    page = models.OneToOneField("wagtailcore.Page", on_delete=models.PROTECT, related_name="entry")
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(_("verification code"), max_length=10, unique=True, default=new_code)
    path = models.CharField(_("address"), max_length=500, unique=True)
    title = models.CharField(_("title"), max_length=255)
    summary = models.TextField(_("summary"), blank=True)
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), null=True, on_delete=models.PROTECT)
    field = models.ForeignKey(Field, verbose_name=_("field"), null=True, on_delete=models.PROTECT)
    town = models.ForeignKey(Town, verbose_name=_("town or subdistrict"), null=True, on_delete=models.PROTECT)
    severity = models.CharField(_("class"), max_length=8, choices=Severity, blank=True)
    document_number = models.CharField(_("document number"), max_length=80, blank=True)
    topic = models.CharField(_("topic"), max_length=20, blank=True)
    level = models.CharField(_("level"), max_length=10, blank=True)
    validity = models.CharField(_("validity"), max_length=10, blank=True)
    issuer = models.CharField(_("issuer"), max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(_("year"))
    decided_on = models.DateField(_("decided on"))
    visible_from = models.DateTimeField(_("visible from"))
    visible_until = models.DateTimeField(_("visible until"), null=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PUBLISHED)
    end_reason = models.CharField(_("reason of the end"), max_length=10, choices=EndReason, blank=True)
    # The address of a small rendition, so that a list with pictures costs no query more.
    thumbnail = models.CharField(_("small picture"), max_length=255, blank=True)
    thumbnail_alt = models.CharField(_("alternative text"), max_length=255, blank=True)
    search_text = models.TextField(_("text for search"), blank=True)

    objects = EntryQuerySet.as_manager()

    search_fields = [
        index.SearchField("title", boost=4),
        index.SearchField("search_text"),
        index.AutocompleteField("title"),
        index.AutocompleteField("suggest_text"),
        index.FilterField("kind"),
        index.FilterField("unit"),
        index.FilterField("field"),
        index.FilterField("town"),
        index.FilterField("severity"),
        index.FilterField("topic"),
        index.FilterField("level"),
        index.FilterField("validity"),
        index.FilterField("issuer"),
        index.FilterField("year"),
        index.FilterField("state"),
        index.FilterField("decided_on"),
        index.FilterField("visible_from"),
        index.FilterField("visible_until"),
    ]

    class Meta:
        verbose_name = _("register entry")
        verbose_name_plural = _("register entries")
        ordering = ["-visible_from", "-id"]
        permissions = [("publish_case", _("Can publish, correct and end cases"))]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(visible_until__isnull=True) | Q(visible_until__gt=F("visible_from")),
                name="entry_visible_until_after_from",
            ),
            models.CheckConstraint(
                condition=(Q(state="ended") & ~Q(end_reason="")) | (~Q(state="ended") & Q(end_reason="")),
                name="entry_ended_has_reason",
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="entry_state_known"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="entry_kind_known"),
            models.CheckConstraint(
                # A punishment without an end of publication would stand for ever.
                condition=~Q(kind="punishment") | Q(visible_until__isnull=False),
                name="entry_punishment_has_end",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "-decided_on", "-id"], name="entry_kind_decided"),
            models.Index(fields=["kind", "-visible_from", "-id"], name="entry_kind_published"),
            models.Index(fields=["kind", "field", "-decided_on"], name="entry_kind_field"),
            models.Index(fields=["kind", "unit", "-decided_on"], name="entry_kind_unit"),
            # What the clock will show or hide next.
            models.Index(fields=["visible_until"], name="entry_visible_until"),
            models.Index(fields=["visible_from"], name="entry_visible_from"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The address of the public page, from the site's root."""
        return self.path

    @property
    def verify_url(self):
        """The address at which a printed notice is verified."""
        return reverse("verify", args=[self.code])

    @property
    def suggest_text(self):
        """What suggestions are found by besides the title: names, codes and the document number."""
        subjects = [] if self.pk is None else self.subjects.all()
        parts = [part for subject in subjects for part in (subject.name, subject.code)]
        return "\n".join([*parts, self.document_number])

    @classmethod
    def get_indexed_objects(cls):
        """All entries with their subjects: a rebuild of the index asks for them in bulk."""
        return super().get_indexed_objects().with_subjects()

    def is_visible(self, at=None):
        """Whether the public may see this entry at the instant `at` (now by default)."""
        return type(self).objects.visible(at).filter(pk=self.pk).exists()

    @property
    def last_public_day(self):
        """The last date on which the entry is public, or None where it has no end."""
        return self.visible_until and timezone.localdate(self.visible_until - timedelta(microseconds=1))

    @property
    def days_left(self):
        """Whole days until the last public day, or None where there is no end."""
        return self.visible_until and max((self.last_public_day - clock.today()).days, 0)


class EntryContent(models.Model):
    """What was approved, frozen: the facts as data, the body as data and rendered once, and their hash."""

    entry = models.OneToOneField(Entry, primary_key=True, on_delete=models.PROTECT, related_name="content")
    data = models.JSONField(_("facts and body as approved"))
    html = models.TextField(_("rendered body"), blank=True)
    sha256 = models.CharField(_("hash of the data"), max_length=64)
    corrections = models.JSONField(_("corrections"), default=list, blank=True)

    class Meta:
        verbose_name = _("content of an entry")
        verbose_name_plural = _("contents of entries")
        default_permissions = ()

    def __str__(self):
        return self.sha256

    @property
    def facts(self):
        """The facts of the entry's kind, by stable key."""
        return self.data["facts"]

    @property
    def subjects(self):
        """The subjects as approved, dicts with name, code and more, without those whose standing has ended by now."""
        today = clock.today().isoformat()
        return [subject for subject in self.data["subjects"] if (subject.get("until") or today) >= today]

    @property
    def template(self):
        """The template of the public page: that of the fact `shape`, if there is one, or the kind's."""
        return f"register/{self.facts.get('shape') or self.entry.kind}.html"


class EntrySubject(models.Model):
    """A firm or organisation an entry is about, for exact look-up by code or name."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="subjects")
    name = models.CharField(_("name"), max_length=200)
    # The name as look-up compares it: one form of width, case and brackets.
    name_key = models.CharField(max_length=200, db_index=True, editable=False)
    code = models.CharField(_("unified social credit code"), max_length=18, blank=True, db_index=True)
    # A list names many, each with an end of its own; empty: as long as the entry.
    until = models.DateField(_("last day of the standing"), null=True, blank=True)

    objects = SubjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")
        ordering = ["id"]
        default_permissions = ()

    def __str__(self):
        return self.name


class EntryFile(models.Model):
    """A picture's rendition or an attachment that an entry shows: public for as long as the entry is."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(_("path in the media folder"), max_length=255, db_index=True)
    sha1 = models.CharField(_("hash of an attachment"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("file of an entry")
        verbose_name_plural = _("files of entries")
        ordering = ["id"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["entry", "name"], name="entry_file_once")]

    def __str__(self):
        return self.name
