"""What a reviewer is asked."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ApprovalForm(forms.Form):
    """A remark, if there is one to make."""

    comment = forms.CharField(
        label=_("Remark of the reviewer"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReturnForm(forms.Form):
    """Why the case is returned."""

    comment = forms.CharField(
        label=_("Reason of the return"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The reporter reads it, mends the case and submits it again."),
        error_messages={"required": _("Say why it is returned: the reporter reads it.")},
    )
