from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """Where editors write: the shared page base, the blocks, and the verbs' buttons in Wagtail's admin."""

    name = "cms.desk"
    label = "desk"
    verbose_name = _("Desk")

    def ready(self):
        """Gives every form of the desk our field for dates, and Chinese names to what has none."""
        from django.db import models
        from django.db.models.signals import post_migrate
        from wagtail.admin.forms.models import register_form_field_override

        from cms.desk.forms import DateInput
        from cms.desk.words import name_permissions, name_what_has_no_name

        register_form_field_override(models.DateField, override={"widget": DateInput})
        name_what_has_no_name()
        post_migrate.connect(name_permissions, dispatch_uid="desk.name_permissions")
