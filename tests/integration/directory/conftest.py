"""Columns of the plan with a list, an offer and rows of each table."""

import datetime

import pytest

from cms import clock
from cms.register import verbs
from cms.rules.models import Field
from home.directory.models import DirectoryPage, ListBasis, ListMember, ListPage, OfferPage
from home.directory.tree import ensure_columns
from tests.factories.cases import credit_code

DAY = datetime.timedelta(days=1)


@pytest.fixture
def columns(tree):
    """The tree with the columns of the plan."""
    ensure_columns(tree.home)
    return tree


@pytest.fixture
def make_list(columns):
    """Makes a list of a field below its column, as a draft."""

    def make(field="contract-honouring", members=(), **fields):
        values = {
            "title": f"{field} 名单",
            "summary": "依法管理的名单。",
            "slug": field,
            "field": Field.objects.get(code=field),
            "legal_name": "守信名单",
            "unit": columns.scjg.unit,
            "entry_rule": "依规定列入。",
            "exit_rule": "期满移出。",
            "remedy": "可以提出异议。",
            "updated_on": clock.today(),
        }
        page = ListPage(**values | fields)
        page.bases = [ListBasis(law="《行政处罚法》", article="第四十八条")]
        page.members = [
            ListMember(**{"code": credit_code(7000 + n), "year": 2026, "issuer": "江津区市场监管局"} | member)
            for n, member in enumerate(members)
        ]
        DirectoryPage.objects.get(shows="lists").add_child(instance=page)
        page.save_revision()
        return page

    return make


@pytest.fixture
def honoured(make_list):
    """A public list with one organisation whose honour ends in ten days, and one without an end."""
    members = [
        {"name": "江津区将满诚信机械有限公司", "valid_until": clock.today() + 10 * DAY},
        {"name": "江津区长久诚信粮油有限公司"},
    ]
    return verbs.publish(make_list(members=members))


@pytest.fixture
def make_offer(columns):
    """Makes an offer below its column, as a draft."""

    def make(**fields):
        values = {
            "title": "银税互动",
            "slug": "bank-tax",
            "summary": "用纳税信用换贷款。",
            "product": "bank-tax",
            "need": "loan",
            "for_firms": True,
            "provider": "合作银行",
            "unit": columns.fgw.unit,
            "qualifies": "纳税信用良好的企业",
            "benefit": "信用贷款",
            "steps": "申请\n审批",
        }
        page = OfferPage(**values | fields)
        DirectoryPage.objects.get(shows="xinyi").add_child(instance=page)
        page.save_revision()
        return page

    return make
