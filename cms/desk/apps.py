from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """Where editors write: the shared page base, the blocks, and the verbs' buttons in Wagtail's admin."""

    name = "cms.desk"
    label = "desk"
    verbose_name = _("Desk")

    def ready(self):
        """Gives every form of the desk our field for dates, and Wagtail's forms of links names in Chinese."""
        from django.db import models
        from wagtail.admin.forms.models import register_form_field_override

        from cms.desk.forms import DateInput, name_fields_of_links

        register_form_field_override(models.DateField, override={"widget": DateInput})
        name_fields_of_links()
