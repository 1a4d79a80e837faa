"""Every type of public page by a name, full and empty."""

VISIBLE = "state IN ('published', 'disputed') AND visible_from <= datetime('now') AND (visible_until IS NULL OR visible_until > datetime('now'))"  # noqa: E501


def _entry(condition, order="id"):
    return f"SELECT path FROM register_entry WHERE {VISIBLE} AND {condition} ORDER BY {order} LIMIT 1"


NAME = (
    "SELECT s.name FROM register_entrysubject s JOIN register_entry e ON e.id = s.entry_id "
    f"WHERE e.kind = 'punishment' AND e.{VISIBLE} ORDER BY e.id LIMIT 1"
)
CODE = f"SELECT code FROM register_entry WHERE {VISIBLE} AND kind = '{{}}' LIMIT 1"
ENDED = "SELECT {} FROM register_entry WHERE state = 'ended' ORDER BY id LIMIT 1"
CORRECTED = "id IN (SELECT entry_id FROM register_entrycontent WHERE corrections <> '[]')"

# A plain address, or an address with a query on the site's database for its last part.
PAGES = {
    "home": "/",
    "board": "/board/",
    "board filtered": "/board/?class=serious&order=published",
    "board last page": "/board/?page=3",
    "board wrong parameters": "/board/?class=none&page=x&order=y",
    "board without result": "/board/?q=无此词语",
    "punishment": ("{}", _entry("kind = 'punishment' AND state = 'published'")),
    "disputed punishment": ("{}", _entry("kind = 'punishment' AND state = 'disputed'")),
    "corrected entry": ("{}", _entry(CORRECTED)),
    "honours": "/honours/",
    "honour with picture": ("{}", _entry("kind = 'honour' AND thumbnail <> ''")),
    "honour without picture": ("{}", _entry("kind = 'honour' AND thumbnail = ''")),
    "campaigns": "/campaigns/",
    "campaigns list": "/campaigns/?view=list",
    "campaigns year": "/campaigns/?view=year",
    "campaigns wrong parameters": "/campaigns/?view=x&month=y&year=z",
    "campaign results": "/campaigns/results/",
    "campaign with events and a quiz": ("{}", _entry("path LIKE '/campaigns/constitution-day-%'", "id DESC")),
    "campaign with a video": ("{}", _entry("path LIKE '/campaigns/credit-care-day-%'", "id DESC")),
    "quiz": ("{}quiz/?q1=1&q2=2&q3=1", _entry("path LIKE '/campaigns/constitution-day-%'", "id DESC")),
    "sign-up": ("{}sign-up/", _entry("path LIKE '/campaigns/constitution-day-%'", "id DESC")),
    "commitments": "/commitments/",
    "commitments filtered": "/commitments/?state=kept",
    "commitment": ("{}", _entry("path LIKE '/commitments/%'")),
    "campaign": ("{}", _entry("kind = 'campaign' AND thumbnail <> ''")),
    "policies": "/policies/",
    "plan": "/policies/plan-2019/#item-34",
    "policy": "/policies/jd-49/",
    "units": "/units/",
    "unit": "/units/scjg/",
    "town": "/units/baisha/",
    "column": "/news/",
    "information": "/repair-guide/",
    "chapters": "/handbook/",
    "village column": "/units/baisha/baozhu/",
    "places of the plan": "/plan/",
    "lists": "/lists/",
    "list of the dishonest": "/lists/migrant-wages/",
    "list of organisations": "/lists/contract-honouring/",
    "list of persons": "/lists/moral-models/",
    "measures": "/measures/",
    "measures of another day": "/measures/?on=2020-01-01&kind=x",
    "offers": "/xinyi/",
    "offers found": "/xinyi/?who=citizen&need=travel",
    "no offer found": "/xinyi/?who=farmer&need=stay",
    "offer": "/xinyi/bank-tax/",
    "catalogue": "/catalogue/",
    "systems": "/systems/",
    "contacts": "/contacts/",
    "training": "/training/",
    "targets": "/targets/",
    "credit villages": "/credit-villages/",
    "services": "/services/",
    "search": "/search/?q=工资",
    "search without question": "/search/",
    "search without result": "/search/?q=无此词语",
    "lookup": "/lookup/",
    "lookup found": ("/lookup/?q={}", NAME),
    "lookup not found": "/lookup/?q=无此企业",
    "figures": "/figures/",
    "figures of a year": "/figures/?year=2026",
    "figures of no year": "/figures/?year=x",
    "changes": "/changes/",
    "changes of a time": "/changes/?since=2026-01-01&until=x&unit=scjg&type=no",
    "open data": "/data/",
    "api": "/api/v1/docs/",
    "widget": "/widget/",
    "verify": "/verify/",
    "verify genuine": ("/verify/{}/", CODE.format("punishment")),
    "verify ended": ("/verify/{}/", ENDED.format("code")),
    "verify unknown": "/verify/0000000000/",
    "objection": "/objection/",
    "objection to a case": ("/objection/?entry={}", CODE.format("punishment")),
    "objection to nothing": "/objection/?entry=0000000000",
    "repair": "/repair/",
    "feedback": "/feedback/",
    "track": "/track/",
    "notice sheet": ("/print/{}/notice/", CODE.format("punishment")),
    "leaflet": ("/print/{}/leaflet/", CODE.format("honour")),
    "booklet": ("/print/{}/booklet/", "SELECT code FROM register_entry WHERE path = '/policies/plan-2019/'"),
    "elder home": "/elder/",
    "elder board": "/elder/board/?class=serious",
    "elder punishment": ("/elder{}", _entry("kind = 'punishment' AND state = 'disputed'")),
    "elder plan": "/elder/policies/plan-2019/",
    "elder services": "/elder/services/",
    "not found": "/bord/",
    "gone": ("{}", ENDED.format("path")),
}
EMPTY = [
    "/",
    "/board/",
    "/honours/",
    "/campaigns/",
    "/campaigns/results/",
    "/commitments/",
    "/policies/",
    "/units/",
    "/services/",
    "/plan/",
    "/lists/",
    "/measures/",
    "/xinyi/",
    "/catalogue/",
    "/systems/",
    "/contacts/",
    "/training/",
    "/targets/",
    "/credit-villages/",
    "/search/?q=工资",
    "/lookup/?q=企业",
    "/figures/",
    "/changes/",
    "/data/",
    "/api/v1/docs/",
    "/widget/",
    "/objection/",
    "/track/",
]


def address(site, name):
    """The address of the page called `name` on the demo site."""
    page = PAGES[name]
    return page if isinstance(page, str) else page[0].format(site.first(page[1]))
