"""Old words that stay findable under the present ones, and the other way round."""

from functools import cache

from search.analysis import spaced_text

# Each group is one thing under several names. The names of a group find each other.
GROUPS = (
    ("严重失信主体名单", "黑名单"),
    ("守信激励对象名单", "红名单"),
    ("失信被执行人", "老赖"),
)
# A word that holds several of these names would else grow into every combination of them.
MOST_VARIANTS = 6


@cache
def _normal_groups():
    return tuple(tuple(spaced_text(name) for name in group) for group in GROUPS)


def variants(spaced):
    """A word in spaced form and its other names, the word itself first: at most `MOST_VARIANTS`."""
    found = [spaced]
    for group in _normal_groups():
        for text in list(found):
            for name in group:
                if name in text:
                    found += [text.replace(name, other) for other in group if other != name]
    return list(dict.fromkeys(found))[:MOST_VARIANTS]
