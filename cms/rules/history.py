"""What a rule said before: every change of a rule keeps the row as it was, who changed it, and when.

Written where the row is written, so that no form, import or shell changes a rule unseen; the database refuses to
change or remove a line (triggers of migration 0007).
"""

import json

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.db import models
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import get_active_log_context

from cms import clock
from cms.people import name_of


class RuleChange(models.Model):
    """One change of one rule: its fields before and after, by name; `None` where there was, or is, no such rule."""

    rule = models.CharField(_("rule"), max_length=60)  # the model's label
    key = models.CharField(_("number"), max_length=20)
    name = models.CharField(_("name"), max_length=250)
    at = models.DateTimeField(_("when"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    actor_name = models.CharField(_("name at that time"), max_length=150, blank=True)
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), null=True)

    class Meta:
        verbose_name = _("change of a rule")
        verbose_name_plural = _("changes of rules")
        ordering = ["-at", "-id"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["rule", "key"], name="rule_change_of")]

    def __str__(self):
        return f"{self.rule} {self.key}"

    @property
    def lines(self):
        """What changed, as a person reads it: `(label, before, after)` of each field that is not what it was."""
        model, before, after = apps.get_model(self.rule), self.before or {}, self.after or {}
        names = [field.name for field in model._meta.concrete_fields if not field.primary_key]
        return [
            (model._meta.get_field(name).verbose_name, _shown(model, name, before), _shown(model, name, after))
            for name in names
            if before.get(name) != after.get(name)
        ]


def _shown(model, name, values):
    """The value of a field in words; "" where there is none."""
    value, field = values.get(name), model._meta.get_field(name)
    if value in (None, "", {}, []):
        return ""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if field.remote_field:
        return str(field.remote_field.model._base_manager.filter(pk=value).first() or value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(dict(field.flatchoices).get(value, value))


def _plain(instance):
    """The fields of a rule as JSON-able data."""
    return json.loads(serializers.serialize("json", [instance]))[0]["fields"] if instance is not None else None


def _remember(sender, instance, **kwargs):
    instance._before = _plain(sender._base_manager.filter(pk=instance.pk).first()) if instance.pk else None


def _write(instance, after):
    before = instance.__dict__.pop("_before", None)
    if before == after:
        return
    user = get_active_log_context().user
    user = user if user is not None and user.is_authenticated else None
    RuleChange.objects.create(
        rule=instance._meta.label_lower,
        key=str(instance.pk),
        name=str(instance)[:250],
        at=clock.now(),
        actor=user,
        actor_name=name_of(user),
        before=before,
        after=after,
    )


def _saved(sender, instance, raw=False, **kwargs):
    if not raw:
        # Read back: what a form or a shell put on the object need not be what the column holds.
        _write(instance, _plain(sender._base_manager.get(pk=instance.pk)))


def _deleted(sender, instance, **kwargs):
    _write(instance, None)


def keep_history_of(*models_):
    """Keeps the history of these models; called once when the app is ready."""
    for model in models_:
        name = model._meta.label_lower
        pre_save.connect(_remember, sender=model, dispatch_uid=f"history-before-{name}")
        post_save.connect(_saved, sender=model, dispatch_uid=f"history-saved-{name}")
        pre_delete.connect(_remember, sender=model, dispatch_uid=f"history-delete-{name}")
        post_delete.connect(_deleted, sender=model, dispatch_uid=f"history-deleted-{name}")


def history_of(instance):
    """The `RuleChange`s of a rule, the newest first."""
    return RuleChange.objects.filter(rule=instance._meta.label_lower, key=str(instance.pk)).select_related("actor")
