"""The desk of intakes: who sees what, and what the pages do."""

from django.contrib.auth.models import Permission
from django.urls import reverse

from cases.remedy import acts
from cms.register.models import Entry
from tests.factories import site
from tests.integration.answers import read
from tests.integration.remedy.conftest import PAPER, STATEMENT, feedback, objection, repair


def detail(intake):
    """The address of the intake's page."""
    return reverse("remedy_intake", args=[intake.pk])


def act(intake, name):
    """The address of one act."""
    return reverse("remedy_act", args=[intake.pk, name])


class TestWhoSeesWhat:
    """Handler, the unit that checks, a colleague unit, a reporter, an outsider, the public."""

    def test_the_handler_sees_everything(self, client, handler, forwarded):
        client.force_login(handler)
        text = client.get(detail(forwarded)).content.decode()
        for words in (STATEMENT, "陈某某", "023-47500000", "证明.txt", "请核对金额"):
            assert words in text

    def test_the_unit_that_checks_sees_the_matter_and_not_who_wrote(self, client, leaders, forwarded):
        client.force_login(leaders.scjg)
        text = client.get(detail(forwarded)).content.decode()
        assert STATEMENT in text
        assert "证明.txt" in text
        assert "陈某某" not in text
        assert "023-47500000" not in text
        assert forwarded.receipt_shown in client.get(reverse("remedy_intakes")).content.decode()
        answer = client.get(reverse("remedy_evidence", args=[forwarded.evidence.get().pk]))
        assert answer.status_code == 200
        assert read(answer) == "已缴款".encode()

    def test_of_feedback_the_unit_sees_no_evidence(self, client, leaders, handler, tree):
        made = acts.accept(feedback(files=PAPER), by=handler)
        acts.forward(made, unit=tree.scjg.unit, why="请核查", by=handler)
        client.force_login(leaders.scjg)
        text = client.get(detail(made)).content.decode()
        assert "有企业冒用荣誉" in text
        assert "证明.txt" not in text
        assert client.get(reverse("remedy_evidence", args=[made.evidence.get().pk])).status_code == 404

    def test_a_colleague_unit_sees_nothing(self, client, leaders, forwarded):
        client.force_login(leaders.fgw)
        assert client.get(detail(forwarded)).status_code == 404
        assert client.get(act(forwarded, "report")).status_code == 404
        assert client.get(reverse("remedy_evidence", args=[forwarded.evidence.get().pk])).status_code == 404
        assert forwarded.receipt_shown not in client.get(reverse("remedy_intakes")).content.decode()

    def test_the_unit_of_the_case_sees_nothing_before_it_is_asked(self, client, leaders, case):
        made = objection(case)
        client.force_login(leaders.scjg)
        assert client.get(detail(made)).status_code == 404

    def test_an_outsider_is_refused(self, client, outsider, forwarded):
        client.force_login(outsider)
        for address in (reverse("remedy_intakes"), reverse("remedy_intakes_results")):
            assert client.get(address).status_code in {302, 403}
        assert client.get(detail(forwarded)).status_code == 404
        assert client.get(reverse("remedy_evidence", args=[forwarded.evidence.get().pk])).status_code == 404
        text = client.get(reverse("wagtailadmin_home")).content.decode()
        assert reverse("remedy_intakes") not in text

    def test_an_editor_without_the_permission_handles_nothing(self, client, editor, case):
        made = objection(case)
        editor.groups.get().permissions.remove(Permission.objects.get(codename="handle_intake"))
        client.force_login(editor)
        assert client.get(detail(made)).status_code == 404
        assert client.post(act(made, "accept")).status_code == 404
        case.refresh_from_db()
        assert case.state == "published"

    def test_the_public_is_sent_to_the_door(self, client, forwarded):
        for address in (detail(forwarded), reverse("remedy_evidence", args=[forwarded.evidence.get().pk])):
            assert client.get(address)["Location"].startswith("/admin/login/")


class TestActs:
    """The acts as clicks."""

    def test_accepting_marks_the_case_in_the_same_request(self, client, handler, case):
        made = objection(case)
        client.force_login(handler)
        assert "受理" in client.get(act(made, "accept")).content.decode()
        assert client.post(act(made, "accept"), {"why": ""}).status_code == 302
        case.refresh_from_db()
        assert case.state == "disputed"

    def test_from_receipt_to_answer(self, client, handler, leaders, case, tree):
        made = objection(case)
        client.force_login(handler)
        client.post(act(made, "accept"))
        client.post(act(made, "forward"), {"unit": tree.scjg.unit.pk, "why": "请核对金额"})
        client.force_login(leaders.scjg)
        assert client.post(act(made, "report"), {"why": "金额确有误"}).status_code == 302
        refused = client.post(act(made, "decide"), {"outcome": "rejected", "answer": "无误。", "why": "x"})
        assert refused.status_code in {302, 403}
        made.refresh_from_db()
        assert made.status == "accepted"
        client.force_login(handler)
        data = {"outcome": "upheld", "effect": "corrected", "answer": "已停止公示。", "why": "金额有误"}
        assert client.post(act(made, "decide"), data).status_code == 302
        made.refresh_from_db()
        assert (made.status, made.outcome) == ("decided", "upheld")
        assert client.get(case.path).status_code == 410

    def test_what_a_verb_refuses_stands_above_the_form(self, client, handler, case):
        made = acts.accept(objection(case), by=handler)
        client.force_login(handler)
        data = {"outcome": "upheld", "effect": "correction", "answer": "已更正。", "why": "金额有误"}
        text = client.post(act(made, "decide"), data).content.decode()
        assert "请先发布更正" in text
        assert "已更正。" in text
        made.refresh_from_db()
        assert made.status == "accepted"

    def test_an_act_out_of_turn_says_so(self, client, handler, case):
        made = acts.accept(objection(case), by=handler)
        client.force_login(handler)
        text = client.get(act(made, "accept"), follow=True).content.decode()
        assert "已经办到下一步" in text
        assert client.get(act(made, "nonsense")).status_code == 404

    def test_a_reporter_of_the_unit_may_not_report(self, client, forwarded, tree):
        reporter = site.make_user(None, username="reporter")
        client.force_login(reporter)
        assert client.post(act(forwarded, "report"), {"why": "x"}).status_code == 404

    def test_repair_shows_the_earliest_day_and_offers_no_choice(self, client, handler, case):
        made = acts.accept(repair(case), by=handler)
        client.force_login(handler)
        assert case.content.facts["earliest_repair_on"] in client.get(detail(made)).content.decode()
        text = client.get(act(made, "decide")).content.decode()
        assert "准予修复" in text
        assert 'name="effect"' not in text

    def test_a_file_is_saved_and_never_shown(self, client, handler, forwarded):
        client.force_login(handler)
        answer = client.get(reverse("remedy_evidence", args=[forwarded.evidence.get().pk]))
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]
        assert answer["Content-Type"] == "application/octet-stream"
        read(answer)


class TestLists:
    """List and home panel."""

    def test_what_is_due_comes_first_and_what_is_late_is_marked(self, client, clock, case, handler):
        old = objection(case)
        clock.shift(4 * 86_400)
        new = repair(case)
        client.force_login(handler)
        text = client.get(reverse("remedy_intakes")).content.decode()
        assert text.index(old.receipt_shown) < text.index(new.receipt_shown)
        assert text.count("▲ 已逾期") == 1
        late = client.get(reverse("remedy_intakes"), {"overdue": "true"}).content.decode()
        assert old.receipt_shown in late
        assert new.receipt_shown not in late

    def test_found_by_the_code_as_people_type_it(self, client, handler, case):
        made, other = objection(case), objection(case)
        client.force_login(handler)
        text = client.get(reverse("remedy_intakes_results"), {"q": made.receipt_shown.lower()}).content.decode()
        assert made.receipt_shown in text
        assert other.receipt_shown not in text

    def test_the_list_costs_no_more_with_more_rows(self, client, handler, case, django_assert_max_num_queries):
        client.force_login(handler)
        for _number in range(12):
            objection(case)
        client.get(reverse("remedy_intakes_results"))
        with django_assert_max_num_queries(8):
            client.get(reverse("remedy_intakes_results"))

    def test_home_says_what_waits_for_whom(self, client, clock, forwarded, handler, leaders):
        fresh = repair(Entry.objects.get(pk=forwarded.entry_id))
        clock.shift(12 * 86_400)
        for user, seen, unseen in (
            (handler, [forwarded, fresh], []),
            (leaders.scjg, [forwarded], [fresh]),
            (leaders.fgw, [], [forwarded, fresh]),
        ):
            client.force_login(user)
            text = client.get(reverse("wagtailadmin_home")).content.decode()
            assert all(made.receipt_shown in text for made in seen), user
            assert not any(made.receipt_shown in text for made in unseen), user
