"""Why cases are returned: a category for each return, and phrases that reviewers use again."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import TaskState


class ReturnReason(models.TextChoices):
    """The kinds of reason, by which the supervisor counts returns."""

    FACTS = "facts", _("facts incomplete or unclear")
    BASIS = "basis", _("legal basis or document missing")
    PRIVACY = "privacy", _("personal data or trade secrets")
    WORDING = "wording", _("wording or headline")
    SOURCE = "source", _("differs from the decision")
    ATTACHMENT = "attachment", _("attachments or pictures")
    DUPLICATE = "duplicate", _("reported already")
    UNSUITABLE = "unsuitable", _("not a typical case")
    OTHER = "other", _("other reason")


class ReturnPhrase(models.Model):
    """A sentence that reviewers write often."""

    reason = models.CharField(_("reason"), max_length=12, choices=ReturnReason)
    text = models.CharField(_("sentence"), max_length=300, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    panels = [FieldRowPanel([FieldPanel("reason"), FieldPanel("order")]), FieldPanel("text")]

    class Meta:
        verbose_name = _("phrase for returns")
        verbose_name_plural = _("phrases for returns")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.text


class Return(models.Model):
    """The category of one return; its words stand with Wagtail's decision."""

    task_state = models.OneToOneField(TaskState, on_delete=models.CASCADE, related_name="case_return")
    reason = models.CharField(_("reason"), max_length=12, choices=ReturnReason)

    class Meta:
        verbose_name = _("return of a case")
        verbose_name_plural = _("returns of cases")
        default_permissions = ()

    def __str__(self):
        return self.get_reason_display()
