"""“Did you mean”: public subjects whose code or name is nearly what was typed. Never says that it is the same firm."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from modelsearch.query import Or, PlainText
from rapidfuzz.distance import OSA
from stdnum.cn import uscc

from cms.register.models import Entry
from cms.register.names import clean_code, name_key
from cms.register.vocabulary import NAMING_KINDS
from search import engine
from search.analysis import is_wide, runs
from search.lookup import CODE_LENGTH, public_subjects
from search.pinyin import syllables

LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # of a credit code: neither I, O, S, V nor Z
MISREAD = str.maketrans("IOSZ", "1052")
MOST = 5
MOST_PIECES = 8  # of a name that is looked for by its pieces
MOST_SUBJECTS = 200  # rows of the register whose code is nearly the typed one
CANDIDATES = 40  # entries whose subjects are compared
LONGEST_NAME = 40
SHORTEST_CORE = 2
LONG_CORE = 4  # characters; from here on two of them may be wrong
# What many names share says little: places and legal forms are left out where names are compared; trades still count
# then, but nothing is looked for by them alone.
COMMON = re.compile(
    r"重庆市?|江津区?|有限责任公司|股份有限公司|有限公司|分公司|公司|集团|个体工商户|合伙企业|个人独资企业"
)
TRADES = re.compile(
    r"建筑|工程|建设|劳务|商贸|贸易|科技|食品|餐饮|运输|物流|建材|装饰|化工|医药|药业|农业|机械|电子|网络|文化|传媒|服务|管理|咨询|实业|发展|"
    r"投资|置业|房地产|物业|园林|环保|汽车|销售|经营部|商行|超市|药房|门诊部|合作社|加工|制造|材料|设备|信息|技术|米业"
)


@dataclass(frozen=True)
class Near:
    """A name or code that was perhaps meant."""

    text: str
    url: str


def near(question):
    """What was perhaps meant, at most `MOST`, the likeliest first; nothing for what resembles neither name nor code."""
    code = clean_code(question)
    if CODE_LENGTH - 1 <= len(code) <= CODE_LENGTH + 1 and code.isascii() and code.isalnum():
        return near_codes(code)
    return near_names(question)


def _look_up(subject, text):
    return Near(text, f"{reverse('lookup')}?{urlencode({'q': subject})}")


# Codes -----------------------------------------------------------------------------------------


def near_codes(code):
    """Public subjects whose code differs in one character or two neighbours from `code`, one more or less, or only by
    letters that look like digits; codes with the right check character first. Nothing where `code` itself is public."""
    candidates = _variants(code.translate(MISREAD)) | {code}
    near = {}
    for subject in public_subjects(Q(code__in=candidates))[:MOST_SUBJECTS]:
        near.setdefault(subject.code, subject.name)
    if code in near:
        return []
    likely = sorted(near, key=lambda found_code: not uscc.is_valid(found_code))[:MOST]
    return [_look_up(found_code, f"{near[found_code]} {found_code}") for found_code in likely]


def _variants(code):
    places = range(len(code))
    found = {code}
    if len(code) == CODE_LENGTH:
        found |= {code[:at] + letter + code[at + 1 :] for at in places for letter in LETTERS}
        found |= {code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in places[:-1]}
    elif len(code) < CODE_LENGTH:
        found |= {code[:at] + letter + code[at:] for at in range(len(code) + 1) for letter in LETTERS}
    else:
        found |= {code[:at] + code[at + 1 :] for at in places}
    return {variant for variant in found if len(variant) == CODE_LENGTH}


# Names -----------------------------------------------------------------------------------------


def near_names(question):
    """Public subjects whose name sounds the same or differs in a character or two, where places and legal forms are
    left out. They are found by the pairs of characters they share with the name, and by its sound. Nothing where a name
    holds what was typed: that one was meant, and is found without a guess."""
    found = runs(question)
    name = "".join(found)
    if len(found) > 3 or len(name) > LONGEST_NAME or not all(is_wide(run) for run in found):
        return []
    core = _core(name)
    if len(core) < SHORTEST_CORE:
        return []
    queries = [PlainText(text) for text in _pieces(name, core)]
    entries = Entry.objects.visible().filter(kind__in=NAMING_KINDS).defer("search_text").with_subjects()
    typed, near = name_key(question), {}
    for entry in engine.autocomplete(Or(queries) if len(queries) > 1 else queries[0], entries, CANDIDATES):
        for subject in entry.subjects.all():
            key = name_key(subject.name)
            if typed in key:
                return []
            distance = _distance(core, _core(key))
            if distance is not None:
                near.setdefault(subject.name, (distance, OSA.distance(name, key)))
    return [_look_up(name, name) for name in sorted(near, key=near.get)[:MOST]]


def _core(name):
    """What a name is known by: without places and legal forms; all of it where nothing else is left."""
    return COMMON.sub("", name) or name


def _pieces(name, core):
    """What names like this one share with it: the sound of what it is known by, that with two neighbours swapped, and
    pairs of characters that no trade, place or legal form explains."""
    common = [match.span() for pattern in (COMMON, TRADES) for match in pattern.finditer(name)]
    known = [any(start <= at < end for start, end in common) for at in range(len(name))]
    pieces = [name[at : at + 2] for at in range(len(name) - 1) if not (known[at] and known[at + 1])]
    own = _own(core)
    sound = "-".join(syllables(own))
    swapped = [own[:at] + own[at + 1] + own[at] + own[at + 2 :] for at in range(min(len(own), LONG_CORE) - 1)]
    return [piece for piece in dict.fromkeys([sound, *swapped, *pieces]) if piece][:MOST_PIECES]


def _own(core):
    """The part of a core that no trade explains; all of it where that is too little."""
    own = TRADES.sub("", core)
    return own if len(own) >= SHORTEST_CORE else core


def _distance(core, other):
    """How far two cores are apart: 0 where the other sounds like this one or begins so, else one or two characters;
    None beyond that, or where the core is too short to tell. What was typed may be the beginning of a name."""
    sound, other_sound = syllables(core), syllables(other)
    if sound and sound == other_sound[: len(sound)]:
        return 0
    if min(len(core), len(other)) <= SHORTEST_CORE:
        return None
    most = 2 if len(_own(core)) >= LONG_CORE else 1
    distance = min(OSA.distance(core, other), OSA.distance(core, other[: len(core)]))
    return distance if distance <= most else None
