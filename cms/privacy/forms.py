"""What the guard's page asks of a find."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FindForm(forms.Form):
    """One decision on one find."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    action = forms.ChoiceField(choices=[("mask", _("Mask")), ("waive", _("Waive"))], widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=300)
