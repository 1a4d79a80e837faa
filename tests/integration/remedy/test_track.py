"""Progress by receipt code: what is told, and to whom nothing is."""

import pytest
from django.test import Client

from cases.remedy import acts
from cases.remedy.models import Attempts, Intake
from cms.register import verbs
from tests.integration.remedy.conftest import STATEMENT, feedback, objection


def track(client, code, **extra):
    """The page that answers the receipt code."""
    return client.post("/track/", {"code": code}, **extra)


class TestProgress:
    """Steps, next day, answer; never the applicant, the text, or a case that is not public."""

    def test_steps_next_day_and_answer(self, clock, case, handler, client):
        made = objection(case)
        text = track(client, made.receipt).content.decode()
        assert "异议标注" in text
        assert "2026-11-05" in text
        assert case.title in text
        acts.decide(
            acts.accept(made, by=handler), outcome="rejected", answer="与决定书一致。", why="内部说明", by=handler
        )
        text = track(client, made.receipt).content.decode()
        assert "与决定书一致。" in text
        assert text.count("2026-11-04") >= 3
        for secret in ("陈某某", "023-47500000", STATEMENT, "内部说明", "handler"):
            assert secret not in text

    def test_a_case_that_is_not_public_any_more_is_not_named(self, case, handler, client):
        made = acts.accept(objection(case), by=handler)
        acts.decide(made, outcome="upheld", effect="revoked", answer="已停止公示。", why="撤销", by=handler)
        text = track(client, made.receipt).content.decode()
        assert "已停止公示。" in text
        assert case.title not in text
        assert case.subjects.get().name not in text
        assert case.path not in text

    @pytest.mark.parametrize("wanted", ["{}", " {} ", "{}。"])
    def test_codes_as_people_type_them(self, case, client, wanted):
        made = objection(case)
        Intake.objects.filter(pk=made.pk).update(receipt="0123ABCD1XYZ")
        for typed in ("o123-abcd-ixyz", "0123ABCD1XYZ", "O123 ABCD lXYZ", "０１２３ＡＢＣＤ１ＸＹＺ"):
            assert "异议申请" in track(client, wanted.format(typed)).content.decode()

    @pytest.mark.parametrize("typed", ["", "   ", "0000", "0" * 12, "查询", "x" * 5000, "\x00", "' OR 1=1 --"])
    def test_a_wrong_code_is_told_so_kindly(self, tree, client, typed):
        answer = track(client, typed)
        assert answer.status_code == 200
        assert "没有这个回执编号" in answer.content.decode()

    def test_nothing_is_kept_and_nothing_is_indexed(self, case, client):
        made = objection(case)
        for answer in (client.get("/track/"), track(client, made.receipt)):
            assert "no-store" in answer["Cache-Control"]
            assert "noindex" in answer["X-Robots-Tag"]
            assert not answer.cookies

    def test_works_without_cookies(self, case):
        made = objection(case)
        assert "异议申请" in track(Client(enforce_csrf_checks=True), made.receipt).content.decode()

    def test_queries(self, case, client, django_assert_max_num_queries):
        made = objection(case)
        track(client, made.receipt)
        with django_assert_max_num_queries(7):
            track(client, made.receipt)


class TestLimits:
    """Counted by a keyed hash of address and hour; what was typed is not lost."""

    FORM = {"topic": "tip_off", "statement": "有企业冒用荣誉做宣传，请核实。"}

    def test_forms(self, tree, client, settings, clock):
        settings.INTAKES_PER_HOUR = 2
        assert [client.post("/feedback/", self.FORM).status_code for _number in range(3)] == [302, 302, 429]
        answer = client.post("/feedback/", self.FORM)
        text = answer.content.decode()
        assert self.FORM["statement"] in text
        assert "一小时后再提交" in text
        assert Intake.objects.count() == 2
        assert client.post("/feedback/", self.FORM, REMOTE_ADDR="192.0.2.7").status_code == 302
        clock.shift(3600)
        assert client.post("/feedback/", self.FORM).status_code == 302

    def test_a_form_with_errors_is_not_counted(self, tree, client, settings):
        settings.INTAKES_PER_HOUR = 1
        for _number in range(3):
            assert client.post("/feedback/", {"topic": "tip_off"}).status_code == 200
        assert client.post("/feedback/", self.FORM).status_code == 302

    def test_wrong_codes(self, case, client, settings):
        settings.WRONG_RECEIPTS_PER_HOUR = 3
        made = objection(case)
        assert [track(client, f"{number:012}").status_code for number in range(4)] == [200, 200, 200, 429]
        assert track(client, made.receipt).status_code == 429  # a right one is not told from a wrong one
        assert track(client, made.receipt, REMOTE_ADDR="192.0.2.7").status_code == 200

    def test_addresses_are_not_kept(self, tree, client):
        client.post("/feedback/", self.FORM, REMOTE_ADDR="192.0.2.7")
        row = Attempts.objects.get()
        assert "192.0.2.7" not in str(row.__dict__)

    def test_forwarded_addresses_are_believed_as_far_as_the_setting_says(self, tree, client, settings):
        settings.INTAKES_PER_HOUR = 1
        client.post("/feedback/", self.FORM, HTTP_X_FORWARDED_FOR="203.0.113.1")
        assert client.post("/feedback/", self.FORM, HTTP_X_FORWARDED_FOR="203.0.113.2").status_code == 429
        settings.TRUSTED_PROXIES = 1
        assert client.post("/feedback/", self.FORM, HTTP_X_FORWARDED_FOR="203.0.113.2").status_code == 302
        # Whoever invents an address in front of the true one is counted by the true one.
        invented = "198.51.100.9, 203.0.113.2"
        assert client.post("/feedback/", self.FORM, HTTP_X_FORWARDED_FOR=invented).status_code == 429

    def test_addresses_of_one_network_count_together(self, tree, client, settings):
        settings.INTAKES_PER_HOUR = 1
        for address, status in (
            ("2001:db8:0:1::1", 302),
            ("2001:db8:0:1:ffff::2", 429),
            ("2001:db8:0:2::1", 302),
            ("192.0.2.7", 302),
            ("::ffff:192.0.2.7", 429),
            ("", 302),
        ):
            assert client.post("/feedback/", self.FORM, REMOTE_ADDR=address).status_code == status, address

    def test_feedback_about_something_no_longer_public(self, case, handler, client):
        made = feedback(entry=case)
        verbs.end(case, reason="revoked", why="撤销", by=handler)
        assert case.title not in track(client, made.receipt).content.decode()
