"""A clerk at the wizard, through her browser."""

import datetime
import re

from django.urls import reverse

from cases.models import PunishmentCasePage
from cms import clock
from cms.rules.models import Field
from tests.factories.cases import credit_code

SEEN = re.compile(r'name="seen"[^>]*value="(\w+)"')
VERSION = re.compile(r'name="version" value="(\w+)"')


def days_ago(days):
    """A date as a browser sends it."""
    return (clock.today() - datetime.timedelta(days=days)).isoformat()


def refused(response):
    """Whether the desk led away with the message that this is not allowed, as Wagtail's admin does for a 403."""
    return response.status_code == 302 and response.url == reverse("wagtailadmin_home")


class Clerk:
    """One person signed in, who fills in steps."""

    def __init__(self, client, user):
        self.client = type(client)()
        self.client.force_login(user)
        self.user = user

    def begin(self, kind="punishment", **data):
        """Begins a case and returns its page."""
        response = self.client.post(reverse("reporting_begin"), {"kind": kind, **data})
        assert response.status_code == 302, response.status_code
        return int(re.search(r"/report/(\d+)/decision/", response.url)[1])

    def open(self, pk, step):
        """The HTML of a step."""
        response = self.client.get(reverse("reporting_step", args=[pk, step]))
        assert response.status_code == 200, response.status_code
        return response.content.decode()

    def send(self, pk, step, data, *, button="next", seen=None, **extra):
        """Presses a button of a step, as its form stands now."""
        seen = seen or SEEN.search(self.open(pk, step))[1]
        return self.client.post(
            reverse("reporting_step", args=[pk, step]), {"seen": seen, button: "1", **data}, **extra
        )

    def look(self, pk):
        """The HTML of the check."""
        return self.client.get(reverse("reporting_check", args=[pk])).content.decode()

    def submit(self, pk, **data):
        """Submits what the check shows."""
        version = VERSION.search(self.look(pk))[1]
        return self.client.post(reverse("reporting_check", args=[pk]), {"version": version, **data})


def draft(pk):
    """A case as it is saved last."""
    return PunishmentCasePage.objects.get(pk=pk).specific.get_latest_revision_as_object()


def decision(authority, **fields):
    """The step of the decision, filled in."""
    return {
        "authority": authority.pk,
        "document_number": "津市监处罚〔2026〕901号",
        "decided_on": days_ago(20),
        "severity": "general",
        "notified_on": days_ago(30),
        "field": Field.objects.get(code="quality").pk,
        "area": "business",
        "town": "",
        "violation_type": "虚假宣传",
        "violation_facts": "宣传与事实不符。",
        "penalty_types": ["fine"],
        "penalty": "罚款2.5万元",
        "fine": "2.5",
        "confiscated": "",
        "bases-rows": "1",
        "bases-0-law": "《中华人民共和国反不正当竞争法》",
        "bases-0-article": "第八条第一款",
    } | fields


def subject(number=0, **fields):
    """The step of the subject with one firm."""
    return {
        "subjects-rows": "1",
        f"subjects-{number}-type": "legal",
        f"subjects-{number}-name": "江津区鼍鼓乐器有限公司",
        f"subjects-{number}-code": credit_code(901),
        f"subjects-{number}-legal_representative": "",
        "person_law": "",
    } | fields


def text(**fields):
    """The step of the text, filled in."""
    return {
        "title": "江津区鼍鼓乐器有限公司虚假宣传案",
        "summary": "乐器企业虚假宣传，被罚款2.5万元。",
        "situation": "当事人经营乐器。",
        "process": "经查，宣传内容与事实不符。\n当事人没有异议。",
        "basis": "",
        "result": "罚款2.5万元。",
        "significance": "",
        "impact_assessment": "影响适度。",
        "remarks": "",
    } | fields


def whole(clerk, authority, **texts):
    """A punishment case filled in to the last field; its page's number."""
    pk = clerk.begin()
    clerk.send(pk, "decision", decision(authority))
    clerk.send(pk, "subject", subject())
    clerk.send(pk, "text", text(**texts))
    clerk.send(pk, "files", {"source_url": "https://example.gov.invalid/decision.html"})
    return pk
