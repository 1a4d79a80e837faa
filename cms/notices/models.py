"""Notices, the letters (e-mails) they go out in, and what each person wants to be told how."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms import clock
from cms.notices.vocabulary import NoticeKind, Way
from cms.units.members import units_of
from cms.units.models import Unit


def new_token():
    """What nobody guesses: the address of a person's calendar."""
    return secrets.token_urlsafe(24)


class Preference(models.Model):
    """How one person is told. Who has no row is told of everything as it happens."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_preference")
    way = models.CharField(_("by e-mail"), max_length=8, choices=Way, default=Way.AT_ONCE)
    muted = models.JSONField(_("not by e-mail"), default=list, blank=True)  # NoticeKind values
    calendar_token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)

    class Meta:
        verbose_name = _("preference of notices")
        verbose_name_plural = _("preferences of notices")
        default_permissions = ()

    def __str__(self):
        return str(self.user)

    @classmethod
    def of(cls, user):
        """The preferences of `user`; unsaved where they never said any."""
        return cls.objects.filter(user=user.pk).first() or cls(user=user)

    def wants(self, kind):
        """Whether notices of `kind` go by e-mail."""
        return self.way != Way.NEVER and kind not in self.muted and bool(self.user.email)


class Letter(models.Model):
    """One e-mail to one person: about one notice, or the digest of a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest_on = models.DateField(null=True)
    made_at = models.DateTimeField(default=clock.now)
    claimed_at = models.DateTimeField(null=True)  # by the process that sends it
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "digest_on"], condition=Q(digest_on__isnull=False), name="letter_digest_once"
            )
        ]
        indexes = [models.Index(fields=["made_at"], condition=Q(sent_at__isnull=True), name="letter_waiting")]

    def __str__(self):
        return f"{self.user} {self.made_at:%Y-%m-%d}"


class NoticeQuerySet(models.QuerySet):
    """Finds what somebody may read."""

    def readable_by(self, user):
        """The notices of `user`, without those of a unit they have left."""
        return self.filter(Q(unit__isnull=True) | Q(unit__in=units_of(user)), user=user.pk)

    def unread(self):
        """What has not been looked at."""
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """One person is told of one event."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=NoticeKind)
    key = models.CharField(max_length=120)
    title = models.CharField(_("title"), max_length=250)
    text = models.TextField(_("text"), blank=True)
    url = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(_("when"), default=clock.now)
    read_at = models.DateTimeField(null=True)
    mailed = models.BooleanField(default=False)  # whether it goes by e-mail, in `letter` once there is one
    letter = models.ForeignKey(Letter, null=True, on_delete=models.SET_NULL, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice to a person")
        verbose_name_plural = _("notices to persons")
        default_permissions = ()
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notice_once")]
        indexes = [
            models.Index(fields=["user", "-at"], name="notice_of"),
            models.Index(fields=["user"], condition=Q(mailed=True, letter__isnull=True), name="notice_for_digest"),
        ]

    def __str__(self):
        return self.title
