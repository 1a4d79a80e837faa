"""Names and codes in the one form in which they are compared."""

import re
import unicodedata

NOT_IN_KEY = re.compile(r"[\s()\[\]{}〔〕【】《》<>「」·.,，。、-]+")


def name_key(name):
    """A name as look-up compares it: one width, lower case, without spaces, brackets and dots."""
    return NOT_IN_KEY.sub("", unicodedata.normalize("NFKC", name)).lower()[:200]


def clean_code(text):
    """A credit code as it is stored: half-width, upper case, without spaces and hyphens."""
    return re.sub(r"[\s-]+", "", unicodedata.normalize("NFKC", text)).upper()


def is_blank(value):
    """Whether a value is missing, or a text of nothing that can be seen."""
    return value is None or (isinstance(value, str) and not any(char.isprintable() and char != " " for char in value))


def has_invisible(text):
    """Whether a text has characters that nobody sees but that turn or split what is read (controls, joiners)."""
    return any(unicodedata.category(char) in {"Cc", "Cf"} for char in text)
