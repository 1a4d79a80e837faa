"""What the index keeps after each verb and each command, and how it is asked."""

import random

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast
from django.urls import reverse
from modelsearch.backends import get_search_backend
from modelsearch.index import insert_or_update_object
from modelsearch.models import IndexEntry
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from cases import bulk
from cms.media.models import Picture
from cms.register import verbs
from cms.register.fulltext import matching
from cms.register.models import Entry
from tests.factories import cases, site


def found(question):
    """The visible entries that answer the question."""
    return list(matching(Entry.objects.visible(), question))


def row_of(entry):
    """The index row of an entry as a dictionary of texts."""
    rows = IndexEntry.objects.filter(content_type__model="entry", object_id=str(entry.pk))
    columns = [field.name for field in IndexEntry._meta.fields if field.name not in {"id", "content_type"}]
    return (
        rows.annotate(**{f"{name}_": Cast(name, TextField()) for name in columns})
        .values(*(f"{name}_" for name in columns))
        .get()
    )


@pytest.fixture
def case(tree):
    """A case against a firm, saved as a draft."""
    return cases.punishment(tree.scjg, subject="江津区鑫旺米业有限公司")


class TestVerbs:
    """The row is right when the verb returns."""

    def test_a_draft_is_not_among_the_entries(self, case):
        assert not IndexEntry.objects.filter(content_type__model="entry").exists()

    def test_publish(self, case):
        entry = verbs.publish(case)
        assert found("鑫旺米业") == found(entry.subjects.get().code) == found(entry.document_number) == [entry]

    def test_correct(self, case):
        entry = verbs.publish(case)
        code = entry.subjects.get().code
        case.refresh_from_db()
        case.title, case.body = "更正后的标题", cases.body("situation", "蒟蒻抽检不合格。")
        subject = case.subjects.get()
        subject.name, subject.code = "江津区鑫盛粮油有限公司", cases.credit_code(8001)
        case.subjects = [subject]
        case.save_revision()
        cases.reviewed(case)
        verbs.correct(entry, what="更正名称。")
        assert found("更正后的标题") == found("鑫盛粮油") == found("蒟蒻") == found(cases.credit_code(8001)) == [entry]
        assert found("鑫旺米业") == found(code) == []

    def test_end(self, case):
        entry = verbs.publish(case)
        verbs.end(entry, reason="repaired", why="已修复")
        assert found("鑫旺米业") == []

    def test_one_row_an_entry_however_often_it_is_written(self, case):
        entry = verbs.publish(case)
        before = row_of(entry)
        for _ in range(3):
            insert_or_update_object(entry)
        assert row_of(entry) == before


class TestCommands:
    """A rebuild writes the same rows."""

    def test_rebuild(self, case, tree):
        entry, other = verbs.publish(case), verbs.publish(cases.policy())
        before = row_of(entry), row_of(other)
        get_search_backend().reset_indexes()
        assert found("鑫旺米业") == []
        call_command("rebuild_modelsearch_index", verbosity=0)
        assert (row_of(entry), row_of(other)) == before
        assert found("鑫旺米业") == [entry]

    def test_rebuild_reads_subjects_in_bulk(self, tree, django_assert_num_queries):
        for _ in range(3):
            verbs.publish(cases.punishment(tree.scjg))
        with django_assert_num_queries(2):
            assert all(entry.suggest_text for entry in Entry.get_indexed_objects())

    def test_rebuild_drops_rows_of_objects_that_are_gone(self, case):
        entry = verbs.publish(case)
        stray = IndexEntry.objects.get(content_type__model="entry")
        IndexEntry.objects.filter(pk=stray.pk).update(object_id="999999")
        call_command("rebuild_modelsearch_index", verbosity=0)
        assert row_of(entry)
        assert not IndexEntry.objects.filter(object_id="999999").exists()


class TestDesk:
    """Wagtail's own searches go through the same backend."""

    @pytest.fixture
    def _desk(self, tree, client):
        client.force_login(site.make_user(None, username="root", superuser=True))

    @pytest.mark.usefixtures("_desk")
    @pytest.mark.parametrize("typed", ["鑫旺", "米业", "米業", "旺米业有", "鑫旺米业有限公司未履行义务案"])
    def test_pages(self, case, client, typed):
        case.title = "江津区鑫旺米业有限公司未履行义务案"
        case.save()
        response = client.get(reverse("wagtailadmin_pages:search"), {"q": typed})
        assert case in [page.specific for page in response.context["pages"]]
        assert not list(client.get(reverse("wagtailadmin_pages:search"), {"q": "旺鑫"}).context["pages"])

    @pytest.mark.usefixtures("_desk")
    @pytest.mark.parametrize("typed", ["滨江", "江广场", "廣場", "信用宣传"])
    def test_pictures(self, client, typed):
        picture = Picture.objects.create(title="滨江广场信用宣传", file=get_test_image_file())
        Picture.objects.create(title="别的照片", file=get_test_image_file())
        response = client.get(reverse("wagtailimages:index"), {"q": typed})
        assert list(response.context["images"]) == [picture]

    def test_querysets(self, case):
        assert [page.pk for page in Page.objects.search("鑫旺米业")] == [case.pk]
        assert [page.pk for page in Page.objects.autocomplete("旺米")] == [case.pk]


class TestLongTexts:
    """Texts beyond what the engines take by themselves."""

    @pytest.fixture
    def entry(self, case):
        return verbs.publish(case)

    def write(self, entry, text):
        Entry.objects.filter(pk=entry.pk).update(search_text=text)
        insert_or_update_object(Entry.objects.get(pk=entry.pk))

    def test_megabytes_of_different_tokens(self, entry):
        shuffled = random.Random(1)
        text = "蒟蒻" + "".join(chr(shuffled.randrange(0x4E00, 0x9FA5)) for _ in range(1_200_000))
        assert len(text.encode()) > 3_000_000
        self.write(entry, text)
        assert found("鑫旺米业") == found("蒟蒻") == [entry]

    def test_a_phrase_late_in_a_long_text(self, entry):
        """Beyond the 16,383 places a vector of PostgreSQL remembers, and the 256 of one token."""
        self.write(entry, "该公司拖欠工资。" * 20_000 + "末尾出现蒟蒻粉条厂。")
        assert found("蒟蒻粉条厂") == [entry]
        assert found("蒟蒻粉条店") == found("工资末尾") == []

    def test_a_megabyte_of_different_words(self, entry):
        self.write(entry, " ".join(f"w{number}" for number in range(200_000)))
        assert found("w777") == [entry]

    def test_endless_words_and_signs(self, entry):
        self.write(entry, "x" * 500_000 + " \x01'\"\\:*&|!<-> %s 蒟蒻")
        assert found("鑫旺米业") == [entry]


class TestQuestions:
    """Questions no stock backend survives."""

    @pytest.mark.parametrize(
        "question",
        [
            "\x00",
            "鑫旺\x00米业",
            " ".join(["鑫旺"] * 200),
            "鑫旺" * 5_000,
            "'\"",
            "\"鑫旺\" '米业'",
            "鑫旺:*",
            "%s",
            "\ud800",
        ],
    )
    def test_are_answered(self, case, question):
        entry = verbs.publish(case)
        assert found(question) in ([], [entry])

    def test_every_word_counts_up_to_a_limit(self, case):
        entry = verbs.publish(case)
        assert found(" ".join(["鑫旺", "米业"] * 16)) == [entry]
        assert found(" ".join(["鑫旺"] * 16 + ["蒟蒻"])) == []


class TestPlans:
    """The index leads: a search reads what matches, not every row."""

    @pytest.mark.engine("postgresql")
    def test_postgresql_uses_its_gin_index(self, case):
        verbs.publish(case)
        bulk.load(200)
        # With a handful of rows the planner rightly reads them all; what vacuum does is done to the new ones.
        own = ", ".join(field.column for field in IndexEntry._meta.fields if field.name not in {"id", "object_id"})
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO modelsearch_indexentry (object_id, {own}) SELECT object_id || '000' || n, {own}"
                " FROM modelsearch_indexentry, generate_series(1, 50) n WHERE NOT body @@ '鑫旺'::tsquery"
            )
            cursor.execute("ANALYZE modelsearch_indexentry, register_entry")
            cursor.execute(
                "SELECT gin_clean_pending_list(indexname::regclass) FROM pg_indexes"
                " WHERE tablename = 'modelsearch_indexentry' AND indexname LIKE '%gin'"
            )
        for question in ["鑫旺", "鑫旺米业有限公司", "鑫旺 米业"]:
            plan = matching(Entry.objects.visible(), question).explain()
            assert "Bitmap Index Scan on modelsearch_body" in plan, plan
        plan = get_search_backend().autocomplete("鑫旺", Entry.objects.visible()).get_queryset().explain()
        assert "Bitmap Index Scan on modelsearch_autocom" in plan, plan

    @pytest.mark.engine("sqlite")
    @pytest.mark.parametrize("question", ["工资", "拖欠工资", "91500116MA", "鑫旺 米业"])
    def test_the_full_text_table_leads_on_sqlite(self, case, question):
        verbs.publish(case)
        plan = matching(Entry.objects.visible(), question).explain().splitlines()
        assert "VIRTUAL TABLE INDEX" in plan[0], plan
        searches = [line for line in plan if "register_entry" in line or "modelsearch_indexentry " in line]
        assert searches
        assert all("USING INTEGER PRIMARY KEY" in line for line in searches), plan
