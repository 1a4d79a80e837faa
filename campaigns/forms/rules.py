"""The form of a rule of a campaign day: questions, of which each kind of rule asks its own."""

import datetime
import json
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from campaigns.rules import ASKED, COLUMNS, exists
from campaigns.vocabulary import RuleKind

DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
MOST = {"month": 12, "monthday": 31, "last_month": 12, "last_monthday": 31, "nth": 5, "weekday": 7}


class DayRuleForm(WagtailAdminModelForm):
    """Asks for the kind of rule and its numbers; what another kind would need is left empty."""

    years_typed = forms.CharField(
        label=_("dates by year"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One year a line, for instance 2018-07-05, or first and last day: 2016-07-04 2016-07-08."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = sorted((self.instance.years or {}).values())
        self.initial["years_typed"] = "\n".join(" ".join(dict.fromkeys(days)) for days in years)

    def clean(self):
        """Keeps the answers the kind asks for; what is missing or no date is said beside its question."""
        cleaned = super().clean()
        if not cleaned.get("kind"):
            return cleaned
        kind = RuleKind(cleaned["kind"])
        for name in ASKED[kind]:
            # A table of years may be empty: nothing is announced yet.
            if name != "years" and cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, _("This kind of rule needs an answer here."))
        for name in COLUMNS:
            if name != "years":
                self._keep(name, cleaned, asked=name in ASKED[kind])
        self.instance.years = {}
        if not self.errors and kind == RuleKind.PER_YEAR:
            self.instance.years = self._years(cleaned["years_typed"])
        if not self.errors:
            self._check_dates(kind, cleaned)
        return cleaned

    def _keep(self, name, cleaned, *, asked):
        if not asked:
            cleaned[name] = None
            self.errors.pop(name, None)
        elif cleaned.get(name) is not None and not 1 <= cleaned[name] <= MOST[name]:
            message = _("A number from 1 to %(most)s.")
            self.add_error(name, ValidationError(message, params={"most": MOST[name]}))

    def _check_dates(self, kind, cleaned):
        """An error beside the day where a date does not exist, or a span goes backwards."""
        asked = ASKED[kind]
        for month, day in (("month", "monthday"), ("last_month", "last_monthday")):
            if day in asked and not exists(cleaned[month], cleaned[day]):
                self.add_error(day, _("This month has no such day."))
        if not self.errors and kind == RuleKind.FIXED_SPAN:
            first, last = [(cleaned[f"{end}month"], cleaned[f"{end}monthday"]) for end in ("", "last_")]
            if last < first:
                self.add_error("last_monthday", _("Must not be earlier than the first day."))

    def _years(self, text):
        """{year: [first, last]} of the lines typed."""
        years = {}
        for line in filter(str.strip, text.splitlines()):
            try:
                days = [datetime.date(*map(int, found.split("-"))) for found in DATE.findall(line)]
                if not days or DATE.sub("", line).strip(" ~—–至到,，、") or days != sorted(days) or len(days) > 2:
                    raise ValueError(line)
            except ValueError:
                message = _("“%(line)s” is no date such as 2018-07-05, nor a first and a last day.")
                self.add_error("years_typed", ValidationError(message, params={"line": line.strip()[:40]}))
                continue
            years[str(days[0].year)] = [days[0].isoformat(), days[-1].isoformat()]
        return years


def asked_for(name):
    """Attributes by which Wagtail's script shows the question `name` for the kinds that ask it."""
    kinds = [str(kind) for kind, names in ASKED.items() if name in names]
    return {"data-w-rules-target": "show", "data-w-rules": json.dumps({"kind": kinds})}


def question(name, field=""):
    """The panel of one question of the rule."""
    return FieldPanel(field or name, attrs=asked_for(name))


# Without the script all questions are shown, and the form says which are needed.
RULE_PANELS = MultiFieldPanel(
    [
        FieldPanel("kind"),
        FieldRowPanel([question("month"), question("monthday")]),
        FieldRowPanel([question("last_month"), question("last_monthday")]),
        FieldRowPanel([question("nth"), question("weekday")]),
        question("years", "years_typed"),
    ],
    heading=_("Rule of the date"),
    attrs={"data-controller": "w-rules", "data-action": "change->w-rules#resolve"},
)
