"""Hints beside the fields while a draft is typed; they block nothing."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.quality import media, terms
from cms.quality.texts import day_of, draft_pieces, subjects_of

MOST = 50  # lines; a draft with more needs another kind of help


@dataclass(frozen=True)
class Hint:
    """A wording found in a draft; `paths` as the editor names the places."""

    place: str
    rule: object
    paths: tuple

    @property
    def sentence(self):
        """The hint as a person reads it."""
        values = {"place": self.place, "wrong": self.rule.wrong, "right": self.rule.right}
        if self.rule.right:
            said = _("%(place)s: “%(wrong)s” – write “%(right)s”.") % values
        else:
            said = _("%(place)s: “%(wrong)s” – leave it out.") % values
        return f"{said}（{self.rule.note}）" if self.rule.note else said


def hints(page):
    """The `Hint`s for the draft `page`, each wording once, with every place; before them the `Gap`s of its videos."""
    wording, day, subjects = terms.load().wording, day_of(page), subjects_of(page)
    first, paths = {}, {}
    for piece in draft_pieces(page):
        for found in wording.find(piece.text, day=day, subjects=subjects):
            first.setdefault(found.rule, piece.place)
            paths.setdefault(found.rule, {})[piece.path] = True
    lacking = list(media.gaps(media.draft_html(page)))
    return [*lacking, *(Hint(place, rule, tuple(filter(None, paths[rule]))) for rule, place in first.items())][:MOST]
