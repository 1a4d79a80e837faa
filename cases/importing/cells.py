"""The cells of one row as texts and values; what is wrong with them is said once."""

from django.utils.translation import gettext as _

from cases.importing import values
from cases.importing.columns import CODES
from cases.importing.faults import ERROR, fault
from cases.importing.values import Wrong


class Cells:
    """`cells` by key of our columns, and the list `faults` that grows while they are read."""

    def __init__(self, cells, faults):
        self.cells, self.faults = cells, faults
        self.read, self.lines = {}, {}

    def _say(self, level, key, value, message, remedy=""):
        self.faults.append(fault(level, key, value, message, remedy))

    def _faulty(self):
        return {one.column for one in self.faults if one.is_error}

    def _text(self, key):
        """The cell as text on one line; "" where it is empty or an error of the spreadsheet's, which is said once."""
        if key not in self.read:
            self.read[key] = self._read(key)
            self.lines[key] = values.line(self.read[key])
        return self.lines[key]

    def _lines(self, key):
        """The cell as text with its lines."""
        self._text(key)
        return values.visible(self.read[key])

    def _read(self, key):
        cell = self.cells.get(key, "")
        if isinstance(cell, str):
            return "" if values.is_nothing(cell) else cell
        sort, text = cell
        if sort == "e":
            self._say(
                ERROR, key, text, _("The spreadsheet shows an error here."), _("Mend the formula or type the value.")
            )
            return ""
        if sort == "f":
            message = _("A formula without a value stands here.")
            self._say(ERROR, key, "", message, _("Open the file in Excel or WPS, save it, and upload it again."))
            return ""
        if sort == "n" and key in CODES:
            message = _("The spreadsheet took the code for a number, and its last digits are lost.")
            self._say(ERROR, key, text, message, _("Format the cell as text and type the code again."))
            return ""
        return values.number(text) if sort == "n" else text

    def _value(self, key, read):
        """What `read` makes of the cell's text; None where it is empty, or wrong, which is said."""
        text = self._text(key)
        if not text:
            return None
        try:
            return read(text)
        except Wrong as wrong:
            self._say(ERROR, key, text, wrong.message, wrong.remedy)
            return None
