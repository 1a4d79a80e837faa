"""What the desk asks for an import."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.tables.refusals import Refusal
from cms.units.models import Unit


class UploadForm(forms.Form):
    """A table, and the unit of rows that name none."""

    file = forms.FileField(
        label=_("Table"),
        help_text=_("CSV (UTF-8 or GB18030) or XLSX, with the headings of the template."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt,.tsv"}),
    )
    unit = forms.ModelChoiceField(
        label=_("Reporting unit"),
        queryset=Unit.objects.none(),
        required=False,
        help_text=_("Of rows that name no unit."),
    )

    def __init__(self, *args, scope, **kwargs):
        """`scope`: for which units may be imported."""
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(home__isnull=False).select_related("home")
        self.fields["unit"].queryset = units if scope.units is None else units.filter(pk__in=scope.units)
        if scope.unit:
            self.fields["unit"].initial = scope.unit
            self.fields["unit"].required, self.fields["unit"].empty_label = True, None

    def clean_file(self):
        """Refuses a file that is larger than is read."""
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_LARGEST:
            raise ValidationError(str(Refusal("size", most=settings.IMPORT_LARGEST // 1024 // 1024)))
        return file


class StartForm(forms.Form):
    """What is to be written."""

    GOOD, WHOLE = "good", "whole"

    how = forms.ChoiceField(
        label=_("What is to be written"),
        choices=[(GOOD, _("The good rows; the others stay in the error sheet")), (WHOLE, _("All rows or nothing"))],
        widget=forms.RadioSelect,
        initial=GOOD,
    )
