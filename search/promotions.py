"""What editors recommend for a question: `search.models.Promotion` read."""

from dataclasses import dataclass

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page

from cms.register.models import Entry
from cms.register.views import frame_types
from search.analysis import spaced_text
from search.models import Promotion
from search.remembered import Remembered


@dataclass(frozen=True)
class Recommended:
    """One recommendation as it is shown."""

    title: str
    url: str
    description: str
    elsewhere: bool


def _read():
    return [(promotion.keys, promotion) for promotion in Promotion.objects.all()]


promotions = Remembered(_read)
promotions.forget_when_changed((post_save, post_delete), Promotion)


def recommended(question):
    """What is recommended to whoever asks exactly this, in the editors' order: only what is public at this moment."""
    asked = spaced_text(question)
    chosen = [promotion for keys, promotion in promotions() if asked in keys]
    pages = _public(promotion.page_id for promotion in chosen if promotion.page_id)
    shown = []
    for promotion in chosen:
        if promotion.link:
            shown.append(Recommended(promotion.link_text, promotion.link, promotion.description, elsewhere=True))
        elif promotion.page_id in pages:
            title, url = pages[promotion.page_id]
            shown.append(Recommended(title, url, promotion.description, elsewhere=False))
    return shown


def _public(numbers):
    """`{page: (title, address)}` of those pages that the public may see: visible entries and live frames."""
    numbers = set(numbers)
    if not numbers:
        return {}
    entries = Entry.objects.visible().filter(page__in=numbers)
    found = {entry.page_id: (entry.title, entry.path) for entry in entries.only("page_id", "title", "path")}
    if left := numbers - found.keys():
        frames = Page.objects.live().filter(pk__in=left, entry__isnull=True, content_type__model__in=frame_types())
        found |= {page.pk: (page.title, page.get_url()) for page in frames}
    return found
