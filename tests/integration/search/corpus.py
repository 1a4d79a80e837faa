"""A corpus whose answers were judged by hand: entries of all kinds, with neighbours that must not be found.

The texts stand in `corpus.csv`: `{}` in a title is the subject's name, `number` makes its credit code; the text of a
campaign is its theme and its place.
"""

import csv
import json
from pathlib import Path

from campaigns.models import CampaignDay
from cases.models import HonourSubject, PunishmentSubject
from cms.register import verbs
from tests.factories import cases

CODE = cases.credit_code


def read(name):
    """The rows of a CSV file beside this module, as dictionaries."""
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = read("corpus.csv")
CODES = {row["key"]: CODE(int(row["number"])) for row in ROWS if row["number"]}


def make(tree):
    """Publishes the corpus below the pages of `tree` (`site.make_tree()`); `{key: address}`."""
    CampaignDay.objects.create(code="corpus", name="主题日")
    return {row["key"]: verbs.publish(MAKERS[row["kind"]](tree, row)).path for row in ROWS}


def _punishment(tree, row):
    page = cases.punishment(
        tree.scjg,
        save=False,
        title=row["title"].format(row["name"]),
        summary=row["text"],
        document_number=row["document"],
        violation_type="违法行为",
        body=cases.body("situation", row["text"]),
    )
    page.subjects = [PunishmentSubject(name=row["name"], code=CODES[row["key"]])]
    tree.scjg.page.add_child(instance=page)
    page.save_revision()
    return cases.reviewed(page)


def _honour(tree, row):
    page = cases.honour(
        tree.fgw,
        title=row["title"].format(row["name"]),
        summary=row["text"],
        document_number=row["document"],
        honour="典型",
        body=cases.body("highlights", row["text"]),
    )
    page.subjects = [HonourSubject(name=row["name"], code=CODES[row["key"]])]
    page.save_revision()
    return cases.reviewed(page)


def _policy(tree, row):
    item = {"number": 1, "heading": "", "text": f"<p>{row['text']}</p>", "responsible": "", "tag": ""}
    return cases.policy(
        title=row["title"],
        summary=row["text"],
        document_number=row["document"],
        issuer="有关机关",
        body=json.dumps([{"type": "item", "value": item}]),
    )


def _campaign(tree, row):
    theme, place = row["text"].split("｜")
    return cases.campaign(title=row["title"], theme=theme, place=place, day=CampaignDay.objects.get(code="corpus"))


def _page(tree, row):
    body = json.dumps([{"type": "text", "value": f"<p>{row['text']}</p>"}])
    return cases.information(title=row["title"], body=body)


MAKERS = {
    "punishment": _punishment,
    "honour": _honour,
    "policy": _policy,
    "campaign": _campaign,
    "page": _page,
}
