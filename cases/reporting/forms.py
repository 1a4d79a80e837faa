"""What a reviewer is asked."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from cases.reporting.models.returns import ReturnPhrase, ReturnReason
from cms import clock

LONGEST_WAIT = datetime.timedelta(days=183)  # a case waits for a campaign day, not for years


class ApprovalForm(forms.Form):
    """A remark, if there is one to make."""

    comment = forms.CharField(
        label=_("Remark of the reviewer"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class PublishingApprovalForm(ApprovalForm):
    """Also from when the case is to be public, once all its reviews stand."""

    publish_at = forms.DateTimeField(
        label=_("To be public from"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=_("Empty: with the last review. A later instant: on its date, by itself."),
    )

    def clean_publish_at(self):
        """The instant; raises ValidationError for one that has passed, or is so far that a typing error is likelier."""
        at = self.cleaned_data["publish_at"]
        if at and at <= clock.now():
            raise ValidationError(_("This instant has passed; leave it empty to publish with the last review."))
        if at and at > clock.now() + LONGEST_WAIT:
            raise ValidationError(_("This is more than half a year ahead. Check the date."))
        return at


class ReturnForm(forms.Form):
    """Why the case is returned: of what kind the reason is, and in words, a phrase or the reviewer's own."""

    reason = forms.ChoiceField(
        label=_("Kind of reason"),
        choices=[("", "---------"), *ReturnReason.choices],
        error_messages={"required": _("Choose of what kind the reason is: returns are counted by it.")},
    )
    phrase = forms.ModelChoiceField(
        label=_("Phrase"), queryset=ReturnPhrase.objects.all(), required=False, help_text=_("Stands before your words.")
    )
    comment = forms.CharField(
        label=_("Reason of the return"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The reporter reads it, mends the case and submits it again."),
    )

    def clean(self):
        """Puts phrase and words together; raises ValidationError where there is neither."""
        cleaned = super().clean()
        phrase = cleaned.pop("phrase", None)
        words = [phrase.text if phrase else "", cleaned.get("comment", "").strip()]
        cleaned["comment"] = "\n".join(filter(None, words))
        if not cleaned["comment"]:
            raise ValidationError({"comment": _("Say why it is returned: the reporter reads it.")})
        return cleaned


class RemarksForm(forms.Form):
    """Remarks beside places of the case, which its reporter sees there: one field for each `(path, label)`."""

    LONGEST = 500

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.paths = {}
        for number, (path, label) in enumerate(places):
            name = f"place{number}"
            self.paths[name] = path
            self.fields[name] = forms.CharField(label=label, required=False, max_length=self.LONGEST)

    def remarks(self):
        """The remarks that were made, as `(path, words)`."""
        return [(self.paths[name], words) for name, words in self.cleaned_data.items() if words]
