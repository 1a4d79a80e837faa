"""What an address asks of a column. Lenient to people: what is wrong is dropped, with a notice that says so."""

import datetime
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from cms import clock


class Asked:
    """The parameters of an address as they can be meant, the notices on what was dropped, and the form to change them.

    `unknown` holds the names of the dropped ones: a file is never wider than was asked for.
    """

    def __init__(self, params, path=""):
        self.params, self.path = params, path
        self.notices, self.fields, self.values, self.unknown = [], [], {}, []

    def choice(self, name, label, options):
        """The value of `name` among `options` (a dict of code to label), or ""."""
        typed = self.params.get(name, "").strip()
        options = {str(code): str(text) for code, text in options.items()}
        value = typed if typed in options else ""
        if typed and not value:
            self._dropped(name, label)
        if value:
            self.values[name] = value
        choices = [{"value": code, "label": text, "chosen": code == value} for code, text in options.items()]
        self.fields.append({"name": name, "label": label, "options": choices, "value": value})
        return value

    def day(self, name, label):
        """The date of `name` (YYYY-MM-DD), by default today."""
        typed, today = self.params.get(name, "").strip(), clock.today()
        day = today
        if typed:
            try:
                day = datetime.datetime.strptime(typed[:10], "%Y-%m-%d").date() if len(typed) == 10 else None
            except ValueError:
                day = None
            if day is None:
                self._dropped(name, label)
                day = today
            else:
                self.values[name] = day.isoformat()
        self.fields.append({"name": name, "label": label, "day": True, "value": day.isoformat()})
        return day

    def _dropped(self, name, label):
        self.unknown.append(name)
        self.notices.append(_("“%(label)s” has no such value; it was left out.") % {"label": label})

    @property
    def query(self):
        """The meant parameters as the end of an address, with its question mark; "" where there are none."""
        return f"?{urlencode(self.values)}" if self.values else ""

    @property
    def downloads(self):
        """`(name, address)` of each file of what is shown."""
        files = [("CSV", "csv"), ("Excel", "xlsx"), ("JSON", "json")]
        return [(name, f"{self.path}export.{format}{self.query}") for name, format in files]
