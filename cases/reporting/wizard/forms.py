"""The fields of each step. Nothing is required: a draft may be left half done, and the last step says what lacks."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import PunishmentCasePage, RewardCasePage
from cases.models.base import Area
from cases.models.punishment import PenaltyType
from cases.reporting.wizard import texts
from cases.reporting.wizard.titles import is_untitled, proposed, untitled
from cms import clock
from cms.rules.models import PublicationRule, Severity
from cms.units.models import Authority

ROWS = {"rows": 4}


def words(name):
    """The field of a punishment case by whose label and help a form speaks."""
    return PunishmentCasePage._meta.get_field(name)


def step_field(db_field, **kwargs):
    """The form field of a model's field, fit for telephones; never required."""
    kwargs["required"] = False
    if isinstance(db_field, models.DateField):
        # The wheel of the telephone, the calendar of the browser.
        kwargs["widget"] = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    elif isinstance(db_field, models.DecimalField):
        kwargs["widget"] = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    elif isinstance(db_field, models.PositiveSmallIntegerField):
        kwargs["widget"] = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    elif isinstance(db_field, models.URLField):
        kwargs["widget"] = forms.URLInput(attrs={"inputmode": "url"})
        kwargs["assume_scheme"] = "https"
    elif isinstance(db_field, models.TextField):
        kwargs["widget"] = forms.Textarea(attrs=ROWS)
    return db_field.formfield(**kwargs)


class DraftForm(forms.ModelForm):
    """Puts what is valid on its instance, and leaves out what is not: a draft takes every right field."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.DateInput):
                field.widget.attrs["max"] = timezone.localdate().isoformat()

    def clean(self):
        """Without the database's own constraints, which a draft meets when it becomes public."""
        return self.cleaned_data


class StepForm(DraftForm):
    """The fields of one step of a case."""

    def _update_errors(self, errors):
        """Only what this step asks: faults of other steps are told there."""
        if hasattr(errors, "error_dict"):
            mine = {*self.fields, NON_FIELD_ERRORS}
            errors = ValidationError({name: found for name, found in errors.error_dict.items() if name in mine})
        super()._update_errors(errors)


class DecisionForm(StepForm):
    """What both kinds ask of the decision."""

    area = forms.ChoiceField(label=words("area").verbose_name, choices=Area.choices, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = self.instance.unit_id
        self.fields["authority"].queryset = Authority.objects.order_by(
            models.Case(models.When(unit=own, then=0), default=1), "id"
        )
        self.fields["field"].queryset = self.fields["field"].queryset.filter(kind=self.instance.kind)
        for name in ("authority", "field", "town"):
            self.fields[name].empty_label = _("Please choose")

    def clean_area(self):
        """Always one of the four."""
        return self.cleaned_data["area"] or self.instance.area


class PunishmentDecisionForm(DecisionForm):
    """Which decision, about what, with what penalty."""

    severity = forms.ChoiceField(
        label=words("severity").verbose_name,
        help_text=words("severity").help_text,
        choices=Severity.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    penalty_types = forms.MultipleChoiceField(
        label=words("penalty_types").verbose_name,
        choices=PenaltyType.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    groups = (
        (_("Which decision"), ("authority", "document_number", "decided_on", "severity", "notified_on")),
        (_("Violation and basis"), ("field", "area", "town", "violation_type", "violation_facts")),
        (_("Penalty"), ("penalty_types", "penalty", "fine", "confiscated")),
    )
    special = ("necessity", "regime", "measure")

    class Meta:
        model = PunishmentCasePage
        fields = [
            "authority", "document_number", "decided_on", "severity", "notified_on", "field", "area", "town",
            "violation_type", "violation_facts", "penalty_types", "penalty", "fine", "confiscated",
            "necessity", "regime", "measure",
        ]  # fmt: skip
        formfield_callback = step_field

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["severity"].choices = [(code, self._with_period(code, label)) for code, label in Severity.choices]

    def _with_period(self, code, label):
        """A class with the time it is public for, by the rule that governs this case or would today."""
        rule = PublicationRule.objects.governing_or_none(
            self.instance.decided_on or clock.today(),
            severity=code,
            regime=self.instance.governing_regime,
            measure=self.instance.measure,
        )
        if rule is None or not rule.published:
            return label
        return _("%(class)s: public for %(months)s months") % {"class": label, "months": rule.longest_months}


class RewardDecisionForm(DecisionForm):
    """Which honour, granted by whom, and the subject's consent."""

    groups = (
        (_("Which honour"), ("authority", "honour", "document_number", "decided_on", "valid_years", "consent_on")),
        (_("Field and measures"), ("field", "area", "town", "measures")),
    )
    special = ()

    class Meta:
        model = RewardCasePage
        fields = [
            "authority", "honour", "document_number", "decided_on", "valid_years", "consent_on",
            "field", "area", "town", "measures",
        ]  # fmt: skip
        formfield_callback = step_field


class TextForm(StepForm):
    """Title, summary, and one field for each section of the body."""

    title = forms.CharField(
        label=_("title"), max_length=255, required=False, help_text=_("Neutral: who, what was done, and “case”.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if is_untitled(self.instance):
            self.initial["title"] = proposed(self.instance)
        self.fields["summary"].widget = forms.Textarea(attrs={"rows": 2, "maxlength": 300})
        self.sections = texts.sections_of(self.instance)
        places = {}
        for section in self.sections:
            if section.editable:
                field = forms.CharField(
                    label=section.label, required=False, widget=forms.Textarea(attrs={"rows": 6}), initial=section.text
                )
                places[section.name] = field
        notes = {name: self.fields.pop(name) for name in ("impact_assessment", "remarks") if name in self.fields}
        self.fields |= places | notes

    def clean_title(self):
        """A draft without a title keeps the name it began with."""
        return self.cleaned_data["title"].strip() or untitled(self.instance.kind)

    def _post_clean(self):
        """The sections too stand on the page at once."""
        super()._post_clean()
        names = [section.name for section in self.sections]
        texts.put_texts(self.instance, {name: self.cleaned_data[name] for name in names if name in self.cleaned_data})


class PunishmentTextForm(TextForm):
    """Adds what is written for the reviewers only."""

    class Meta:
        model = PunishmentCasePage
        fields = ["title", "summary", "impact_assessment", "remarks"]
        formfield_callback = step_field


class RewardTextForm(TextForm):
    """Nothing else."""

    class Meta:
        model = RewardCasePage
        fields = ["title", "summary"]
        formfield_callback = step_field


class SubjectsForm(StepForm):
    """The law that lets a natural person be named; the subjects themselves are rows."""

    class Meta:
        model = PunishmentCasePage
        fields = ["person_law"]
        formfield_callback = step_field


class SourceForm(StepForm):
    """Where the decision was first published; the document itself is uploaded."""

    class Meta:
        model = PunishmentCasePage
        fields = ["source_url"]
        formfield_callback = step_field


class NoFields(StepForm):
    """A step of a reward case that asks for rows or files only."""

    class Meta:
        model = RewardCasePage
        fields = []
