"""The frame's addresses of the desk take no number, and no filter, that there cannot be: never with a 500."""

import pytest

from tests.factories import site

WRONG = ["9" * 30, "abc", "%00", "-1", "²"]
BULK = [
    ("wagtailcore", "page", "delete"),
    ("media", "picture", "delete"),
    ("media", "attachment", "add_to_collection"),
    ("auth", "user", "assign_role"),
]
CHOOSERS = ["images/chooser/", "documents/chooser/", "snippets/choose/search/synonym/"]
LISTS = ["units/unit", "units/membership", "rules/field", "reporting/guidance", "campaigns/campaignday"]


@pytest.fixture
def admin(client, tree):
    """The browser of an administrator."""
    client.force_login(site.make_user(None, username="root", superuser=True))
    return client


@pytest.mark.parametrize("number", WRONG)
def test_bulk_actions(admin, number):
    for app, model, action in BULK:
        for query in (f"?id={number}", f"?id=all&childOf={number}"):
            assert admin.get(f"/admin/bulk/{app}/{model}/{action}/{query}").status_code == 404


@pytest.mark.parametrize("number", WRONG)
def test_choosers(admin, number):
    for chooser in CHOOSERS:
        assert admin.get(f"/admin/{chooser}chosen/{number}/").status_code == 404
        assert admin.get(f"/admin/{chooser}chosen-multiple/?id={number}").status_code == 404
    assert admin.get(f"/admin/choose-page/chosen-multiple/?id={number}").status_code == 404


def test_lists_of_reference_data_without_a_filter_of_that_name(admin):
    for name in LISTS:
        answer = admin.get(f"/admin/{name}/?nothing=1&q=x")
        assert (answer.status_code, answer.headers.get("Location")) == (302, f"/admin/{name}/")
