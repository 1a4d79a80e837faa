"""What the confirmation pages of the verbs ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.register.vocabulary import EndReason


class CorrectionForm(forms.Form):
    """What was corrected, as the public will read it."""

    what = forms.CharField(
        label=_("What was corrected"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Shown with the case, with today's date."),
    )


class EndForm(forms.Form):
    """Why a publication ends."""

    reason = forms.ChoiceField(
        label=_("Reason of the end"), choices=[c for c in EndReason.choices if c[0] != EndReason.EXPIRED]
    )
    why = forms.CharField(
        label=_("Explanation"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept in the ledger; the public reads only that the publication has ended."),
    )
