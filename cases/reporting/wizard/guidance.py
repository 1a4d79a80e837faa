"""What the wizard says beside a field: questions that lead through it, and an example of how it reads when done."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.register.vocabulary import Kind


class Place(models.TextChoices):
    """The fields and sections of both kinds of case that have guidance."""

    TITLE = "title", _("title")
    SUMMARY = "summary", _("summary")
    SITUATION = "situation", _("Situation")
    PROCESS = "process", _("Course and facts")
    BASIS = "basis", _("Basis")
    RESULT = "result", _("Result")
    SIGNIFICANCE = "significance", _("Significance")
    IMPACT = "impact_assessment", _("impact assessment")
    HIGHLIGHTS = "highlights", _("Highlights")
    PRACTICE = "practice", _("Practice")
    INCENTIVES = "incentives", _("Incentives")
    RESULTS = "results", _("Results")


class Guidance(models.Model):
    """The guiding questions and a good example of one section (or field) of one kind of case."""

    kind = models.CharField(
        _("kind"), max_length=12, choices=[choice for choice in Kind.choices if choice[0] in ("punishment", "honour")]
    )
    section = models.CharField(_("section"), max_length=20, choices=Place)
    questions = models.TextField(_("guiding questions"), blank=True, help_text=_("One a line."))
    example = models.TextField(
        _("good example"), blank=True, help_text=_("An invented case: nobody who exists is named here.")
    )

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("section")]),
        FieldPanel("questions"),
        FieldPanel("example"),
    ]

    class Meta:
        verbose_name = _("guidance for reporters")
        verbose_name_plural = _("guidance for reporters")
        ordering = ["kind", "id"]
        constraints = [models.UniqueConstraint(fields=["kind", "section"], name="guidance_once")]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.get_section_display()}"

    @property
    def lines(self):
        """The questions, one by one."""
        return [line.strip() for line in self.questions.splitlines() if line.strip()]


def guidance_for(kind):
    """The `Guidance` of a kind of case, by the name of its field or section."""
    return {row.section: row for row in Guidance.objects.filter(kind=kind)}
