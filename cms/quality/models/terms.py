"""Wrong or outdated wording as data: what to write instead, of which kind, how bad, and since when it is wrong."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.quality.wording import plain
from cms.rules.validity import Dated, forward


class TermKind(models.TextChoices):
    """What a wording is about."""

    ORGAN = "organ", gettext_lazy("name of an organ")
    LEADER = "leader", gettext_lazy("name or title of a leader")
    PLACE = "place", gettext_lazy("name of a country or region")
    OLD_WORD = "old_word", gettext_lazy("old word")
    OTHER = "other", gettext_lazy("other wording")
    MEDIA = "media", gettext_lazy("video for everyone")  # captions or transcript are missing (cms.quality.media)


class Severity(models.TextChoices):
    """How bad it is: what an inspector counts as a serious error, or what is better written otherwise."""

    SERIOUS = "serious", gettext_lazy("serious error")
    HINT = "hint", gettext_lazy("hint")


class Term(Dated):
    """A wording that is wrong in texts decided within its validity."""

    wrong = models.CharField(gettext_lazy("wrong or outdated wording"), max_length=60)
    right = models.CharField(
        gettext_lazy("write instead"), max_length=120, blank=True, help_text=gettext_lazy("Empty: leave it out.")
    )
    kind = models.CharField(gettext_lazy("kind"), max_length=8, choices=TermKind)
    severity = models.CharField(gettext_lazy("severity"), max_length=7, choices=Severity, default=Severity.SERIOUS)
    note = models.CharField(gettext_lazy("note"), max_length=200, blank=True)
    fine_in = models.CharField(
        gettext_lazy("right within"),
        max_length=300,
        blank=True,
        help_text=gettext_lazy("Longer words in which it is right, with spaces between them."),
    )

    panels = [
        FieldRowPanel([FieldPanel("wrong"), FieldPanel("right")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("severity")]),
        FieldPanel("note"),
        FieldPanel("fine_in"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")])],
            heading=gettext_lazy("Wrong in what was decided"),
        ),
    ]

    class Meta:
        verbose_name = gettext_lazy("term")
        verbose_name_plural = gettext_lazy("terms")
        ordering = ["kind", "id"]
        constraints = [forward("term_period_forward")]

    def __str__(self):
        return self.wrong

    def clean(self):
        """Raises ValidationError for a wording too short to be told from parts of other words, or one that is right."""
        super().clean()
        if len(plain(self.wrong).strip()) < 2:
            raise ValidationError({"wrong": _("Write at least two characters.")})
        if plain(self.wrong) == plain(self.right):
            raise ValidationError({"right": _("This is the wrong wording itself.")})
