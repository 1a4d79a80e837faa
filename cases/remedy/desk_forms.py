"""What the desk asks before each act on an intake."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.remedy.acts import OUTCOMES
from cases.remedy.vocabulary import OUTCOMES_OF_REPAIR, Effect, Kind, Outcome, Topic
from cms.register.vocabulary import Kind as EntryKind
from cms.units.models import Unit

KEPT = _("Kept in the steps of this intake; the applicant does not read it. No personal data, please.")
READ = _("Read by whoever holds the receipt code: names nobody, neither the applicant nor the subject of the case.")


class ActForm(forms.Form):
    """The base: knows the intake it is about."""

    def __init__(self, *args, intake, **kwargs):
        self.intake = intake
        super().__init__(*args, **kwargs)


def _text(label, help_text, *, rows=4, **kwargs):
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, max_length=2000, widget=widget, **kwargs)


class AcceptForm(ActForm):
    """A remark, if there is any."""

    why = _text(_("Remark"), KEPT, rows=2, required=False)


class RefuseForm(ActForm):
    """Why it is not accepted."""

    answer = _text(_("Reason, to the applicant"), READ)


class ForwardForm(ActForm):
    """Who checks what."""

    unit = forms.ModelChoiceField(label=_("Checked by"), queryset=Unit.objects.all())
    why = _text(_("What is to be checked"), _("Read by the unit, which does not see who wrote. No personal data."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.intake.entry is not None:
            self.initial.setdefault("unit", self.intake.entry.unit_id)


class ReportForm(ActForm):
    """What the unit found."""

    why = _text(_("What was found"), KEPT)


class DecideForm(ActForm):
    """The outcome, what follows for the case, the answer, and the reason."""

    outcome = forms.ChoiceField(label=_("Outcome"), widget=forms.RadioSelect)
    effect = forms.ChoiceField(
        label=_("If it is upheld"),
        required=False,
        choices=[("", _("(not upheld, or only in part)")), *Effect.choices],
        help_text=_("Upheld in part, the case is taken down for now; not upheld, it loses its mark."),
    )
    answer = _text(_("Answer to the applicant"), READ)
    why = _text(_("Explanation"), _("Kept in the steps and, where the case changes, in the ledger. No personal data."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kind = self.intake.kind
        labels = OUTCOMES_OF_REPAIR if kind == Kind.REPAIR else {}
        self.fields["outcome"].choices = [(code.value, labels.get(code, code.label)) for code in OUTCOMES[kind]]
        if kind == Kind.FEEDBACK:
            self.fields["outcome"].initial = Outcome.ANSWERED
        if kind != Kind.OBJECTION or self.intake.topic == Topic.CONSENT:
            del self.fields["effect"]  # nothing to choose: repair and the withdrawal of consent end the publication
        elif self.intake.entry.kind == EntryKind.PUNISHMENT:
            choices = self.fields["effect"].choices
            self.fields["effect"].choices = [choice for choice in choices if choice[0] != Effect.END_WITHDRAWN]
