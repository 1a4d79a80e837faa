"""Cases, policies and entries of the tests."""

import datetime
import itertools
import json

from django.contrib.auth import get_user_model
from stdnum.cn import uscc

from campaigns.models import CampaignDay, CampaignIndexPage, CampaignPage
from cases.models import HonourSubject, PunishmentBasis, PunishmentCasePage, PunishmentSubject, RewardCasePage
from cases.reporting.record import Decision, record
from cms import clock
from cms.register import verbs
from cms.rules.models import Field
from home.models import InfoPage, PolicyArticlePage, PolicyIndexPage
from home.tree import ensure_tree

numbers = itertools.count(1)
# Blocks have lasting names, as the editor gives them.
SECTION, PARAGRAPH = "5ec71000-0000-4000-8000-000000000001", "9a4a9000-0000-4000-8000-000000000002"


def credit_code(number):
    """A credit code with a right check character."""
    base = f"91500116MA{number:07d}"
    return base + uscc.calc_check_digit(base)


def body(kind, text):
    """Raw stream data with one named section."""
    paragraph = {"type": "text", "value": f"<p>{text}</p>", "id": PARAGRAPH}
    return json.dumps([{"type": kind, "value": {"content": [paragraph]}, "id": SECTION}])


def reviewed(page):
    """`page` with the three reviews of its latest revision, by three people who are nobody else in the test."""
    model = get_user_model()
    people = [model.objects.get_or_create(username=f"reviewer-{name}")[0] for name in ("unit", "editor", "legal")]
    at = clock.now()
    record(page, [Decision(person, at) for person in people], submitted_at=at)
    return page


def punishment(unit, *, subject="江津区试验建材有限公司", text="当事人未按规定履行义务。", save=True, **fields):
    """A complete punishment case as a saved draft below the unit's page, with its three reviews unless unsaved."""
    number = next(numbers)
    values = {
        "title": f"{subject}未履行义务案",
        "summary": "企业未履行义务被处罚。",
        "unit": unit.unit,
        "authority": unit.authority,
        "field": Field.objects.get(code="quality"),
        "document_number": f"津市监处罚〔2026〕{number}号",
        "decided_on": clock.today() - datetime.timedelta(days=30),
        "notified_on": clock.today() - datetime.timedelta(days=40),
        "severity": "general",
        "impact_assessment": "影响适度。",
        "violation_type": "未履行义务",
        "penalty": "罚款一万元",
        "penalty_types": ["fine"],
        "source_url": "https://example.gov.invalid/decision.html",
        "body": body("situation", text),
    } | fields
    page = PunishmentCasePage(**values)
    page.subjects = [PunishmentSubject(name=subject, code=credit_code(number))]
    page.bases = [PunishmentBasis(law="《中华人民共和国产品质量法》", article="第四十九条")]
    if save:
        unit.page.add_child(instance=page)
        page.save_revision()
        reviewed(page)
    return page


def honour(unit, *, subject="江津区诚信茶业有限公司", **fields):
    """A complete reward case as a saved draft with its three reviews."""
    number = next(numbers)
    values = {
        "title": f"{subject}获评守合同重信用企业",
        "summary": "企业连续多年守约。",
        "unit": unit.unit,
        "authority": unit.authority,
        "field": Field.objects.get(code="contract-honouring"),
        "decided_on": clock.today() - datetime.timedelta(days=30),
        "document_number": f"津誉〔2026〕{number}号",
        "consent_on": clock.today() - datetime.timedelta(days=20),
        "honour": "守合同重信用企业",
        "body": body("highlights", "连续多年按约履行。"),
    } | fields
    page = RewardCasePage(**values)
    page.subjects = [HonourSubject(name=subject, code=credit_code(number))]
    unit.page.add_child(instance=page)
    page.save_revision()
    return reviewed(page)


def policy(**fields):
    """A policy article as a saved draft."""
    number = next(numbers)
    values = {
        "title": f"关于信用工作的通知之{number}",
        "slug": f"policy-{number}",
        "summary": "部署信用工作。",
        "issuer": "江津区人民政府办公室",
        "level": "district",
        "topic": "joint-measures",
        "document_number": f"江津府办发〔2019〕{number}号",
        "signed_on": clock.today() - datetime.timedelta(days=100),
        "live": False,
        "body": json.dumps(
            [
                {
                    "type": "item",
                    "value": {
                        "number": 34,
                        "heading": "",
                        "text": "<p>报送典型案例各一条。</p>",
                        "responsible": "",
                        "tag": "",
                    },
                }
            ]
        ),
    } | fields
    page = PolicyArticlePage(**values)
    PolicyIndexPage.objects.get().add_child(instance=page)
    page.save_revision()
    return page


def campaign(**fields):
    """A campaign page as a saved draft."""
    number = next(numbers)
    day, _made = CampaignDay.objects.get_or_create(code="credit-care-day", defaults={"name": "全国信用记录关爱日"})
    first = clock.today() + datetime.timedelta(days=10)
    values = {
        "title": f"关爱日活动{number}",
        "slug": f"day-{number}",
        "day": day,
        "starts_on": first,
        "ends_on": first,
        "live": False,
    } | fields
    page = CampaignPage(**values)
    CampaignIndexPage.objects.get().add_child(instance=page)
    page.save_revision()
    return page


def information(**fields):
    """An information page as a saved draft."""
    number = next(numbers)
    values = {
        "title": f"关于本站{number}",
        "slug": f"about-{number}",
        "live": False,
        "body": json.dumps([{"type": "text", "value": "<p>说明文字。</p>"}]),
    } | fields
    page = InfoPage(**values)
    ensure_tree().add_child(instance=page)
    page.save_revision()
    return page


def published(page, **kwargs):
    """The entry of a page made public by the verb."""
    return verbs.publish(page, **kwargs)
