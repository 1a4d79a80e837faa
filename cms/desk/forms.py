"""What the confirmation pages of the verbs ask."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.widgets import AdminDateInput

from cms.register.vocabulary import END_REASONS, EndReason, Kind


class DateInput(AdminDateInput):
    """Wagtail's calendar, which leaves what was typed as it stands.

    Its script would turn 2026年11月1日 into another day without a word; the form reads it, or says what is wrong.
    """

    def get_config(self):
        """As Wagtail's, without the correction on leaving the field."""
        return super().get_config() | {"validateOnBlur": False}


class DeskPageForm(WagtailAdminPageForm):
    """Lets the address be left empty: a Chinese title gives none, and nobody should have to invent one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("The last part of the address. Left empty, it is made by itself.")


class CorrectionForm(forms.Form):
    """What was corrected, as the public will read it."""

    what = forms.CharField(
        label=_("What was corrected"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Shown with the case, with today's date."),
    )
    hide_old = forms.BooleanField(
        label=_("Do not repeat old values"),
        required=False,
        help_text=_(
            "The page tells which facts changed, amounts and dates with their old value; what was alleged is never "
            "told again. Tick where the authority changed or withdrew its decision, or where the old value itself is "
            "untrue."
        ),
    )


class EndForm(forms.Form):
    """Why a publication ends."""

    reason = forms.ChoiceField(label=_("Reason of the end"))
    why = forms.CharField(
        label=_("Explanation"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept in the ledger; the public reads only that the publication has ended."),
    )

    def __init__(self, *args, kind, **kwargs):
        """`kind` of the entry: an honour ends as its subject withdraws consent, a punishment as credit is repaired."""
        super().__init__(*args, **kwargs)
        reasons = [reason for reason in EndReason if reason in END_REASONS[kind]]
        labels = {EndReason.WITHDRAWN: _("consent withdrawn by the subject")} if kind == Kind.HONOUR else {}
        # No reason stands there by itself: the end cannot be undone.
        choices = [(reason.value, labels.get(reason, reason.label)) for reason in reasons]
        self.fields["reason"].choices = [("", "---------"), *choices]


class ReasonForm(forms.Form):
    """Why something is done to a public case."""

    why = forms.CharField(
        label=_("Explanation"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept in the ledger; the public does not read it."),
    )
