"""Generated cases are whole: what is written past the verbs is what the verbs would have left."""

import pytest
from django.forms.models import model_to_dict
from modelsearch.backends import get_search_backend
from modelsearch.conf import get_app_config
from stdnum.cn import uscc
from wagtail.models import Page

from cases import bulk
from cases.bulk.invented import Firms, organisation_digit
from cases.bulk.marks import Mark
from cases.models import PunishmentCasePage
from cms.register import verbs
from cms.register.content import freeze
from cms.register.models import Entry
from search.models import Change
from tests.factories import cases


@pytest.fixture
def generated(tree):
    """The entries of three generated cases."""
    bulk.load(3)
    return list(Entry.objects.order_by("pk"))


def columns(instance, *without):
    """What the columns of an object hold."""
    fields = instance._meta.concrete_fields
    return {field.attname: getattr(instance, field.attname) for field in fields if field.attname not in without}


def test_the_register_holds_what_freezing_the_page_gives(generated):
    for entry in generated:
        page = entry.revision.as_object()
        frozen = freeze(page, at=entry.visible_from)
        assert columns(entry, "id", "code", "revision_id") == columns(frozen.entry, "id", "code", "revision_id")
        assert columns(entry.content, "entry_id") == columns(frozen.content, "entry_id")
        assert [columns(subject, "id", "entry_id") for subject in entry.subjects.all()] == [
            columns(subject, "id", "entry_id") for subject in frozen.subjects
        ]


def test_the_index_row_is_what_indexing_the_entry_gives(generated):
    rows = get_app_config().get_model("IndexEntry").objects.filter(content_type__model="entry")
    texts = [name for name in ("title", "body", "autocomplete", "title_text", "body_text") if hasattr(rows[0], name)]
    written = list(rows.order_by("object_id").values_list(*texts))
    assert len(written) == 3
    assert all(text for row in written for text in row)
    rows.delete()
    get_search_backend().get_index_for_model(Entry).add_items(Entry, generated)
    assert list(rows.all().order_by("object_id").values_list(*texts)) == written


def test_the_desk_holds_what_a_publication_leaves(tree, generated):
    real = verbs.publish(cases.punishment(tree.scjg)).page.specific
    for entry in generated:
        page = entry.page.specific
        found, expected = columns(page), columns(real)
        empty = {name for name, value in expected.items() if value in (None, "")}
        # What the factory's case leaves out, and what a sector's rules ask of this authority.
        assert {name for name, value in found.items() if value in (None, "")} <= empty
        assert (page.live, page.has_unpublished_changes) == (real.live, real.has_unpublished_changes)
        assert page.latest_revision_id == page.live_revision_id == entry.revision_id
        assert entry.revision.object_str == page.title
        draft, kept = model_to_dict(entry.revision.as_object()), model_to_dict(page)
        assert draft == kept
        assert [columns(item) for item in page.subjects.all()] == [
            columns(item) for item in entry.revision.as_object().subjects.all()
        ]
        assert page.bases.get().law
    assert not any(Page.find_problems())
    assert tree.scjg.page.get_children_count() == tree.scjg.page.get_children().count()


def test_nothing_is_missing_for_a_publication(generated):
    for entry in generated:
        draft = entry.revision.as_object()
        assert draft.publication_problems(entry.visible_from) == []
        assert draft.end_of_publication(draft.rule) == entry.visible_until


def test_search_look_up_and_page_answer(generated, client):
    entry = generated[1]
    subject = entry.subjects.get()
    street = entry.search_text.partition("位于")[2].partition("的经营场所")[0]
    for question in (subject.name, subject.code, entry.document_number, street, subject.name[2:5]):
        assert entry.path in client.get("/search/", {"q": question}).content.decode(), question
    for typed in (subject.name[:5], subject.code[:12], subject.code[9:17], entry.document_number):
        urls = [item["url"] for item in client.get("/search/suggest/", {"q": typed}).json()["suggestions"]]
        assert entry.path in urls, typed
    assert entry.path in client.get("/lookup/", {"q": subject.code}).content.decode()
    assert entry.path in client.get("/lookup/", {"q": subject.name}).content.decode()
    assert subject.name in client.get(entry.path).content.decode()
    assert client.get(f"/verify/{entry.code}/").status_code == 200


def test_changes_are_noted_for_the_index(generated):
    assert set(Change.objects.values_list("entry_id", flat=True)) >= {entry.pk for entry in generated}


def test_a_load_that_broke_off_is_continued(tree, monkeypatch):
    monkeypatch.setattr(bulk, "CHUNK", 2)

    def broken(done):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bulk.load(5, progress=broken)
    assert bulk.loaded() == 2
    told = []
    bulk.load(3, progress=told.append)
    assert told == [2, 1]
    slugs = PunishmentCasePage.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == [f"bench-{number}" for number in range(1, 6)]


def test_firms_are_the_same_for_the_same_seed_and_all_different():
    firms, found = Firms(7), {}
    for number in range(1, 20_001):
        marks = firms.marks(number)
        code = marks[Mark.CODE]
        assert uscc.is_valid(code)
        assert code[16] == organisation_digit(code[8:16])
        for mark, text in marks.items():
            found.setdefault(mark, set()).add(text)
    alike = {Mark.STREET}
    assert {mark for mark, texts in found.items() if len(texts) < 20_000} <= alike
    assert Firms(7).marks(5) == firms.marks(5)
    assert Firms(8).marks(5)[Mark.NAME] != firms.marks(5)[Mark.NAME]


def test_without_units_there_is_no_place(db):
    with pytest.raises(ValueError, match="no unit page"):
        bulk.load(1)
