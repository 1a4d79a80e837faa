"""Chinese characters in the one form in which they are compared."""

from functools import cache
from importlib import resources


@cache
def simplified():
    """Traditional characters and their simplified ones, from OpenCC's table: `{"財": "财", ...}`."""
    table = resources.files("opencc").joinpath("dictionary", "TSCharacters.txt").read_text(encoding="utf-8")
    pairs = (line.split() for line in table.splitlines() if line.strip())
    return {traditional: candidates[0] for traditional, *candidates in pairs}
