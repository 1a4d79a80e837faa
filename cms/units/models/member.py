"""Who belongs to which unit, in what role and since when (plan item 37), and the groups that roles stand for."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms import clock
from cms.people import name_of
from cms.rules.validity import Dated, DatedQuerySet, forward
from cms.units.models.unit import Unit


class Role(models.TextChoices):
    """The people of domain rules §1. The first two work for their unit, the others for the whole site."""

    REPORTER = "reporter", _("reporter of the unit")
    LEADER = "leader", _("leader of the unit")
    EDITOR = "editor", _("editor of the credit office")
    LEGAL = "legal", _("reviewer of law and privacy")
    SUPERVISOR = "supervisor", _("supervisor")


UNIT_ROLES = (Role.REPORTER, Role.LEADER)
SITE_ROLES = (Role.EDITOR, Role.LEGAL, Role.SUPERVISOR)


class RoleGroup(models.Model):
    """The group of Wagtail's that a role stands for: without a unit what its holders may do, with one where."""

    role = models.CharField(_("role"), max_length=12, choices=Role)
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.PROTECT)
    group = models.OneToOneField(Group, verbose_name=_("group"), on_delete=models.PROTECT, related_name="role")

    class Meta:
        verbose_name = _("group of a role")
        verbose_name_plural = _("groups of roles")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["role", "unit"], name="role_group_of_unit_once"),
            models.UniqueConstraint(fields=["role"], condition=Q(unit__isnull=True), name="role_group_once"),
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | Q(role__in=[role.value for role in UNIT_ROLES]),
                name="role_group_unit_role",
            ),
        ]

    def __str__(self):
        return self.group.name


class Membership(Dated):
    """A person's role in a unit from `valid_from` (inclusive) to `valid_to` (exclusive); open ends are empty.

    What a person may do follows from the rows in force on the day of each request (see `cms.units.members`).
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="memberships"
    )
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    remarks = models.CharField(_("remarks"), max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("user"), FieldPanel("unit"), FieldPanel("role")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        FieldPanel("remarks"),
    ]

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("members of units")
        ordering = ["unit", "role", "valid_from"]
        constraints = [
            forward("membership_period_forward"),
            models.UniqueConstraint(
                fields=["user", "unit", "role"], condition=Q(valid_to__isnull=True), name="membership_open_once"
            ),
        ]

    def __str__(self):
        return f"{name_of(self.user)} · {self.unit} · {self.get_role_display()}"

    @property
    def is_in_force(self):
        """Whether it holds today."""
        today = clock.today()
        return (self.valid_from or today) <= today and (self.valid_to is None or today < self.valid_to)

    def clean(self):
        """Raises ValidationError where the same person holds the same role in the unit at the same time already."""
        super().clean()
        same = Membership.objects.filter(user=self.user_id, unit=self.unit_id, role=self.role).exclude(pk=self.pk)
        if self.valid_to:
            same = same.filter(Q(valid_from__isnull=True) | Q(valid_from__lt=self.valid_to))
        if self.valid_from:
            same = same.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=self.valid_from))
        if same.exists():
            raise ValidationError({"valid_from": _("This person holds this role in the unit in that time already.")})
