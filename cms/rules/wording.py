"""Loaded words: what a headline of an official publication does not say, and the neutral term for it."""

import unicodedata
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.chinese import simplified

APART = "\n"  # stands where a name stood, so that the words around it do not grow together


def plain(text):
    """`text` as words are compared: half-width, lower case, simplified, without spaces and invisible characters."""
    table = simplified()
    chars = (table.get(char, char) for char in unicodedata.normalize("NFKC", text).lower())
    return "".join(
        char for char in chars if not char.isspace() and unicodedata.category(char) not in {"Cf", "Cc", "Mn"}
    )


class LoadedWord(models.Model):
    """A word that judges instead of stating (民法典 1024, 1025: a report must not insult or disparage)."""

    word = models.CharField(gettext_lazy("loaded word"), max_length=20, unique=True)
    neutral = models.CharField(
        gettext_lazy("neutral term"), max_length=60, blank=True, help_text=gettext_lazy("Empty: leave it out.")
    )
    why = models.CharField(gettext_lazy("why it is loaded"), max_length=200)
    fine_in = models.CharField(
        gettext_lazy("fine within"),
        max_length=200,
        blank=True,
        help_text=gettext_lazy("Longer words in which it is no judgement, with spaces between them."),
    )

    panels = [
        FieldRowPanel([FieldPanel("word"), FieldPanel("neutral")]),
        FieldPanel("why"),
        FieldPanel("fine_in"),
    ]

    class Meta:
        verbose_name = gettext_lazy("loaded word")
        verbose_name_plural = gettext_lazy("loaded words")
        ordering = ["id"]

    def __str__(self):
        return self.word

    def clean(self):
        """Raises ValidationError for a word of nothing, or a neutral term that is loaded itself."""
        if not plain(self.word):
            raise ValidationError({"word": _("Write at least one character.")})
        if plain(self.word) in plain(self.neutral):
            raise ValidationError({"neutral": _("The neutral term still holds the loaded word.")})


@dataclass(frozen=True)
class Loaded:
    """A loaded word found in a text, with what to write instead."""

    word: str
    neutral: str
    why: str

    @property
    def sentence(self):
        """The find as a person reads it."""
        values = {"word": self.word, "neutral": self.neutral, "why": self.why}
        if self.neutral:
            return _("“%(word)s” is a loaded word (%(why)s); write “%(neutral)s”.") % values
        return _("“%(word)s” is a loaded word (%(why)s); leave it out.") % values


def loaded_words(text, *, names=(), words=None):
    """The `Loaded` words of `text`, each once; `names`: registered names, in which any word may stand.

    `words`: the rows of `LoadedWord`, where the caller has read them for several texts.
    """
    left = plain(text)
    for name in sorted(filter(None, map(plain, names)), key=len, reverse=True):
        left = left.replace(name, APART)
    found = []
    # Long words first: what is part of one already found is not told again.
    for row in sorted(LoadedWord.objects.all() if words is None else words, key=lambda row: (-len(row.word), row.pk)):
        without = left
        for fine in map(plain, row.fine_in.split()):
            without = without.replace(fine, APART)
        if plain(row.word) in without:
            found.append(Loaded(row.word, row.neutral, row.why))
            left = left.replace(plain(row.word), APART)
    return found
