"""The entries of the register, as pages by key and one by one."""

from django.http import Http404
from django.utils.translation import gettext as _
from ninja import P, Path, Router

from cms import clock
from cms.api.answers import answer, described
from cms.api.paging import address_of, page
from cms.api.parameters import DEFAULT_SIZE, EntriesAsked, EntryAsked, EntryAtPath, read
from cms.api.problems import Gone
from cms.api.schemas import Entries, Whole
from cms.register.answers import Asked
from cms.register.dictionary import NAMES, facts, record
from cms.register.filters import FILTERS
from cms.register.models import Entry
from cms.register.vocabulary import Kind

router = Router(tags=[_("Entries")])
TEXTS = (Kind.PUNISHMENT, Kind.HONOUR, Kind.POLICY, Kind.CAMPAIGN)  # whose text names nobody with an end of their own


@router.get(
    "/entries",
    response=Entries,
    summary=_("Entries"),
    description=_("All that is public at this moment, under the filters of the lists, the newest first."),
    openapi_extra=described(EntriesAsked),
)
def entries(request):
    """A page of entries; `next` and the header Link lead on."""
    asked = read(EntriesAsked, request)
    now, order = clock.now(), asked.order or "published"
    values = {name: value for name in FILTERS if (value := getattr(asked, name))}
    base = Entry.objects.visible(now)
    if asked.subject:
        base = base.about(asked.subject, now)
    rows = Asked(base, asked.q or "", (), order, 1, values=values).rows
    rows = rows.select_related("unit", "field", "town").with_subjects(now)
    found, cursor = page(rows, order, asked.cursor, asked.size or DEFAULT_SIZE)
    next = address_of(request, cursor) if cursor else None
    names = asked.fields or NAMES
    links = {"Link": f'<{next}>; rel="next"'} if next else {}
    return answer({"items": [record(entry, names) for entry in found], "next": next}, **links)


@router.get(
    "/entries/by-path",
    response=Whole,
    summary=_("The entry at an address"),
    description=_("With facts, text and corrections. Ended: 410. Never public or hidden for now: 404."),
    openapi_extra=described(EntryAtPath, 410),
)
def entry_at_path(request):
    """The entry whose page stands at `path`."""
    asked = read(EntryAtPath, request)
    return _one(asked, path=asked.path)


@router.get(
    "/entries/{code}",
    response=Whole,
    summary=_("The entry of a verification code"),
    description=_("With facts, text and corrections. Ended: 410. Never public or hidden for now: 404."),
    openapi_extra=described(EntryAsked, 410),
)
def entry(request, code: Path[str, P(description=_("verification code of the printed notice"), example="7Q2M9X4KFA")]):
    """The entry of a verification code."""
    if "\0" in code:
        raise Http404
    return _one(read(EntryAsked, request), code=code.upper()[:10])


def _one(asked, **key):
    now = clock.now()
    rows = Entry.objects.filter(**key).for_lists().select_related("town", "content").with_subjects(now)
    found = rows.visible(now).first()
    if found is None:
        if Entry.objects.gone(now).filter(**key).exists():
            raise Gone
        raise Http404
    data = record(found, asked.fields or NAMES)
    if not asked.fields:
        content = found.content
        data |= {
            "facts": facts(found),
            "html": content.html if found.kind in TEXTS else "",
            "corrections": [{name: one[name] for name in ("at", "what", "changes")} for one in content.corrections],
            "sha256": content.sha256,
        }
    return answer(data)
