"""By what a case is known again."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class CaseMark(models.Model):
    """One thing a case is known by; `key` begins with its kind: n(umber), c(ode), s(ubject's name)."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="case_marks")
    key = models.CharField(max_length=220, db_index=True)

    class Meta:
        verbose_name = _("mark of a case")
        verbose_name_plural = _("marks of cases")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["page", "key"], name="case_mark_once")]

    def __str__(self):
        return self.key
