"""What the tests of intakes share."""

import datetime
from types import SimpleNamespace

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.remedy import acts
from cases.remedy.vocabulary import Kind
from cms.units.models import Role
from tests.factories import cases, site

START = datetime.datetime(2026, 11, 4, 2, 0, tzinfo=datetime.UTC)  # a Wednesday, 10:00 in Chongqing
PAPER = [("证明.txt", SimpleUploadedFile("证明.txt", "已缴款".encode()))]
STATEMENT = "决定书写明罚款五千元，页面写成五万元，请核对。"


@pytest.fixture
def clock():
    """A clock that stands on a working day and can be moved; ask for it before what is published."""
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def case(tree):
    """The entry of a public punishment case."""
    return cases.published(cases.punishment(tree.scjg))


@pytest.fixture
def honour(tree):
    """The entry of a public honour."""
    return cases.published(cases.honour(tree.scjg))


@pytest.fixture
def handler(tree):
    """An editor who may handle intakes."""
    return site.make_user("编辑", username="handler")


@pytest.fixture
def leaders(tree):
    """The leaders of the two departments."""
    return SimpleNamespace(
        scjg=site.make_member(tree.scjg, Role.LEADER, "leader-scjg"),
        fgw=site.make_member(tree.fgw, Role.LEADER, "leader-fgw"),
    )


def objection(entry, **fields):
    """An objection taken in."""
    values = {
        "kind": Kind.OBJECTION,
        "entry": entry,
        "topic": "wrong_content",
        "statement": STATEMENT,
        "name": "陈某某",
        "contact": "023-47500000",
        "capacity": "subject",
    } | fields
    return acts.receive(**values)


def repair(entry, **fields):
    """A repair application taken in."""
    return objection(entry, kind=Kind.REPAIR, topic="", statement="罚款已经缴清，整改已经验收。", **fields)


def feedback(**fields):
    """Feedback taken in, without a name."""
    return acts.receive(kind=Kind.FEEDBACK, topic="tip_off", statement="有企业冒用荣誉做宣传。", **fields)


@pytest.fixture
def forwarded(case, handler, tree):
    """An objection with evidence that the market regulator checks."""
    made = acts.accept(objection(case, files=PAPER), by=handler)
    return acts.forward(made, unit=tree.scjg.unit, why="请核对金额", by=handler)
