"""The marks a government site carries in its footer; what the background worker did."""

from django.core.cache import cache
from django.db import models
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

CACHE_KEY = "ops.site-marks"


@register_setting(icon="site")
class SiteMarks(BaseGenericSetting):
    """Name, organs, filing numbers and contact, as inspectors of government sites expect them."""

    name = models.CharField(_("site name"), max_length=40, default="信用江津")
    organiser = models.CharField(_("organised by"), max_length=120, blank=True)
    maintainer = models.CharField(_("maintained by"), max_length=120, blank=True)
    site_identifier = models.CharField(_("government site identifier"), max_length=20, blank=True)
    icp = models.CharField(_("ICP filing number"), max_length=40, blank=True)
    police = models.CharField(_("public security filing number"), max_length=40, blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.CharField(_("address"), max_length=120, blank=True)
    is_demo = models.BooleanField(
        _("demo content"), default=False, help_text=_("Says in the footer that firms and cases are invented.")
    )

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("organiser"), FieldPanel("maintainer")], _("Organs")),
        MultiFieldPanel(
            [
                FieldPanel("site_identifier"),
                FieldRowPanel([FieldPanel("icp"), FieldPanel("police")]),
            ],
            _("Filing numbers"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("telephone"), FieldPanel("email")]), FieldPanel("address")], _("Contact")
        ),
        FieldPanel("is_demo"),
    ]

    class Meta:
        verbose_name = _("site marks")

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        """Shows a change at once."""
        super().save(*args, **kwargs)
        cache.delete(CACHE_KEY)

    @classmethod
    def cached(cls):
        """The marks, read from the database once a minute at the most."""
        return cache.get_or_set(CACHE_KEY, cls.load, 60)


class JobRun(models.Model):
    """The last run of a periodic job, and who is at it now; rows are written by `cms.ops.jobs` only."""

    MESSAGE = 500  # characters

    name = models.CharField(max_length=60, unique=True)
    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)
    ok = models.BooleanField(null=True)
    message = models.CharField(max_length=MESSAGE, blank=True)
    failures = models.PositiveIntegerField(default=0, help_text="In a row; 0 after a run that went well.")
    lease = models.DateTimeField(null=True, help_text="Until when nobody else does it; empty while nobody does.")
    holder = models.CharField(max_length=60, blank=True, help_text="The worker of the last run.")

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.name


def compare_marks(sender, **kwargs):
    """Compares the cached marks with the database, and forgets them where they differ; called by `reconcile`."""
    cached = cache.get(CACHE_KEY)
    if cached is None or model_to_dict(cached) == model_to_dict(SiteMarks.load()):
        return {"cached site marks": 0}
    cache.delete(CACHE_KEY)
    return {"cached site marks": 1}
