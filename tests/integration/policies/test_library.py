"""The policy library as readers use it: what belongs to a document, what changed, how it is cited and found within."""

import datetime
import json

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import ValidationError

from cms import clock
from cms.register import verbs
from cms.register.vocabulary import EndReason
from home.policies.comparing import changes, compare
from home.policies.pieces import find, pieces
from tests.factories import cases

pytestmark = pytest.mark.django_db


def items(*texts):
    """A body of numbered items with these texts."""
    value = {"heading": "", "responsible": "", "tag": ""}
    return json.dumps(
        [
            {"type": "item", "value": value | {"number": number, "text": f"<p>{text}</p>"}}
            for number, text in enumerate(texts, 1)
        ]
    )


@pytest.fixture
def old(tree):
    """A public document that another one replaces."""
    body = items("公示期限最短三个月，最长三年。", "办理修复不收取任何费用。", "本办法由区发展改革委解释。")
    return verbs.publish(cases.policy(title="信用公示办法（试行）", body=body))


@pytest.fixture
def new(old):
    """Its successor."""
    texts = ("公示期限最短三个月，最长一年。", "轻微失信不予公示。", "办理修复不收取任何费用。")
    return verbs.publish(cases.policy(title="信用公示办法", body=items(*texts), replaces=old.page.specific))


def shown(client, entry):
    """The page of an entry without its frame's search field."""
    cache.clear()
    return client.get(entry.path).content.decode()


class TestRelations:
    def test_predecessor_and_successor_know_each_other(self, old, new, client):
        assert f'href="{old.path}"' in shown(client, new)
        page = shown(client, old)
        assert f'href="{new.path}"' in page.split('class="document-head"')[0]  # the notice comes first
        assert f"old={old.code}&amp;new={new.code}" in page

    def test_interpretations(self, old, client):
        reading = verbs.publish(cases.policy(title="解读：公示多久", interprets=old.page.specific))
        assert f'href="{reading.path}"' in shown(client, old)
        assert f'href="{old.path}"' in shown(client, reading)

    def test_what_has_ended_is_no_longer_named(self, old, new, client):
        verbs.end(new, reason=EndReason.WITHDRAWN, why="撤回")
        page = shown(client, old)
        assert new.path not in page
        assert "已被" not in page
        verbs.end(old, reason=EndReason.WITHDRAWN, why="撤回")
        assert client.get(f"/policies/compare/?old={old.code}&new={new.code}").content.decode().count("试行") == 0

    def test_cases_that_cite_it_until_they_end(self, tree, old, client):
        case = verbs.publish(cases.punishment(tree.scjg, text=f"依据《{old.title}》作出处罚。"))
        other = verbs.publish(cases.punishment(tree.scjg, subject="无关企业有限公司"))
        page = shown(client, old)
        assert f'href="{case.path}"' in page
        assert other.path not in page
        with time_machine.travel(case.visible_until, tick=False):  # the cached answer is looked up again
            assert case.path not in client.get(old.path).content.decode()

    def test_by_its_number(self, tree, old, client):
        case = verbs.publish(cases.punishment(tree.scjg, text=f"见{old.document_number}。"))
        assert f'href="{case.path}"' in shown(client, old)

    def test_a_document_does_not_refer_to_itself(self, old):
        page = old.page.specific
        page.replaces = page
        with pytest.raises(ValidationError, match="自身"):
            page.full_clean()

    def test_correction_names_the_document_by_its_title(self, old, tree):
        page = cases.policy(title="实施细则")
        entry = verbs.publish(page)
        page.replaces = old.page.specific
        page.save_revision()
        verbs.correct(entry, what="补记被代替的文件")
        entry.content.refresh_from_db()
        assert any(change["after"] == old.title for change in entry.content.corrections[-1]["changes"])


class TestComparison:
    def test_items_are_paired_by_what_they_say(self, old, new):
        rows = compare(old.content, new.content)
        states = [(row.state, row.new and row.new.label, row.old and row.old.label) for row in rows]
        assert states == [
            ("changed", "第1项", "第1项"),
            ("new", "第2项", None),
            ("same", "第3项", "第2项"),
            ("gone", None, "第3项"),
        ]
        assert [part for part in rows[0].parts if part[0] != "same"] == [("gone", "三"), ("new", "一")]

    def test_page(self, old, new, client):
        response = client.get(f"/policies/compare/?old={old.code}&new={new.code}")
        html = response.content.decode()
        assert response.status_code == 200
        assert "修改 1 项，新增 1 项，删去 1 项，相同 1 项" in html
        assert html.count("<del>") == 2
        assert html.count("<ins>") == 2

    @pytest.mark.parametrize(
        "query", ["", "old=x", "old=0000000000&new=1", "old=%00&new=" + "9" * 4000, "old[]=1", "old={}&new={}"]
    )
    def test_wrong_choices_are_told_and_lose_nothing(self, old, client, query):
        response = client.get(f"/policies/compare/?{query.format(old.code, old.code)}")
        assert response.status_code == 200
        assert f'value="{old.code}"' in response.content.decode()

    def test_cases_are_no_documents(self, tree, old, client):
        case = verbs.publish(cases.punishment(tree.scjg))
        html = client.get(f"/policies/compare/?old={old.code}&new={case.code}").content.decode()
        assert case.title not in html
        assert "未公开" in html

    def test_everything_of_both_texts_is_in_the_changes(self):
        before, after = "甲乙丙，丁戊。" * 30, "甲乙，丙丁己。" * 30
        parts = list(changes(before, after))
        assert "".join(text for kind, text in parts if kind != "new") == before
        assert "".join(text for kind, text in parts if kind != "gone") == after


class TestWithin:
    def test_finds_words_also_in_traditional_characters(self, old, client):
        html = client.get(old.path, {"find": "修復"}).content.decode()
        assert '<a href="#item-2">第2项</a>' in html
        assert "<mark>修复</mark>" in html

    def test_pieces_are_plain_text(self, old):
        assert [piece.anchor for piece in pieces(old.content)] == ["item-1", "item-2", "item-3"]
        assert not any("<" in piece.text for piece in pieces(old.content))

    @pytest.mark.parametrize("words", ["\0", "<script>", "x" * 5000, "  ", "没有的词"])
    def test_nothing_found_is_no_error(self, old, client, words):
        response = client.get(old.path, {"find": words})
        assert response.status_code == 200
        assert "<script>" not in response.content.decode()
        assert find(old.content, words) == []


class TestHead:
    def test_citation(self, old, client, settings):
        expected = (
            f"{old.content.facts['issuer']}. {old.title}（{old.document_number}）[EB/OL]. ({clock.today()})"
            f"[{clock.today()}]. {settings.SITE_URL}{old.path}."
        )
        assert expected in shown(client, old)

    def test_original_is_served_for_as_long_as_the_document(self, tree, client):
        from tests.integration.test_files_of_entries import make_document

        document = make_document()
        entry = verbs.publish(cases.policy(original=document))
        url = entry.content.facts["original"]["url"]
        assert f'href="{url}"' in shown(client, entry)
        assert b"".join(client.get(url).streaming_content).decode() == "决定书正文"
        verbs.end(entry, reason=EndReason.WITHDRAWN, why="撤回")
        assert client.get(url).status_code == 404

    def test_the_guard_reads_the_original(self, tree):
        from tests.integration.test_files_of_entries import make_document

        document = make_document("联系人 13812345678")
        with pytest.raises(verbs.Refused):
            verbs.publish(cases.policy(original=document))

    def test_not_yet_in_force(self, tree, client):
        day = clock.today() + datetime.timedelta(days=10)
        entry = verbs.publish(cases.policy(effective_on=day))
        assert f"本文件自 {day} 起施行" in shown(client, entry)
        with time_machine.travel(clock.now() + datetime.timedelta(days=11), tick=False):
            assert "起施行。" not in shown(client, entry)

    def test_no_longer_in_force(self, tree, client):
        assert "已不再有效" in shown(client, verbs.publish(cases.policy(validity="repealed")))
