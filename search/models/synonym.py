"""Words that find each other: kept by editors, read by every search."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import RevisionMixin

from search.analysis import spaced_text

MOST_WORDS = 6  # of a group: each is one phrase more in a question
LONGEST_WORD = 40
SHORTEST_WORD = 2  # characters: a single one stands in every other text


class Synonym(RevisionMixin, models.Model):
    """One thing under several names, one a line: old words stay findable under the present ones, and back."""

    words = models.TextField(
        _("words"),
        help_text=_("Two to six words for one thing, one a line. Whoever searches for one of them finds them all."),
    )
    note = models.CharField(_("why"), max_length=200, blank=True)

    panels = [FieldPanel("words"), FieldPanel("note")]

    class Meta:
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ["pk"]

    def __str__(self):
        return " = ".join(self.lines)

    @property
    def lines(self):
        """The words as they were written."""
        return [line.strip() for line in self.words.splitlines() if line.strip()]

    @property
    def spaced(self):
        """The words as they are compared."""
        return tuple(spaced_text(line) for line in self.lines)

    def clean(self):
        """Refuses groups that would find nothing or too much."""
        lines = self.lines
        if not 2 <= len(lines) <= MOST_WORDS:
            raise ValidationError({"words": _("Two to six words, one a line.")})
        taken = {}
        for other in type(self).objects.exclude(pk=self.pk):
            taken |= dict.fromkeys(other.spaced, other)
        for line, spaced in zip(lines, self.spaced, strict=True):
            if len(spaced.replace(" ", "")) < SHORTEST_WORD or len(line) > LONGEST_WORD:
                message = _("“%(word)s”: a word has 2 to 40 letters, digits or characters.")
            elif spaced in taken:
                message = _("“%(word)s” stands in a group already; a word belongs to one group.")
            else:
                taken[spaced] = self
                continue
            raise ValidationError({"words": message % {"word": line}})
        self.words = "\n".join(lines)
