"""The page tree of the demo: units' pages, the 2019 plan and other policies, columns and information pages."""

import datetime
import json

from cms.ops.demo import Act, paragraphs, running
from cms.ops.models import SiteMarks
from cms.register import verbs
from cms.units.models import Unit
from home.models import ColumnPage, InfoPage, PolicyArticlePage, PolicyIndexPage, UnitIndexPage, UnitPage
from home.tree import ensure_tree

TAGS = {"国务院督查重点事项": "inspection", "区县考核重点事项": "assessment"}
SUMMARY_NOTE = "本页为要点摘编，不是文件全文；以发布机构公布的原文为准。"
# The guides explain the Measures for Credit Repair (NDRC Order 36), which are in force from this day.
RULES_IN_FORCE = datetime.date(2026, 4, 1)


def prepare(run):
    """Makes the tree, the units' pages and the footer's marks."""
    ensure_tree()
    index = UnitIndexPage.objects.get()
    run.join()
    for unit in Unit.objects.prefetch_related("names"):
        intro = f"{unit.name}报送和公示的信用信息。"
        index.add_child(instance=UnitPage(title=unit.short_name, slug=unit.code, unit=unit, intro=intro))
        run.make_members(unit)
    marks = SiteMarks.load()
    marks.organiser = "重庆市江津区人民政府"
    marks.maintainer = "重庆市江津区发展和改革委员会"
    marks.site_identifier = "5001160000"
    marks.icp = "渝ICP备00000000号"
    marks.police = "渝公网安备 50011600000000号"
    marks.telephone = "023-00000000"
    marks.email = "credit@example.invalid"
    marks.address = "重庆市江津区（演示地址）"
    marks.is_demo = True
    marks.save()


def acts(run):
    """The publication of policies, columns and information pages."""
    policies = {}
    yield plan_act(run, policies)
    for number, row in enumerate(run.read(__file__, "policies.json")):
        at = run.instant(run.day(row["published_days_ago"]), 9)
        yield Act(at, lambda row=row, at=at: policy(run, row, at, policies), number)
    for row in run.read(__file__, "pages.json")["info"]:
        at = run.instant(min(max(run.day(120), RULES_IN_FORCE), run.today), 8)
        yield Act(at, lambda row=row, at=at: information(run, ensure_tree(), row, at))
    for column in run.read(__file__, "pages.json")["columns"]:
        for row in column["articles"]:
            at = run.instant(run.day(row["published_days_ago"]), 11)
            yield Act(at, lambda column=column, row=row, at=at: article(run, column, row, at))
    yield Act(run.now, lambda: old_words(run))


def old_words(run):
    """A draft with wording that is none any more, for the reports of editorial quality; it is never published."""
    text = "区工商局办事窗口试行周六延时服务。\n\n被列入黑名单的企业可以在窗口咨询信用修复的条件和材料。"
    page = InfoPage(
        title="企业信用窗口试行周六延时服务",
        summary="窗口每周六上午照常受理信用修复咨询。",
        live=False,
        has_unpublished_changes=True,
        body=json.dumps(running(text)),
    )
    ColumnPage.objects.get(slug="news").add_child(instance=page)
    page.save_revision(user=run.users["editor"])


def publish(run, parent, page, at):
    """Adds `page` below `parent` and publishes it with Wagtail's own button's path, dated `at`."""
    parent.add_child(instance=page)
    page.save_revision(user=run.users["editor"])
    verbs.publish(page, by=run.users["editor"], at=at)


def plan_act(run, policies):
    """The district's plan of 2019 with its 39 items, each with an address of its own."""
    plan = run.read(__file__, "plan.json")
    signed = datetime.date.fromisoformat(plan["signed_on"])
    at = run.instant(signed, 9)
    blocks = [
        {"type": "text", "value": paragraphs("\n\n".join([plan["addressees"], plan["notice"], plan["preamble"]]))}
    ]
    for section in plan["sections"]:
        blocks.append({"type": "section", "value": {"title": section["title"]}})
        for item in section["items"]:
            value = {
                "number": item["number"],
                "heading": "",
                "text": paragraphs(item["text"]),
                "responsible": responsible(item),
                "tag": TAGS.get(item.get("tag"), ""),
            }
            blocks.append({"type": "item", "value": value})
    if plan.get("closing"):
        blocks.append({"type": "text", "value": paragraphs(plan["closing"])})

    def load():
        page = PolicyArticlePage(
            title=plan["title"],
            slug="plan-2019",
            summary="全区社会信用体系建设九个方面39项工作要点，逐项明确责任单位和时限。",
            issuer=plan["issuer"],
            document_number=plan.get("document_number") or "",
            level="district",
            topic="joint-measures",
            signed_on=signed,
            validity="in_force",
            body=json.dumps(blocks),
        )
        publish(run, PolicyIndexPage.objects.get(), page, at)
        policies["plan-2019"] = page

    return Act(at, load)


def responsible(item):
    """Who is responsible for an item of the plan, without the mark that stands beside it as a tag."""
    words = (item.get("raw_responsibility") or "").strip("（）")
    return words.removesuffix(item.get("tag") or "").rstrip("，")


def policy(run, row, at, policies):
    """One policy article of our own words about a document; what is no interpretation says that it is a summary."""
    blocks = [] if row.get("interprets") else [{"type": "text", "value": paragraphs(SUMMARY_NOTE)}]
    blocks += [
        {
            "type": "item",
            "value": {
                "number": item["number"],
                "heading": item.get("heading") or "",
                "text": paragraphs(item["text"]),
                "responsible": "",
                "tag": "",
            },
        }
        for item in row["items"]
    ]
    page = PolicyArticlePage(
        title=row["title"],
        slug=row["key"],
        summary=row["summary"],
        issuer=row["issuer"],
        document_number=row.get("document_number") or "",
        index_number=row.get("index_number") or "",
        level=row["level"],
        topic=row["topic"],
        signed_on=datetime.date.fromisoformat(row["signed_on"]),
        validity=row["validity"],
        interprets=policies.get(row.get("interprets")),
        replaces=policies.get(row.get("replaces")),
        body=json.dumps(blocks),
    )
    publish(run, PolicyIndexPage.objects.get(), page, at)
    policies[row["key"]] = page


def information(run, home, row, at):
    """A page of information that stands by itself."""
    page = InfoPage(title=row["title"], slug=row["slug"], summary=row["summary"], body=json.dumps(running(row["body"])))
    publish(run, home, page, at)


def article(run, column, row, at):
    """An article of a column; the column is made with its first article."""
    parent = ColumnPage.objects.filter(slug=column["slug"]).first()
    if parent is None:
        parent = ColumnPage(title=column["title"], slug=column["slug"], intro=column["intro"])
        ensure_tree().add_child(instance=parent)
    unit = Unit.objects.filter(code=row.get("unit")).first()
    page = InfoPage(
        title=row["title"],
        slug=row["key"],
        summary=row["summary"],
        unit=unit,
        body=json.dumps(running(row["body"])),
    )
    publish(run, parent, page, at)
