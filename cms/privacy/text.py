"""Text as the detectors read it: one width and one kind of space, each character where it was."""

import unicodedata

# Characters that stand between the digits of one number without ending it.
INVISIBLE = {"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"}
DASHES = {"‐", "‑", "‒", "–", "—", "―", "−", "－", "﹣"}


class _OneToOne(dict):
    """Code point to the one character that stands for it; fills itself."""

    def __missing__(self, code):
        char = chr(code)
        self[code] = plain = self._plain(char)
        return plain

    @staticmethod
    def _plain(char):
        if char in INVISIBLE or char.isspace():
            return "\n" if char in "\n\r\x0b\x0c\u2028\u2029" else " "
        if char in DASHES:
            return "-"
        normal = unicodedata.normalize("NFKC", char)
        return normal if len(normal) == 1 else char


_ONE_TO_ONE = _OneToOne()


def plain(text):
    """`text` half-width, with plain spaces and hyphens, of the same length: places in it are places in the original."""
    return text.translate(_ONE_TO_ONE)
