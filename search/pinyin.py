"""Names by their sound: what is indexed beside a name, and how typed letters are read as syllables or initials.

Beside 鼎盛建筑 stand two lines in the text for suggestions: `ding sheng jian zhu`, each syllable a run of its own, and
`ds sj jz`, its initials as overlapping pairs. So a phrase finds full pinyin and initials at any position of the name,
on every engine, with the search for phrases they have anyway. Each run bears a mark: else a beginning like `j` would
stand for every end of a credit code as well.
"""

import re
from functools import cache, lru_cache
from itertools import pairwise

from search.analysis import EDGE, is_wide

# Letters for the index that no text yields: the analysis takes them for a plain y and i.
SOUND, INITIAL = "\u02b8", "\u2071"
LONGEST_NAME = 40  # Han characters of a line that are read aloud
LONGEST_TYPED = 40  # letters that are read as syllables
LONGEST_INITIALS = 12
MOST_READINGS = 3  # ways to cut typed letters into syllables: xian is xian and xi'an
# No syllable begins with i, u or v.
INITIALS = re.compile(rf"[a-hj-tw-z]{{2,{LONGEST_INITIALS}}}")

# The syllables of Mandarin as people type them, by the letters they begin with.
FINALS = {
    "": "a ai an ang ao e ei en eng er o ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng iao o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan un uo v ve",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
SYLLABLES = frozenset(start + final for start, finals in FINALS.items() for final in finals.split())
BEGINNINGS = frozenset(syllable[:size] for syllable in SYLLABLES for size in range(1, len(syllable) + 1))
LONGEST_SYLLABLE = max(map(len, SYLLABLES))
# ü as people type it who do not type v.
SPELLED = {"lue": "lve", "nue": "nve", "lyu": "lv", "nyu": "nv"}
# Characters of names with two common readings, of which the library can only guess one where no known word holds them.
TWO_READINGS = {
    "长": ("chang", "zhang"), "乐": ("le", "yue"), "行": ("hang", "xing"), "重": ("chong", "zhong"),
    "朝": ("chao", "zhao"), "藏": ("cang", "zang"), "厦": ("sha", "xia"), "曾": ("ceng", "zeng"),
    "单": ("dan", "shan"), "解": ("jie", "xie"), "柏": ("bai", "bo"), "仇": ("chou", "qiu"), "查": ("cha", "zha"),
}  # fmt: skip


@cache
def _words():
    # The library reads some 3 MB of readings: not before they are needed.
    from pypinyin.seg.mmseg import seg

    return seg


@lru_cache(maxsize=20_000)
def _word(word):
    """The syllables of one word. Names share their words: cutting them first is five times as fast as the library."""
    from pypinyin import lazy_pinyin

    return tuple(found for found in lazy_pinyin(word, errors="ignore", v_to_u=False) if found in SYLLABLES)


def syllables(han):
    """The syllables of Han characters, polyphones by the words they stand in: 重庆 gives `("chong", "qing")`."""
    return tuple(syllable for word in _words().cut(han) for syllable in _word(word))


def spoken(found):
    """The runs to be kept for suggestions beside the runs of one line: its sound, each line ending with an edge."""
    han = "".join(run for run in found if is_wide(run) and run != EDGE)[:LONGEST_NAME]
    if len(han) < 2:
        return []
    runs = []
    for line in _readings(han):
        runs += [*_sounds(line), EDGE, *_initials(syllable[0] for syllable in line), EDGE]
    return runs


def _sounds(line):
    return tuple(SOUND + syllable for syllable in line)


def _initials(letters):
    return tuple(INITIAL + first + second for first, second in pairwise(letters))


def _readings(han):
    first = syllables(han)
    yield first
    if len(first) == len(han) and not TWO_READINGS.keys().isdisjoint(han):
        second = tuple(_other(char, syllable) for char, syllable in zip(han, first, strict=True))
        if second != first:
            yield second


def _other(char, syllable):
    """The second reading of a character, unless the first one comes from a word that holds it (重庆, 成长)."""
    both = TWO_READINGS.get(char, ())
    return both[1 - both.index(syllable)] if syllable in both and syllables(char) == (syllable,) else syllable


def read_as(typed):
    """What typed runs of letters (a to z) may mean: `(runs, open)`, `open` where the last run may go on.

    One run is cut into syllables, the fewest before the others, and taken for initials; several (xi'an, ding-sheng) are
    syllables already. At most `MOST_READINGS` and one.
    """
    letters = "".join(typed)
    if not 2 <= len(letters) <= LONGEST_TYPED or not (letters.isascii() and letters.isalpha()):
        return []
    if len(typed) > 1:
        spelled = tuple(SPELLED.get(run, run) for run in typed)
        whole = SYLLABLES.issuperset(spelled[:-1]) and spelled[-1] in BEGINNINGS
        return [(_sounds(spelled), True)] if whole else []
    readings = [(_sounds(cut), True) for cut in _cuts(letters)]
    if INITIALS.fullmatch(letters):
        readings.append((_initials(letters), False))
    return readings


def _cuts(letters):
    """The best ways to cut letters into syllables, the last of which may be the beginning of one: the fewest pieces
    before more, whole ones before begun ones."""
    best = {len(letters): [()]}
    for start in range(len(letters) - 1, -1, -1):
        found = []
        for end in range(start + 1, min(start + LONGEST_SYLLABLE, len(letters)) + 1):
            piece = SPELLED.get(letters[start:end], letters[start:end])
            if piece in SYLLABLES or (end == len(letters) and piece in BEGINNINGS):
                found += [(piece, *rest) for rest in best[end]]
        best[start] = sorted(found, key=lambda cut: (len(cut), cut[-1] not in SYLLABLES))[:MOST_READINGS]
    return best[0]
