"""Old words that stay findable under the present ones, and the other way round: `search.models.Synonym` read."""

from django.apps import apps

from search.analysis import is_wide
from search.remembered import Remembered

# A word that holds several of these names would else grow into every combination of them.
MOST_VARIANTS = 6


def _read():
    # modelsearch's own test-suite runs on our backends without our models.
    if not apps.is_installed("search"):
        return ()
    from search.models import Synonym

    return tuple(group.spaced for group in Synonym.objects.all())


groups = Remembered(_read)


def variants(spaced):
    """A word in spaced form and its other names, the word itself first: at most `MOST_VARIANTS`."""
    found = [f" {spaced} "]
    for group in groups():
        for text in list(found):
            for name in group:
                if (bounded := _bounded(name)) in text:
                    found += [_joined(text.replace(bounded, _bounded(other))) for other in group if other != name]
    return list(dict.fromkeys(text.strip() for text in found))[:MOST_VARIANTS]


def _bounded(name):
    """The name as it stands within a text: Han next to Han, letters and digits apart from everything."""
    return f"{'' if is_wide(name[0]) else ' '}{name}{'' if is_wide(name[-1]) else ' '}"


def _joined(text):
    return f" {' '.join(text.split())} "
