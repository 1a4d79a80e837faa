"""The offers of 信易+ with a finder of two questions: who are you, what do you need."""

from django.utils.translation import gettext_lazy as _

from cms import clock
from cms.register.models import Entry
from cms.register.vocabulary import Kind
from home.directory.asked import Asked
from home.directory.models.offers import AUDIENCES, Need, Product


def context(page, params):
    """The offers that answer both questions, by product."""
    asked = Asked(params, page.get_url())
    who = asked.choice("who", _("Who are you?"), {code: label for code, (_name, label) in AUDIENCES.items()})
    need = asked.choice("need", _("What do you need?"), dict(Need.choices))
    entries = Entry.objects.visible().filter(kind=Kind.PAGE, page__path__startswith=page.path)
    order, today = list(Product), clock.today().isoformat()
    offers = []
    for entry in entries.for_lists().select_related("content"):
        facts = entry.content.facts
        sorts = facts["type"]
        if facts["valid_from"] <= today and (not who or who in sorts["for"]) and need in {"", sorts["need"]}:
            offers.append((order.index(sorts["product"]), entry))
    offers.sort(key=lambda pair: (pair[0], pair[1].title))
    return {"asked": asked, "offers": [entry for _place, entry in offers], "found": bool(who or need)}
