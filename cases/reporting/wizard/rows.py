"""Rows of a step: subjects and articles of law, added and taken away by buttons that save like any other."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.models import HonourSubject, PunishmentBasis, PunishmentSubject
from cases.models.base import SubjectType
from cases.reporting.wizard.forms import DraftForm, step_field
from cms.register.names import clean_code

MOST = 20  # rows of a kind; a decision about more subjects is imported


class BasisForm(DraftForm):
    """One article of law."""

    tells = ("law", "article")

    class Meta:
        model = PunishmentBasis
        fields = ["law", "article"]
        formfield_callback = step_field


class SubjectForm(DraftForm):
    """One subject. A code of the wrong form is refused, one whose check character fails asks to be confirmed."""

    tells = ("name", "code", "legal_representative")

    type = forms.ChoiceField(
        label=_("type of subject"), choices=SubjectType.choices, required=False, widget=forms.RadioSelect
    )
    code = forms.CharField(
        label=_("unified social credit code"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=_("18 characters, as on the licence."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "off"

    def ask(self, *, known, code):
        """Lets name and code ask while they are typed: for firms written before, and whether the code is right."""
        typing = {"hx-swap": "innerHTML", "hx-sync": "this:replace"}
        names = {"hx-get": known, "hx-trigger": "input changed delay:300ms", "hx-target": f"#known-{self.prefix}"}
        codes = {"hx-get": code, "hx-trigger": "input changed delay:400ms, filled", "hx-target": f"#code-{self.prefix}"}
        self.fields["name"].widget.attrs |= typing | names
        self.fields["code"].widget.attrs |= typing | codes

    def clean_type(self):
        """A firm, unless something else is said."""
        return self.cleaned_data["type"] or SubjectType.LEGAL

    def clean_code(self):
        """Half-width and upper case; an identity number is never kept, wherever it was typed."""
        person = self.cleaned_data.get("type") == SubjectType.NATURAL_PERSON
        code = "" if person else clean_code(self.cleaned_data["code"])
        if len(code) > 18:
            raise ValidationError(gettext("A credit code has 18 characters; this one has %(n)s.") % {"n": len(code)})
        return code

    @property
    def asks_to_confirm(self):
        """Whether the box that confirms a code is of use: the code is whole, and its check character fails."""
        code = clean_code(self["code"].value() or "")
        return bool(self["code_confirmed"].value()) or (len(code) == 18 and bool(fault_of(code)))


class PunishmentSubjectForm(SubjectForm):
    """A subject of a punishment case."""

    class Meta:
        model = PunishmentSubject
        fields = ["type", "name", "code", "code_confirmed", "of_age_confirmed", "legal_representative"]
        formfield_callback = step_field


class HonourSubjectForm(SubjectForm):
    """A subject of a reward case."""

    class Meta(PunishmentSubjectForm.Meta):
        model = HonourSubject


def fault_of(code):
    """What is wrong with a credit code, in a sentence; "" for a right one and for none."""
    try:
        PunishmentSubject(name="", code=code).clean()
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


class Rows:
    """The rows of one relation of a page as forms; at least one, empty ones are not kept."""

    def __init__(self, page, relation, form_class, data=None):
        """`data` as posted; without it, or without a number of rows in it, the rows are as the page has them."""
        self.page, self.relation = page, relation
        stored = list(getattr(page, relation).all())
        number = (data or {}).get(f"{relation}-rows", "")
        self.is_posted = number.isdecimal() and len(number) < 3
        count = min(int(number), MOST) if self.is_posted else max(len(stored), 1)
        self.forms = [
            form_class(
                data if self.is_posted else None,
                instance=stored[index] if index < len(stored) else form_class._meta.model(),
                prefix=f"{relation}-{index}",
            )
            for index in range(count)
        ]

    def is_valid(self):
        """Whether every row is right."""
        found = [form.is_valid() for form in self.forms if self.is_posted]  # each tells its own faults
        return all(found)

    def put(self):
        """The rows on the page, without empty ones."""
        if self.is_posted:
            kept = [row.instance for row in self.forms if any(getattr(row.instance, name) for name in row.tells)]
            for order, row in enumerate(kept):
                row.sort_order = order
            setattr(self.page, self.relation, kept)


def with_row_more(data, relation):
    """Posted `data` with one empty row more."""
    number = data.get(f"{relation}-rows", "")
    if number.isdecimal() and len(number) < 3:
        data = data.copy()
        data[f"{relation}-rows"] = str(min(int(number) + 1, MOST))
    return data


def without_row(data, relation, index):
    """Posted `data` without the row `index`; those after it move up."""
    number = data.get(f"{relation}-rows", "")
    if not (number.isdecimal() and len(number) < 3 and index < int(number)):
        return data
    result = data.copy()
    for key in data:
        head, _dash, rest = key.partition("-")
        row, _dash, name = rest.partition("-")
        if head != relation or not row.isdecimal() or int(row) < index:
            continue
        del result[key]
        if int(row) > index:
            result.setlist(f"{relation}-{int(row) - 1}-{name}", data.getlist(key))
    result[f"{relation}-rows"] = str(int(number) - 1)
    return result
