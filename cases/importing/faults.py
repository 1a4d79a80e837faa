"""What is wrong with a row: where, how bad, and what to do about it."""

from dataclasses import asdict, dataclass

from cases.importing.columns import BY_KEY
from cases.importing.opening import mask_ids

ERROR, WARNING = "error", "warning"
LONGEST = 40  # characters of a value that are repeated


@dataclass(frozen=True)
class Fault:
    """One fault: the column's heading, the value as it stands there, a sentence and what to do."""

    level: str
    column: str
    value: str
    message: str
    remedy: str = ""

    @property
    def is_error(self):
        """Whether the row cannot be taken with it."""
        return self.level == ERROR

    @property
    def sentence(self):
        """Column, value, message and remedy on one line."""
        shown = f"“{self.value}”" if self.value else ""
        place = f"{self.column}{shown}：" if self.column else ""
        return f"{place}{self.message}{self.remedy}"

    as_data = asdict


def fault(level, key, value, message, remedy=""):
    """A `Fault` in the column `key`; the value is cut, and no identity number in it is repeated."""
    shown = mask_ids(" ".join(str(value or "").split()))
    shown = shown if len(shown) <= LONGEST else shown[:LONGEST] + "…"
    return Fault(level, BY_KEY[key].heading if key in BY_KEY else key, shown, str(message), str(remedy))
