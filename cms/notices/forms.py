"""How a person wants to be told."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.notices.models import Preference
from cms.notices.vocabulary import NoticeKind


class PreferenceForm(forms.ModelForm):
    """The way, and the kinds that go by e-mail: what is not ticked is muted."""

    kinds = forms.MultipleChoiceField(
        label=_("What is told by e-mail"),
        choices=NoticeKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("In the admin you find every notice, whatever is chosen here."),
    )

    class Meta:
        model = Preference
        fields = ["way"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["kinds"] = [kind for kind in NoticeKind.values if kind not in self.instance.muted]

    def save(self, commit=True):
        """Keeps what is muted, so that a kind that is new tomorrow is told."""
        self.instance.muted = [kind for kind in NoticeKind.values if kind not in self.cleaned_data["kinds"]]
        return super().save(commit)
