"""The filters and orders of lists, as addresses name them."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy

from cms.register.models import Entry
from cms.register.names import clean_code
from cms.register.vocabulary import PUBLIC_STATES, Kind
from cms.rules.models import Severity

PAGE_SIZE = 25
ORDERS = {
    "decided": gettext_lazy("Newest date first"),
    "published": gettext_lazy("Newest publication first"),
    "relevance": gettext_lazy("Best match first"),
}
DATES = {"decided": "decided_on", "published": "visible_from"}  # the column an order goes by, the newest first


CODE = re.compile(r"[-a-zA-Z0-9_]{1,60}")  # of units, fields and towns
SUBJECT = re.compile(r"[0-9A-Z]{18}")


def is_year(text):
    """Whether the text is a year that entries can have."""
    return re.fullmatch(r"(?:19|2[0-9])[0-9]{2}", text) is not None


def subject_code(text):
    """The unified social credit code a text means, as subjects have it; "" where it is none."""
    code = clean_code(text)
    return code if SUBJECT.fullmatch(code) else ""


@dataclass(frozen=True)
class Filter:
    """A filter as addresses name it: the column of its codes and the column (or choices) of its labels."""

    name: str
    label: str
    column: str
    label_column: str = ""
    choices: dict = field(default_factory=dict)

    def takes(self, value):
        """Whether a program may ask for `value`: a code there is, whether or not an entry has it now."""
        if self.choices:
            return value in self.choices
        if self.name == "year":
            return is_year(value)
        if not self.label_column:
            return value.isprintable()  # a text of the entries' own
        related = Entry._meta.get_field(self.column.partition("__")[0]).related_model
        return CODE.fullmatch(value) is not None and related.objects.filter(code=value).exists()

    def label_of(self, value, labels):
        """The label of a code: from the choices, or from the labels the rows brought."""
        return str(self.choices.get(value) or labels.get(value) or value)


POLICY_LEVELS = {
    "national": gettext_lazy("national"),
    "city": gettext_lazy("city"),
    "district": gettext_lazy("district"),
}
VALIDITY = {
    "in_force": gettext_lazy("in force"),
    "amended": gettext_lazy("amended"),
    "repealed": gettext_lazy("repealed"),
    "expired": gettext_lazy("no longer in force"),
}
TOPICS = {
    "repair": gettext_lazy("credit repair"),
    "joint-measures": gettext_lazy("joint reward and punishment"),
    "publicity": gettext_lazy("publicity of information"),
    "finance": gettext_lazy("credit and finance"),
    "government": gettext_lazy("government integrity"),
    "business": gettext_lazy("business integrity"),
    "personal": gettext_lazy("personal integrity"),
    "rural": gettext_lazy("rural integrity"),
    "legal": gettext_lazy("laws and regulations"),
}
FILTERS = {
    item.name: item
    for item in [
        Filter("field", gettext_lazy("Field of the case"), "field__code", "field__name"),
        Filter("unit", gettext_lazy("Unit"), "unit__code", "unit__short_name"),
        Filter("town", gettext_lazy("Town"), "town__code", "town__name"),
        Filter("year", gettext_lazy("Year"), "year"),
        Filter("class", gettext_lazy("Class"), "severity", choices=dict(Severity.choices)),
        Filter("state", gettext_lazy("State"), "state", choices={s.value: s.label for s in PUBLIC_STATES}),
        Filter("level", gettext_lazy("Level"), "level", choices=POLICY_LEVELS),
        Filter("topic", gettext_lazy("Topic"), "topic", choices=TOPICS),
        Filter("issuer", gettext_lazy("Issuer"), "issuer"),
        Filter("validity", gettext_lazy("Validity"), "validity", choices=VALIDITY),
        Filter("type", gettext_lazy("Kind"), "kind", choices=dict(Kind.choices)),
    ]
}
