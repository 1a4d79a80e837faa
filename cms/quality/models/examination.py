"""What was looked at, by which terms, and what was found: rows that are written anew, never mended."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms import clock
from cms.quality.models.terms import Severity, TermKind


class Examination(models.Model):
    """One text that was looked at: what is public of a page, or its draft; its finds and links hang on it."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    is_draft = models.BooleanField(_("draft"))
    revision_id = models.PositiveBigIntegerField()  # no foreign key: a revision may be purged before this is renewed
    rules = models.CharField(max_length=80)  # the fingerprint of the terms it was examined with
    at = models.DateTimeField(_("examined"), default=clock.now)

    wagtail_reference_index_ignore = True  # no content that uses a page

    class Meta:
        verbose_name = _("examination of a text")
        verbose_name_plural = _("examinations of texts")
        default_permissions = ()
        permissions = [
            ("view_quality", _("Can see the reports of editorial quality")),
            ("examine_drafts", _("Can have texts examined and see finds in drafts")),
        ]
        constraints = [models.UniqueConstraint(fields=["page", "is_draft"], name="examination_once")]

    def __str__(self):
        return f"{self.page_id} {self.revision_id}"


class TermFind(models.Model):
    """A wrong wording in one place of a text, with words around it; as the term said when the text was examined."""

    examination = models.ForeignKey(Examination, on_delete=models.CASCADE, related_name="finds")
    place = models.CharField(_("place"), max_length=200)
    excerpt = models.CharField(_("excerpt"), max_length=200)
    wrong = models.CharField(_("found"), max_length=120)
    right = models.CharField(_("write instead"), max_length=250, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=TermKind)
    severity = models.CharField(_("severity"), max_length=7, choices=Severity)
    note = models.CharField(_("note"), max_length=300, blank=True)
    times = models.PositiveIntegerField(_("how often"), default=1)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("find of a term")
        verbose_name_plural = _("finds of terms")
        default_permissions = ()
        ordering = ["-severity", "-examination__page_id", "id"]  # serious ones first

    def __str__(self):
        return self.wrong
