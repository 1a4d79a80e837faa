"""The columns of the plan in the demo: lists, measures, offers, catalogue, and the pages that explain the rest."""

import json

from stdnum.cn import uscc

from cms.ops.demo import Act, paragraphs
from cms.register import verbs
from cms.register.models import Entry
from cms.register.vocabulary import Kind
from cms.rules.models import Field
from cms.units.models import Unit
from home.directory.demo.tables import fill_tables
from home.directory.models import DirectoryPage, ListBasis, ListMember, ListPage, OfferPage, OfferStory
from home.directory.tree import ensure_columns
from home.models import ColumnPage, InfoPage, UnitPage
from home.tree import ensure_tree

TITLES = {Field.Kind.PUNISHMENT: "{}领域严重失信主体名单", Field.Kind.HONOUR: "{}名单"}
FIRST_NUMBER = 7_000_000  # of the invented codes of the honoured


def prepare(run):
    """Makes the columns and fills the tables."""
    ensure_columns(ensure_tree())
    fill_tables(run)


def acts(run):
    """The publication of lists, offers and pages."""
    lists = run.read(__file__, "lists.json")
    for number, row in enumerate(lists["lists"]):
        at = run.instant(run.day(row["days"]), 9)
        yield Act(at, lambda row=row, at=at, number=number: make_list(run, row, at, number, lists["note"]), number)
    for row in run.read(__file__, "offers.json"):
        at = run.instant(run.day(1), 16)
        yield Act(at, lambda row=row, at=at: make_offer(run, row, at))
    told = run.read(__file__, "columns.json")
    home = ensure_tree
    for row in told["pages"]:
        at = run.instant(run.day(row["published_days_ago"]), 10)
        yield Act(at, lambda row=row, at=at: make_page(run, home(), row, row["slug"], at))
    for column in told["columns"]:
        for row in column["articles"]:
            at = run.instant(run.day(row["published_days_ago"]), 10)
            yield Act(at, lambda column=column, row=row, at=at: make_article(run, home(), column, row, at))
    for column in told["villages"]:
        for row in column["articles"]:
            at = run.instant(run.day(row["published_days_ago"]), 10)
            yield Act(at, lambda column=column, row=row, at=at: make_article(run, town_page(column), column, row, at))


def publish(run, parent, page, at):
    """Adds `page` below `parent` and publishes it, dated `at`."""
    parent.add_child(instance=page)
    page.save_revision(user=run.users["editor"])
    verbs.publish(page, by=run.users["editor"], at=at)


def invented_code(number):
    """A credit code with a right check character that no firm has."""
    base = f"91500116MA{FIRST_NUMBER + number}"
    return base + uscc.calc_check_digit(base)


def make_list(run, row, at, number, note):
    """A list of a field; members of the honoured with days that count from today."""
    field = Field.objects.get(code=row["field"])
    page = ListPage(
        title=TITLES[field.kind].format(field.name),
        slug=field.code,
        field=field,
        unit=Unit.objects.get(code=row["unit"]),
        updated_on=run.day(row["days"]),
        of_persons="persons" in row and row["persons"] is not None,
        persons=row.get("persons"),
        persons_on=run.day(row["days"]) if row.get("persons") else None,
        body=json.dumps([{"type": "text", "value": paragraphs(note)}]),
        **{
            name: row[name]
            for name in (
                *("legal_name", "synonyms", "entry_rule", "exit_rule", "remedy", "period", "source_name", "source_url"),
                "summary",
            )
        },
    )
    page.bases = [ListBasis(**basis) for basis in row["bases"]]
    page.members = [
        ListMember(
            name=member["name"],
            code=invented_code(number * 10 + place),
            year=run.today.year + member["year"],
            issuer=member["issuer"],
            valid_until=run.day(-member["valid"]),
            revoked_on=run.day(member["revoked"]) if member["revoked"] else None,
        )
        for place, member in enumerate(row.get("members", []))
    ]
    publish(run, DirectoryPage.objects.get(shows="lists"), page, at)


def make_offer(run, row, at):
    """An offer with its stories: reward cases that are public by then."""
    row = dict(row)
    starts, ends, stories = row.pop("valid_from_days"), row.pop("valid_to_days"), row.pop("stories")
    names = {"citizen": "for_citizens", "firm": "for_firms", "tech": "for_tech_firms", "farmer": "for_farmers"}
    page = OfferPage(
        unit=Unit.objects.get(code=row.pop("unit")),
        valid_from=run.day(starts) if starts else None,
        valid_to=run.day(-ends) if ends else None,
        **{names[code]: True for code in row.pop("audiences")},
        **row,
    )
    cases = Entry.objects.visible(at).filter(kind=Kind.HONOUR, visible_until=None).order_by("-decided_on", "-pk")
    page.stories = [OfferStory(page_of_case_id=entry.page_id) for entry in cases[:stories]]
    publish(run, DirectoryPage.objects.get(shows="xinyi"), page, at)


def make_page(run, parent, row, slug, at):
    """A page of information in parts under headings."""
    body = [
        {"type": "part", "value": {"heading": heading, "content": [{"type": "text", "value": paragraphs(text)}]}}
        for heading, text in row["parts"]
    ]
    unit = Unit.objects.filter(code=row["unit"]).first() if row["unit"] else None
    page = InfoPage(title=row["title"], slug=slug, summary=row["summary"], unit=unit, body=json.dumps(body))
    publish(run, parent, page, at)


def make_article(run, parent, column, row, at):
    """An article of a column for reference; the column is made with its first article."""
    page = ColumnPage.objects.child_of(parent).filter(slug=column["slug"]).first()
    if page is None:
        page = ColumnPage(title=column["title"], slug=column["slug"], intro=column["intro"], for_reference=True)
        parent.add_child(instance=page)
    make_page(run, page, row, row["key"], at)


def town_page(column):
    """The page of a village's town."""
    return UnitPage.objects.get(unit__code=column["town"])
