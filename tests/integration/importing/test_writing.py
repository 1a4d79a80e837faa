"""Drafts written in bulk are the same as those made by Wagtail's own way, in every table the desk reads."""

import pytest
from django.forms.models import model_to_dict
from modelsearch.models import IndexEntry
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision

from cases.importing.checking import check
from cases.importing.drafting import Drafter, Scope
from cases.importing.lists import Lists
from cases.importing.opening import open_sheet
from cases.importing.writing import write
from tests.integration.importing.tables import as_csv, punishment_row, reward_row

pytestmark = pytest.mark.django_db
OF_ITS_OWN = {"id", "page_ptr", "path", "slug", "url_path", "translation_key", "latest_revision", "live_revision", "pk"}
TIMES = {"latest_revision_created_at", "created_at"}


@pytest.fixture
def drafts(tree, tmp_path):
    """Judges rows of a table: unsaved pages."""

    def judged(*rows):
        path = tmp_path / "cases.csv"
        path.write_bytes(as_csv(rows))
        sheet = open_sheet(path)
        return check(Drafter(sheet.keys, sheet.factors, sheet.epoch, Lists(), Scope()), sheet.lines, {})

    return judged


def by_wagtail(page, parent, user):
    """The page as the desk's own view makes it."""
    page.owner = user
    for name in ("subjects", "bases"):
        for order, child in enumerate(getattr(page, name).all() if hasattr(page, name) else []):
            child.sort_order = order  # as the desk's form does
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision(user=user, clean=False)
    return page.pk


def all_of(pk):
    """Everything that any table holds of a page, but for numbers, times and its random address."""
    page = Page.objects.get(pk=pk).specific
    revision = page.latest_revision
    content = {key: value for key, value in revision.content.items() if key not in OF_ITS_OWN | TIMES}
    for relation in ("subjects", "bases"):
        for child in content.get(relation, []):
            assert child.pop("page") == pk
            assert child.pop("pk")
    fields = {key: value for key, value in model_to_dict(page).items() if key not in OF_ITS_OWN | TIMES}
    fields |= {"live": page.live, "depth": page.depth, "locale": page.locale_id, "type": page.content_type_id}
    fields["body"] = [(block.block_type, block.value["content"].get_prep_value()) for block in fields["body"]]
    references = ReferenceIndex.objects.filter(object_id=str(pk), base_content_type__model="page")
    indexed = IndexEntry.objects.get(object_id=str(pk), content_type=page.content_type)
    logs = PageLogEntry.objects.filter(page=pk)
    return {
        "fields": fields,
        "children": [
            list(getattr(page, name).values("sort_order")) for name in ("subjects", "bases") if hasattr(page, name)
        ],
        "revision": content,
        "revision's": (revision.user_id, revision.object_str, revision.base_content_type_id, revision.content_type_id),
        "is latest": page.latest_revision_created_at == revision.created_at,
        "references": set(references.values_list("to_content_type", "to_object_id", "model_path", "content_path")),
        "index": [str(indexed.title), str(indexed.body), indexed.title_norm],
        "log": list(logs.values_list("action", "user", "label", "content_changed", "deleted", "content_type")),
    }


@pytest.mark.parametrize("row", [punishment_row, reward_row])
def test_as_by_wagtails_own_way(drafts, tree, editor, row):
    [one], [other] = drafts(row(1)), drafts(row(1))
    write([one], editor)
    assert one.written
    bulk = all_of(one.page_id)
    own = all_of(by_wagtail(other.page, other.parent, editor))
    for blocks in (bulk["fields"].pop("body"), own["fields"].pop("body")):
        assert blocks
    for content in (bulk, own):
        content["revision"].pop("body")  # blocks have random names
        content["references"] = {ref for ref in content["references"] if "body" not in ref[2]}
    assert bulk == own


def test_the_tree_is_whole_and_pages_can_be_added_by_hand(drafts, tree, editor):
    write(drafts(*(punishment_row(number) for number in range(1, 6))), editor)
    [by_hand] = drafts(punishment_row(99))
    by_wagtail(by_hand.page, by_hand.parent, editor)
    assert all(not problems for problems in Page.find_problems())
    assert Page.objects.get(pk=tree.scjg.page.pk).get_children().count() == 6
    page = Page.objects.get(pk=by_hand.page.pk).specific
    page.title = "更正后的标题"
    page.save_revision(user=editor)


def test_few_queries_however_many_rows(drafts, tree, editor, django_assert_max_num_queries):
    rows = drafts(*(punishment_row(number) for number in range(1, 101)))
    with django_assert_max_num_queries(30):
        write(rows, editor)
    assert Revision.objects.count() == 100


def test_nothing_of_it_is_public(drafts, tree, editor, client):
    [draft] = drafts(punishment_row(1))
    write([draft], editor)
    page = Page.objects.get(pk=draft.page_id)
    assert not page.live
    assert client.get(page.url).status_code == 404
