"""One filtered list of the register: the object behind board, honours, policies and their counts and links.

Lenient to people: what is wrong in an address is dropped, with a notice that says so.
"""

from urllib.parse import urlencode

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cms import clock
from cms.register.answers import Asked, DatabaseAnswer
from cms.register.filters import FILTERS, ORDERS, PAGE_SIZE
from cms.register.fulltext import Away, engine, readable_query
from cms.register.models import Entry
from cms.register.vocabulary import Kind

FILES = [("CSV", "export.csv"), ("Excel", "export.xlsx"), ("JSON", "export.json")]


class Listing:
    """A list of visible entries under the filters of an address.

    `params` is a QueryDict (or mapping); `kind` restricts the list to one kind; `filters` names those offered.
    `searchable=False` is for a `base` the search engines cannot search within: a question is dropped, with a notice.
    """

    def __init__(self, params, *, filters, kind=None, at=None, path="", base=None, searchable=True):
        self.kind, self.path, self.searchable = kind, path, searchable
        self.filters = [FILTERS[name] for name in filters]
        self.notices = []
        self.degraded = False  # whether the database answers in the place of an engine that is away
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
        self.order = self._read_order(params)
        self.number = self._read_page(params)
        typed = {item.name: params.get(item.name, "").strip() for item in self.filters}
        kept = (str(kind or ""), self.at) if base is None else None
        self._asked = Asked(self.base, self.q, tuple(self.filters), self.order, self.number, kept=kept)
        self.values = self._read_filters({name: value for name, value in typed.items() if value})

    # Reading the address -----------------------------------------------------------------------

    def _read_filters(self, typed):
        """The values that can be meant; the list is asked for under these."""
        if not typed:
            return typed
        self._asked = self._asked.under(typed)
        known = {}
        for name, value in typed.items():
            item = FILTERS[name]
            if value in {*map(str, self.answer.labels[name]), *map(str, item.choices)}:
                known[name] = value
            else:
                self.unknown.append(name)
                self.notices.append(_("“%(label)s” has no such value; it was left out.") % {"label": item.label})
        if known != typed:
            self._asked = self._asked.under(known)
            self.answer = self._told(lambda answer: answer.under(known))
        return known

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

    def _ask(self, asked):
        """The answer of the engine the site has for words, or the database's, with a quiet word, where it is away."""
        backend = engine() if asked.q else None
        if backend:
            try:
                return backend.answer(asked)
            except Away:
                self.degraded = True
        return DatabaseAnswer(asked)

    def _told(self, tell):
        """What the answer tells when it is asked once more; the database's tells it where the engine is away by now."""
        try:
            return tell(self.answer)
        except Away:
            self.degraded = True
            self.answer = DatabaseAnswer(self._asked)
            return tell(self.answer)

    @cached_property
    def answer(self):
        """What the engine says of this list: `labels`, `counts(filter)`, `total`, `page(number)`, `most_pages`."""
        return self._ask(self._asked)

    @property
    def total(self):
        """How many entries the list has."""
        return self.answer.total

    @cached_property
    def facets(self):
        """For each filter, its options with the counts they would give under the other filters."""
        return [self._facet(item) for item in self.filters]

    def _facet(self, item):
        counts, labels = self.answer.counts(item.name), self.answer.labels[item.name]
        chosen = self.values.get(item.name, "")
        codes = set(counts) | {code for code in labels if str(code) == chosen}
        options = [
            {
                "value": str(code),
                "label": item.label_of(code, labels),
                "count": counts.get(code, 0),
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
        pages = max(1, -(-self.total // PAGE_SIZE))
        return min(pages, self.answer.most_pages or pages)

    @property
    def rows(self):
        """All entries of the list in its order, as a queryset of the database: downloads and feeds take theirs."""
        return self._asked.rows

    @cached_property
    def entries(self):
        """The entries of the asked page; the last page where the number is past the end."""
        if self.number > self.pages:
            self.notices.append(_("The list ends at page %(pages)s; this is the last.") % {"pages": self.pages})
            self.number = self.pages
        return self._told(lambda answer: answer.page(self.number))

    @cached_property
    def chips(self):
        """What is switched on, each with the address that switches it off."""
        chips = []
        if self.q:
            chips.append({"label": _("Contains"), "value": self.q, "url": self.url(q="", order="")})
        for item in self.filters:
            if item.name in self.values:
                value = self.values[item.name]
                labels = {str(code): label for code, label in self.answer.labels[item.name].items()}
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
    def query(self):
        """The words and filters of this very list as the query of an address, without order and page."""
        return self.url(order="", page="").partition("?")[2]

    @property
    def feed_url(self):
        """The address of the feed of this very list."""
        return f"{self.path}feed.atom{self.query and '?'}{self.query}"

    @property
    def downloads(self):
        """`(name, address)` of each file this very list can be taken away as."""
        query = self.url(order=self.order, page="").partition("?")[2]
        return [(name, f"{self.path}{file}{query and '?'}{query}") for name, file in FILES]

    @property
    def whole_downloads(self):
        """`(name, address)` of each file of the whole list, whatever words and filters are on; [] where none are."""
        return [(name, f"{self.path}{file}") for name, file in FILES] if self.chips else []

    @cached_property
    def whole_total(self):
        """How many entries the list has without words and filters."""
        return self.base.count() if self.q else self.answer.under({}).total

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
