"""Questions to the corpus and what answers them, judged by hand from its texts (`judged.csv`), alike for every engine.

Grades: 3 is exactly what is asked (the firm, document or number itself), 2 is about it by its title, 1 mentions it.
"""

from math import log2

from tests.integration.search.corpus import read

NOTHING, SUGGESTIONS = "nothing", "suggestions"  # groups with rules of their own
ROWS = read("judged.csv")


def grades(answers):
    """`{key: grade}` of answers written as `3 key / 1 key key`."""
    parts = (part.split() for part in answers.split("/"))
    return {key: int(grade) for grade, *keys in parts for key in keys}


# (group, question, {key: grade}): everything that answers is named, nothing else may be found.
JUDGED = [
    (row["group"], row["question"], grades(row["answers"]))
    for row in ROWS
    if row["group"] not in {NOTHING, SUGGESTIONS}
]
# Questions that nothing of the corpus answers: turned words, neighbouring numbers, codes with one wrong character.
UNANSWERED = [row["question"] for row in ROWS if row["group"] == NOTHING]
# {what is typed: keys of the entries to suggest, in any order}
TYPED = {row["question"]: set(row["answers"].split()) for row in ROWS if row["group"] == SUGGESTIONS}


def ndcg(found, answers, depth=10):
    """The normalised discounted cumulative gain of the first `depth` keys found, with gains of 2^grade - 1."""

    def gain(ordered):
        return sum((2**grade - 1) / log2(place + 1) for place, grade in enumerate(ordered[:depth], 1))

    return gain([answers.get(key, 0) for key in found]) / gain(sorted(answers.values(), reverse=True))
