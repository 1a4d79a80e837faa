"""Links that public contents lead to: where each stands, and what came of asking for it."""

import hashlib

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms import clock
from cms.register.models import Entry


class LinkState(models.TextChoices):
    """What is known of an address of another site."""

    NEW = "new", _("not asked yet")
    OK = "ok", _("answers")
    FAILING = "failing", _("failed once, to be asked again")
    BROKEN = "broken", _("broken")
    FORBIDDEN = "forbidden", _("leads where no reader can go")


class LinkProblem(models.TextChoices):
    """What is the matter with an address."""

    FORM = "form", _("is no address of a page")
    SCHEME = "scheme", _("neither http nor https")
    PORT = "port", _("a port that is not asked")
    INSIDE = "inside", _("an address inside a network, not of the public internet")
    DNS = "dns", _("the name of the host is not known")
    CONNECTION = "connection", _("no connection to the host")
    TIMEOUT = "timeout", _("no answer in time")
    CERTIFICATE = "certificate", _("the certificate is not valid")
    GARBLED = "garbled", _("the answer cannot be understood")
    REDIRECTS = "redirects", _("leads on too often")
    STATUS = "status", _("answers with an error")
    MISSING = "missing", _("nothing is at this address")
    ENDED = "ended", _("no longer public")


class LinkQuerySet(models.QuerySet):
    """Questions of reports and of the job."""

    def shown(self):
        """Those that stand in what is public now."""
        places = LinkPlace.objects.filter(link=OuterRef("pk"), examination__page__entry__in=Entry.objects.visible())
        return self.filter(Exists(places))

    def outside(self):
        """Those of other sites."""
        return self.filter(inside=False)


class Link(models.Model):
    """One address, wherever it stands. Those of this site are looked up when they are shown, and never asked for."""

    url = models.TextField(_("address"))
    key = models.CharField(max_length=64, unique=True)  # hash: addresses may be longer than an index takes
    inside = models.BooleanField(_("of this site"), default=False)
    state = models.CharField(_("state"), max_length=9, choices=LinkState, default=LinkState.NEW)
    problem = models.CharField(_("what is the matter"), max_length=11, choices=LinkProblem, blank=True)
    status = models.PositiveSmallIntegerField(_("code of the answer"), null=True)
    failing_since = models.DateTimeField(_("fails since"), null=True)
    checked_at = models.DateTimeField(_("asked last"), null=True)
    next_at = models.DateTimeField(default=clock.now)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        default_permissions = ()
        ordering = ["id"]
        indexes = [models.Index(fields=["inside", "next_at"], name="link_due")]

    def __str__(self):
        return self.url[:80]

    @staticmethod
    def key_of(url):
        """The key of an address."""
        return hashlib.sha256(url.encode()).hexdigest()


class LinkPlace(models.Model):
    """A text in which a link stands."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="places")
    examination = models.ForeignKey("quality.Examination", on_delete=models.CASCADE, related_name="links")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("place of a link")
        verbose_name_plural = _("places of links")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["link", "examination"], name="link_place_once")]

    def __str__(self):
        return f"{self.link_id} {self.examination_id}"


class IgnoredLink(models.Model):
    """Addresses that are neither asked for nor reported, and why."""

    prefix = models.CharField(
        _("address begins with"),
        max_length=300,
        unique=True,
        help_text=_("For instance https://www.example.gov.cn/ for a whole site, or one address in full."),
    )
    reason = models.CharField(_("reason"), max_length=200)

    panels = [FieldPanel("prefix"), FieldPanel("reason")]

    class Meta:
        verbose_name = _("ignored link")
        verbose_name_plural = _("ignored links")
        ordering = ["prefix"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="ignored_link_has_reason")]

    def __str__(self):
        return self.prefix


class LinkRound(models.Model):
    """The last round of asking: one row, number 1."""

    at = models.DateTimeField(_("when"))
    asked = models.PositiveIntegerField(_("asked"), default=0)
    # Not one host answered: nothing was held against any.
    no_way_out = models.BooleanField(_("no way out"), default=False)

    class Meta:
        verbose_name = _("round of link checks")
        verbose_name_plural = _("rounds of link checks")
        default_permissions = ()

    def __str__(self):
        return str(self.at)
