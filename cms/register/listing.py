"""One filtered list of the register: the object behind board, honours, policies and their counts and links.

Lenient to people: what is wrong in an address is dropped, with a notice that says so.
"""

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Count
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms import clock
from cms.register.fulltext import matching, readable_query
from cms.register.models import Entry
from cms.register.vocabulary import PUBLIC_STATES, Kind
from cms.rules.models import Severity

PAGE_SIZE = 25
ORDERS = {
    "decided": gettext_lazy("Newest date first"),
    "published": gettext_lazy("Newest publication first"),
    "relevance": gettext_lazy("Best match first"),
}


@dataclass(frozen=True)
class Filter:
    """A filter as addresses name it: the column of its codes and the column (or choices) of its labels."""

    name: str
    label: str
    column: str
    label_column: str = ""
    choices: dict = field(default_factory=dict)

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


class Listing:
    """A list of visible entries under the filters of an address.

    `params` is a QueryDict (or mapping); `kind` restricts the list to one kind; `filters` names those offered.
    `searchable=False` is for a `base` the search engines cannot search within: a question is dropped, with a notice.
    """

    def __init__(self, params, *, filters, kind=None, at=None, path="", base=None, searchable=True):
        self.kind, self.path, self.searchable = kind, path, searchable
        self.filters = [FILTERS[name] for name in filters]
        self.notices = []
        self.unknown = []  # filters left out, for what must not be wider than was asked (files and feeds)
        self.at = at or clock.now()
        self.base = base if base is not None else Entry.objects.visible(self.at)
        if kind:
            self.base = self.base.filter(kind=kind)
        self.q, cut = readable_query(params.get("q", ""))
        if cut and searchable:
            self.notices.append(_("The question was too long; its beginning was searched for."))
        if self.q and not searchable:
            self.q = ""
            self.notices.append(_("This list cannot be searched by words; all of it is shown."))
        self.values = self._read_filters(params)
        self.order = self._read_order(params)
        self.number = self._read_page(params)

    # Reading the address -----------------------------------------------------------------------

    def _read_filters(self, params):
        values = {}
        for item in self.filters:
            value = params.get(item.name, "").strip()
            if not value:
                continue
            known = {str(key) for key in self._domain[item.name]} | {str(key) for key in item.choices}
            if value in known:
                values[item.name] = value
            else:
                self.unknown.append(item.name)
                self.notices.append(_("“%(label)s” has no such value; it was left out.") % {"label": item.label})
        return values

    def _read_order(self, params):
        default = "relevance" if self.q else "decided"
        order = params.get("order", "") or default
        if order not in ORDERS or (order == "relevance" and not self.q):
            self.notices.append(_("This order is not possible here; the usual one was taken."))
            return default
        return order

    def _read_page(self, params):
        text = params.get("page", "1") or "1"
        if not (text.isascii() and text.isdigit()) or int(text[:9]) < 1:
            self.notices.append(_("There is no such page; this is the first."))
            return 1
        return int(text[:9])

    # Counting ----------------------------------------------------------------------------------

    @cached_property
    def matched(self):
        """The visible entries that answer the question, before the filters."""
        return matching(self.base, self.q) if self.q else self.base

    @cached_property
    def _groups(self):
        """One row for each combination of codes with its count: all facets come from this one query."""
        columns = [name for item in self.filters for name in (item.column, item.label_column) if name]
        if not columns:
            return [(self.matched.count(),)]
        return list(self.matched.order_by().values_list(*columns).annotate(n=Count("pk")))

    @cached_property
    def _positions(self):
        """Where each filter's code and label stand in a row of `_groups`."""
        positions, index = {}, 0
        for item in self.filters:
            positions[item.name] = (index, index + 1 if item.label_column else index)
            index += 2 if item.label_column else 1
        return positions

    @cached_property
    def _domain(self):
        """For each filter, the labels of the codes that occur among the matched entries."""
        domain = {item.name: {} for item in self.filters}
        for row in self._groups:
            for item in self.filters:
                code, label = (row[position] for position in self._positions[item.name])
                if code not in (None, ""):
                    domain[item.name][code] = label
        return domain

    def _passes(self, row, *, but=None):
        return all(name == but or str(row[self._positions[name][0]]) == value for name, value in self.values.items())

    @cached_property
    def total(self):
        """How many entries the list has."""
        return sum(row[-1] for row in self._groups if self._passes(row))

    @cached_property
    def facets(self):
        """For each filter, its options with the counts they would give under the other filters."""
        return [self._facet(item) for item in self.filters]

    def _facet(self, item):
        counts = Counter()
        for row in self._groups:
            code = row[self._positions[item.name][0]]
            if code not in (None, "") and self._passes(row, but=item.name):
                counts[code] += row[-1]
        labels = self._domain[item.name]
        chosen = self.values.get(item.name, "")
        codes = set(counts) | {code for code in labels if str(code) == chosen}
        options = [
            {
                "value": str(code),
                "label": item.label_of(code, labels),
                "count": counts[code],
                "chosen": str(code) == chosen,
                "url": self.url(**{item.name: code}),
            }
            for code in codes
        ]
        if item.name == "year":
            options.sort(key=lambda option: option["value"], reverse=True)
        else:
            options.sort(key=lambda option: (-option["count"], option["label"]))
        return {"name": item.name, "label": item.label, "options": options, "chosen": chosen}

    # Showing -----------------------------------------------------------------------------------

    @cached_property
    def pages(self):
        """How many pages the list has, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def rows(self):
        """All entries of the list in its order, as a queryset: pages, downloads and feeds take their part of it."""
        queryset = self.matched.filter(**{FILTERS[name].column: value for name, value in self.values.items()})
        if self.order == "decided":
            queryset = queryset.order_by("-decided_on", "-pk")
        elif self.order == "published":
            queryset = queryset.order_by("-visible_from", "-pk")
        return queryset.for_lists()

    @cached_property
    def entries(self):
        """The entries of the asked page; the last page where the number is past the end."""
        if self.number > self.pages:
            self.notices.append(_("The list ends at page %(pages)s; this is the last.") % {"pages": self.pages})
            self.number = self.pages
        start = (self.number - 1) * PAGE_SIZE
        return list(self.rows[start : start + PAGE_SIZE])

    @cached_property
    def chips(self):
        """What is switched on, each with the address that switches it off."""
        chips = []
        if self.q:
            chips.append({"label": _("Contains"), "value": self.q, "url": self.url(q="", order="")})
        for item in self.filters:
            if item.name in self.values:
                value = self.values[item.name]
                labels = {str(code): label for code, label in self._domain[item.name].items()}
                chips.append(
                    {"label": item.label, "value": item.label_of(value, labels), "url": self.url(**{item.name: ""})}
                )
        return chips

    @cached_property
    def orders(self):
        """The orders to choose from, with their addresses."""
        return [
            {"value": value, "label": label, "chosen": value == self.order, "url": self.url(order=value)}
            for value, label in {**ORDERS, "decided": self._label_of_dates()}.items()
            if value != "relevance" or self.q
        ]

    def _label_of_dates(self):
        """What the order by the entries' own dates is called: only punishments are all dated by a decision."""
        kind = self.kind or self.values.get("type")
        return _("Newest decision first") if kind == Kind.PUNISHMENT else ORDERS["decided"]

    def url(self, **changes):
        """The address of this list with `changes`; any change but of the page starts at page one."""
        params = {"q": self.q, **self.values}
        default = "relevance" if self.q else "decided"
        if self.order != default:
            params["order"] = self.order
        params |= {name: str(value) for name, value in changes.items()}
        query = urlencode({name: value for name, value in params.items() if value})
        return f"{self.path}?{query}" if query else self.path or "?"

    @property
    def downloads(self):
        """`(name, address)` of each file this very list can be taken away as, and of its feed."""
        query = self.url(order=self.order, page="").partition("?")[2]
        files = [("CSV", "export.csv"), ("Excel", "export.xlsx"), ("JSON", "export.json"), ("Atom", "feed.atom")]
        return [(name, f"{self.path}{file}{query and '?'}{query}") for name, file in files]

    @cached_property
    def page_links(self):
        """Numbers around the present page with their addresses; None stands for a gap."""
        entries = self.entries  # settles the number first
        del entries
        near = {1, self.pages, *range(max(1, self.number - 2), min(self.pages, self.number + 2) + 1)}
        links, before = [], 0
        for number in sorted(near):
            if number - before > 1:
                links.append(None)
            links.append(
                {"number": number, "current": number == self.number, "url": self.url(page=number if number > 1 else "")}
            )
            before = number
        return links

    @property
    def previous_url(self):
        """The address of the page before, or None."""
        return self.url(page=self.number - 1) if self.number > 1 else None

    @property
    def next_url(self):
        """The address of the page after, or None."""
        return self.url(page=self.number + 1) if self.number < self.pages else None
