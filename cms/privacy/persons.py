"""Natural persons' names: how they are masked, and where they stand in a text (个人信息保护法 13, 25)."""

import re

from wagtail.coreutils import string_to_ascii

from cms.chinese import simplified
from cms.privacy.findings import Finding, FindingKind

HIDDEN = "某"
# Surnames of two characters, one after the other.
_COMPOUND = (
    "欧阳上官司马诸葛东方皇甫尉迟公孙慕容令狐长孙宇文司徒司空夏侯轩辕端木独孤南宫西门"
    "东郭百里呼延公羊澹台公冶宗政濮阳淳于单于太叔申屠仲孙钟离鲜于闾丘亓官司寇子车颛孙"
    "巫马公西漆雕乐正壤驷公良拓跋夹谷宰父谷梁段干东门南门赫连万俟闻人第五左丘梁丘微生"
    "羊舌东里贺兰纳兰完颜耶律叶赫"
)
COMPOUND = frozenset(_COMPOUND[at : at + 2] for at in range(0, len(_COMPOUND), 2))
SPLIT = re.compile(r"[·•・‧∙⋅.\s]+")
GAP = r"[ ·.\-_]{0,3}"  # what may stand between the characters of one name


def is_han(text):
    """Whether `text` is written in Han characters alone."""
    return all("\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U000323af" or char == "〇" for char in text)


def masked_name(name):
    """A natural person's name as it may be published: 王某, 张某某, 欧阳某; "" for no name.

    One 某 for each character of the given name. Names with a dot, and those in other scripts, keep the first
    character only; how long they are is not told.
    """
    plain = re.sub(r"\s+", "", name)
    if not plain:
        return ""
    if not is_han(plain):
        return plain[0] + HIDDEN * 2
    surname = 2 if len(plain) > 2 and "".join(simplified().get(char, char) for char in plain[:2]) in COMPOUND else 1
    return plain[:surname] + HIDDEN * max(len(plain) - surname, 1)


def _as_compared(text):
    """One character for one: simplified and lower case, so that places are places in the original."""
    table = simplified()
    chars = (table.get(char, char) for char in text)
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in chars)


def _pattern(name):
    letters = [char for char in _as_compared(SPLIT.sub("", name)) if char.isalnum()]
    if len(letters) < 2:
        return None
    whole = GAP.join(map(re.escape, letters))
    # A name in letters is a word; Han stand without spaces, so that a name may stand anywhere.
    return re.compile(whole if is_han("".join(letters)) else rf"(?<![^\W\d_]){whole}(?![^\W\d_])")


def detector(names):
    """A detector that finds the full `names` of natural persons, however they are spaced or in which characters."""
    masks = {name: masked_name(name) for name in names}
    # Who wrote the masked name into the form gives nothing away that could be found.
    patterns = [(mask, pattern) for name, mask in masks.items() if mask != name and (pattern := _pattern(name))]

    def full_names(text):
        compared = _as_compared(text)
        for mask, pattern in patterns:
            for match in pattern.finditer(compared):
                yield Finding(match.start(), match.end(), FindingKind.PERSON_NAME, mask)

    return full_names


def in_letters(names):
    """The `names` as an uploaded picture's file is called: Wagtail writes file names in Latin letters."""
    return [letters for name in names if len(letters := string_to_ascii(SPLIT.sub("", name))) > 3]
