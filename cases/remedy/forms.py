"""The public forms. None asks for more than is needed to answer, and never for an ID number."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cases.remedy import acts, vocabulary
from cases.remedy.evidence import plain_name
from cases.remedy.fields import ContactField, EntryField, EvidenceField
from cases.remedy.vocabulary import Kind, Topic
from cms.register.vocabulary import CASE_KINDS
from cms.register.vocabulary import Kind as EntryKind

EVIDENCE_HELP = _("pdf, docx, xlsx, txt, zip, jpg or png; at most 5 files of 10 MB each. No ID cards, please.")
STATEMENT_HELP = _("Please leave out ID numbers, bank accounts and what has nothing to do with the matter.")


class IntakeForm(forms.Form):
    """What all three ask."""

    kind = None
    entry_kinds = CASE_KINDS
    statement = forms.CharField(
        label=_("What it is about"),
        min_length=10,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=STATEMENT_HELP,
    )
    files = EvidenceField(label=_("Evidence"), required=False, help_text=EVIDENCE_HELP)
    name = forms.CharField(label=_("Your name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    contact = ContactField(
        label=_("Telephone or e-mail"),
        max_length=120,
        help_text=_("Only for questions about this matter; deleted on schedule, never public."),
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    # People do not see this field; programs that fill in every field do.
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    order = ("code", "topic", "statement", "files", "capacity", "name", "contact", "website")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.order_fields(self.order)
        for field in self.fields.values():
            field.error_messages["required"] = _("Please fill this in.")
        # Django's own sentence speaks of a variable.
        too_short = _("Please write at least %(limit_value)d characters, so that we understand it.")
        self.fields["statement"].error_messages["min_length"] = too_short

    def clean_website(self):
        """Raises ValidationError where the hidden field was filled in."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("Please leave the hidden field empty."))
        return ""

    @property
    def shown(self):
        """The fields people see."""
        return [field for field in self if field.name != "website"]

    @property
    def sent_files(self):
        """The names of files that came with a form which is shown again: browsers do not keep them."""
        return [plain_name(file.name) for file in self.files.getlist("files")] if self.is_bound else []

    def save(self):
        """Takes the intake in and returns it."""
        data = self.cleaned_data
        return acts.receive(
            kind=self.kind,
            entry=data["code"],
            topic=data.get("topic", ""),
            statement=data["statement"],
            name=data["name"],
            contact=data["contact"],
            capacity=data.get("capacity", ""),
            files=data["files"],
        )


class AboutACase(IntakeForm):
    """What objections and repair applications ask besides."""

    capacity = forms.ChoiceField(label=_("You are"), choices=vocabulary.Capacity.choices, widget=forms.RadioSelect)


def _codes(label, *, kinds, **kwargs):
    widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    return EntryField(
        kinds=kinds,
        label=label,
        help_text=_("Ten characters; they stand beside the case and on its printed notice."),
        widget=widget,
        **kwargs,
    )


class ObjectionForm(AboutACase):
    """An objection to a case."""

    kind = Kind.OBJECTION
    code = _codes(_("Verification code of the case"), kinds=CASE_KINDS)
    topic = forms.ChoiceField(
        label=_("Grounds"),
        choices=[(topic.value, topic.label) for topic in vocabulary.GROUNDS],
        widget=forms.RadioSelect,
    )

    def clean(self):
        """Raises ValidationError where consent is withdrawn to a case that never needed any."""
        entry = self.cleaned_data.get("code")
        if entry and self.cleaned_data.get("topic") == Topic.CONSENT and entry.kind != EntryKind.HONOUR:
            self.add_error("topic", _("Only an honour rests on consent; choose the ground that fits."))
        return self.cleaned_data


class RepairForm(AboutACase):
    """A repair application for a punishment case."""

    kind = Kind.REPAIR
    code = _codes(_("Verification code of the case"), kinds=(EntryKind.PUNISHMENT,))
    statement = forms.CharField(
        label=_("How the duties were done"),
        min_length=10,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What was paid, put right or made good, and when. Attach the proof if you have it."),
    )


class FeedbackForm(IntakeForm):
    """Feedback or a tip-off, with a name or without."""

    kind = Kind.FEEDBACK
    code = _codes(_("Verification code of the case (may be left out)"), kinds=EntryKind.values, required=False)
    topic = forms.ChoiceField(
        label=_("What it concerns"),
        choices=[(topic.value, topic.label) for topic in vocabulary.SUBJECTS_OF_FEEDBACK],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("Your name (may be left out)"), max_length=100, required=False)
    contact = ContactField(
        label=_("Telephone or e-mail (may be left out)"),
        max_length=120,
        required=False,
        help_text=_("Without it the answer is found with the receipt code only."),
    )


FORMS = {form.kind: form for form in (ObjectionForm, RepairForm, FeedbackForm)}
