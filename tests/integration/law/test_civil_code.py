"""中华人民共和国民法典, articles 201 to 203 (periods), 1024, 1025, 1028 and 1029 (honour and credit).

第二百零一条: the day of the beginning is not counted. 第二百零二条: the last day is the corresponding day, or the
month's last. 第二百零三条: a period ends at 24:00 of its last day. 第一千零二十五条: who reports is liable for untrue
content that misleads by cutting, and for words that insult; so the source is kept and the headline is neutral.
"""

import datetime
import hashlib
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError

from cases.models import PunishmentSubject
from cms import clock
from cms.register import verbs
from cms.rules.models import LoadedWord
from cms.rules.wording import loaded_words
from tests.factories import cases
from tests.integration.answers import status
from tests.integration.test_files_of_entries import make_document, make_picture

SHANGHAI = ZoneInfo("Asia/Shanghai")
SECOND = datetime.timedelta(seconds=1)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """A folder of its own for each test."""
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.mark.parametrize(
    ("decided", "severity", "last"),
    [
        ((2026, 8, 31), "general", (2027, 8, 31)),
        ((2028, 2, 29), "general", (2029, 2, 28)),  # 202: no such day, so the month's last
        ((2026, 9, 30), "general", (2027, 9, 30)),
        ((2026, 10, 1), "general", (2027, 10, 1)),  # National Day moves no end of publication
        ((2026, 11, 30), "minor", (2027, 2, 28)),
        ((2027, 1, 31), "minor", (2027, 4, 30)),
    ],
)
def test_201_to_203_public_to_the_end_of_the_last_day(tree, client, decided, severity, last):
    with time_machine.travel(datetime.datetime(*decided, 20, tzinfo=SHANGHAI), tick=False):
        page = cases.punishment(
            tree.scjg, decided_on=clock.today(), notified_on=clock.today(), severity=severity, necessity="必要"
        )
        entry = verbs.publish(page)
    midnight = datetime.datetime(*last, tzinfo=SHANGHAI) + datetime.timedelta(days=1)
    assert entry.visible_until == midnight
    with time_machine.travel(midnight - SECOND, tick=False):
        assert client.get(entry.path).status_code == 200
    with time_machine.travel(midnight, tick=False):
        assert client.get(entry.path).status_code == 410


class TestTextEqualsSource:
    """第一千零二十五条: the source of every case is kept, its address or the document's hash."""

    def test_1025_without_a_source_nothing_is_published(self, tree):
        page = cases.punishment(tree.scjg, source_url="")
        (problem,) = page.publication_problems(clock.now())
        assert problem.field == "source_url"
        with pytest.raises(verbs.Refused, match="缺少来源"):
            verbs.publish(page)

    def test_1025_the_hash_is_worked_out_from_the_document_which_stays_private(self, tree, client):
        document = make_document("行政处罚决定书全文")
        page = cases.punishment(tree.scjg, source_url="", source_document=document)
        entry = verbs.publish(page)
        digest = hashlib.sha256("行政处罚决定书全文".encode()).hexdigest()
        assert entry.content.facts["source_sha256"] == digest
        text = client.get(entry.path).content.decode()
        assert digest in text
        assert "来源文书" in text
        assert document.url not in text
        assert status(client, document.url) == 404

    def test_1025_a_pasted_hash_counts_in_either_case(self, tree):
        page = cases.punishment(tree.scjg, source_url="", source_sha256="AB" * 32)
        page.full_clean()
        assert page.source_sha256 == "ab" * 32
        assert verbs.publish(page)

    @pytest.mark.parametrize("text", ["12ab", "g" * 64, "a" * 63 + "\n"])
    def test_1025_what_is_no_hash_is_refused_by_the_form(self, tree, text):
        page = cases.punishment(tree.scjg)
        page.source_sha256 = text
        with pytest.raises(ValidationError) as caught:
            page.full_clean()
        assert "source_sha256" in caught.value.message_dict


class TestNeutralWords:
    """第一千零二十四条、第一千零二十五条: title, summary and pictures' words state and do not judge."""

    @pytest.mark.parametrize(
        ("fields", "field", "term"),
        [
            ({"title": "老赖企业未履行义务案"}, "title", "失信被执行人"),
            ({"title": "老 赖企业未履行义务案"}, "title", "失信被执行人"),
            ({"title": "无良企业未履行义务案"}, "title", "删去"),
            ({"title": "某奸商销售假种子案"}, "title", "经营者"),
            ({"title": "某企業黑心棉案"}, "title", "删去"),
            ({"summary": "曝光一家企业，依法严惩。"}, "summary", "公示"),
            ({"title": "某公司負責人跑路案"}, "title", "停止经营"),
        ],
    )
    def test_1025_a_loaded_word_is_said_with_the_neutral_term(self, tree, fields, field, term):
        page = cases.punishment(tree.scjg, **fields)
        problems = [problem for problem in page.publication_problems(clock.now()) if problem.field == field]
        assert problems
        assert any(term in problem for problem in problems)
        with pytest.raises(verbs.Refused, match="评判性用语"):
            verbs.publish(page)

    @pytest.mark.parametrize(
        "text",
        [
            "进入曝光台的案例",
            "马铃薯黑心病防治",
            "相机曝光量",
            "某公司违法经营案",
            "严格惩戒",
            "良种",
            "商业",
            "",
            "骗取补贴",
        ],
    )
    def test_1025_words_that_only_hold_the_characters_are_fine(self, db, text):
        assert loaded_words(text) == []

    def test_1025_a_registered_name_is_a_name(self, tree):
        """A firm may be called what it likes; the title has to call it so."""
        page = cases.punishment(tree.scjg, subject="江津区无良印品商贸有限公司")
        assert page.publication_problems(clock.now()) == []
        page.title = "无良商家江津区无良印品商贸有限公司未履行义务案"
        assert [problem.field for problem in page.publication_problems(clock.now())] == ["title"]

    def test_1025_removing_a_name_makes_no_word(self, db):
        assert loaded_words("老某公司赖账", names=["某公司"]) == []

    def test_1025_captions_and_alternative_texts(self, tree):
        picture = make_picture()
        picture.description = "黑作坊现场"
        picture.save()
        page = cases.punishment(tree.scjg, picture=picture)
        (problem,) = page.publication_problems(clock.now())
        assert (problem.field, "无证加工点" in problem) == ("picture", True)

    def test_1025_the_list_is_data(self, tree):
        LoadedWord.objects.all().delete()
        LoadedWord.objects.create(word="未履行", neutral="没有履行", why="试验")
        page = cases.punishment(tree.scjg)
        assert any("没有履行" in problem for problem in page.publication_problems(clock.now()))

    def test_1025_a_neutral_term_that_is_loaded_is_refused(self, db):
        with pytest.raises(ValidationError) as caught:
            LoadedWord(word="老赖", neutral="大老赖", why="试验").full_clean()
        assert "neutral" in caught.value.message_dict

    def test_1025_every_word_loaded_offers_no_loaded_word(self, db):
        assert LoadedWord.objects.count() >= 25
        for row in LoadedWord.objects.all():
            assert loaded_words(row.neutral) == []
            assert [found.word for found in loaded_words(f"关于{row.word}的报道")] == [row.word]


def test_1029_other_persons_names_stay_out_of_the_record_of_a_firm(tree, client):
    page = cases.punishment(tree.scjg)
    subject = page.subjects.get()
    page.subjects = [PunishmentSubject(name=subject.name, code=subject.code, legal_representative="钱守信")]
    page.save()
    page.save_revision()
    entry = verbs.publish(cases.reviewed(page))
    assert "钱守信" not in client.get(entry.path).content.decode()
    assert "钱守信" not in str(entry.content.data)
