"""The forms of cases on the desk."""

from django import forms
from wagtail.admin.forms.pages import CopyForm

from cms.desk.forms import DeskPageForm
from cms.desk.pages import new_slug
from cms.units.models import Unit


class CaseForm(DeskPageForm):
    """Offers the fields of the case's own kind, and the unit under whose page the case is written."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "field" in self.fields:
            self.fields["field"].queryset = self.fields["field"].queryset.filter(kind=self.instance.kind)
        unit_id = getattr(self.parent_page and self.parent_page.specific, "unit_id", None)
        if unit_id and "unit" in self.fields:
            # A case moved from another unit keeps that choice.
            self.fields["unit"].queryset = Unit.objects.filter(pk__in=[unit_id, self.instance.unit_id or unit_id])
            self.fields["unit"].empty_label = None
            self.initial.setdefault("unit", unit_id)
            self.initial["unit"] = self.initial["unit"] or unit_id


class CaseCopyForm(CopyForm):
    """Copies a case to a neutral address: nobody types one, so that none can carry a firm's name."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["new_slug"].widget = forms.HiddenInput()
        self.fields["new_slug"].initial = new_slug()
        # A copy is a draft: a case becomes public through the verbs, and never as the mirror of another.
        for name in ("publish_copies", "alias"):
            self.fields.pop(name, None)

    def clean_new_slug(self):
        """A fresh address, whatever was sent."""
        return new_slug()
