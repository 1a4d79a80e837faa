"""What a hand-over asks."""

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms import clock
from cms.desk.forms import DateInput


class HandOverForm(forms.Form):
    """To whom, and from which day on."""

    to = forms.CharField(
        label=_("Account of the successor"),
        max_length=150,
        help_text=_("The name the person signs in with. Who has no account yet gets one from the credit office."),
    )
    on = forms.DateField(
        label=_("First day of the successor"), widget=DateInput, initial=clock.today, help_text=_("Today or later.")
    )

    def clean_to(self):
        """The user; raises ValidationError where nobody active signs in by that name."""
        name = self.cleaned_data["to"].strip()
        user = get_user_model().objects.filter(username=name, is_active=True).first()
        if user is None:
            raise ValidationError(_("Nobody signs in by this name."))
        return user

    def clean_on(self):
        """The day; raises ValidationError for one that has passed: what was done under the role stays as it was."""
        if self.cleaned_data["on"] < clock.today():
            raise ValidationError(_("A role is handed over today or later."))
        return self.cleaned_data["on"]
