"""The steps of the wizard: what each asks of which kind of case, and what it holds of a draft."""

import json
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from cases.reporting.wizard import forms, rows
from cases.reporting.wizard.drafts import digest
from cms.privacy.places import text_of
from cms.register.vocabulary import Kind

P, H = Kind.PUNISHMENT, Kind.HONOUR


@dataclass(frozen=True)
class Step:
    """One page of the wizard: a form by kind of case, and rows (relation to form) by kind."""

    name: str
    label: str
    form: dict
    rows: dict = field(default_factory=dict)
    gate: tuple = ()  # fields of the gate's problems that are mended here, besides those of form and rows

    def fields(self, kind):
        """The names by which the gate's problems lead here."""
        return {*self.form[kind].base_fields, *self.rows.get(kind, {}), *self.gate}

    def digest(self, content, kind):
        """A short name of what this step holds in the data of a revision."""
        names = self.fields(kind) - {"body"}
        values = {name: content.get(name) for name in names if name in content}
        if self.name in {"text", "files"}:
            body = content.get("body") or "[]"
            values["body"] = _part_of(json.loads(body) if isinstance(body, str) else body, self.name == "text")
        return digest(values)


def _part_of(body, is_text):
    """What the steps of text and of files each change in a body."""
    return [
        [section["type"], text_of(block["value"]) if is_text and block["type"] == "text" else block["value"]]
        for section in body
        for block in section["value"]["content"]
        if (block["type"] == "text") == is_text
    ]


STEPS = (
    Step(
        "decision",
        _("Decision"),
        {P: forms.PunishmentDecisionForm, H: forms.RewardDecisionForm},
        {P: {"bases": rows.BasisForm}},
    ),
    Step(
        "subject",
        _("Subjects"),
        {P: forms.SubjectsForm, H: forms.NoFields},
        {P: {"subjects": rows.PunishmentSubjectForm}, H: {"subjects": rows.HonourSubjectForm}},
    ),
    Step("text", _("Text"), {P: forms.PunishmentTextForm, H: forms.RewardTextForm}, gate=("body",)),
    Step(
        "files",
        _("Files and photographs"),
        {P: forms.SourceForm, H: forms.NoFields},
        gate=("picture", "source_document"),
    ),
)
BY_NAME = {step.name: step for step in STEPS}
CHECK = "check"


def after(name):
    """The name of the step after `name`; the last is the check."""
    names = [step.name for step in STEPS] + [CHECK]
    return names[names.index(name) + 1]


def before(name):
    """The name of the step before `name`, or None before the first."""
    names = [step.name for step in STEPS] + [CHECK]
    return names[names.index(name) - 1] if names.index(name) else None


class Bound:
    """A step bound to a page: its form and rows, unbound or with what was posted."""

    def __init__(self, step, page, data=None):
        self.step, self.page = step, page
        self.form = step.form[page.kind](data, instance=page)
        self.rows = {name: rows.Rows(page, name, form, data) for name, form in step.rows.get(page.kind, {}).items()}

    def is_valid(self):
        """Whether everything posted is right; what is right stands on the page either way."""
        valid = all([self.form.is_valid(), *[part.is_valid() for part in self.rows.values()]])
        for part in self.rows.values():
            part.put()
        return valid
