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
