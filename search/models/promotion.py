"""What editors recommend for a question, above the hits.

Of our own: `wagtail.contrib.search_promotions` needs `wagtail.search`, which cannot be installed beside modelsearch,
and it compares questions by their raw text.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import RevisionMixin

from search.analysis import spaced_text


class Promotion(RevisionMixin, models.Model):
    """A page of this site or an address elsewhere, shown to whoever asks one of `words` and nothing else."""

    words = models.TextField(
        _("questions"), help_text=_("One a line. It is shown to whoever searches for exactly one of them.")
    )
    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    link = models.URLField(_("address elsewhere"), blank=True)
    link_text = models.CharField(_("text of the link"), max_length=100, blank=True)
    description = models.CharField(_("why it is recommended"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    panels = [
        FieldPanel("words"),
        MultiFieldPanel([FieldPanel("page"), FieldPanel("link"), FieldPanel("link_text")], _("What is recommended")),
        FieldPanel("description"),
        FieldPanel("order"),
    ]

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.words.replace("\n", "，")

    @property
    def keys(self):
        """The questions as they are compared."""
        return {spaced for line in self.words.splitlines() if (spaced := spaced_text(line))}

    def clean(self):
        """Refuses what nobody could be shown."""
        self.words = "\n".join(line.strip() for line in self.words.splitlines() if line.strip())
        if not self.keys:
            raise ValidationError({"words": _("Letters, digits or characters are needed: nothing else is compared.")})
        if bool(self.page) == bool(self.link):
            raise ValidationError({"page": _("Either a page or an address elsewhere.")})
        if self.link and not self.link_text:
            raise ValidationError({"link_text": _("An address elsewhere needs a text.")})
        if self.link and not self.link.startswith(("http://", "https://")):
            raise ValidationError({"link": _("Only web addresses.")})
