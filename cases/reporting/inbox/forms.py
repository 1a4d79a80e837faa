"""The filters of the inbox, and what is done with several cases at once."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task

from cases.reporting.models import REVIEWS
from cms.register.vocabulary import Kind
from cms.units.models import Unit

ALL = [("", _("all"))]


class FilterForm(forms.Form):
    """Which cases are shown. What is not understood is left out."""

    scope = forms.ChoiceField(
        label=_("Whose turn"), required=False, choices=[("", _("mine")), ("all", _("all cases in review"))]
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[*ALL, *((kind.value, kind.label) for kind in (Kind.PUNISHMENT, Kind.HONOUR))],
    )
    unit = forms.ModelChoiceField(label=_("Unit"), required=False, queryset=Unit.objects.all(), empty_label=_("all"))
    review = forms.ModelChoiceField(
        label=_("Review"), required=False, queryset=Task.objects.none(), empty_label=_("all")
    )
    late = forms.BooleanField(label=_("Overdue only"), required=False)
    q = forms.CharField(label=_("Words sought"), required=False, max_length=100)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [review._meta.model_name for review in REVIEWS]
        self.fields["review"].queryset = Task.objects.filter(
            content_type__app_label="reporting", content_type__model__in=kinds
        ).order_by("pk")
        self.fields["unit"].queryset = units

    def understood(self):
        """The filters that are valid; the others are as if they were not set."""
        self.is_valid()
        return self.cleaned_data


class ManyForm(forms.Form):
    """The cases chosen in the list, by the number of the review that was open when it was shown."""

    states = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": _("Choose at least one case.")}, choices=()
    )

    def __init__(self, *args, numbers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["states"].choices = [(number, number) for number in numbers]
