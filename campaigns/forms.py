"""The form of a campaign day: its rule as questions, not as JSON."""

import datetime
import json
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from campaigns.rules import LEAP_YEAR, RuleKind, Weekday

DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
# Which questions each kind asks.
ASKED = {
    RuleKind.FIXED_DAY: ("month", "day"),
    RuleKind.FIXED_MONTH: ("month",),
    RuleKind.FIXED_SPAN: ("month", "day", "last_month", "last_day"),
    RuleKind.NTH_WEEKDAY: ("month", "nth", "weekday"),
    RuleKind.WEEK_OF: ("month", "day"),
    RuleKind.PER_YEAR: ("years",),
}


def number(label, highest, lowest=1):
    """A question for a number."""
    return forms.IntegerField(label=label, required=False, min_value=lowest, max_value=highest)


class CampaignDayForm(WagtailAdminModelForm):
    """Asks for the kind of rule and its numbers, and stores them as the rule."""

    rule_kind = forms.ChoiceField(label=_("kind of rule"), choices=RuleKind)
    rule_month = number(_("month"), 12)
    rule_day = number(_("day"), 31)
    rule_last_month = number(_("last month"), 12)
    rule_last_day = number(_("last day"), 31)
    rule_nth = number(_("which one in the month"), 5)
    rule_weekday = forms.TypedChoiceField(
        label=_("weekday"), choices=[("", "—"), *Weekday.choices], coerce=int, empty_value=None, required=False
    )
    rule_years = forms.CharField(
        label=_("dates by year"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One year a line, for instance 2018-07-05, or first and last day: 2016-07-04 2016-07-08."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rule = self.instance.rule or {}
        first, last = rule.get("from", [None, None]), rule.get("to", [None, None])
        years = sorted(rule.get("years", {}).values())
        self.initial |= {
            "rule_kind": rule.get("kind", RuleKind.FIXED_DAY),
            "rule_month": rule.get("month", first[0]),
            "rule_day": rule.get("day", first[1]),
            "rule_last_month": last[0],
            "rule_last_day": last[1],
            "rule_nth": rule.get("nth"),
            "rule_weekday": rule.get("weekday"),
            "rule_years": "\n".join(" ".join(dict.fromkeys(days)) for days in years),
        }

    def clean(self):
        """Builds the rule from the answers; what is missing or no date is said beside its question."""
        cleaned = super().clean()
        kind = cleaned.get("rule_kind")
        if not kind:
            return cleaned
        for name in ASKED[RuleKind(kind)]:
            if cleaned.get(f"rule_{name}") in (None, "") and f"rule_{name}" not in self.errors:
                self.add_error(f"rule_{name}", _("This kind of rule needs an answer here."))
        if not self.errors:
            self.instance.rule = {"kind": kind} | self._answers(RuleKind(kind), cleaned)
        return cleaned

    def _answers(self, kind, cleaned):
        """The rule's numbers, with an error beside the day where a date does not exist."""
        if kind == RuleKind.PER_YEAR:
            return {"years": self._years(cleaned["rule_years"])}
        values = {name: cleaned[f"rule_{name}"] for name in ASKED[kind]}
        for month, day in (("month", "day"), ("last_month", "last_day")):
            if day in values and not exists(values[month], values[day]):
                self.add_error(f"rule_{day}", _("This month has no such day."))
        if kind == RuleKind.FIXED_SPAN:
            first, last = [values["month"], values["day"]], [values["last_month"], values["last_day"]]
            if last < first:
                self.add_error("rule_last_day", _("Must not be earlier than the first day."))
            return {"from": first, "to": last}
        return values

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
                self.add_error("rule_years", ValidationError(message, params={"line": line.strip()[:40]}))
                continue
            years[str(days[0].year)] = [days[0].isoformat(), days[-1].isoformat()]
        return years


def exists(month, day):
    """Whether a month has that day, in a leap year at least."""
    try:
        datetime.date(LEAP_YEAR, month, day)
    except ValueError:
        return False
    return True


def asked_for(name):
    """Attributes by which Wagtail's script shows the question `name` for the kinds that ask it."""
    kinds = [str(kind) for kind, names in ASKED.items() if name in names]
    return {"data-w-rules-target": "show", "data-w-rules": json.dumps({"rule_kind": kinds})}


def question(name):
    """The panel of one question of the rule."""
    return FieldPanel(f"rule_{name}", attrs=asked_for(name))


# Without the script all questions are shown, and the form says which are needed.
RULE_PANEL = MultiFieldPanel(
    [
        FieldPanel("rule_kind"),
        FieldRowPanel([question("month"), question("day")]),
        FieldRowPanel([question("last_month"), question("last_day")]),
        FieldRowPanel([question("nth"), question("weekday")]),
        question("years"),
    ],
    heading=_("Rule of the date"),
    attrs={"data-controller": "w-rules", "data-action": "change->w-rules#resolve"},
)
